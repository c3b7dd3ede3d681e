"""1-24: what the loader reports of odd texts in visit.yml.

How the text itself is read is shown by tests/load/yaml/test_reader.py.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.load import load_visit
from generator.model.standing import Standing
from tests.support.visit_files import HEADER, LoadFiles, shown, write

BOOK = "guests: book.csv\n"
CSV = "姓名\n张三\n".encode()

TEXTS = {
    "7-unknown-key-near-miss": ("gusets: [张三]\n", ["visit.yml:5:1 key.unknown_near"]),
    "7-unknown-key-far-off": ("天气: 晴\n", ["visit.yml:5:1 key.unknown"]),
    "19-a-day-that-is-none": (
        "schedule: [{day: 2026-13-40, time: 9:30, title: on}]\n",
        ["visit.yml:5:18 value.no_such_date"],
    ),
    "20-the-thirtieth-of-February": (
        "letter: {date: 2026-02-30}\n",
        ["visit.yml:5:16 value.no_such_date"],
    ),
    "20-a-day-of-the-year-9999": ("letter: {date: 9999-12-31}\n", ["visit.yml:5:16 value.year"]),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_gives_its_finding(load_files: LoadFiles, case: str) -> None:
    text, expected = TEXTS[case]
    assert load_files(text)[1] == expected


@pytest.mark.parametrize(
    ("case", "header", "expected"),
    [
        ("start: 2026-02-30", HEADER.replace("05-18", "02-30"), "visit.yml:3:8 value.no_such_date"),
        ("end: 9999", HEADER.replace("2026-05-20", "9999-05-20"), "visit.yml:4:6 value.year"),
        ("end: 05-10", HEADER.replace("05-20", "05-10"), "visit.yml:4:6 visit.end_before_start"),
        ("end: 2036", HEADER.replace("2026-05-20", "2036-05-20"), "visit.yml:4:6 visit.too_long"),
    ],
    ids=["20-a-start-that-is-no-day", "20-a-far-end", "21-end-before-start", "21-ten-years"],
)
def test_days_that_cannot_be(load_files: LoadFiles, case: str, header: str, expected: str) -> None:
    assert load_files(header=header)[1] == [expected]


def test_words_that_yaml_takes_for_something_else_stay_words(load_files: LoadFiles) -> None:
    visit, findings = load_files(
        "guests:\n- {name: no, unit: on, post: 1e3, phone: 0812}\n- {name: 1_000, unit: ~}\n"
        "notices: [2026-13-40, 9:30]\n"
    )

    assert findings == []
    assert visit is not None
    assert [(g.name, g.unit, g.post, g.phone) for g in visit.guests] == [
        ("no", "on", "1e3", "0812"),
        ("1_000", None, None, None),
    ]
    assert [str(notice) for notice in visit.notices] == ["2026-13-40", "9:30"]


def outside(folder: Path) -> None:
    write(folder.parent, {"secret.csv": CSV})
    (folder / "book.csv").symlink_to(folder.parent / "secret.csv")


def nowhere(folder: Path) -> None:
    (folder / "book.csv").symlink_to(folder / "gone.csv")


def round_about(folder: Path) -> None:
    (folder / "book.csv").symlink_to(folder / "book.csv")


def a_folder(folder: Path) -> None:
    (folder / "book.csv").mkdir()


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "book.csv")


FILES = {
    "22-a-link-out-of-the-folder": (BOOK, outside, "visit.yml:5:9 file.outside"),
    "22-a-path-out-of-the-folder": (
        "guests: ../secret.csv\n",
        outside,
        "visit.yml:5:9 file.outside",
    ),
    "22-a-link-to-nothing": (BOOK, nowhere, "visit.yml:5:9 workbook.file_missing"),
    "22-a-link-to-itself": (BOOK, round_about, "visit.yml:5:9 workbook.file_missing"),
    "23-a-folder-named-like-a-workbook": (BOOK, a_folder, "book.csv file.is_folder"),
    "23-a-pipe-named-like-a-workbook": (BOOK, a_pipe, "book.csv file.not_a_file"),
    "93-a-file-name-too-long": (
        f"guests: {'a' * 300}.csv\n",
        lambda _: None,
        "visit.yml:5:9 workbook.file_missing",
    ),
    "93-a-path-too-long": (
        f"guests: {'a/' * 3000}b.csv\n",
        lambda _: None,
        "visit.yml:5:9 workbook.file_missing",
    ),
    "a-text-document-for-a-list": (
        "guests: 名单.docx\n",
        lambda _: None,
        "visit.yml:5:9 workbook.not_excel",
    ),
    "a-workbook-where-none-can-be": (
        "waivers: book.csv\n",
        lambda folder: write(folder, {"book.csv": CSV}),
        "visit.yml:5:10 workbook.not_here",
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_none_gives_its_finding(
    tmp_path: Path, standing: Standing, case: str
) -> None:
    text, prepare, expected = FILES[case]
    folder = write(tmp_path / "visits" / "case", {"visit.yml": HEADER + text})
    prepare(folder)

    visit, findings = load_visit(folder, standing, tmp_path)

    assert shown(findings) == [expected]
    assert visit is not None
    assert visit.guests == ()


@pytest.mark.parametrize("name", ["visit.yml", "book.csv"], ids=["24-visit.yml", "24-workbook"])
def test_without_permission_to_read(
    tmp_path: Path, standing: Standing, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = write(tmp_path / "visits" / "case", {"visit.yml": HEADER + BOOK, "book.csv": CSV})
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert shown(load_visit(folder, standing, tmp_path)[1]) == [f"{name} file.no_permission"]
