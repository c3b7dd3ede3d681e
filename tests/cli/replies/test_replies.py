"""Taking replies in and out: what is kept, what else changes, and what the clerk is told."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
import yaml

from generator.project import load_project
from generator.settings import read_settings
from tests.support.clerk import Clerk
from tests.support.documents.replies import csv_list, filled_form, old_list, own_list
from tests.support.project import HEADER

PEOPLE = [["姓名", "职务", "联系电话"], ["郑凯", "处长", "13900003001"], ["何苗", "科员", ""]]


def take(clerk: Clerk, file: Path, content: bytes, *options: str) -> str:
    """Save a file, take it, and return what the clerk reads."""
    file.write_bytes(content)
    return clerk.runs("replies", "case", str(file), *options).stdout


def roster(clerk: Clerk) -> list[tuple[str, str, str]]:
    """Return the id, the name and the unit of each guest."""
    loaded = load_project(read_settings(clerk.root), (clerk.folder,)).selected_visits[0]
    assert loaded.visit is not None, loaded.findings
    return [(guest.id, guest.name, guest.unit or "") for guest in loaded.visit.guests]


def kept(clerk: Clerk) -> list[str]:
    return sorted(path.name for path in clerk.folder.glob("replies/*"))


def test_a_preview_writes_nothing(clerk: Clerk, form: bytes, inbox: Path) -> None:
    report = take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", PEOPLE), "--dry-run")

    assert "新增 2 人：郑凯、何苗" in report
    assert report.endswith("以上是预览，未写入任何文件。确认收取的，去掉 --dry-run。\n")
    assert kept(clerk) == []


def test_a_later_version_of_another_kind_replaces_the_former(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", PEOPLE))
    rows = [["填报单位：水利局", "", ""], *PEOPLE[:2]]

    report = take(clerk, inbox / "b.xls", old_list(rows))

    assert "减少 1 人：何苗" in report
    assert kept(clerk) == ["水利局.xls"]
    assert [name for _, name, _ in roster(clerk)] == ["方敏", "郑凯"]


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("市发改委/物价局", "市发改委／物价局.xlsx"),
        ("A:B 公司?", "A：B 公司？.xlsx"),
        ("..", ""),
        ("．水利局. ", "．水利局.xlsx"),
        ("水" * 90, "水" * 60 + ".xlsx"),
    ],
)
def test_a_reply_is_named_after_its_unit_in_a_name_that_every_system_accepts(
    clerk: Clerk, form: bytes, inbox: Path, unit: str, name: str
) -> None:
    take(clerk, inbox / "郑凯13900003001.xlsx", filled_form(form, unit, PEOPLE))

    assert kept(clerk) == ([name] if name else [])
    assert take(clerk, inbox / "郑凯.xlsx", filled_form(form, unit, PEOPLE)).count("新增") == 0


def test_a_reply_taken_out_again_and_what_refers_to_its_people(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", PEOPLE))
    plan = yaml.safe_load((clerk.folder / "visit.yml").read_text("utf-8"))
    plan |= {"venues": [{"id": "h", "name": "宾馆", "rooms": ["8301"]}]}
    plan |= {"stays": [{"venue": "h", "room": "8301", "people": ["郑凯", "何苗"]}]}
    text = yaml.safe_dump(plan, allow_unicode=True, sort_keys=False)
    (clerk.folder / "visit.yml").write_text(text, "utf-8")
    assert clerk.runs("check", "case").stdout.count("错误 0 个") == 1

    unknown = clerk.runs("replies", "case", "--remove", "林业局")
    preview = clerk.runs("replies", "case", "--remove", "水利局", "--dry-run")
    removed = clerk.runs("replies", "case", "--remove", "水利局")

    assert unknown.exit_code == 2
    assert "没有收过“林业局”的回执。已收：水利局。" in unknown.stderr
    assert preview.stdout.startswith("\n水利局：回执已撤出，2 人（replies/水利局.xlsx）\n")
    assert removed.exit_code == 1, "a room's people are gone"
    assert "  减少 2 人：郑凯、何苗\n" in removed.stdout
    assert "名单变动后，其他各处还须修改：" in removed.stdout
    assert "错误  17:3  “郑凯”" in removed.output
    assert kept(clerk) == []


def test_a_file_that_the_office_deletes_is_taken_out(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", PEOPLE))
    assert len(roster(clerk)) == 3

    (clerk.folder / "replies/水利局.xlsx").unlink()

    assert [name for _, name, _ in roster(clerk)] == ["方敏"]


def test_who_has_replied_and_who_has_not(clerk: Clerk, form: bytes, inbox: Path) -> None:
    plan = HEADER | {"reply_by": "2026-05-20"}
    plan |= {"guests": [{"name": "方敏", "unit": "市教育局"}, {"name": "田禾", "unit": "水利局"}]}
    (clerk.folder / "visit.yml").write_text(yaml.safe_dump(plan, allow_unicode=True), "utf-8")
    nobody = clerk.runs("replies", "case").stdout
    take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", PEOPLE))

    listed = clerk.runs("replies", "case").stdout.splitlines()

    assert nobody.startswith("case 还没有收到回执。空白回执：handbook replies case --form")
    assert listed[0] == "已收 1 份回执，共 2 人："
    assert listed[1].startswith("  水利局　2 人　")
    assert listed[1].endswith("收　replies/水利局.xlsx")
    assert listed[2:] == [
        "来宾表里还有 1 个单位没有回执：市教育局",
        "回执截止 5月20日，还有 2 天。",
    ]


def test_a_card_keeps_its_address_when_its_guest_is_listed_by_the_unit(
    clerk: Clerk, inbox: Path
) -> None:
    place = inbox.parent / "网站"
    clerk.runs("publish", "case", "--to", str(place), "--yes")
    before = roster(clerk)
    text = (clerk.folder / "visit.yml").read_text("utf-8")
    row = "  - {name: 王五, phone: 13900000003}\n"
    (clerk.folder / "visit.yml").write_text(text.replace(row, ""), "utf-8")
    rows = [["填报单位：水利局", ""], ["姓名", "手机"], ["王五", "13900000003"], ["赵六", ""]]

    take(clerk, inbox / "a.csv", csv_list(rows))
    changes = clerk.runs("changes", "case").stdout

    assert before == [("张三", "张三", ""), ("王五", "王五", "")]
    assert roster(clerk) == [
        ("张三", "张三", ""),
        ("王五", "王五", "水利局"),
        ("赵六", "赵六", "水利局"),
    ]
    assert "赵六新加入，请发卡" in changes
    assert "收回卡" not in changes


def test_cells_that_a_clerk_would_doubt(clerk: Clerk, form: bytes, inbox: Path) -> None:
    rows = [*PEOPLE, ["胡一等5人", "", ""], ["张三丰", "", "1390000300"]]

    report = take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", rows))

    assert "错误  回执!A9  “胡一等5人”不止一人。一行写一人" in report
    assert re.search(r"提醒  回执![A-Z]10  “1390000300”像手机号，却有 10 位", report)
    assert kept(clerk) == ["水利局.xlsx"], "the rest of the list is of use"
    assert clerk.runs("build", "case").exit_code == 1


def test_the_office_mends_a_cell_of_a_reply_in_its_own_list(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    rows = [PEOPLE[0] + ["抵达时间"], ["郑凯", "处长", "", "下午到"]]
    take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", rows))
    assert "“下午到”不是日期和时间" in clerk.runs("check", "case").stdout

    plan = HEADER | {"guests": [{"name": "郑凯", "arrival": "5月18日15:00"}]}
    (clerk.folder / "visit.yml").write_text(yaml.safe_dump(plan, allow_unicode=True), "utf-8")
    checked = clerk.runs("check", "case").stdout

    assert "不是日期和时间" not in checked
    assert "回执写的是“下午到”，来宾表写的是“5月18日15:00”，以来宾表为准。" in checked


def test_retirement_removes_the_replies_and_reports_it(clerk: Clerk, inbox: Path) -> None:
    rows = [["填报单位：水利局", ""], ["姓名", "手机"], ["王五", "13900000003"]]
    take(clerk, inbox / "a.csv", csv_list(rows))
    clerk.runs("publish", "case", "--to", str(inbox.parent / "网站"), "--yes")

    result = clerk.runs("retire", "case", "--yes")

    assert "replies/ 里的 1 份回执有电话等个人信息，将一并删除" in result.stderr
    assert not (clerk.folder / "replies").exists()


def test_two_commits_differ_by_a_reply(clerk: Clerk, form: bytes, inbox: Path) -> None:
    def git(*arguments: str) -> None:
        author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(("git", "-C", str(clerk.root), *author, *arguments), check=True)

    git("init", "-q")
    git("add", "visits", "docs", "mkdocs.yml")
    git("commit", "-qm", "list")
    take(clerk, inbox / "a.xlsx", filled_form(form, "水利局", PEOPLE))

    compared = clerk.runs("diff", "HEAD")

    assert "郑凯" in compared.stdout
    assert compared.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--form", "--remove", "水利局"), "一次只能用一项"),
        (("--unit", "水利局"), "--unit 后面还应写回执文件"),
    ],
)
def test_options_that_do_not_go_together(
    clerk: Clerk, form: bytes, arguments: tuple[str, ...], message: str
) -> None:
    result = clerk.runs("replies", "case", *arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_a_form_is_not_written_while_the_visit_has_no_title(clerk: Clerk) -> None:
    clerk.runs("new", "2026-07-visit")

    result = clerk.runs("replies", "2026-07-visit", "--form")

    assert result.exit_code == 2
    assert "还是样板里的字" in result.stderr
    assert not (clerk.root / "output/2026-07-visit/reply-form.xlsx").exists()


def test_lists_on_two_sheets_and_a_hidden_one(clerk: Clerk, form: bytes, inbox: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(own_list([["单位：水利局"], *PEOPLE])))
    for name, guest in (("随员", "田禾"), ("旧名单", "谷雨")):
        sheet = book.create_sheet(name)
        for row in (["姓名", "性别"], [guest, "女"]):
            sheet.append(row)
    book["旧名单"].sheet_state = "hidden"
    book.save(inbox / "a.xlsx")

    report = clerk.runs("replies", "case", str(inbox / "a.xlsx")).stdout

    assert "新增 3 人：郑凯、何苗、田禾" in report
    assert "提示  旧名单!A1  隐藏的工作表“旧名单”像一份名单，没有读入。" in report


def test_rows_that_are_struck_or_hidden_and_the_example_left_in(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled_form(form, "水利局", PEOPLE)))
    sheet = book["回执"]
    sheet["A7"].font = openpyxl.styles.Font(strike=True)
    sheet.row_dimensions[8].hidden = True
    book.save(inbox / "a.xlsx")

    report = clerk.runs("replies", "case", str(inbox / "a.xlsx")).stdout

    assert "新增 2 人：郑凯、何苗" in report
    assert "提醒  回执!A7  这一行（“郑凯”）划了删除线，仍已读入。" in report
    assert "提醒  回执!A8  这一行（“何苗”）在 Excel 里是隐藏或筛掉的，仍已读入。" in report
    assert "张三" not in report


def test_a_person_written_over_the_example_is_an_error(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form))
    book["回执"]["B3"], book["回执"]["A6"] = "水利局", "郑凯"
    book.save(inbox / "a.xlsx")

    report = clerk.runs("replies", "case", str(inbox / "a.xlsx"))

    assert "这一格仍是示例的内容（“13900000000”）" in report.stdout
    assert report.exit_code == 1
