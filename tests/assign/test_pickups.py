"""Which rides guests need at their arrival and departure: from where to where, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.assign.pickups import pickup_needs
from generator.assign.trips import Need
from generator.check.registry import Scope
from generator.model.standing import Limit, Standing
from generator.model.visit import Visit
from tests.assign.proposed import scope_of

RAIL = {"id": "rail", "name": "高铁站", "kind": "车站"}
VENUES = [
    {
        "id": "inn", "name": "宾馆", "kind": "hotel",
        "minutes_to": {"rail": 25, "farm": 40, "mill": 20},
    },
    {**RAIL, "minutes_to": {"farm": 30, "mill": 35}},
    {"id": "air", "name": "机场", "kind": "车站"},
    {"id": "west", "name": "城西站", "kind": "车站"},
    {"id": "farm", "name": "农场"},
    {"id": "mill", "name": "水碾"},
]  # fmt: skip
STAY = {"venue": "inn", "room": "101", "people": "张伟"}
Plan = Mapping[str, Any]


@pytest.fixture
def needs_of(standing: Standing, tmp_path: Path) -> Callable[[Plan], list[str]]:
    """The needs of a visit with `VENUES`, and the guests with gaps in the roster, one a line."""

    def lines(plan: Plan) -> list[str]:
        scope = scope_of({"venues": VENUES, **plan}, standing, tmp_path)
        answers = scope.visit.limit("plan", "ride_answers")
        assert answers is not None
        needs, unclear = pickup_needs(scope, answers)
        return [*map(_line, needs), *(f"{one.guest.name}: {one.field}" for one in unclear)]

    return lines


def _line(need: Need) -> str:
    """When a new ride would leave, and when a ride of the plan may."""
    way = f"{need.person.name}: {need.origin.id} → {need.destination.id}"
    return (
        f"{way} {need.best:%d %H:%M} ({need.ready:%H:%M} to {need.due:%H:%M}), "
        f"of the plan {need.first:%H:%M} to {need.last:%H:%M}"
    )


def arriving(at: str, **plan: Any) -> Plan:
    guest = {"name": "张伟", "arrival": f"2026-05-{at}", "arrival_by": "G1", "arrival_at": "rail"}
    return {"guests": [guest, "王芳", "刘洋"], **plan}


def leaving(at: str, **plan: Any) -> Plan:
    guest = {
        "name": "张伟", "departure": f"2026-05-{at}", "departure_by": "G2", "departure_at": "rail",
    }  # fmt: skip
    return {"guests": [guest, "王芳", "刘洋"], "stays": [STAY], **plan}


def event(when: str, place: str | None) -> Plan:
    """An event of the guest, such as `19 10:00-11:00`; it has the time as its title."""
    day, time = when.split()
    item = {"day": f"2026-05-{day}", "time": time, "title": when, "for": "张伟"}
    return {**item, "place": place} if place else item


def ride(when: str, origin: str, destination: str, **more: Any) -> Plan:
    """A ride of the plan, of another guest."""
    day, *time = when.split()
    people = [{"vehicle": "1号车", "people": "王芳"}]
    ride = {"day": f"2026-05-{day}", "from": origin, "to": destination, "vehicles": people}
    return {**ride, **({"time": time[0]} if time else {"time": "待定"}), **more}


def test_the_one_station_among_the_visit_s_own_venues_goes_before_all_others(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        venues=[{"id": "west", "name": "城西站", "kind": "车站", "minutes_to": {"明峰宾馆": 20}}],
        guests=[{"name": "张伟", "arrival": "2026-05-18 9:20", "arrival_by": "G1"}],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "张伟"}],
    )
    answers = visit.limit("plan", "ride_answers")
    assert answers is not None

    needs, unclear = pickup_needs(Scope(visit, ()), answers)

    assert [str(need.origin.name) for need in needs] == ["城西站"]
    assert unclear == []


@pytest.mark.parametrize(
    ("place", "plan"),
    [
        # The bed of that night, whatever else the day brings.
        ("inn", {"stays": [STAY], "schedule": [event("18 9:00-9:30", "farm")]}),
        # Without a bed, the first event at a place that has not begun by then.
        (
            "farm",
            {
                "schedule": [
                    event("18 8:59-9:30", "mill"),
                    event("18 9:00-9:30", "farm"),
                    event("18 14:00-15:00", "mill"),
                ]
            },
        ),
        (
            "mill",
            {"schedule": [event("18 10:00-10:30", None), event("18 14:00-15:00", "mill")]},
        ),
        # An event of another day is none: they go where the others sleep.
        (
            "inn",
            {
                "schedule": [event("19 9:00-9:30", "farm")],
                "stays": [{**STAY, "people": "王芳"}],
            },
        ),
    ],
)
def test_from_the_train_to_the_bed_or_else_to_the_next_event(
    needs_of: Callable[[Plan], list[str]], place: str, plan: Plan
) -> None:
    assert needs_of(arriving("18 9:00", **plan)) == [
        f"张伟: rail → {place} 18 09:20 (09:20 to 10:00), of the plan 09:00 to 10:00"
    ]


def test_to_the_train_from_the_last_event_of_that_day_that_begins_before_it(
    needs_of: Callable[[Plan], list[str]],
) -> None:
    """Not from one that begins as it leaves, nor from a lunch at which they sit by mistake."""
    events = [
        *(event("19 9:00-10:00", "mill"), event("19 14:00-15:00", "mill")),
        event("20 9:00-10:00", "farm"),
        event("20 12:00-13:00", "mill"),
    ]
    lunch = {
        "day": "2026-05-20", "time": "13:00", "place": "mill", "kind": "午餐",
        "tables": [{"no": 1, "seats": ["张伟"]}],
    }  # fmt: skip

    assert needs_of(leaving("20 12:00", schedule=events, meals=[lunch])) == [
        "张伟: farm → rail 20 10:50 (10:00 to 10:50), of the plan 10:00 to 11:30"
    ]


def test_to_the_train_from_the_bed_where_the_last_event_was_the_day_before(
    needs_of: Callable[[Plan], list[str]],
) -> None:
    """Soon after midnight the ride is on the day of the train too."""
    events = [event("19 19:00-20:00", "farm")]

    assert needs_of(leaving("20 1:30", schedule=events)) == [
        "张伟: inn → rail 20 00:25 (00:00 to 00:25), of the plan 00:00 to 01:05"
    ]
    assert needs_of(leaving("20 1:30")) == [
        "张伟: inn → rail 20 00:25 (00:00 to 00:25), of the plan 00:00 to 01:05"
    ]


def test_they_join_a_ride_of_the_plan_that_leaves_two_hours_before_their_own_would(
    needs_of: Callable[[Plan], list[str]],
) -> None:
    assert needs_of(leaving("20 15:00")) == [
        "张伟: inn → rail 20 13:55 (11:55 to 13:55), of the plan 11:55 to 14:35"
    ]


DIRECTLY = ["张伟: farm → rail 20 15:20 (13:20 to 15:20), of the plan 13:20 to 16:00"]


@pytest.mark.parametrize(
    ("way", "needs"),
    [
        # There is just time for the way to the inn, which takes 40 minutes.
        (
            ride("20 13:40-14:05", "inn", "rail"),
            [
                "张伟: farm → inn 20 13:00 (13:00 to 13:00), of the plan 13:00 to 13:00",
                "张伟: inn → rail 20 15:25 (13:40 to 15:25), of the plan 13:40 to 16:05",
            ],
        ),
        (ride("20 13:39-14:04", "inn", "rail"), DIRECTLY),
        (
            ride("20 14:30", "inn", "rail"),
            [
                "张伟: farm → inn 20 13:10 (13:00 to 13:50), of the plan 13:00 to 13:50",
                "张伟: inn → rail 20 15:25 (13:40 to 15:25), of the plan 13:40 to 16:05",
            ],
        ),
        (
            ride("20 16:05", "inn", "rail"),
            [
                "张伟: farm → inn 20 13:10 (13:00 to 15:25), of the plan 13:00 to 15:25",
                "张伟: inn → rail 20 15:25 (13:40 to 15:25), of the plan 13:40 to 16:05",
            ],
        ),
        # It is at the station after the train leaves.
        (ride("20 16:06", "inn", "rail"), DIRECTLY),
        (ride("20 17:00", "inn", "rail"), DIRECTLY),
        # It leaves on another day, has no time or no end yet, or is a shuttle of others.
        (ride("19 15:00", "inn", "rail"), DIRECTLY),
        (ride("20", "inn", "rail"), DIRECTLY),
        (ride("20 15:00", "待定", "rail"), DIRECTLY),
        (ride("20 15:00", "inn", "待定"), DIRECTLY),
        (ride("20 14:00-16:00", "inn", "rail", every="30分钟"), DIRECTLY),
        # It leads elsewhere, comes from elsewhere, or comes back.
        (ride("20 15:00", "inn", "air"), DIRECTLY),
        (ride("20 15:00", "inn", "west"), DIRECTLY),
        (ride("20 15:00", "farm", "rail"), DIRECTLY),
        (ride("20 15:00", "mill", "rail"), DIRECTLY),
        (ride("20 15:00", "rail", "inn"), DIRECTLY),
    ],
)
def test_to_the_train_by_the_house_where_a_ride_of_the_plan_goes_on_from_there(
    needs_of: Callable[[Plan], list[str]], way: Plan, needs: list[str]
) -> None:
    plan = leaving(
        "20 16:30",
        schedule=[event("20 10:00-13:00", "farm")],
        rides=[way],
        vehicles=[{"number": "1号车", "seats": 9}],
    )

    assert needs_of(plan) == needs


@pytest.mark.parametrize(
    ("longest", "due"), [(45, "09:45"), (90, "10:30"), (10, "09:20"), (None, "10:00")]
)
def test_they_wait_at_the_station_no_longer_than_the_rule_on_care_allows(
    standing: Standing, tmp_path: Path, longest: int | None, due: str
) -> None:
    """The way out of the station takes its twenty minutes; without a rule it is an hour."""
    limits = (Limit.model_validate({"clause": "第1条", "value": longest}),) if longest else ()
    rules = tuple(
        rule.model_copy(update={"limits": {**rule.limits, "most_minutes_to_wait": limits}})
        if rule.id == "care"
        else rule
        for rule in standing.rules
    )
    pages = standing.model_copy(update={"rules": rules})
    scope = scope_of({"venues": VENUES, **arriving("18 9:00", stays=[STAY])}, pages, tmp_path)
    answers = scope.visit.limit("plan", "ride_answers")
    assert answers is not None

    needs, _ = pickup_needs(scope, answers)

    assert list(map(_line, needs)) == [
        f"张伟: rail → inn 18 09:20 (09:20 to {due}), of the plan 09:00 to {due}"
    ]


@pytest.mark.parametrize(
    ("by", "leaves"),
    [("CA1234", "09:30"), ("3U8633", "09:30"), ("G1234", "09:20"), ("1234次", "09:20")],
)
def test_a_number_shows_whether_they_come_by_train_or_by_plane(
    needs_of: Callable[[Plan], list[str]], by: str, leaves: str
) -> None:
    plan = arriving("18 9:00", stays=[STAY])
    guest = {**plan["guests"][0], "arrival_by": by}

    assert needs_of({**plan, "guests": [guest, "王芳"]}) == [
        f"张伟: rail → inn 18 {leaves} ({leaves} to 10:00), of the plan 09:00 to 10:00"
    ]


def test_they_go_to_the_house_of_the_next_night_and_come_from_that_of_the_last(
    needs_of: Callable[[Plan], list[str]],
) -> None:
    """Others sleep elsewhere, so that no house is that of all."""
    venues = [*VENUES, {"id": "barn", "name": "民宿", "kind": "hotel", "minutes_to": {"rail": 15}}]
    stays = [
        {**STAY, "check_in": "2026-05-18", "check_out": "2026-05-19"},
        {**STAY, "venue": "barn", "check_in": "2026-05-19", "check_out": "2026-05-20"},
    ]
    here = {"venues": venues, "stays": stays}

    assert needs_of({**arriving("19 9:00"), **here}) == [
        "张伟: rail → barn 19 09:20 (09:20 to 10:00), of the plan 09:00 to 10:00"
    ]
    assert needs_of({**leaving("19 12:00"), **here}) == [
        "张伟: inn → rail 19 10:55 (08:55 to 10:55), of the plan 08:55 to 11:35"
    ]


@pytest.mark.parametrize(
    ("station", "leaves"),
    [("rail", "09:20"), ("air", "09:30"), ("port", "09:30"), ("airport", "09:30")],
)
def test_an_airport_is_known_by_its_name(
    needs_of: Callable[[Plan], list[str]], station: str, leaves: str
) -> None:
    """In either language; the name of an id counts too."""
    venues = [
        *VENUES,
        {"id": "port", "name": {"zh": "天河", "en": "Tianhe Airport"}, "kind": "车站"},
        {"id": "airport", "name": "三峡", "kind": "车站"},
    ]
    plan = arriving("18 9:00", stays=[STAY])
    guest = {**plan["guests"][0], "arrival_at": station, "arrival_by": ""}

    assert needs_of({**plan, "venues": venues, "guests": [guest, "王芳"]}) == [
        f"张伟: {station} → inn 18 {leaves} ({leaves} to 10:00), of the plan 09:00 to 10:00"
    ]
