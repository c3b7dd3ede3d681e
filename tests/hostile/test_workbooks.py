"""42-60: workbooks and CSV files as the lists of a visit.

tests/load/tables/test_workbook.py shows how each is read; here is what becomes of the visit.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator import vocabulary
from generator.load import load_visit
from generator.model.standing import Standing
from generator.project import digest_of
from tests.support.documents.raw_workbooks import (
    changed,
    drawn,
    old_workbook,
    trailing,
    workbook,
)
from tests.support.visit_files import HEADER, LoadFiles, shown, write


def titled(_: Any, sheet: Any) -> None:
    sheet.merge_range("A1:B1", "来宾名单")
    sheet.write_row("A3", ["姓　名", "单\n位"])
    sheet.write_row("A4", ["　张三\n", "甲局"])


def filtered(_: Any, sheet: Any) -> None:
    sheet.write_column("A1", ["姓名", "张三"])
    sheet.autofilter("A1:A2")
    sheet.set_row(1, None, None, {"hidden": True})


def calculated(_: Any, sheet: Any) -> None:
    sheet.write_row("A1", ["姓名", "单位", "职务"])
    sheet.write_formula("A2", '="张"&"三"', None, "张三")
    sheet.write_formula("B2", "=Z9", None, "#REF!")
    sheet.write_formula("C2", "=Z9", None, "")


MACROS = changed(workbook(), "xl/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0 macros")
BOMB = changed(workbook(), "xl/media/x.bin", lambda _: bytes(61_000_000))
ENTITIES = changed(
    workbook(),
    "xl/sharedStrings.xml",
    lambda xml: xml.replace(b"<sst", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst', 1),
)

# name of the file, its content, the findings, and whether the guest is read
BOOKS: dict[str, tuple[str, bytes, list[str], bool]] = {
    "42-xls": ("book.xls", old_workbook(), ["book.xls workbook.old_format"], True),
    "43-macros": ("book.xlsm", MACROS, [], True),
    "45-truncated": ("book.xlsx", workbook()[:-200], ["book.xlsx workbook.corrupt"], False),
    "46-zip-bomb": ("book.xlsx", BOMB, ["book.xlsx workbook.bomb"], False),
    "47-entity-bomb": ("book.xlsx", ENTITIES, ["book.xlsx workbook.entities"], False),
    "48-renamed-csv": (
        "book.xlsx",
        "姓名,单位\n张三,甲局\n".encode(),
        ["book.xlsx workbook.is_text", "book.xlsx workbook.sheet_in_text"],
        True,
    ),
    "49-another-sheet": (
        "book.xlsx",
        workbook(sheet="名单"),
        ["visit.yml:5:9 workbook.sheet_missing"],
        False,
    ),
    "49-a-space-behind-its-name": ("book.xlsx", workbook(sheet="来宾 "), [], True),
    "50-headings-below-a-title": ("book.xlsx", drawn(titled), [], True),
    "51-two-headings-alike": (
        "book.xlsx",
        workbook((("姓名", "姓名"), ("张三", "李四"))),
        ["book.xlsx 来宾!B1 workbook.duplicate_heading"],
        True,
    ),
    "51-two-headings-of-one-meaning": (
        "book.xlsx",
        workbook((("姓名", "单位", "部门"), ("张三", "甲局", "乙科"))),
        ["book.xlsx 来宾!C1 heading.repeated"],
        True,
    ),
    "52-hidden-and-filtered-rows": (
        "book.xlsx",
        drawn(filtered),
        ["book.xlsx 来宾!A2 workbook.row_hidden"],
        True,
    ),
    "53-formulas": (
        "book.xlsx",
        drawn(calculated),
        [
            "book.xlsx 来宾!B2 workbook.formula_error",
            "book.xlsx 来宾!C2 workbook.formula_empty",
        ],
        True,
    ),
    "56-ten-thousand-blank-rows": ("book.xlsx", drawn(trailing), [], True),
    "58-semicolons-and-gb18030": (
        "book.csv",
        '姓名;单位\n"张三";"甲局"\n'.encode("gb18030"),
        ["book.csv workbook.sheet_in_text"],
        True,
    ),
}


@pytest.mark.parametrize("case", BOOKS)
def test_a_list_in_a_workbook(tmp_path: Path, standing: Standing, case: str) -> None:
    name, content, expected, is_read = BOOKS[case]
    text = f"{HEADER}guests: {name}#来宾\nnotices: [请带外套]\n"
    folder = write(tmp_path / "visits" / "case", {"visit.yml": text, name: content})

    visit, findings = load_visit(folder, standing, tmp_path)

    assert shown(findings) == expected
    assert visit is not None
    assert [guest.name for guest in visit.guests] == (["张三"] if is_read else [])
    assert [str(notice) for notice in visit.notices] == ["请带外套"]


@pytest.mark.parametrize(
    ("case", "value", "pattern", "number"),
    [
        ("number", 8301.0, None, "8301"),
        ("text", "8301", None, "8301"),
        ("padded by its format", 805, "0000", "0805"),
        ("zero lost", 805.0, None, "0805"),
    ],
    ids=["55-float", "55-text", "55-padded-by-its-format", "55-its-zero-lost"],
)
def test_a_room_number(
    load_files: LoadFiles, case: str, value: object, pattern: str | None, number: str
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["酒店", "房号", "人员"])
        sheet.write("A2", "驿馆")
        sheet.write("B2", value, book.add_format({"num_format": pattern or "General"}))
        sheet.write("C2", "张三")

    inn = "venues: [{id: inn, name: 驿馆, rooms: [{numbers: '0805、8301'}]}]\nguests: [张三]\n"
    visit, findings = load_files(f"{inn}stays: book.xlsx\n", book__xlsx=drawn(fill))

    assert findings == []
    assert visit is not None
    assert [stay.room.number for stay in visit.stays] == [number]


@pytest.mark.parametrize("since_1904", [False, True], ids=["54-since-1900", "54-since-1904"])
def test_days_and_times_in_one_table(load_files: LoadFiles, since_1904: bool) -> None:
    """`8:30` as a time, as text and as a fraction of a day; a day as a serial and as text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"date_1904": since_1904}) as book:
        sheet = book.add_worksheet("日程")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "h:mm"})
        serial = 46160 - (1462 if since_1904 else 0)
        sheet.write_row("A1", ["日期", "时间", vocabulary.label("ScheduleItem", "title")])
        rows = ((serial, day, 8.5 / 24, clock), ("5月18日", None, "08:30", None))
        for number, (date, date_format, time, time_format) in enumerate(rows, 1):
            sheet.write(number, 0, date, date_format)
            sheet.write(number, 1, time, time_format)
            sheet.write(number, 2, f"第{number}项")

    visit, findings = load_files("schedule: book.xlsx\n", book__xlsx=stream.getvalue())

    assert findings == []
    assert visit is not None
    assert [(f"{item.day}", f"{item.time}") for item in visit.schedule] == [
        ("2026-05-18", "08:30")
    ] * 2


def test_a_workbook_that_is_open_in_excel_is_read_and_its_lock_is_not(
    tmp_path: Path, standing: Standing
) -> None:
    text = f"{HEADER}guests: book.xlsx\n"
    folder = write(tmp_path / "visits" / "case", {"visit.yml": text, "book.xlsx": workbook()})
    before = digest_of(folder)
    write(folder, {"~$book.xlsx": b"\x05Admin" + bytes(159)})

    visit, findings = load_visit(folder, standing, tmp_path)

    assert findings == ()
    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["张三"]
    assert digest_of(folder) == before


def test_the_lock_of_a_workbook_is_no_workbook(load_files: LoadFiles) -> None:
    lock = {"~$book__xlsx": b"\x05Admin" + bytes(159), "book__xlsx": workbook()}

    assert load_files("guests: ~$book.xlsx\n", **lock)[1] == ["~$book.xlsx workbook.corrupt"]
    assert load_files("guests: ~$bok.xlsx\n", **lock)[1] == ["visit.yml:5:9 workbook.file_missing"]


def test_a_workbook_that_changes_while_it_is_read(
    tmp_path: Path, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEADER}guests: book.xlsx\n"
    folder = write(tmp_path / "visits" / "case", {"visit.yml": text, "book.xlsx": workbook()})
    read_bytes = Path.read_bytes

    def save_meanwhile(path: Path) -> bytes:
        content = read_bytes(path)
        if path.name == "book.xlsx":
            path.write_bytes(content + b"\0")
        return content

    monkeypatch.setattr(Path, "read_bytes", save_meanwhile)

    assert shown(load_visit(folder, standing, tmp_path)[1]) == ["book.xlsx file.changed"]
