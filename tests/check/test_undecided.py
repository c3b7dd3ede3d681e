"""待定 is like nothing else: it clashes with nothing, proves nothing, and counts as missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from generator.check import check_visit
from generator.check.visit.undecided import bars_publication, overdue
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
VENUES = [
    {"id": "inn", "name": "驿馆", "kind": "hotel", "address": "城东", "halls": [{"name": "一厅"}]},
    {"id": "field", "name": "茶园", "address": "城西", "minutes_to": {"驿馆": 40}},
]
DAY = "2026-05-19"
RIDERS = {"venues": VENUES, "guests": ["张伟", "王芳"], "vehicles": ["1号车"]}


def found(visit_of: VisitOf, topics: str, **written: Any) -> list[str]:
    """Severity and code of what the checks of `topics` find."""
    visit = visit_of(**{"venues": VENUES, "guests": ["张伟", "王芳"]} | written)
    findings = check_visit(visit).findings
    return [f"{f.severity} {f.code}" for f in findings if f.code.split(".")[0] in topics.split()]


def ride(**written: Any) -> dict[str, Any]:
    aboard = [{"vehicle": "1号车", "people": "张伟、王芳"}]
    return {"day": DAY, "time": "8:00", "from": "驿馆", "to": "茶园", "vehicles": aboard} | written


def item(**written: Any) -> dict[str, Any]:
    return {"day": DAY, "time": "9:00-10:00", "title": "会", "place": "驿馆/一厅"} | written


def test_two_times_or_places_that_are_open_do_not_clash(visit_of: VisitOf) -> None:
    items = [item(time="待定"), item(time="待定", title="另一会"), item(), item(place="待定")]

    assert found(visit_of, "presence halls care dates", schedule=items) == []


def test_two_open_plates_rooms_and_vehicles_are_not_one(visit_of: VisitOf) -> None:
    codes = found(
        visit_of,
        "fleet lodging nights transport",
        vehicles=[{"number": "1号车", "plate": "待定"}, {"number": "2号车", "plate": "待定"}],
        stays=[{"venue": "驿馆", "room": "待定", "people": name} for name in ("张伟", "王芳")],
        rides=[
            ride(vehicles=[{"vehicle": "待定", "people": name} for name in ("张伟", "王芳")]),
            ride(time="8:10", vehicles=[{"vehicle": "待定", "people": "张伟"}], note="备用"),
        ],
    )

    assert {"error fleet.same_plate", "error fleet.two_rides"} & {*codes} == set()
    assert [code for code in codes if "lodging" in code or "nights" in code] == []
    assert codes.count("warning transport.no_vehicle") == 3


def test_what_is_open_is_missing_but_a_warning(visit_of: VisitOf) -> None:
    blank, open_ = {"number": "1号车", "driver": "陈师傅"}, {"plate": "待定"}

    assert found(visit_of, "fleet", vehicles=[blank])[0] == "error fleet.no_driver"
    assert found(visit_of, "fleet", vehicles=[blank | open_])[0] == "warning fleet.no_driver"


def test_a_ride_whose_time_or_end_is_open_may_be_the_one_that_is_missing(visit_of: VisitOf) -> None:
    stays = [{"venue": "驿馆", "room": "1", "people": "张伟、王芳"}]
    visit: dict[str, Any] = {
        "stays": stays,
        "vehicles": [{"number": "1号车"}],
        "schedule": [item(place="茶园", time="9:00-10:00")],
    }
    back = ride(time="11:00", **{"from": "茶园", "to": "驿馆"})

    assert found(visit_of, "moves", **visit, rides=[back]) == ["warning moves.no_ride"]
    for way in (ride(time="待定"), ride(to="待定"), ride(time="待定", to="待定")):
        assert found(visit_of, "moves presence", **visit, rides=[way, back]) == []


def test_guests_are_there_on_the_day_of_an_open_time(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=[{"name": "张伟", "arrival": f"{DAY} 18:00"}, {"name": "王芳", "departure": DAY}],
        schedule=[{"day": DAY, "time": "待定", "title": "座谈会"}],
    )

    assert "dates" not in {f.code.split(".")[0] for f in check_visit(visit).findings}


def test_what_is_overdue_is_named_with_what_it_is_of(visit_of: VisitOf) -> None:
    open_ = "待定（5月16日前定）"
    visit = visit_of(venues=VENUES, schedule=[item(place=open_)], letter={"number": open_})

    messages = [str(finding.message) for finding in overdue(visit, date(2026, 5, 17))]
    assert sorted(message.partition("应在")[0] for message in messages) == [
        "05-19 会的地点",
        "文号",
    ]
    assert list(overdue(visit, date(2026, 5, 16))) == []


def test_a_long_list_of_what_is_open_is_one_finding_with_thirty_places(visit_of: VisitOf) -> None:
    guests = [{"name": f"来宾{n}号", "arrival": "5月18日，时间待定"} for n in range(40)]
    visit = visit_of(guests=guests)

    (finding,) = [f for f in check_visit(visit).findings if f.code == "undecided.open"]
    assert "还有 40 处待定" in str(finding.message)
    assert [place.line for place in finding.related] == [
        guest.written_at().line for guest in visit.guests[1:31]
    ]


def test_two_open_fields_of_one_record_are_one_place(visit_of: VisitOf) -> None:
    visit = visit_of(venues=VENUES, schedule=[item(time="待定", place="待定")])

    (finding,) = [f for f in check_visit(visit).findings if f.code == "undecided.open"]
    assert "还有 2 处待定" in str(finding.message)
    assert finding.related == ()


def test_an_event_without_a_day_cannot_go_out_at_any_time(visit_of: VisitOf) -> None:
    visit = visit_of(venues=VENUES, schedule=[item(day="待定"), item(title="另一会")])

    (finding,) = bars_publication(visit, datetime(2026, 1, 1))
    assert finding.code == "undecided.day"
    assert "“会”的日期待定" in str(finding.message)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"time": "待定"}, "时间"),
        ({"from": "待定"}, "出发地"),
        ({"to": "待定"}, "目的地"),
        ({"boarding": "待定"}, "上车点"),
        ({"time": "待定", "to": "待定"}, "时间、目的地"),
        ({"vehicles": [{"vehicle": "待定", "people": "张伟"}]}, "车号"),
        ({"note": "待定"}, ""),
    ],
)
def test_what_people_have_to_know_of_a_ride_has_to_be_decided(
    visit_of: VisitOf, written: dict[str, Any], message: str
) -> None:
    visit = visit_of(**RIDERS, rides=[ride(**written)])

    messages = [str(finding.message) for finding in bars_publication(visit, datetime(2026, 5, 19))]
    assert [text.partition("出发，")[2].partition("尚待定")[0] for text in messages] == (
        [message] if message else []
    )


@pytest.mark.parametrize(
    ("now", "is_barred"),
    [
        ("2026-05-18 07:59", False),
        ("2026-05-18 08:00", True),
        ("2026-05-19 09:00", True),
        ("2026-05-19 09:01", False),
    ],
)
def test_it_has_to_be_decided_from_a_day_before_until_the_ride_is_over(
    visit_of: VisitOf, now: str, is_barred: bool
) -> None:
    visit = visit_of(**RIDERS, rides=[ride(time="8:00-9:00", to="待定")])

    assert bool(list(bars_publication(visit, datetime.fromisoformat(now)))) == is_barred


def test_when_a_guest_leaves_has_to_be_decided_the_day_before(visit_of: VisitOf) -> None:
    guests = [
        {"name": "张伟", "departure": "5月19日，时间待定"},
        {"name": "王芳", "departure": DAY},
    ]
    visit = visit_of(guests=guests)

    (finding,) = bars_publication(visit, datetime(2026, 5, 18, 0, 0))
    assert "张伟" in str(finding.message)
    assert list(bars_publication(visit, datetime(2026, 5, 17, 23, 59))) == []
