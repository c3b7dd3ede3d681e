"""Any bytes in visit.yml or in a workbook give findings or a visit, never an exception."""

from __future__ import annotations

import contextlib
import copy
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.exceptions import OverlappingRange

from generator.check import check_visit
from generator.findings import has_errors
from generator.load import load_visit
from generator.load.sheets.forms import FORMS, known_headings
from generator.model.standing import Standing
from tests.support.documents.raw_workbooks import changed, old_workbook, workbook
from tests.support.project import PROJECT
from tests.support.proof import counts
from tests.support.visit_files import HEADER, write

SAMPLE = (PROJECT / "visits/2026-06-exchange/visit.yml").read_bytes()
WRITTEN: dict[str, Any] = yaml.load(SAMPLE, yaml.CBaseLoader)
NASTY = [
    *("", "~", "no", "0812", "9:00-9:00", "25:30", "24:00-24:00", "次日", "-", "9:00--10:00"),
    *("2026-02-30", "9999-12-31", "0001-01-01", "2月29日", "2026-W20", "9:00-", "下午13:00"),
    *("1e999", "-1", "NaN", "Infinity", "9" * 26, "0.5", "½", "Ⅷ", "²", "١٢", "1E99", "1.3E10"),
    *("\u202e", "\u200b", "\0", "\ud7ff", "\U0002cb4e", "=1+1", "{{7*7}}", "{0}", "{found}", "%s"),
    *(
        "全体",
        "专班",
        "程立",
        "李娜",
        "交流组",
        "程立@",
        "@邻县",
        "、、、",
        "程立、" * 50,
        "a" * 40_000,
    ),
    *("8401", "8401-9999999", "1-6000", "A1-A3", "明峰宾馆", "明峰宾馆/", "/", "1号车", "号车"),
    *("book.xlsx", "book.csv", "no.csv#x", "../x.csv", "/etc/passwd.csv", f"{'a' * 300}.csv"),
    *("/etc/localtime", "../../etc/passwd", "UTC", "xx", "sealed", "#0b6e5f", "a/b", "CON"),
]
KEYS = st.sampled_from(["name", "id", "zh", "", "people", "x"])
values = st.recursive(
    st.sampled_from(NASTY) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "id", "zh", "", "people", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
few = settings(
    max_examples=counts(10, 25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "visits" / "case"


def answers(folder: Path, standing: Standing, content: bytes) -> None:
    """Load the visit, and check it where it is sound; every answer has words."""
    write(folder, {"visit.yml": content})
    visit, findings = load_visit(folder, standing, folder.parents[1])

    assert visit is not None or has_errors(findings)
    assert all(finding.message.in_(tongue) for finding in findings for tongue in ("zh", "en"))
    assert all(finding.place.file for finding in findings)
    if visit is not None and not has_errors(findings):
        assert all(str(finding.message) for finding in check_visit(visit).findings)


@given(st.binary(max_size=300))
@few
def test_any_bytes_as_a_visit(folder: Path, standing: Standing, content: bytes) -> None:
    answers(folder, standing, content)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The sample with bytes changed, and lines doubled, moved or left out."""
    lines = SAMPLE.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        lines[at : at + 1] = draw(st.sampled_from([[], [lines[at]] * 2, [lines[-1 - at]]])) or []
    content = bytearray(b"".join(lines))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=4))
    return bytes(content)


@given(damaged())
@few
def test_a_visit_whose_text_was_damaged(folder: Path, standing: Standing, content: bytes) -> None:
    answers(folder, standing, content)


def places_in(node: Any) -> Iterator[tuple[Any, Any]]:
    """Each collection and key that has a value."""
    keys = list(node) if isinstance(node, dict) else range(len(node))
    for key in keys:
        yield node, key
        if isinstance(node[key], dict | list):
            yield from places_in(node[key])


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """The sample with values changed to what nobody expects, keys renamed, entries doubled."""
    written = copy.deepcopy(WRITTEN)
    for _ in range(draw(st.integers(1, 5))):
        places = list(places_in(written))
        node, key = places[draw(st.integers(0, len(places) - 1))]
        match draw(st.sampled_from(["change", "change", "change", "delete", "double", "rename"])):
            case "change":
                node[key] = draw(values)
            case "delete":
                del node[key]
            case "double" if isinstance(node, list):
                node.insert(key, copy.deepcopy(node[key]))
            case "rename" if isinstance(node, dict):
                node[draw(st.sampled_from(sorted(WRITTEN)) | st.text(max_size=4))] = node.pop(key)
    return yaml.dump(written, Dumper=yaml.CSafeDumper, allow_unicode=True).encode("utf-8")


@given(altered())
@settings(few, max_examples=counts(12, 40))
def test_a_visit_whose_values_were_changed(
    folder: Path, standing: Standing, content: bytes
) -> None:
    answers(folder, standing, content)


@given(st.integers(0, 300), st.sampled_from("[{"), st.booleans())
@few
def test_a_visit_nested_at_any_depth(
    folder: Path, standing: Standing, depth: int, bracket: str, closed: bool
) -> None:
    inner = bracket * depth + ("]" if bracket == "[" else "}") * depth * closed
    answers(folder, standing, f"{HEADER}guests: {inner}\n".encode())


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, bytes]:
    """A section, and a CSV file with some of its headings and any cells."""
    section = draw(st.sampled_from(sorted(FORMS)))
    headings = st.sampled_from(sorted(known_headings(section))) | st.text(max_size=4)
    width = draw(st.integers(1, 5))
    head = draw(st.lists(headings, min_size=width, max_size=width))
    cells = st.sampled_from(NASTY) | st.text(max_size=6)
    rows = draw(st.lists(st.lists(cells, max_size=width + 1), max_size=5))
    stream = io.StringIO()
    csv.writer(stream, delimiter=draw(st.sampled_from(",;\t"))).writerows([head, *rows])
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    return section, stream.getvalue().encode(encoding, "replace")


@given(tables())
@settings(few, max_examples=counts(10, 25))
def test_any_table_as_any_section(
    folder: Path, standing: Standing, table: tuple[str, bytes]
) -> None:
    section, content = table
    write(folder, {"book.csv": content})
    under = f"team: {{{section}: book.csv}}" if section in {"staff", "groups", "tasks"} else ""
    answers(folder, standing, f"{HEADER}{under or f'{section}: book.csv'}\n".encode())


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"sep=\\\n", b"sep=]\n", "姓名,单位\n".encode()]),
    st.sampled_from(["book.csv", "book.xlsx"]),
)
@few
def test_any_bytes_as_a_workbook(
    folder: Path, standing: Standing, content: bytes, start: bytes, name: str
) -> None:
    write(folder, {name: start + content})
    answers(folder, standing, f"{HEADER}guests: {name}#来宾\nstays: {name}\n".encode())


@given(st.binary(max_size=40), st.integers(0, 5_000))
@settings(few, max_examples=counts(5, 12))
def test_any_damage_to_an_old_workbook(
    folder: Path, standing: Standing, damage: bytes, at: int
) -> None:
    content = bytearray(old_workbook())
    content[at : at + len(damage)] = damage
    write(folder, {"book.xls": bytes(content)})
    answers(folder, standing, f"{HEADER}guests: book.xls\n".encode())


PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "docProps/app.xml",
)
WORKBOOK = workbook()


@given(
    st.sampled_from(PARTS),
    st.lists(
        st.tuples(st.integers(0, 1_500), st.integers(0, 4), st.binary(max_size=6)), max_size=4
    ),
)
@settings(few, max_examples=counts(10, 25))
def test_a_workbook_whose_parts_were_damaged(
    folder: Path, standing: Standing, part: str, harms: list[tuple[int, int, bytes]]
) -> None:
    def damage(xml: bytes) -> bytes:
        content = bytearray(xml)
        for at, length, put in harms:
            content[at : at + length] = put
        return bytes(content)

    write(folder, {"book.xlsx": changed(WORKBOOK, part, damage)})
    answers(folder, standing, f"{HEADER}guests: book.xlsx#来宾\n".encode())


LOOKS: list[dict[str, Any]] = [{}, {"font_strikeout": True}, {"bold": True}, {"num_format": "0000"}]
CELLS = st.sampled_from(
    [
        *("", "", "同上", "〃", '"', "同上，副", "合计", "第一组", "以下空白", "汇总", "第1页"),
        *("县财政局", "备注：x", "取消", "不来了", "示例：x", "请改成x", "13900000000", "G1234"),
        *("5月19日", "下午", "张三", "李四、王五", "姓名", "#REF!", *NASTY[:40]),
    ]
)
AT = st.tuples(st.integers(0, 7), st.integers(0, 6))


@st.composite
def drawn_workbooks(draw: st.DrawFn) -> tuple[str, bytes]:
    """A section and its sheet, with struck, hidden and merged cells, and an unnamed sheet."""
    section = draw(st.sampled_from(sorted(FORMS)))
    headings = st.sampled_from(sorted(known_headings(section)))
    head = draw(st.lists(headings, min_size=2, max_size=6, unique=True))
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        looks = [book.add_format(look) for look in LOOKS]
        struck = looks[1]
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, head)
        for row in range(1, draw(st.integers(2, 8))):
            for column in range(len(head)):
                text = draw(CELLS)
                match draw(st.sampled_from(["plain", "plain", "look", "runs"])):
                    case "runs" if text:
                        sheet.write_rich_string(row, column, struck, text[:1000], looks[0], "余")
                    case "look":
                        sheet.write(row, column, text[:1000], draw(st.sampled_from(looks)))
                    case _:
                        sheet.write_string(row, column, text[:1000])
        merges = draw(st.lists(st.tuples(AT, AT), max_size=2))
        for (top, left), (down, right) in merges:
            with contextlib.suppress(OverlappingRange):
                sheet.merge_range(top, left, top + down, left + right, draw(CELLS)[:1000])
        for row in draw(st.lists(st.integers(0, 8), max_size=3)):
            sheet.set_row(
                row, draw(st.sampled_from([None, 0])), None, {"hidden": draw(st.booleans())}
            )
        for column in draw(st.lists(st.integers(0, 7), max_size=2)):
            sheet.set_column(column, column, None, None, {"hidden": True})
        other = book.add_worksheet("补充")
        other.write_row(0, 0, head)
        other.write_row(1, 0, ["x"] * len(head))
    return section, stream.getvalue()


@given(drawn_workbooks(), st.sampled_from(["book.xlsx", "book.xlsx#表", "book.xlsx！表", "x.xlsb"]))
@settings(few, max_examples=counts(10, 40))
def test_a_sheet_with_struck_hidden_and_merged_cells(
    folder: Path, standing: Standing, drawn: tuple[str, bytes], reference: str
) -> None:
    section, content = drawn
    write(folder, {"book.xlsx": content})
    under = section in {"staff", "groups", "tasks"}
    text = f"team: {{{section}: {reference}}}" if under else f"{section}: {reference}"
    answers(folder, standing, f"{HEADER}{text}\n".encode())


@given(st.sampled_from(["struck", "hidden", "merged", "plain"]), st.data())
@settings(few, max_examples=counts(8, 30))
def test_no_row_of_a_list_is_lost_or_struck_in_silence(
    folder: Path, standing: Standing, kind: str, data: st.DataObject
) -> None:
    """Each guest is read, and a row that looks otherwise than the rest is reported."""
    names = [f"来宾{number}" for number in range(data.draw(st.integers(2, 8)))]
    chosen = data.draw(st.integers(0, len(names) - 1))
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("来宾")
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["姓名", "性别", "单位"])
        for row, name in enumerate(names, 1):
            look = struck if kind == "struck" and row == chosen + 1 else None
            sheet.write_row(row, 0, [name, "男", "甲局"], look)
        if kind == "hidden":
            sheet.set_row(chosen + 1, None, None, {"hidden": True})
        if kind == "merged":
            sheet.merge_range(len(names) + 1, 0, len(names) + 1, 2, data.draw(CELLS) or "x")
    for left_there in folder.glob("*.*"):
        left_there.unlink()  # by another test of this folder; it would be a list that nobody names
    write(folder, {"book.xlsx": stream.getvalue()})
    text = f"{HEADER}guests: book.xlsx\n".encode()
    write(folder, {"visit.yml": text})
    visit, findings = load_visit(folder, standing, folder.parents[1])

    assert visit is not None
    assert [guest.name for guest in visit.guests] == names
    codes = [
        finding.code for finding in findings if not finding.code.startswith("workbook.control")
    ]
    expected = {
        "struck": ["workbook.row_struck"],
        "hidden": ["workbook.row_hidden"],
        "plain": [],
    }
    assert codes == expected.get(kind, codes)
    assert kind != "merged" or len(codes) <= 1
