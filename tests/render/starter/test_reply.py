"""The blank reply: what a sending unit reads and fills in, and that it reads back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.load.replies import read_reply
from generator.model.people import Staff
from generator.model.record import PersonId
from generator.model.schedule import Contact
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.starter import reply_form
from tests.support.documents.lists_workbook import Resave
from tests.support.documents.replies import filled_form

LINA = Staff(id=PersonId("李娜"), name="李娜", phone="13900002002")


def visit(standing: Standing, **fields: object) -> Visit:
    return Visit.model_validate(
        {
            "slug": "case",
            "title": "市生态旅游考察团",
            "host": "县机关事务服务中心",
            "start": date(2026, 5, 18),
            "end": date(2026, 5, 20),
            "contacts": (Contact(what="总协调", who=LINA), Contact(what="总台", phone="0717")),
            "standing": standing,
            **fields,
        }
    )


def page(content: bytes, name: str = "回执") -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def lines(sheet: Worksheet) -> list[str]:
    rows = ([str(cell.value) for cell in row if cell.value] for row in sheet.iter_rows())
    return [" | ".join(row) for row in rows if row]


def test_what_a_unit_reads(standing: Standing) -> None:
    sheet = page(reply_form(visit(standing, reply_by=date(2026, 5, 10))))

    assert lines(sheet)[:4] == [
        "市生态旅游考察团　回执",
        "来访代号 case。来访日期 2026年5月18日 – 5月20日。请于2026年5月10日前填妥，"
        "以本表（Excel 文件）报送县机关事务服务中心。联系：总协调 李娜 13900002002。",
        "填报单位： | 填报人： | 电话：",
        "一人一行，从“示例”下面一行填起。尚未确定的空着，确定后重新报送，以后报的为准。"
        "个人信息怎样使用、保存多久，见“个人信息告知书”一表，请先告知本人；证件号码不要填。",
    ]
    headings = [cell.value for cell in sheet[5]]
    assert "姓名" in headings
    assert {"组别", "联络员", "语言"}.isdisjoint(headings), "the office's own, and one language"
    assert str(sheet["A6"].value) == "示例：张三"
    assert "请尽快填妥" in lines(page(reply_form(visit(standing))))[1]


def test_a_unit_chooses_a_language_where_there_are_several(standing: Standing) -> None:
    content = reply_form(visit(standing, languages=("zh", "en")))

    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["回执"]
    column = next(cell.column_letter for cell in sheet[5] if cell.value == "语言")
    (offered,) = (v for v in sheet.data_validations.dataValidation if f"{column}6" in v.sqref)
    assert offered.formula1 == '"中文,英语"'
    assert book.sheetnames == ["回执", "个人信息告知书", "Notice on personal information"]


def test_the_notice_is_the_printed_one(standing: Standing) -> None:
    said = lines(page(reply_form(visit(standing, retention_days=30)), "个人信息告知书"))

    assert said[0] == "个人信息告知书"
    assert said[2] == "处理者、联系方式 | 县机关事务服务中心\n总协调 李娜 13900002002\n总台 0717"
    assert "保存期限 | 来访结束后 30 天，依规归档的来函、清单除外。" in said
    assert any("个人信息保护法" in line for line in said)


def test_only_what_a_unit_fills_in_is_unlocked(standing: Standing) -> None:
    sheet = page(reply_form(visit(standing)))

    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("A1", "A2", "A3", "A4", "A5")] == [True] * 5
    assert [sheet[cell].protection.locked for cell in ("B3", "F3", "I3", "A6")] == [False] * 4
    assert not sheet.column_dimensions["B"].protection.locked


@pytest.mark.parametrize("program", ["openpyxl", "LibreOffice"])
def test_a_filled_form_reads_back(
    standing: Standing, tmp_path: Path, program: str, request: pytest.FixtureRequest
) -> None:
    rows = [["姓名", "联系电话", "需要住宿"], ["郑凯", "13900003001", "是"], ["何苗", "", "否"]]
    content = filled_form(reply_form(visit(standing)), "市水利局（盖章）", rows)
    if program == "LibreOffice":
        resaved: Resave = request.getfixturevalue("resaved")
        content = resaved(content)
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    reply = read_reply(path, "a.xlsx")

    assert reply.findings == ()
    assert (reply.unit and reply.unit.text, reply.code and reply.code.text) == ("市水利局", "case")
    assert (reply.title and reply.title.text) == "市生态旅游考察团"
    assert [(row.text("name"), row.text("needs_room")) for row in reply.rows] == [
        ("郑凯", "是"),
        ("何苗", "否"),
    ]


def test_the_same_bytes_each_time(standing: Standing) -> None:
    assert reply_form(visit(standing)) == reply_form(visit(standing))
