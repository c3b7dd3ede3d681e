"""Companions in the roster, and companions who have a place of their own in the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agenda_of
from generator.check import check_visit
from generator.findings import Finding
from generator.model.people import headcount
from generator.model.visit import Visit

Load = Callable[..., tuple[Visit | None, list[Finding]]]
VisitOf = Callable[..., Visit]

VENUES = [
    {
        "id": "inn",
        "name": "驿馆",
        "kind": "hotel",
        "rooms": [{"number": number, "beds": "2"} for number in ("101", "102", "103")],
    }
]
GUESTS = [{"name": "胡一", "sex": "男", "companions": "3（男2女1）"}, {"name": "王芳"}]


def plan(**sections: Any) -> dict[str, Any]:
    return {"venues": VENUES, "guests": GUESTS, **sections}


def stay(room: str, people: str, **nights: str) -> dict[str, str]:
    return {"venue": "驿馆", "room": room, "people": people, **nights}


def in_rooms(visit: Visit) -> dict[str, int]:
    return {stay.room.number: stay.people.headcount for stay in visit.stays}


@pytest.mark.parametrize(
    "companions", ["3（男2女1）", {"count": "3", "men": "2", "women": "1"}, {"men": 2, "women": 1}]
)
def test_companions_are_written_in_words_or_by_their_parts(
    visit_of: VisitOf, companions: object
) -> None:
    visit = visit_of(guests=[{"name": "胡一", "companions": companions}])

    (guest,) = visit.guests
    assert guest.companions
    assert (guest.companions.count, guest.companions.men, guest.companions.women) == (3, 2, 1)
    assert visit.guest_count == 4
    assert set(visit.people) == {"胡一"}  # companions have no card


def test_companions_are_in_the_room_of_their_guest(visit_of: VisitOf) -> None:
    assert in_rooms(visit_of(**plan(stays=[stay("101", "胡一、王芳")]))) == {"101": 5}


@pytest.mark.parametrize(
    "written", ["胡一随行2人", "胡一随行 2 人", "胡一的随行人员2人", "胡一随员2名", "胡一 +2"]
)
def test_companions_with_a_room_of_their_own_are_counted_there(
    visit_of: VisitOf, written: str
) -> None:
    visit = visit_of(**plan(stays=[stay("101", "胡一"), stay("102", written)]))

    assert in_rooms(visit) == {"101": 2, "102": 2}


def test_all_companions_and_some_by_their_sex_have_places_of_their_own(visit_of: VisitOf) -> None:
    both = stay("102", "胡一随行男2人"), stay("103", "胡一随行女1人")

    assert in_rooms(visit_of(**plan(stays=[stay("101", "胡一随行")]))) == {"101": 3}
    assert in_rooms(visit_of(**plan(stays=[stay("101", "胡一"), *both]))) == {
        "101": 1, "102": 2, "103": 1
    }  # fmt: skip


def test_companions_are_apart_at_the_event_that_says_so_alone(visit_of: VisitOf) -> None:
    ride = {"day": "2026-05-18", "from": "驿馆", "to": "mingfeng/一楼餐厅"}
    visit = visit_of(
        **plan(
            vehicles=["1号车", "2号车"],
            rides=[
                {**ride, "time": "9:00", "vehicles": [
                    {"vehicle": "1号车", "people": "全体来宾"},
                    {"vehicle": "2号车", "people": "胡一随行3人"}]},
                {**ride, "time": "10:00", "vehicles": [{"vehicle": "1号车", "people": "全体来宾"}]},
            ],
            meals=[{"day": "2026-05-18", "kind": "晚餐", "time": "18:00", "place": "驿馆",
                    "tables": [{"no": "1", "seats": "胡一、王芳"},
                               {"no": "2", "seats": "胡一随行2人、"}]}],
        )
    )  # fmt: skip

    aboard = [[boarding.people.headcount for boarding in ride.vehicles] for ride in visit.rides]
    assert aboard == [[2, 3], [5]]
    assert [table.headcount for table in visit.meals[0].tables] == [3, 2]
    assert [headcount(meal.diners) for meal in visit.meals] == [5]
    table = next(entry.table for entry in agenda_of(visit, visit.guests[0]).entries if entry.table)
    assert (table.table, table.seats) == ("1", 3)


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ("胡一随行4人", "companions.too_many"),
        ("王芳随行1人", "companions.none"),
        ("赵六随行1人", "name.unknown_participant"),
    ],
)
def test_companions_whom_a_guest_does_not_have_are_refused(
    load: Load, people: str, code: str
) -> None:
    _, findings = load(**plan(stays=[stay("101", people)]))

    assert [finding.code for finding in findings] == [code]


def test_companions_with_two_beds_on_a_night_are_refused(load: Load) -> None:
    twice = stay("102", "胡一随行2人"), stay("103", "胡一随行2人")
    _, findings = load(**plan(stays=[stay("101", "胡一"), *twice]))
    (finding,) = findings

    assert finding.code == "companions.too_many"
    assert "随行 3 人，这里另行安排的有 4 人" in str(finding.message)


def test_companions_may_move_from_one_room_to_another(visit_of: VisitOf) -> None:
    first = stay("102", "胡一随行3人", check_out="2026-05-19")
    then = stay("103", "胡一随行3人", check_in="2026-05-19")

    assert in_rooms(visit_of(**plan(stays=[stay("101", "胡一"), first, then]))) == {
        "101": 1, "102": 3, "103": 3
    }  # fmt: skip


def test_companions_need_a_bed_on_every_night(visit_of: VisitOf) -> None:
    first = stay("102", "胡一随行2人", check_out="2026-05-19")
    visit = visit_of(**plan(stays=[stay("101", "胡一"), first, stay("103", "王芳")]))

    messages = [str(f.message) for f in check_visit(visit).findings if f.code == "nights.no_bed"]
    # One companion sleeps in 101: that is no bed for the two whose room ends on the 19th.
    assert messages == [
        "胡一随行2人 05-19 夜没有房间。请排房；不需要住宿的，在名册“需要住宿”一栏写“否”。"
    ]


def test_men_and_women_among_companions_are_men_and_women(visit_of: VisitOf) -> None:
    visit = visit_of(**plan(stays=[stay("101", "胡一"), stay("102", "胡一随行男2人")]))

    codes = [finding.code for finding in check_visit(visit).findings]
    assert "lodging.mixed_sexes" in codes  # 胡一 and the woman who is left
    (finding,) = (f for f in check_visit(visit).findings if f.code == "lodging.mixed_sexes")
    assert "胡一（随行1人）" in str(finding.message)


def test_unknown_sexes_of_companions_are_asked_for_in_their_column(visit_of: VisitOf) -> None:
    guests = [{"name": "胡一", "sex": "男", "companions": "1"}]
    visit = visit_of(venues=VENUES, guests=guests, stays=[stay("101", "胡一")])

    (finding,) = (f for f in check_visit(visit).findings if f.code == "lodging.sex_unknown")
    assert "名册“随行”一列" in str(finding.message)
