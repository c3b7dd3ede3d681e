"""Plans three days of a sample visit: the content of visit.yml and of the workbook's sheets."""

from __future__ import annotations

from math import ceil
from typing import Any

from generator.sample.lists import (
    guest_rows,
    meal_rows,
    ride_rows,
    staff_rows,
    stay_rows,
    vehicle_rows,
)
from generator.sample.people import LEADS, Cast

DAYS = ("2026-09-14", "2026-09-15", "2026-09-16")
HOTEL, STATION = "sample-hotel", "sample-station"
MENU = ["清炒时蔬", "番茄炒蛋", "土豆烧牛腩", "清蒸鲫鱼", "豆腐汤", "米饭"]
Sheets = dict[str, tuple[list[str], list[list[str]]]]


def tracks_of(cast: Cast) -> list[list[int]]:
    """The parties of each track, that go together; at most eight tracks."""
    parties = len(cast.liaisons)
    count = min(parties, 8)
    return [list(range(track, parties, count)) for track in range(count)]


def plan_visit(cast: Cast) -> tuple[dict[str, Any], Sheets]:
    """Return the content of visit.yml, and the sheets of book.xlsx as (headings, rows)."""
    tracks = tracks_of(cast)
    sheets = {
        "来宾": guest_rows(cast, DAYS),
        "专班": staff_rows(cast),
        "住宿": stay_rows(cast, DAYS),
        "用餐": meal_rows(cast, DAYS[0]),
        "车辆": vehicle_rows(cast),
        "乘车": ride_rows(cast, tracks, DAYS),
    }
    visit = {
        "title": {"zh": "市生态与乡村建设考察团", "en": "Municipal Study Group"},
        "host": {"zh": "县机关事务服务中心", "en": "County Administrative Services Centre"},
        "sender": "市文化和旅游局",
        "start": DAYS[0],
        "end": DAYS[2],
        "kind": "study",
        "rank": "县处级",
        "privacy": "sealed",
        "work_secret": "no",
        "languages": ["zh", "en"],
        "purpose": "考察生态保护与乡村建设",
        "letter": _letter(cast),
        "preparation": _preparation(cast),
        "team": _team(cast),
        "venues": _venues(cast, len(tracks)),
        "parties": [
            {"name": party_name(n), "liaison": liaison.name}
            for n, liaison in enumerate(cast.liaisons)
        ],
        "guests": "book.xlsx#来宾",
        "schedule": _schedule(cast, tracks),
        "routine": [{"what": {"zh": "早餐", "en": "Breakfast"}, "time": "07:00-08:10"}],
        "stays": "book.xlsx#住宿",
        "meals": _meals(cast),
        "vehicles": "book.xlsx#车辆",
        "rides": "book.xlsx#乘车",
        **_money(cast),
        "notices": [{"zh": "早晚温差大，请备外套。", "en": "Bring a jacket."}],
        "contacts": [
            {
                "what": {"zh": "总协调", "en": "Coordination"},
                "who": cast.leads["coordination"].name,
            },
            {"what": {"zh": "医疗", "en": "Medical care"}, "who": cast.leads["medical"].name},
        ],
        "retention_days": 36500,
        "waivers": [
            {
                "code": "confidentiality.retention",
                "by": cast.head.name,
                "on": "2026-09-10",
                "why": "试用来访，长期保留",
            }
        ],
        "publish": {"approved_by": cast.head.name, "on": "2026-09-10", "target": "internet"},
    }
    return visit, sheets


def party_name(number: int) -> str:
    """The name of a party; parties are numbered from 0."""
    return f"第{number + 1}组"


def _letter(cast: Cast) -> dict[str, Any]:
    return {
        "number": "文旅函〔2026〕31号",
        "date": "2026-08-28",
        "unit": "市文化和旅游局",
        "people": len(cast.guests),
    }


def _preparation(cast: Cast) -> dict[str, Any]:
    leads = cast.leads
    return {
        "meeting": {
            "at": "2026-09-02 09:00",
            "place": "三楼会议室",
            "chair": cast.head.name,
            "attending": [lead.name for lead in leads.values()],
        },
        "conveyed": {
            "time": "9月14日至16日",
            "place": "云来大厦及各考察点",
            "guests": f"{len(cast.guests)}人",
            "scope": "公函所列的考察、座谈",
            "standard": "标准间住宿；安排一次工作餐",
        },
        "decisions": [
            {"what": "落实房间和桌次", "owner": leads["lodging"].name, "due": "2026-09-10"},
            {"what": "落实车辆和驾驶员", "owner": leads["transport"].name, "due": "2026-09-10"},
        ],
    }


def _team(cast: Cast) -> dict[str, Any]:
    leads = cast.leads
    groups = [
        {
            "role": role,
            "lead": leads[role].name,
            "checker": cast.head.name if role == "coordination" else leads["coordination"].name,
        }
        for _, role, _ in LEADS
    ]
    checker, due = leads["coordination"].name, "2026-09-10"
    work = (
        ("核对公函与名单", "coordination", cast.head.name, due),
        ("落实房间和桌次", "lodging", checker, due),
        ("落实车辆和驾驶员", "transport", checker, due),
        ("分发来宾卡", "liaison", checker, "2026-09-13"),
    )
    tasks = [
        {"what": what, "owner": leads[role].name, "checker": by, "due": on}
        for what, role, by, on in work
    ]
    return {"lead": cast.head.name, "staff": "book.xlsx#专班", "groups": groups, "tasks": tasks}


def _venues(cast: Cast, tracks: int) -> list[dict[str, Any]]:
    crowd = len(cast.guests) + 60
    rooms = len(cast.guests) // 2 + len(cast.liaisons) + 20
    sites = {f"sample-site-{n + 1}": 40 for n in range(tracks)}
    hotel = {
        "id": HOTEL,
        "name": {"zh": "云来大厦", "en": "Yunlai House"},
        "kind": "hotel",
        "designated": "yes",
        "phone": "0717-555-0900",
        "coordinates": "30.6120,111.0450",
        "rooms": [_floor(number) for number in range(ceil(rooms / 50))],
        "halls": [
            {"name": {"zh": "大礼堂", "en": "Great Hall"}, "seats": crowd},
            *(
                {"name": {"zh": f"{n + 1}号厅", "en": f"Hall {n + 1}"}, "seats": crowd}
                for n in range(tracks)
            ),
        ],
        "dining": [
            {
                "name": {"zh": "大餐厅", "en": "Dining Hall"},
                "tables": f"1-{len(cast.guests) // 10 + len(cast.liaisons) + 6}",
                "seats_each": 10,
            }
        ],
        "spots": [{"name": {"zh": "大堂", "en": "Lobby"}}],
        "minutes_to": {STATION: 30, **sites},
    }
    station = {"id": STATION, "name": {"zh": "云来北站", "en": "Yunlai North"}, "kind": "station"}
    return [hotel, station, *(_site(number, crowd) for number in range(tracks))]


def _floor(number: int) -> dict[str, Any]:
    """Fifty rooms of one floor; eight floors to a building."""
    building, floor = chr(ord("A") + number // 8), number % 8 + 1
    first = f"{building}{floor}01"
    return {
        "floor": str(floor),
        "type": "twin",
        "price": 260,
        "numbers": f"{first}-{building}{floor}50",
    }


def _site(number: int, crowd: int) -> dict[str, Any]:
    return {
        "id": f"sample-site-{number + 1}",
        "name": {"zh": f"第{number + 1}考察点", "en": f"Site {number + 1}"},
        "kind": "site",
        "halls": [{"name": {"zh": "展厅", "en": "Hall"}, "seats": crowd}],
    }


def _schedule(cast: Cast, tracks: list[list[int]]) -> list[dict[str, Any]]:
    conference, liaison = cast.leads["conference"].name, cast.leads["liaison"].name
    common = {"for": "all", "receiver": conference, "responsible": liaison,
              "checker": cast.leads["coordination"].name}  # fmt: skip
    items = [
        {"id": "registration", "day": DAYS[0], "time": "11:35-11:55", "kind": "registration",
         "title": {"zh": "报到", "en": "Registration"}, "place": f"{HOTEL}/大堂", **common},
        {"id": "opening", "day": DAYS[0], "time": "14:00-15:10", "kind": "meeting",
         "title": {"zh": "情况介绍", "en": "Introduction"}, "place": f"{HOTEL}/大礼堂", **common},
        {"id": "closing", "day": DAYS[2], "time": "09:00-10:15", "kind": "meeting",
         "title": {"zh": "交流总结", "en": "Summing up"}, "place": f"{HOTEL}/大礼堂", **common},
    ]  # fmt: skip
    return items + [item for n, track in enumerate(tracks) for item in _track(cast, n, track)]


def _track(cast: Cast, number: int, parties: list[int]) -> list[dict[str, Any]]:
    """The items of one track: a talk, a visit, a discussion, a closing talk."""
    hall = f"{HOTEL}/{number + 1}号厅"
    site = f"sample-site-{number + 1}/展厅"
    words = (
        (DAYS[0], "15:40-17:00", "分组座谈", "Group talk", hall, "meeting"),
        (DAYS[1], "09:25-10:50", "现场考察", "Site visit", site, "site_visit"),
        (DAYS[1], "14:30-16:20", "分组讨论", "Discussion", hall, "meeting"),
        (DAYS[2], "10:40-11:40", "意见汇总", "Feedback", hall, "meeting"),
    )
    return [
        {
            "id": f"track-{number + 1}-{index + 1}",
            "day": day,
            "time": time,
            "title": {"zh": title, "en": english},
            "place": place,
            "kind": kind,
            "for": [party_name(party) for party in parties],
            "receiver": cast.liaisons[parties[0]].name,
            "responsible": cast.leads["liaison"].name,
            "checker": cast.leads["coordination"].name,
        }
        for index, (day, time, title, english, place, kind) in enumerate(words)
    ]


def _meals(cast: Cast) -> list[dict[str, Any]]:
    common = {
        "place": f"{HOTEL}/大餐厅",
        "receiver": cast.leads["dining"].name,
        "responsible": cast.leads["lodging"].name,
        "checker": cast.leads["coordination"].name,
    }
    buffet = {"form": {"zh": "自助餐", "en": "Buffet"}, "payer": "guest", **common}
    times = (
        (0, "12:00-13:00", "lunch"),
        (1, "07:00-08:10", "breakfast"),
        (1, "12:00-13:00", "lunch"),
        (1, "18:10-19:10", "dinner"),
        (2, "07:00-08:10", "breakfast"),
        (2, "12:00-13:00", "lunch"),
    )
    welcome = {
        "id": "welcome", "day": DAYS[0], "time": "18:10-19:20", "kind": "dinner", "payer": "host",
        "form": {"zh": "工作餐", "en": "Work meal"}, "tables": "book.xlsx#用餐", "menu": MENU,
        **common,
    }  # fmt: skip
    others = [
        {"id": f"{kind}-{day + 1}", "day": DAYS[day], "time": time, "kind": kind, **buffet}
        for day, time, kind in times
    ]
    return [welcome, *others]


def _money(cast: Cast) -> dict[str, Any]:
    people = len(cast.guests)
    lodgers = sum(not guest.local for guest in cast.guests)
    nights = 2 * len(stay_rows(cast, DAYS)[1])
    lines = (
        ("住宿", DAYS[2], 260, nights, lodgers, "sender"),
        ("用餐", DAYS[0], 60, people, people, "host"),
        ("用餐", DAYS[1], 90, people, people, "guest"),
        ("用车", DAYS[2], 80, people, people, "guest"),
    )
    fields = ("item", "day", "price", "quantity", "people", "payer")
    expenses = [
        {**dict(zip(fields, line, strict=True)), "planned": line[2] * line[3], "voucher": "待开"}
        for line in lines
    ]
    return {"budget": sum(line[2] * line[3] for line in lines) + 1000, "expenses": expenses}
