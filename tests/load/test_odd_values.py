"""What was written is what is read: odd values in each column of a real workbook.

A value that is used says what its cell says, but for the permitted normalisations; or there is a
finding at its cell. What is left out has a finding too, unless it says that there is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import vocabulary
from generator.findings import Finding
from generator.load import load_visit
from generator.load.tables.cells import text_of
from generator.model.parsing.dates import VisitDates
from generator.model.parsing.normalisation import ValueKind, canonical, means_nothing, normal
from generator.model.parsing.undecided import read_undecided
from generator.model.parsing.values import Moment, TimeSpan
from generator.model.people import Participants, Party, Person
from generator.model.standing import Location, Role, Room, Standing, Venue
from generator.model.transport import Vehicle
from generator.model.visit import Visit
from generator.names.index import plate_key
from generator.text import Text
from tests.support.proof import counts

Written = str | int | float | bool | date | datetime | time

VISIT = """\
title: 市生态旅游考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-20
venues:
  - {id: inn, name: 客栈, kind: hotel, halls: [{name: 一号会议室}], dining: [{name: 餐厅}]}
guests: book.xlsx#来宾
schedule: book.xlsx#日程
routine: book.xlsx#作息
stays: book.xlsx#住宿
meals: book.xlsx#用餐
vehicles: book.xlsx#车辆
rides: book.xlsx#乘车
contacts: book.xlsx#联系方式
team: {staff: book.xlsx#专班}
"""
BOOK: dict[str, dict[str, Written]] = {
    "来宾": {
        "姓名": "陆远",
        "性别": "男",
        "民族": "汉族",
        "单位": "甲局",
        "职务": "科长",
        "级别": "乡科级",
        "联系电话": "13900000001",
        "组别": "第一组",
        "联络员": "周敏",
        "饮食禁忌": "素食",
        "特殊需要": "低楼层",
        "备注": "晚到",
        "需要住宿": "是",
        "抵达时间": "2026-05-18 10:20",
        "抵达车次/航班": "G1234",
        "返程时间": "2026-05-20 15:40",
        "返程车次/航班": "G4321",
    },
    "专班": {
        "姓名": "周敏",
        "性别": "女",
        "单位": "乙局",
        "职务": "主任",
        "联系电话": "13900000002",
    },
    "日程": {
        "日期": "2026-05-18",
        "时间": "14:30-17:00",
        "内容": "座谈会",
        "备注": "带材料",
        "地点": "客栈/一号会议室",
        "参加人员": "陆远",
        "接待人": "周敏",
        "主持人": "周敏",
    },
    "作息": {"事项": "早餐", "时间": "07:00-08:30", "地点": "客栈"},
    "住宿": {
        "酒店": "客栈",
        "房号": "8301",
        "房型": "标准间",
        "入住": "2026-05-18",
        "退房": "2026-05-20",
        "人员": "陆远",
        "备注": "朝南",
    },
    "用餐": {
        "日期": "2026-05-18",
        "餐别": "晚餐",
        "时间": "18:00-19:00",
        "地点": "客栈/餐厅",
        "形式": "工作餐",
        "桌号": "1",
        "座位号": "2",
        "人员": "陆远",
        "菜单": "豆腐汤",
    },
    "车辆": {
        "车号": "1号车",
        "车型": "大巴",
        "车牌": "鄂Z·00001",
        "核载": "45",
        "驾驶员": "钱平",
        "电话": "13900000003",
        "随车联络员": "周敏",
        "备注": "新车",
    },
    "乘车": {
        "日期": "2026-05-19",
        "时间": "08:20-08:45",
        "出发地": "客栈",
        "目的地": "县博物馆",
        "上车点": "大堂",
        "车号": "1号车",
        "人员": "陆远",
        "备注": "准时",
    },
    "联系方式": {"事项": "医疗", "姓名": "县医院", "联系电话": "0717-5550123"},
}
FIELDS = {
    "来宾": ("Guest", lambda visit: visit.guests),
    "专班": ("Staff", lambda visit: visit.team.staff),
    "日程": ("ScheduleItem", lambda visit: visit.schedule),
    "作息": ("Routine", lambda visit: visit.routine),
    "住宿": ("Stay", lambda visit: visit.stays),
    "用餐": ("Meal", lambda visit: visit.meals),
    "车辆": ("Vehicle", lambda visit: visit.vehicles),
    "乘车": ("Ride", lambda visit: visit.rides),
    "联系方式": ("Contact", lambda visit: visit.contacts),
}
NESTED: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("用餐", "桌号"): lambda meal: meal.tables[0].number if meal.tables else None,
    ("用餐", "座位号"): lambda meal: next((s.number for t in meal.tables for s in t.seats), None),
    ("用餐", "人员"): lambda meal: (
        tuple(s.person for t in meal.tables for s in t.seats) or meal.participants
    ),
    ("用餐", "菜单"): lambda meal: meal.menu or tuple(d for t in meal.tables for d in t.menu),
    ("乘车", "车号"): lambda ride: ride.vehicles[0].vehicle if ride.vehicles else None,
    ("乘车", "人员"): lambda ride: ride.vehicles[0].people if ride.vehicles else None,
}
NAMED_TOO: dict[tuple[str, str], Callable[[Any], str]] = {
    ("用餐", "餐别"): lambda meal: str(meal.title or ""),
    ("用餐", "桌号"): lambda meal: f"{meal.tables[0].number}号{meal.tables[0].name or ''}",
}
COLUMNS = [(sheet, heading) for sheet, row in BOOK.items() for heading in row]

ODD: list[Written] = [
    *(date(2026, 3, 12), datetime(2026, 5, 18, 2, 30), time(2, 30), 46160, 0.604166, 5.1, True, 3),
    *("无", "没有", "/", "—", "none", "否", "无忌口", "同上", "〃", "待定"),
    *("陆远、周敏", "陆远\n周敏", "陆远 周敏", "陆远和周敏", "陆远等5人", "陆远夫妇", "所有人"),
    *("陆远（领队）", "陆远 局长", "陆远局长", "周敏女士", "Smith, John", "全体来宾（除陆远）"),
    *("2:30-4:30", "12:00-1:30", "晚上12点", "晚上10点至12点", "次日0:30-2:00", "9:00-次日17:00"),
    *("8:00左右", "下午2点半到5点", "8:00（大堂）", "９：３０", "上午", "9:00、14:00", "14.30"),
    *("18日", "5.18", "5月18日（周二）", "5月18日上午", "5月18日 次日0:30", "46160", "2026-3-12"),
    *("13900000001\n13900000004", "1.39E+10", "13900000001（微信）", "139 0000 0001", "内线8001"),
    *("8301、8302", "8301-8302", "０８３０１", "8301（朝南）", "1号桌", "1号主桌", "主桌", "3号座"),
    *("宵夜", "茶歇", "欢迎晚宴", "中餐", "自助餐", "越野车", "45座大巴", "房车", "正科", "副县级"),
    *("鄂Z00001", "鄂Z•00001", "鄂Z.00001", "45人", "1,2", "约45", "45座", "1,200", "50%"),
    *("市文旅局局长", "G1234（重联）", "女（回族）", "Hall a", "客栈 一号会议室", "一号会议室"),
]
GENERIC = st.one_of(
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    # Spreadsheets show and keep 15 digits of a number.
    st.floats(0, 50_000, allow_nan=False).map(lambda number: float(f"{number:.12g}")),
    st.integers(0, 10**12),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "约", "上午", "下午", "晚上", "次日", "5月18日", "第"]),
        st.sampled_from(["9:30", "2:30", "12点", "8301", "1", "18", "陆远", "客栈", "１８"]),
        st.sampled_from(["", "左右", "（暂定）", "、周敏", "-11:00", "至次日1点", "号", "等3人"]),
    ),
)


@dataclass(frozen=True)
class Read:
    """The value read from a cell, or no record at all, and the findings in its row."""

    record: object | None
    value: object
    at_cell: list[Finding]
    in_row: list[Finding]


@settings(max_examples=counts(60, 5_000))
@given(column=st.sampled_from(COLUMNS), written=st.one_of(st.sampled_from(ODD), GENERIC))
def test_no_value_differs_from_its_text_without_a_finding(
    standing: Standing, column: tuple[str, str], written: Written
) -> None:
    read = _read(column, written, standing)

    assert _is_honest(column, written, read), (column, written, read.value, read.in_row)


def test_the_workbook_without_odd_values_is_plain(standing: Standing) -> None:
    _, findings = _load({}, standing)

    assert findings == []


def _load(odd: dict[tuple[str, str], Written], standing: Standing) -> tuple[Visit, list[Finding]]:
    with TemporaryDirectory() as root:
        folder = Path(root) / "visits" / "case"
        folder.mkdir(parents=True)
        (folder / "visit.yml").write_text(VISIT, "utf-8")
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for sheet, row in BOOK.items():
            page = book.create_sheet(sheet)
            page.append(list(row))
            page.append([odd.get((sheet, heading), value) for heading, value in row.items()])
        book.save(folder / "book.xlsx")
        visit, findings = load_visit(folder, standing, Path(root))
    assert visit is not None
    return visit, list(findings)


def _read(column: tuple[str, str], written: Written, standing: Standing) -> Read:
    sheet, heading = column
    visit, findings = _load({column: written}, standing)
    letter = openpyxl.utils.get_column_letter(list(BOOK[sheet]).index(heading) + 1)
    at_cell = [finding for finding in findings if finding.place.where == f"{sheet}!{letter}2"]
    in_row = [
        finding for finding in findings if (finding.place.where or "").startswith(f"{sheet}!")
    ]
    model, records = FIELDS[sheet]
    read = records(visit)
    if not read:
        return Read(None, None, at_cell, in_row)
    getter = NESTED.get(column) or (lambda record: getattr(record, _field(model, heading)))
    return Read(read[0], getter(read[0]), at_cell, in_row)


def _field(model: str, heading: str) -> str:
    from generator.load.sheets.forms import FORMS

    record = next(form.record for form in FORMS.values() if form.record.__name__ == model)
    names = (n for n in record.model_fields if heading in vocabulary.words_for(model, n))
    return next(names)


def _is_honest(column: tuple[str, str], written: Written, read: Read) -> bool:
    """Whether a value is that of its cell, or a finding reports the difference."""
    if read.record is None:
        return bool(read.in_row)
    if read.at_cell:
        return True
    text = text_of(written) or ""
    if read.value in (None, ()) or (isinstance(read.value, Participants) and not read.value.named):
        if read_undecided(text, VisitDates()):
            return _leaves_something_open(read.record)
        return means_nothing(text, special=column[1] in {"饮食禁忌", "特殊需要", "备注"})
    if column in NAMED_TOO and _is_written_as(NAMED_TOO[column](read.record), text):
        return True  # text beyond the kind or the number is its name
    return any(_is_written_as(read.value, reading) for reading in _halves(text))


def _leaves_something_open(record: Any) -> bool:
    nested = (*getattr(record, "tables", ()), *getattr(record, "vehicles", ()))
    seats = (seat for table in getattr(record, "tables", ()) for seat in table.seats)
    return any(each.undecided for each in (record, *nested, *seats))


def _halves(text: str) -> Iterator[str]:
    """A text with the hours that 下午 and 晚上 give, as the table of halves of the day has them."""
    yield text
    for half, hours in {"下午": range(1, 7), "晚上": range(6, 12)}.items():
        before, mark, after = normal(text).partition(half)
        if mark:
            yield before + re.sub(r"\d{1,2}(?=[:点])", partial(_later, hours), after)


def _later(hours: range, figure: re.Match[str]) -> str:
    return str(int(figure[0]) + 12) if int(figure[0]) in hours else figure[0]


def _is_written_as(value: Any, text: str) -> bool:
    """Whether a value is that of a text, apart from the permitted normalisations."""
    if isinstance(value, StrEnum):
        words = vocabulary.words_for(type(value).__name__, value.value)
        return normal(text).casefold() in {normal(word).casefold() for word in words}
    if isinstance(value, bool):
        return normal(text) in ({"是", "有", "1"} if value else {"否", "无", "没有", "0"})
    if isinstance(value, date):
        return canonical(ValueKind.DATE, text) in _days(value)
    if isinstance(value, Moment):
        return _is_moment(value, text)
    if isinstance(value, TimeSpan):
        return canonical(ValueKind.TIME, text) in _spans(value)
    if isinstance(value, int | Decimal):
        return canonical(ValueKind.NUMBER, text) == canonical(ValueKind.NUMBER, str(value))
    if isinstance(value, tuple):
        return _are_names([_name_of(item) for item in value], text)
    if isinstance(value, Participants):
        return _are_names([str(name) for name in value.named], text)
    if isinstance(value, Vehicle) and plate_key(text) == plate_key(value.plate or ""):
        return True
    if isinstance(value, Vehicle) and f"{canonical(ValueKind.NUMBER, text)}号车" == value.number:
        return True  # a listed vehicle by its number alone
    name = _name_of(value)
    kinds = (
        (ValueKind.NAME, ValueKind.PHONE)
        if re.fullmatch(r"[\d+ ()转-]+", name)
        else (ValueKind.NAME,)
    )
    seat = canonical(ValueKind.SEAT, name) == canonical(ValueKind.SEAT, text) and len(name) < 4
    return (
        seat
        or any(canonical(kind, name) == canonical(kind, text) for kind in kinds)
        or (isinstance(value, Location | Venue) and normal(text).replace(" ", "/").endswith(name))
    )


def _name_of(value: Any) -> str:
    match value:
        case Room() | Vehicle():
            return value.number
        case Location():
            return value.space_name or str(value.venue.name)
        case Venue() | Party() | Person():
            return str(value.name)
        case Role():
            return str(value.title)
        case Text():
            return str(value)
    return str(value)


def _are_names(names: list[str], text: str) -> bool:
    parts = re.split(r"[、,;\n\s]+|(?<=远)和", normal(text))
    return [canonical(ValueKind.NAME, name) for name in names] in (
        [canonical(ValueKind.NAME, part) for part in parts if part],
        [canonical(ValueKind.NAME, text)],
    )


def _days(day: date) -> set[str]:
    forms = {f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day:%m-%d}"}
    if date(2026, 5, 18) <= day <= date(2026, 5, 20):
        forms.add(f"{day.day}日")
    return {canonical(ValueKind.DATE, form) for form in forms}


def _spans(span: TimeSpan) -> set[str]:
    start, end = f"{span.start:%H:%M}", span.end and f"{span.end:%H:%M}"
    if end is None:
        return {canonical(ValueKind.TIME, start)}
    next_day = {f"{start}-次日{end}"} if span.is_over_midnight else set()
    in_the_evening = span.start >= time(18) and span.end is not None and span.end <= time(6)
    same_day = {f"{start}-{end}"} if not span.is_over_midnight or in_the_evening else set()
    return {canonical(ValueKind.TIME, form) for form in next_day | same_day}


def _is_moment(moment: Moment, text: str) -> bool:
    if moment.clock is None:
        return canonical(ValueKind.DATE, text) in _days(moment.day)
    spelled = canonical(ValueKind.TIME, text.replace("T", " "))
    clocks = {canonical(ValueKind.TIME, f"{moment.clock:%H:%M}")}
    default = moment.day in {date(2026, 5, 18), date(2026, 5, 20)}
    if default and spelled in clocks:
        return True  # a time alone is on the first day, or the last
    return any(
        spelled.endswith(clock)
        and canonical(ValueKind.DATE, spelled.removesuffix(clock)) in _days(moment.day)
        for clock in clocks
    )
