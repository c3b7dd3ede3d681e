"""`handbook assign`: a proposal changes nothing; what is accepted of it is the visit's."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import openpyxl
import pytest

from generator.load import load_standing, load_visit
from tests.support.clerk import Clerk

PLAN = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-19
parties: [第一组, 第二组]
venues:
  - id: h
    name: 山泉宾馆
    kind: hotel
    rooms:
      - {{numbers: "301-302", type: twin, floor: "3"}}
      - {{number: "401", type: twin, floor: "4"}}
guests:
  - {{name: 张三, sex: 男, party: 第一组}}
  - {{name: 李四, sex: 男, party: 第一组, share_with: 张三}}
  - {{name: 王芳, sex: 女, party: 第二组}}
  - {{name: 赵敏, sex: 女, party: 第二组}}
{more}
"""


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """A clerk with four guests, three twin rooms, and nobody in them."""
    write(clerk)
    return clerk


def write(clerk: Clerk, more: str = "") -> None:
    (clerk.folder / "visit.yml").write_text(PLAN.format(more=more), "utf-8")


def accepted(clerk: Clerk) -> list[str]:
    """The names in assigned.csv with their rooms; none where there is no file."""
    file = clerk.folder / "assigned.csv"
    lines = file.read_text("utf-8-sig").splitlines()[1:] if file.exists() else []
    return sorted(line for line in lines)


def rooms(clerk: Clerk) -> dict[str, str]:
    """The room of each guest, as the visit has it."""
    standing, _ = load_standing(clerk.root / "docs")
    visit, _ = load_visit(clerk.folder, standing, clerk.root)
    assert visit is not None
    return {
        person.name: str(stay.room_text) for stay in visit.stays for person in stay.people.people
    }


def workbook(clerk: Clerk) -> Path:
    return clerk.root / "output" / "case" / "proposal.xlsx"


def refuse(clerk: Clerk, name: str) -> None:
    """Write 否 in the row of a person, as the office does in Excel."""
    book = openpyxl.load_workbook(workbook(clerk))
    sheet = book["住宿"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(
        row for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, columns["人员"]).value == name
    )  # fmt: skip
    sheet.cell(row, columns["采用"]).value = "否"
    book.save(workbook(clerk))


def test_a_proposal_is_on_the_screen_and_in_a_workbook_and_changes_nothing(office: Clerk) -> None:
    before = {path: path.read_bytes() for path in office.folder.iterdir()}

    run = office.runs("assign", "case")

    assert run.exit_code == 0
    assert "住宿：新安排 4 人次" in run.output
    assert "山泉宾馆" in run.output
    assert "output/case/proposal.xlsx，尚未采用" in run.output
    assert {path: path.read_bytes() for path in office.folder.iterdir()} == before
    assert rooms(office) == {}
    assert workbook(office).stat().st_mode & 0o077 == 0


def test_what_is_accepted_is_in_the_visit_until_it_is_withdrawn(office: Clerk) -> None:
    office.runs("assign", "case")
    run = office.runs("assign", "case", "--accept")

    assert "已采用 4 项，记入 case/assigned.csv" in run.output
    placed = rooms(office)
    assert placed["张三"] == placed["李四"] != placed["王芳"] == placed["赵敏"]

    again = office.runs("assign", "case", "--accept")
    assert "没有新的安排可以采用" in again.output

    withdrawn = office.runs("assign", "case", "--withdraw")
    assert "已撤回 4 项" in withdrawn.output
    assert rooms(office) == {}
    assert not (office.folder / "assigned.csv").exists()
    assert office.runs("assign", "case", "--withdraw").exit_code == 2


def test_accept_without_a_proposal_makes_one_first(office: Clerk) -> None:
    run = office.runs("assign", "case", "--accept")

    assert run.exit_code == 0
    assert sorted(rooms(office)) == ["张三", "李四", "王芳", "赵敏"]
    assert workbook(office).exists()


def test_parts_are_accepted_and_withdrawn_by_name(office: Clerk) -> None:
    office.runs("assign", "case")
    proposed = workbook(office).stat().st_mtime_ns

    office.runs("assign", "case", "--accept", "第一组")
    assert sorted(rooms(office)) == ["张三", "李四"]
    office.runs("assign", "case", "--accept", "王芳")
    assert sorted(rooms(office)) == ["张三", "李四", "王芳"]
    office.runs("assign", "case", "--withdraw", "李四")
    assert sorted(rooms(office)) == ["张三", "王芳"]
    assert office.runs("assign", "case", "--accept", "--rooms", "山泉宾馆").exit_code == 0
    assert sorted(rooms(office)) == ["张三", "李四", "王芳", "赵敏"]
    assert workbook(office).stat().st_mtime_ns >= proposed


def test_a_row_that_the_office_marked_with_no_is_left_out(office: Clerk) -> None:
    office.runs("assign", "case")
    refuse(office, "赵敏")

    run = office.runs("assign", "case", "--accept")

    assert "已采用 3 项" in run.output
    assert "写“否”的 1 项未采用" in run.output
    assert sorted(rooms(office)) == ["张三", "李四", "王芳"]


def test_places_are_accepted_while_excel_has_the_workbook_open(office: Clerk) -> None:
    office.runs("assign", "case")
    workbook(office).unlink()
    workbook(office).mkdir()  # it cannot be replaced, as on Windows

    run = office.runs("assign", "case", "--accept")

    assert run.exit_code == 0
    assert sorted(rooms(office)) == ["张三", "李四", "王芳", "赵敏"]


def test_a_proposal_that_nobody_has_seen_is_not_accepted(office: Clerk) -> None:
    """Since the proposal a guest was added, and the rooms with him."""
    office.runs("assign", "case")
    write(office, "  - {name: 陈伟, sex: 男, party: 第二组}")

    first = office.runs("assign", "case", "--accept")
    assert first.exit_code == 1
    assert "名单或计划有改动" in first.output
    assert "陈伟" in first.output
    assert rooms(office) == {}

    second = office.runs("assign", "case", "--accept")
    assert second.exit_code == 0
    assert sorted(rooms(office)) == ["张三", "李四", "王芳", "赵敏", "陈伟"]


def test_a_late_change_moves_nobody_who_has_a_place(office: Clerk) -> None:
    office.runs("assign", "case", "--accept")
    before = rooms(office)
    write(office, "  - {name: 陈伟, sex: 男, party: 第二组}")

    run = office.runs("assign", "case")

    assert "新安排 1 人次、已采用 4 人次" in run.output
    assert "调整" not in run.output
    office.runs("assign", "case", "--accept")
    assert {name: room for name, room in rooms(office).items() if name != "陈伟"} == before


def test_somebody_who_is_gone_gives_up_the_place(office: Clerk) -> None:
    office.runs("assign", "case", "--accept")
    text = (office.folder / "visit.yml").read_text("utf-8")
    gone = "  - {name: 赵敏, sex: 女, party: 第二组}\n"
    (office.folder / "visit.yml").write_text(text.replace(gone, ""), "utf-8")

    run = office.runs("assign", "case")

    assert "不再需要：赵敏，山泉宾馆" in run.output
    office.runs("assign", "case", "--accept")
    assert not any("赵敏" in line for line in accepted(office))


def test_people_without_a_room_are_named_with_the_reason(office: Clerk) -> None:
    names = ["陈一", "陈二", "陈三"]
    more = "".join(f"  - {{name: {name}, sex: 男, party: 第二组}}\n" for name in names)
    write(office, more)

    run = office.runs("assign", "case")

    assert run.exit_code == 1
    assert "未能安排 1 人次" in run.output
    assert "✗ 山泉宾馆" in run.output


def test_one_person_s_places_are_explained_also_those_that_people_wrote(office: Clerk) -> None:
    write(office, 'stays: [{venue: 山泉宾馆, room: "301", people: 王芳}]')

    explained = office.runs("assign", "case", "--explain", "李四", "王芳")

    assert "李四，住宿：山泉宾馆" in explained.output
    assert "理由：" in explained.output
    assert "王芳，住宿：山泉宾馆 301，由 visits/case/visit.yml:" in explained.output
    assert "写定" in explained.output
    assert not (office.folder / "assigned.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accept", "张叁"], "“张叁”不在方案里"),
        (["--accept", "山泉宾官"], "是不是“山泉宾馆”"),
        (["--accept", "--withdraw"], "一次只用一个"),
        (["--explain"], "请写明姓名"),
    ],
)
def test_wrong_usage_accepts_nothing(office: Clerk, arguments: list[str], said: str) -> None:
    run = office.runs("assign", "case", *arguments)

    assert run.exit_code == 2
    assert said in run.output
    assert rooms(office) == {}


PUBLISHED = """\
privacy: link
team: {staff: [{name: 周敏, phone: 13900000001}]}
work_secret: no
publish: {approved_by: 周敏, on: 2026-05-14, target: internet}
"""


def built_texts(clerk: Clerk) -> dict[str, str]:
    """The text of every file of site/ that people or programs read as text, by path."""
    assert clerk.runs("build", "case").exit_code in (0, 1)
    files = (clerk.root / "site").rglob("*")
    kinds = {".html", ".json", ".txt", ".xml", ".ics", ".js"}
    return {
        str(path.relative_to(clerk.root)): html.unescape(path.read_text("utf-8"))
        for path in files
        if path.suffix in kinds
    }


def reasons(clerk: Clerk) -> set[str]:
    """Every reason, unmet wish and remedy of the last proposal, in every language."""
    content = json.loads((clerk.root / "output/case/proposal.json").read_text("utf-8"))
    texts = [
        text
        for place in content["places"]
        for field in ("reasons", "unmet", "remedies")
        for text in place[field]
    ]
    versions = (text.values() if isinstance(text, dict) else [text] for text in texts)
    return {version for of_text in versions for version in of_text if len(version) > 3}


@pytest.mark.long
def test_cards_show_what_is_accepted_and_nobody_sees_reasons_or_who_is_kept_apart(
    office: Clerk,
) -> None:
    write(office, PUBLISHED)
    plan = office.folder / "visit.yml"
    text = plan.read_text("utf-8").replace("赵敏, sex: 女,", "赵敏, sex: 女, not_with: 王芳,")
    plan.write_text(text, "utf-8")
    rooms_of_hotel = re.compile(r"\b(301|302|401)\b")

    office.runs("assign", "case")
    before = built_texts(office)
    cards = {path: text for path, text in before.items() if "/g/" in path}
    assert len(cards) == 5
    assert not any(rooms_of_hotel.search(text) for text in cards.values())

    office.runs("assign", "case", "--accept")
    after = built_texts(office)
    placed = rooms(office)
    assert placed["王芳"] != placed["赵敏"]
    for name, room in placed.items():
        card = next(text for path, text in after.items() if "/g/" in path and f">{name}<" in text)
        assert room in card

    assert reasons(office)
    for path, page in after.items():
        assert [reason for reason in reasons(office) if reason in page] == [], path
        if "case" in path:
            assert "不同住" not in page, path
    kept_apart = next(text for path, text in after.items() if "/g/" in path and ">赵敏<" in text)
    assert "王芳" not in kept_apart
