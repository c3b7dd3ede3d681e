"""Files that are not taken: each is answered in the clerk's words, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.clerk import Clerk
from tests.support.documents.raw_workbooks import workbook
from tests.support.documents.replies import csv_list, filled_form, old_list, own_list, rows_in

PEOPLE = [["姓名", "职务"], ["郑凯", "处长"], ["何苗", "科员"]]
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
)


def titled(title: str) -> bytes:
    return own_list([[title], ["填报单位：水利局"], *PEOPLE])


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "标题.xlsx": (
        lambda _: titled("省林业调研组 参会回执"),
        "Sheet1!A1  这是“省林业调研组 参会”的回执，不是“市生态旅游考察团”的，未收。",
    ),
    "无单位.xlsx": (
        lambda _: own_list(PEOPLE),
        "无法确定填报单位，未收。请加 --unit 单位名称 再收一次。",
    ),
    "电话作单位.xlsx": (
        lambda _: own_list([["填报单位：13900000001"], *PEOPLE]),
        "无法确定填报单位，未收。",
    ),
    "几个单位.csv": (
        lambda _: csv_list(rows_in("姓名|单位\n郑凯|水利局\n田禾|农业局")),
        "表里有几个单位（水利局、农业局），无法确定填报单位，未收。",
    ),
    "空白.xlsx": (
        lambda form: filled_form(form, "水利局", PEOPLE[:1]),
        "表里没有填写人员，未收。请该单位填写后重新报送。",
    ),
    "证件.xlsx": (
        lambda _: own_list([["填报单位：水利局"], ["姓名", "身份证号"], ["郑凯", "1"]]),
        "Sheet1!B2  “身份证号”这一列不得放在名单里：本程序用不到证件号码。",
    ),
    "加密.xlsx": (lambda _: ENCRYPTED, "工作簿设有打开密码，不能读取。"),
    "坏.xlsx": (lambda _: workbook()[:300], "工作簿已损坏或不完整，打不开。"),
    "空.xlsx": (lambda _: b"", "文件是空的。"),
    "公函.docx": (lambda _: b"%PDF-1.4\n", "这不是 Excel 工作簿或 CSV（PDF）。"),
    "通知.xlsx": (lambda _: workbook((("各位领导：", "附件已发"),)), "找不到标题行"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_taken(clerk: Clerk, form: bytes, inbox: Path, name: str) -> None:
    content, message = REFUSED[name]
    (inbox / name).write_bytes(content(form))

    result = clerk.runs("replies", "case", str(inbox / name))

    assert result.exit_code == 1
    assert result.stdout.startswith(f"\n{name}：未收\n  错误  ")
    assert message in result.stdout
    assert (
        "已收 0 份（其中更新 0 份），没有变动 0 份，未采用 0 份，未收 1 份。名单现有 1 人。"
        in result.stdout
    )
    assert not (clerk.folder / "replies").exists()


def test_a_reply_to_another_visit_is_known_by_its_code(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    (inbox / "回执.xlsx").write_bytes(filled_form(form, "水利局", PEOPLE))

    result = clerk.runs("replies", "other", str(inbox / "回执.xlsx"))

    assert "这是“市生态旅游考察团”的回执，不是“省林业调研组”的，未收。" in result.stdout
    assert not (clerk.root / "visits/other/replies").exists()


def test_a_file_that_is_not_there(clerk: Clerk, form: bytes, inbox: Path) -> None:
    (inbox / "水利局.xlsx").write_bytes(filled_form(form, "水利局", PEOPLE))

    result = clerk.runs("replies", "case", str(inbox / "水力局.xlsx"))

    assert result.exit_code == 1
    assert "水利局.xlsx" in result.stdout


def test_a_title_that_names_nothing_known_is_a_reminder(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    (inbox / "a.xlsx").write_bytes(titled("全国渔业工作会议 回执"))

    result = clerk.runs("replies", "case", str(inbox / "a.xlsx"))

    assert (
        "提醒  Sheet1!A1  标题“全国渔业工作会议”没有写明是“市生态旅游考察团”的回执。"
        in result.stdout
    )
    assert (clerk.folder / "replies/水利局.xlsx").is_file()


@pytest.mark.parametrize(
    "title", ["附件2：参会人员回执", "水利局参会回执", "生态旅游考察团回执", "回执"]
)
def test_a_title_of_the_unit_or_of_no_visit_is_fine(
    clerk: Clerk, form: bytes, inbox: Path, title: str
) -> None:
    (inbox / "a.xlsx").write_bytes(titled(title))

    result = clerk.runs("replies", "case", str(inbox / "a.xlsx"))

    assert "标题" not in result.stdout
    assert result.exit_code == 0


def test_two_different_files_of_a_unit_are_both_refused(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    rows = [["填报单位：水利局", ""], *PEOPLE]
    (inbox / "甲.csv").write_bytes(csv_list(rows))
    (inbox / "乙.xls").write_bytes(old_list(rows[:-1]))

    result = clerk.runs("replies", "case", str(inbox))

    assert result.exit_code == 1
    assert result.stdout.count("水利局有几份不同的回执：乙.xls、甲.csv，无法确定先后") == 2
    assert not (clerk.folder / "replies").exists()


def test_one_file_under_two_names_is_taken_once(clerk: Clerk, form: bytes, inbox: Path) -> None:
    content = filled_form(form, "水利局", PEOPLE)
    for name in ("甲.xlsx", "甲(1).xlsx"):
        (inbox / name).write_bytes(content)

    result = clerk.runs("replies", "case", str(inbox))

    assert result.exit_code == 0
    assert "与 甲(1).xlsx 内容相同，以该份为准。" in result.stdout
    assert [path.name for path in clerk.folder.glob("replies/*")] == ["水利局.xlsx"]


def test_an_older_version_does_not_replace_a_later_one(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    later, older = inbox / "后.xlsx", inbox / "先.xlsx"
    later.write_bytes(filled_form(form, "水利局", PEOPLE, "2026-05-08T09:00:00Z"))
    older.write_bytes(filled_form(form, "水利局", PEOPLE[:2], "2026-05-06T09:00:00Z"))
    clerk.runs("replies", "case", str(later))

    result = clerk.runs("replies", "case", str(older))

    assert result.exit_code == 1
    assert "比已收的水利局回执（2026-05-08 09:00 保存）旧，未收。" in result.stdout
    assert (clerk.folder / "replies/水利局.xlsx").read_bytes() == later.read_bytes()

    clerk.runs("replies", "case", "--remove", "水利局")
    assert clerk.runs("replies", "case", str(older)).exit_code == 0


def test_a_unit_that_writes_its_name_otherwise_is_not_taken_for_another(
    clerk: Clerk, form: bytes, inbox: Path
) -> None:
    (inbox / "1.csv").write_bytes(csv_list([["填报单位：市水利局", ""], *PEOPLE]))
    clerk.runs("replies", "case", str(inbox / "1.csv"))
    (inbox / "2.csv").write_bytes(
        csv_list([["填报单位：市水利和湖泊局", ""], *PEOPLE, ["郝帅", ""]])
    )

    refused = clerk.runs("replies", "case", str(inbox / "2.csv"))
    taken = clerk.runs("replies", "case", str(inbox / "2.csv"), "--unit", "市水利局")

    assert (
        "“市水利和湖泊局”没有报过，而这 3 人中有 2 人在“市水利局”的回执里，未收。" in refused.stdout
    )
    assert "加 --unit 市水利局；不是的，加 --unit 市水利和湖泊局" in refused.stdout
    assert "新增 1 人：郝帅" in taken.stdout
    assert [path.name for path in clerk.folder.glob("replies/*")] == ["市水利局.csv"]
