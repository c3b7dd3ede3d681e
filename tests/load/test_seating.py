"""Seats as offices write them, in visit.yml and in a sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit

Load = Callable[..., tuple[Visit | None, list[Finding]]]
VISIT: dict[str, Any] = {
    "guests": ["张伟", "王芳"],
    "team": {"staff": ["李娜"]},
    "schedule": [
        {"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会"},
        {"day": "2026-05-19", "time": "9:00", "title": {"zh": "合影留念", "en": "Picture"}},
    ],
    "vehicles": [{"number": "1号车", "kind": "小车"}, {"number": "2号车"}],
    "rides": [
        {"id": "out", "day": "2026-05-18", "time": "8:00", "from": "明峰高铁站", "to": "明峰宾馆",
         "vehicles": [
             {"vehicle": "1号车", "people": "张伟"}, {"vehicle": "2号车", "people": "王芳"}]},
        {"id": "back", "day": "2026-05-20", "time": "8:00", "from": "明峰宾馆", "to": "明峰高铁站",
         "vehicles": [{"vehicle": "1号车", "people": "张伟"}]},
    ],
}  # fmt: skip


def seatings_of(visit: Visit) -> list[tuple[str, str, str, list[str], dict[str, str]]]:
    """Item, vehicle, form, people and seats by hand of each seating."""
    return [
        (
            seating.at.id,
            seating.vehicle.number if seating.vehicle else "",
            seating.form.value,
            [str(name) for name in seating.people.named],
            {seat.number: seat.person.name for seat in seating.seats},
        )
        for seating in visit.seating
    ]


@pytest.mark.parametrize(
    ("seating", "read"),
    [
        ({"at": "forum", "form": "主席台"}, ("forum", "", "platform", [], {})),
        ({"at": "座谈会", "form": "hall"}, ("forum", "", "hall", [], {})),
        (
            {"at": "Picture", "form": "合影", "people": "王芳、张伟"},
            ("2026-05-19 合影留念", "", "photograph", ["王芳", "张伟"], {}),
        ),
        (
            {
                "at": "forum",
                "form": "长桌",
                "seats": {"宾 1": "张伟", "主方2": "李娜", "g3": "王芳"},
            },
            ("forum", "", "long_table", [], {"G1": "张伟", "H2": "李娜", "G3": "王芳"}),
        ),
        (
            {"at": "forum", "form": "platform", "seats": [{"no": "03号", "person": "张伟"}]},
            ("forum", "", "platform", [], {"3": "张伟"}),
        ),
        ({"at": "back"}, ("back", "1号车", "car", [], {})),
        ({"at": "out", "vehicle": "1"}, ("out", "1号车", "car", [], {})),
        ({"at": "out", "vehicle": "2", "form": "大巴"}, ("out", "2号车", "coach", [], {})),
    ],
)
def test_what_is_written_is_read(
    visit_of: Callable[..., Visit], seating: dict[str, Any], read: tuple[Any, ...]
) -> None:
    assert seatings_of(visit_of(**VISIT, seating=[seating])) == [read]


@pytest.mark.parametrize(
    ("seating", "message"),
    [
        (
            {"at": "论坛", "form": "hall"},
            "日程和乘车里都没有“论坛”。请写日程的名称或编号、乘车的编号。",
        ),
        (
            {"at": "座谈", "form": "hall"},
            "日程和乘车里都没有“座谈”。是不是“座谈会”？请写日程的名称或编号、乘车的编号。",
        ),
        (
            {"at": "forum", "form": "圆桌"},
            "“座次形式”不能是“圆桌”。可以写：主席台、会场、会谈长桌、合影、小车座位、车上座位。",
        ),
        (
            {"at": "forum"},
            "缺少“座次形式”（form）。请补上。",
        ),
        (
            {"at": "forum", "form": "大巴"},
            "“车上座位”不能用在这里：乘车写小车或大巴，日程写主席台、会场、会谈长桌或合影。",
        ),
        (
            {"at": "back", "form": "主席台"},
            "“主席台”不能用在这里：乘车写小车或大巴，日程写主席台、会场、会谈长桌或合影。",
        ),
        (
            {"at": "forum", "form": "hall", "vehicle": "1号车"},
            "日程里的活动没有车上座位。请删去车号“1号车”，或在 at 写乘车的编号。",
        ),
        ({"at": "out"}, "请写明这趟乘车的哪一辆车。有：1号车、2号车。"),
        ({"at": "back", "vehicle": "2号车"}, "请写明这趟乘车的哪一辆车。有：1号车。"),
        (
            {"at": "forum", "form": "hall", "seats": {"前排": "张伟"}},
            "“前排”不是座位号。请写 3；会谈长桌可以写 宾3、主2。",
        ),
        (
            {"at": "forum", "form": "hall", "seats": {"3": "张韦"}},
            "来宾和工作人员里都没有“张韦”。是不是“张伟”？请核对姓名或组名。",
        ),
        ({"at": "forum", "form": "hall", "across": "0"}, "“0”应是 1 到 9999 之间的数。"),
    ],
)
def test_an_unreadable_seating_is_reported(
    load: Load, seating: dict[str, Any], message: str
) -> None:
    visit, findings = load(**VISIT, seating=[seating])

    assert [str(finding.message) for finding in findings] == [message]
    assert visit is not None
    assert visit.seating == ()


def test_an_item_that_was_refused_is_reported_once(load: Load) -> None:
    item = {"id": "forum", "day": "2026-05-32", "time": "9:00", "title": "座谈会"}

    _, findings = load(
        guests=["张伟"],
        schedule=[item],
        seating=[{"at": "forum", "form": "hall"}, {"at": "座谈会", "form": "hall"}],
    )

    assert [finding.code for finding in findings] == ["value.no_such_date"]


def test_two_items_of_one_title_are_ambiguous(load: Load) -> None:
    items = [{"day": day, "time": "9:00", "title": "座谈会"} for day in ("5月18日", "5月19日")]

    _, findings = load(guests=["张伟"], schedule=items, seating=[{"at": "座谈会", "form": "hall"}])

    (finding,) = findings
    assert finding.code == "name.ambiguous"
    assert "5月18日 座谈会" in str(finding.message)


ROWS = [
    ["活动", "车号", "座次形式", "座位号", "人员", "每排人数"],
    ["forum", "", "主席台", "2", "李娜", ""],
    ["", "", "", "", "王芳", ""],
    ["", "", "", "", "张伟", ""],
    ["座谈会", "", "会场", "", "", "8"],
    ["out", "1号车", "", "4", "张伟", ""],
]


def test_a_sheet_of_seats(tmp_path: Path, standing: Standing, load: Load) -> None:
    load(**VISIT, seating="book.xlsx#座次")
    book = xlsxwriter.Workbook(str(tmp_path / "visits/case/book.xlsx"))
    sheet = book.add_worksheet("座次")
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()

    visit, findings = load_visit(tmp_path / "visits/case", standing, tmp_path)

    assert findings == ()
    assert visit is not None
    assert seatings_of(visit) == [
        ("forum", "", "platform", ["王芳", "张伟"], {"2": "李娜"}),
        ("forum", "", "hall", [], {}),
        ("out", "1号车", "car", [], {"4": "张伟"}),
    ]
    assert visit.seating[1].across == 8
