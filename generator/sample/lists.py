"""The sample visit's long lists, as rows of sheets, and the workbook that has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from generator.sample.people import LATE_PER_MINIBUS, Cast, SampleGuest

Rows = tuple[list[str], list[list[str]]]
HOTEL, STATION, SITE = "sample-hotel", "sample-station", "sample-site"
SUITABLE = "清炒时蔬、番茄豆腐汤、凉拌木耳、素炒三丝、馒头"
DRIVERS = "陈吴郑刘田向覃龚"


def guest_rows(cast: Cast, days: Sequence[str]) -> Rows:
    """The roster."""
    headings = [
        "序号", "姓名", "性别", "民族", "单位", "职务", "级别", "联系电话", "组别", "团内职务",
        "饮食禁忌", "抵达时间", "抵达车次/航班", "返程时间", "返程车次/航班", "需要住宿",
    ]  # fmt: skip
    heads = [cast.party(number)[0] for number in range(len(cast.liaisons))]
    parts = {head.reference: "组长" for head in heads} | {cast.guests[0].reference: "团长"}
    return headings, [
        [str(number), *_guest_row(guest, days, parts.get(guest.reference, ""))]
        for number, guest in enumerate(cast.guests, start=1)
    ]


def _guest_row(guest: SampleGuest, days: Sequence[str], part: str) -> list[str]:
    arrival = (f"{days[0]} 10:30", "G1234")
    departure = (f"{days[2]} 14:45", "G4321")
    if guest.late:
        arrival = (f"{days[0]} 17:10", "G5678")
    if guest.local:
        arrival, departure = (f"{days[0]} 11:20", "自驾"), (f"{days[2]} 13:20", "自驾")
    return [
        guest.name, guest.sex, guest.ethnicity, guest.unit, guest.post, guest.rank,
        guest.phone, f"第{guest.party + 1}组", part, guest.diet,
        *arrival, *departure, "否" if guest.local else "是",
    ]  # fmt: skip


def staff_rows(cast: Cast) -> Rows:
    """The team."""
    headings = ["姓名", "性别", "单位", "职务", "工作组", "联系电话", "已受培训"]
    unit = "县机关事务服务中心"
    rows = [[s.name, s.sex, unit, s.post, s.group, s.phone, s.trained] for s in cast.staff]
    return headings, rows


def stay_rows(cast: Cast, days: Sequence[str]) -> Rows:
    """Rooms for two guests of one sex each, in the order of the roster."""
    headings = ["酒店", "房号", "房型", "入住", "退房", "人员"]
    rooms = _room_numbers()
    rows = []
    for sex in ("男", "女"):
        lodgers = [guest for guest in cast.guests if guest.sex == sex and not guest.local]
        for first in range(0, len(lodgers), 2):
            people = "、".join(guest.reference for guest in lodgers[first : first + 2])
            rows.append([HOTEL, next(rooms), "标准间", days[0], days[2], people])
    return headings, rows


def _room_numbers() -> Iterator[str]:
    number = 0
    while True:
        building, floor = chr(ord("A") + number // 400), number // 50 % 8 + 1
        yield f"{building}{floor}{number % 50 + 1:02d}"
        number += 1


def meal_rows(cast: Cast, day: str) -> Rows:
    """The welcome meal: tables of ten by party; guests with a diet have their own menus."""
    headings = ["日期", "餐别", "桌号", "菜单", "座位号", "人员"]
    special = [guest.reference for guest in cast.guests if guest.diet]
    tables = [(SUITABLE, special[n : n + 10]) for n in range(0, len(special), 10)]
    for number in range(len(cast.liaisons)):
        plain = [guest.reference for guest in cast.party(number) if not guest.diet]
        tables += [("", plain[n : n + 10]) for n in range(0, len(plain), 10)]
    if len(cast.guests) > 1:
        host = next((people for _, people in tables if len(people) < 10), None)
        if host is not None:
            host.append(cast.head.name)
    rows = [
        [day, "晚餐", str(number), menu, str(seat), person]
        for number, (menu, people) in enumerate(tables, start=1)
        for seat, person in enumerate(people, start=1)
    ]
    return headings, rows


def vehicle_rows(cast: Cast) -> Rows:
    """A coach for each party, and minibuses for late arrivals."""
    headings = ["车号", "车型", "车牌", "核载", "驾驶员", "电话", "随车联络员"]
    rows = []
    for number, staff in enumerate((*cast.liaisons, *cast.pickers), start=1):
        coach = number <= len(cast.liaisons)
        driver = f"{DRIVERS[number % len(DRIVERS)]}师傅{number}"
        rows.append(
            [
                f"{number}号车", "大巴" if coach else "中巴", f"鄂E·9{number:04d}",
                "45" if coach else "18", driver, f"1370{number:07d}", staff.name,
            ]
        )  # fmt: skip
    return headings, rows


def ride_rows(cast: Cast, tracks: Sequence[Sequence[int]], days: Sequence[str]) -> Rows:
    """Rides from the station, to each track's site and back, and to the station."""
    headings = [
        "日期",
        "时间",
        "出发地",
        "目的地",
        "上车点",
        "车号",
        "人员",
        "接待人",
        "负责人",
        "把关人",
    ]
    parties = range(len(cast.liaisons))
    arrival = _ride(
        cast, parties, (days[0], "11:00-11:30", STATION, HOTEL, "出站口"), arriving=True
    )
    rows = list(arrival)
    rows += _late(cast, (days[0], "17:25-17:55", STATION, HOTEL, "出站口"))
    for number, track in enumerate(tracks, start=1):
        site = f"{SITE}-{number}"
        rows += _ride(cast, track, (days[1], "08:30-09:15", HOTEL, site, "大堂"))
        rows += _ride(cast, track, (days[1], "11:00-11:45", site, HOTEL, "停车场"))
    rows += _ride(cast, parties, (days[2], "13:30-14:00", HOTEL, STATION, "大堂"), leaving=True)
    return headings, rows


def _ride(
    cast: Cast,
    parties: Sequence[int],
    cells: tuple[str, ...],
    *,
    arriving: bool = False,
    leaving: bool = False,
) -> Iterator[list[str]]:
    for number in parties:
        liaison = cast.liaisons[number].name
        people = [
            guest
            for guest in cast.party(number)
            if not (arriving and (guest.late or guest.local)) and not (leaving and guest.local)
        ]
        is_complete = len(people) == len(cast.party(number))
        names = "、".join(guest.reference for guest in people)
        guests = f"第{number + 1}组" if is_complete else names
        aboard = "、".join(name for name in (guests, liaison) if name)
        yield [*cells, f"{number + 1}号车", aboard, *_in_charge(cast, parties)]


def _late(cast: Cast, cells: tuple[str, ...]) -> Iterator[list[str]]:
    late = [guest.reference for guest in cast.guests if guest.late]
    for number, picker in enumerate(cast.pickers):
        share = late[number * LATE_PER_MINIBUS : (number + 1) * LATE_PER_MINIBUS]
        vehicle = f"{len(cast.liaisons) + number + 1}号车"
        receiver = cast.pickers[0].name
        others = (cast.leads["transport"].name, cast.leads["coordination"].name)
        yield [*cells, vehicle, "、".join((*share, picker.name)), receiver, *others]


def _in_charge(cast: Cast, parties: Sequence[int]) -> tuple[str, str, str]:
    receiver = cast.liaisons[parties[0]].name
    return receiver, cast.leads["transport"].name, cast.leads["coordination"].name


_CREATED = datetime(2026, 1, 1)


def write_book(path: Path, sheets: Mapping[str, tuple[list[str], list[list[str]]]]) -> None:
    """Write a workbook with these sheets: each has its headings, then its rows."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@"})
        for name, (headings, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 2 if headings[0] == "序号" else 1)
            sheet.set_column(0, len(headings) - 1, 14, text)
            for column, heading in enumerate(headings):
                sheet.write_string(0, column, heading, bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, cell)
