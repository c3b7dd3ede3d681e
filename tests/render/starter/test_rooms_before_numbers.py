"""Ten days in nine hotels, of which nobody knows a room's number, through the workbook alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from generator.agenda import agenda_of
from generator.check import check_visit
from generator.findings import Severity
from generator.load import load_visit
from generator.model.lodging import rooms_booked
from generator.model.standing import Standing
from generator.render.starter import starter_workbook, starter_yaml
from tests.support.documents.new_workbook import Rows, filled

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 10)
HOTELS = ["江城", "临江", "古镇", "云台", "白马", "石塘", "双溪", "松林", "望海"]
GUESTS = 25


def _rows() -> Rows:
    """A hotel a night; ten twins and five singles in each, in the columns of a plan."""
    nights = [FIRST + timedelta(days=n) for n in range(len(HOTELS))]
    return {
        "来宾": [{"姓名": f"来宾{n}", "组别": "考察组"} for n in range(1, GUESTS)]
        + [{"姓名": "胡一", "组别": "考察组", "随行": "2（男2）"}],
        "组别": [{"组别": "考察组"}],
        "场所": [
            {"名称": f"{name}宾馆", "类别": "宾馆", "地址": f"{name}路1号"} for name in HOTELS
        ],
        "住宿": [
            row
            for name, night in zip(HOTELS, nights, strict=True)
            for row in (
                {"酒店": f"{name}宾馆", "房型": "标准间", "间数": 11, "入住": night,
                 "退房": night + timedelta(days=1), "人员": "全体来宾"},
                {"酒店": f"{name}宾馆", "房型": "单间", "间数": 5, "入住": night,
                 "退房": night + timedelta(days=1)},
            )
        ],
    }  # fmt: skip


def test_a_survey_in_nine_hotels(tmp_path: Path, standing: Standing) -> None:
    folder = tmp_path / "2026-07-survey"
    folder.mkdir()
    (folder / "visit.yml").write_text(starter_yaml(FIRST, LAST).replace("请改成", ""), "utf-8")
    book = filled(starter_workbook(standing, FIRST, LAST), _rows())
    (folder / "book.xlsx").write_bytes(book)

    visit, problems = load_visit(folder, standing, tmp_path)

    assert visit
    assert problems == ()
    found = {f.code for f in check_visit(visit).findings if f.severity is Severity.ERROR}
    assert {
        code for code in found if code.split(".")[0] in {"lodging", "open_rooms", "nights"}
    } == set()
    assert [sum(kinds.values()) for kinds in rooms_booked(visit.stays).values()] == [16] * 9
    last = agenda_of(visit, visit.guests[-1])
    assert [str(stay.where.venue) for stay in last.stays] == [f"{name}宾馆" for name in HOTELS]
    assert {str(stay.room) for stay in last.stays} == {"待定"}
    assert [day.lodging is not None for day in last.days] == [True] * 9 + [False]
