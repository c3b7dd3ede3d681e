"""A list that could not be read as a whole is reported, and no name that may be in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from generator.findings import Finding
from generator.load import load_standing, load_visit
from generator.load.incomplete import errors_at
from generator.load.nodes import MappingNode
from generator.model.standing import Standing
from tests.support.project import PROJECT
from tests.support.visit_files import HEADER, shown, write

TEAM = "team: {lead: 周敏, staff: book.xlsx#专班, tasks: [{what: 核对名单, owner: 李娜}]}\n"
PEOPLE = "parties: [{name: 第一组, liaison: 李娜}]\nguests: book.xlsx#来宾\n"
PLAN = """\
schedule:
- {id: forum, day: 2026-05-18, time: 9:00, title: 座谈会, for: 第一组、张三, receiver: 李娜}
stays: book.xlsx#住宿
meals:
- {day: 2026-05-18, time: 18:00-19:00, kind: 晚餐, place: 明峰宾馆, tables: book.xlsx#用餐}
vehicles: book.xlsx#车辆
rides: book.xlsx#乘车
seating: [{at: forum, form: hall, seats: {1: 张三}}]
contacts: [{what: 总协调, who: 李娜}]
"""
VISIT = TEAM + PEOPLE + PLAN
SHEETS: Mapping[str, list[list[str]]] = {
    "专班": [["姓名"], ["周敏"], ["李娜"]],
    "来宾": [["姓名", "组别"], ["张三", "第一组"]],
    "住宿": [["酒店", "房号", "人员"], ["明峰宾馆", "8301", "张三"]],
    "用餐": [["日期", "餐别", "桌号", "人员"], ["2026-05-18", "晚餐", "1", "张三"]],
    "车辆": [["车号", "随车联络员"], ["1号车", "李娜"]],
    "乘车": [
        ["日期", "时间", "出发地", "目的地", "车号", "人员"],
        ["2026-05-18", "10:50", "station", "明峰宾馆", "1号车", "张三、李娜"],
    ],
}


def book(**changed: list[list[str]] | None) -> bytes:
    """The workbook of the visit, with some sheets as given; those that are None are left out."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        for name, rows in {**SHEETS, **changed}.items():
            if rows is not None:
                page = workbook.add_worksheet(name)
                for number, row in enumerate(rows):
                    page.write_row(number, 0, row)
    return stream.getvalue()


@dataclass(frozen=True)
class VisitFolder:
    """A folder in which a test writes a visit and reads it."""

    root: Path
    standing: Standing

    def load(self, text: str = VISIT, content: bytes | None = None) -> list[str]:
        """The findings on a visit with `text`, with `content` as its book.xlsx."""
        files: dict[str, str | bytes] = {"visit.yml": HEADER + text}
        if ".xlsx" in text or content is not None:
            files["book.xlsx"] = book() if content is None else content
        folder = write(self.root / "visits" / "case", files)
        return shown(load_visit(folder, self.standing, self.root)[1])


@pytest.fixture
def visit_folder(tmp_path: Path, standing: Standing) -> VisitFolder:
    return VisitFolder(tmp_path, standing)


def test_the_visit_itself_is_sound(visit_folder: VisitFolder) -> None:
    assert visit_folder.load() == []


@pytest.mark.parametrize("content", [b"\0garbage", book()[:-200]], ids=["garbage", "cut off"])
def test_a_corrupt_workbook_gives_one_finding(visit_folder: VisitFolder, content: bytes) -> None:
    assert visit_folder.load(content=content) == ["book.xlsx workbook.corrupt"]


def test_a_missing_workbook_is_reported_once_where_it_is_first_named(
    visit_folder: VisitFolder,
) -> None:
    (found,) = visit_folder.load(VISIT.replace("book.xlsx", "bok.xlsx"))

    assert found.startswith("visit.yml:")
    assert found.endswith("workbook.file_missing")


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_missing_sheet_gives_one_finding(visit_folder: VisitFolder, sheet: str) -> None:
    (found,) = visit_folder.load(content=book(**{sheet: None}))

    assert found.startswith("visit.yml:")
    assert "workbook.sheet_missing" in found


@pytest.mark.parametrize(
    ("written", "replacement", "code"),
    [
        ("guests: book.xlsx#来宾", "guests: {a: 张三}", "shape.records"),
        ("guests: book.xlsx#来宾", "guests: 5", "shape.records"),
        ("guests: book.xlsx#来宾", "guests: 45人", "shape.records"),
        ("guests: book.xlsx#来宾", "guests: [[张三, 李四]]", "shape.record_in_list"),
        ("guests: book.xlsx#来宾", "guests: 来宾.docx", "workbook.not_excel"),
        ("guests: book.xlsx#来宾", "guests: *g", "yaml.unknown_alias"),
        ("guests: book.xlsx#来宾", "gests: book.xlsx#来宾", "key.unknown_near"),
        ("guests: book.xlsx#来宾", "来宾: book.xlsx#来宾", "key.unknown_near"),
        ("guests: book.xlsx#来宾", "guests: [王五]\nguests: [张三]", "yaml.duplicate_key"),
        ("staff: book.xlsx#专班", "staff: {a: 李娜}", "shape.records"),
        ("staff: book.xlsx#专班", "staf: book.xlsx#专班", "key.unknown_near"),
        (TEAM, "team: book.xlsx#专班\n", "shape.record"),
        (TEAM, "team: {lead: 周敏}\nstaff: book.xlsx#专班\n", "key.unknown"),
        ("[{name: 第一组, liaison: 李娜}]", "{第一组: 李娜}", "shape.records"),
        ("vehicles: book.xlsx#车辆", "vehicles: {number: 1号车}", "shape.records"),
        ("vehicles: book.xlsx#车辆", "vehicles: 2", "shape.records"),
        ("vehicles: book.xlsx#车辆", "vehicles: 车辆.pdf", "workbook.not_excel"),
    ],
)
def test_a_value_that_is_no_list_gives_one_finding(
    visit_folder: VisitFolder, written: str, replacement: str, code: str
) -> None:
    (found,) = visit_folder.load(VISIT.replace(written, replacement))

    assert found.rpartition(" ")[2] == code


@pytest.mark.parametrize(
    ("sheet", "heading", "place"),
    [
        ("来宾", "姓名", "book.xlsx 来宾!A1"),
        ("专班", "姓名", "book.xlsx 专班!A1"),
        ("住宿", "人员", "book.xlsx 住宿!C1"),
        ("用餐", "桌号", "book.xlsx 用餐!C1"),
        ("车辆", "车号", "book.xlsx 车辆!A1"),
        ("乘车", "目的地", "book.xlsx 乘车!D1"),
    ],
)
def test_a_missing_needed_heading_is_reported_once(
    visit_folder: VisitFolder, sheet: str, heading: str, place: str
) -> None:
    top, *rows = SHEETS[sheet]
    misspelt = [["〇〇" if cell == heading else cell for cell in [*top, "备注"]], *rows]

    assert set(visit_folder.load(content=book(**{sheet: misspelt}))) == {
        f"book.xlsx {sheet}!A1 heading.missing",
        f"{place} heading.unknown",
    }


def test_a_missing_column_gives_one_finding(visit_folder: VisitFolder) -> None:
    units = [["单位"], ["甲局"], ["乙局"]]

    assert visit_folder.load(content=book(来宾=units)) == ["book.xlsx 来宾!A1 heading.missing"]


def test_other_lists_are_still_checked(visit_folder: VisitFolder) -> None:
    text = VISIT.replace("at: forum", "at: forun").replace("place: 明峰宾馆", "place: 明风宾馆")

    assert visit_folder.load(text, book(来宾=None)) == [
        "visit.yml:7:9 workbook.sheet_missing",
        "visit.yml:12:57 name.unknown_place",
        "visit.yml:15:16 name.unknown_event",
    ]


def test_a_name_is_still_unknown_where_its_list_was_read(visit_folder: VisitFolder) -> None:
    text = VISIT.replace("who: 李娜", "who: 李那")

    assert visit_folder.load(text, book(来宾=None)) == [
        "visit.yml:7:9 workbook.sheet_missing",
        "visit.yml:16:29 name.unknown_staff",
    ]


def test_a_refused_row_hides_only_its_name(visit_folder: VisitFolder) -> None:
    rows = [["姓名", "性别"], ["张三", "壮"], ["李四", "男"]]
    text = VISIT.replace("seats: {1: 张三}", "seats: {1: 李司}")

    assert visit_folder.load(text, book(来宾=rows)) == [
        "book.xlsx 来宾!B2 value.choice",
        "visit.yml:15:42 name.unknown_person",
    ]


PAGES = {
    "venues/mingfeng.md": "stays: [{venue: 明峰宾馆, room: 8301, people: all}]",
    "roles/medical.md": "team: {groups: [{role: medical}]}",
    "procedures/checklist.md": "team: {checklists: standard}",
    "fleet.md": "vehicles: [{number: 1号车, plate: 鄂E·0C021}]",
}
DAMAGES: Mapping[str, Callable[[bytes], bytes]] = {
    "damaged": lambda page: page[:200] + b"\xff\xfe\x80" + page[200:],
    "unclosed": lambda page: page.replace(b"---\n", b"---\nx: [\n", 1),
    "no end of the front matter": lambda page: page.replace(b"\n---\n", b"\n", 1),
    "unknown key": lambda page: page.replace(b"---\n", b"---\nx: 1\n", 1),
}


def standing_with(docs: Path, page: str, damage: Callable[[bytes], bytes]) -> Standing:
    """The standing pages where there is one, and that one damaged."""
    (docs / page).parent.mkdir(parents=True)
    (docs / page).write_bytes(damage((PROJECT / "docs" / page).read_bytes()))
    standing, problems = load_standing(docs)
    assert {finding.place.file for finding in problems} == {f"docs/{page}"}
    return standing


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_visit_that_depends_on_an_unread_page_is_refused(
    tmp_path: Path, page: str, damage: str
) -> None:
    standing = standing_with(tmp_path / "docs", page, DAMAGES[damage])

    assert VisitFolder(tmp_path, standing).load(PAGES[page]) == ["visit.yml:1:1 visit.page_unread"]


def test_a_visit_that_names_nothing_of_the_kind_is_sound(tmp_path: Path) -> None:
    standing = standing_with(tmp_path / "docs", "venues/museum.md", DAMAGES["unclosed"])

    assert VisitFolder(tmp_path, standing).load("guests: [张三]") == []


def test_the_errors_of_a_text_are_looked_for_once_and_not_once_for_each_unknown_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def counted(node: MappingNode, findings: Iterable[Finding]) -> list[Finding]:
        looked.append(node)
        return errors_at(node, findings)

    monkeypatch.setattr("generator.load.visit.errors_at", counted)
    text = HEADER + "".join(f"k{number}: 1\n" for number in range(300))
    folder = write(tmp_path / "visits" / "case", {"visit.yml": text})

    _, findings = load_visit(folder, load_standing(PROJECT / "docs")[0], tmp_path)

    assert [finding.code for finding in findings].count("key.unknown") == 200
    assert len(looked) == 1
