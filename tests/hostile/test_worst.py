"""The worst that a file may hold, within ten seconds of a processor and 500 MB."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.documents.raw_workbooks import SHEET_XML, changed, drawn, trailing, workbook
from tests.support.project import PROJECT
from tests.support.proof import cases
from tests.support.visit_files import HEADER, write

SECONDS, MEGABYTES = 10, 500
HEAD = "姓名\n".encode()
linux = pytest.mark.skipif(sys.platform != "linux", reason="limits are set as on Linux")


def laughs() -> str:
    steps = (f"{b}: &{b} [{', '.join(['*' + a] * 10)}]\n" for a, b in pairwise("abcdefghi"))
    return f"a: &a [{', '.join('x' * 10)}]\n" + "".join(steps)


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    return changed(workbook(), SHEET_XML, change)


def many_cells() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        page = book.add_worksheet("来宾")
        page.write_row(0, 0, ["姓名", "单位"])
        for number in range(1, 50_000):
            page.write_row(number, 0, [f"来宾{number}", "甲局", number])
    return stream.getvalue()


def everybody_everywhere() -> str:
    people = "".join(f"- 来宾{n}\n" for n in range(5_000))
    item = "- {day: 2026-05-18, time: 9:00, title: 会, for: [全体, 专班]}\n"
    return f"guests:\n{people}schedule:\n{item * 2_000}"


def strangers() -> str:
    people = "".join(f"- 张三李四王{n}\n" for n in range(2_000))
    stay = "- {{venue: mingfeng, room: 8301, people: 王李张四三{}}}\n"
    return f"guests:\n{people}stays:\n" + "".join(map(stay.format, range(2_000)))


def within_rows(filling: bytes) -> bytes:
    return sheet(lambda xml: xml.replace(b"</sheetData>", filling + b"</sheetData>"))


def beside_headings(text: bytes) -> bytes:
    cell = b'<c r="C1" t="inlineStr"><is><t>%s</t></is></c></row>' % text
    return sheet(lambda xml: xml.replace(b"</row>", cell, 1))


def formats() -> bytes:
    return changed(workbook(), "xl/styles.xml", lambda xml: xml + b"<xf/>" * 9_000_000)


SMALL = {
    *("8-aliases-that-expand-to-a-billion", "16-a-line-of-ten-megabytes"),
    *("17-ten-thousand-brackets", "a-billion-rooms"),
    *("46-zip-bomb", "nine-million-rows-of-nothing", "58-twenty-million-commas"),
}
"""One case of each limit; the others are for `make proof`."""
LONG_CELL = b'<row r="3"><c r="A3" t="inlineStr"><is><t>%s</t></is></c></row>'

# What visit.yml says below its heading, and one finding there must be.
TEXTS: dict[str, tuple[Callable[[], str], str | None]] = {
    "8-aliases-that-expand-to-a-billion": (laughs, "yaml.alias_bomb"),
    "16-a-line-of-ten-megabytes": (lambda: "x: " + "x" * 9_900_000, "text.too_long"),
    "17-ten-thousand-brackets": (lambda: "x: " + "[" * 10_000, "yaml.too_deep"),
    "17-ten-thousand-braces": (lambda: "x: " + "{x: " * 10_000, "yaml.too_deep"),
    "17-four-thousand-indents": (
        lambda: "\n".join(" " * n + "x:" for n in range(4_000)),
        "yaml.too_deep",
    ),
    "18-half-a-million-wide-colons": (lambda: "名：甲\n" * 500_000, "yaml.missing_colon"),
    "40-almost-a-million-guests": (
        lambda: "guests:\n" + "".join(f"- a{n}\n" for n in range(900_000)),
        "yaml.too_many_values",
    ),
    "five-million-values": (lambda: "x: [" + "a," * 4_900_000 + "]", "yaml.too_many_values"),
    "three-million-lists": (lambda: "x: [" + "[]," * 3_200_000 + "]", "yaml.too_many_values"),
    "every-key-unknown": (
        lambda: "".join(f"k{n}: 1\n" for n in range(200_000)),
        "yaml.too_many",
    ),
    "every-guest-at-every-item": (everybody_everywhere, None),
    "two-thousand-strangers": (strangers, "name.unknown_participant"),
    "a-billion-rooms": (
        lambda: "venues: [{id: v, name: v, rooms: [" + "{numbers: 1-20000}," * 50_000 + "]}]",
        "value.too_many",
    ),
}

# The name of a file beside visit.yml, its content, and one finding there must be.
FILES: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "46-zip-bomb": ("book.xlsx", lambda: sheet(lambda _: bytes(100_000_000)), "workbook.bomb"),
    "47-entity-bomb": (
        "book.xlsx",
        lambda: sheet(lambda xml: b'<!DOCTYPE x [<!ENTITY a "a">]>' + xml),
        "workbook.entities",
    ),
    "56-ten-thousand-blank-rows": ("book.xlsx", lambda: drawn(trailing), None),
    "a-cell-of-fifty-megabytes": (
        "book.xlsx",
        lambda: within_rows(LONG_CELL % (b"x" * 50_000_000)),
        "text.too_long",
    ),
    "a-cell-of-two-lines-of-megabytes": (
        "book.xlsx",
        lambda: within_rows(LONG_CELL % (b"x" * 25_000_000 + b"\n" + b"x" * 25_000_000)),
        "text.too_long",
    ),
    "a-heading-of-fifty-megabytes": (
        "book.xlsx",
        lambda: beside_headings(b"x" * 25_000_000 + b"\n" + b"x" * 25_000_000),
        "text.too_long",
    ),
    "a-heading-as-long-as-a-cell-can-be": (
        "book.xlsx",
        lambda: beside_headings(b"x" * 32_767),
        "heading.unknown",
    ),
    "nine-million-rows-of-nothing": (
        "book.xlsx",
        lambda: within_rows(b"<row/>" * 9_000_000),
        "workbook.too_many_cells",
    ),
    "nine-million-formats": ("book.xlsx", formats, "workbook.corrupt"),
    "fifty-thousand-guests": ("book.xlsx", many_cells, "section.too_long"),
    "58-twenty-million-commas": ("book.csv", lambda: HEAD + b"," * 19_000_000, "csv.too_big"),
    "58-ten-million-rows": ("book.csv", lambda: HEAD + b"a\n" * 9_000_000, "csv.too_big"),
    "58-ten-million-quotes": ("book.csv", lambda: HEAD + b'"\n' * 9_000_000, "csv.too_big"),
}


def codes_of(folder: Path) -> set[str]:
    """The findings on a visit, loaded in a process that is stopped when it takes too much."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.worst", str(folder), str(SECONDS), str(MEGABYTES)],
        cwd=PROJECT,
        capture_output=True,
        timeout=20 * SECONDS,  # of the clock on the wall, on a machine with much else to do
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return set(json.loads(done.stdout))


@linux
@pytest.mark.parametrize("case", cases(TEXTS, SMALL))
def test_the_worst_text_ends_soon_and_in_little_memory(tmp_path: Path, case: str) -> None:
    text, expected = TEXTS[case]
    folder = write(tmp_path / "visits" / "case", {"visit.yml": HEADER + text()})

    assert codes_of(folder) >= ({expected} if expected else set())


@linux
@pytest.mark.parametrize("case", cases(FILES, SMALL))
def test_the_worst_workbook_ends_soon_and_in_little_memory(tmp_path: Path, case: str) -> None:
    name, content, expected = FILES[case]
    text = f"{HEADER}guests: {name}\n"
    folder = write(tmp_path / "visits" / "case", {"visit.yml": text, name: content()})

    assert codes_of(folder) >= ({expected} if expected else set())
