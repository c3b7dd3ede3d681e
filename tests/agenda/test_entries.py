"""Entries of a day: by which vehicle one gets there, who is named, and what all may know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agenda_of, common_agenda
from generator.agenda.views import Entry, PhoneContact, RideDetails, VehicleLoad
from generator.model.visit import Visit
from generator.text import Text

VisitOf = Callable[..., Visit]
VEHICLE = {"number": "1号车", "seats": 40}


def ride(time: str, to: str = "明峰宾馆", **more: Any) -> dict[str, Any]:
    """A ride of everybody on the first day."""
    vehicles = [{"vehicle": "1号车", "people": "全体"}]
    return {
        "id": f"at-{time}",
        "day": "5月18日",
        "time": time,
        "from": "明峰高铁站",
        "to": to,
        "vehicles": vehicles,
    } | more


def talk(time: str, **more: Any) -> dict[str, Any]:
    return {"day": "5月18日", "time": time, "title": "座谈", "place": "明峰宾馆"} | more


def entries(visit: Visit) -> tuple[Entry, ...]:
    """The first guest's."""
    return agenda_of(visit, visit.guests[0]).entries


def reached(visit: Visit) -> str | None:
    """By which ride the guest gets to the talk."""
    (found,) = (each.reached_by for each in entries(visit) if str(each.title) == "座谈")
    return found


@pytest.mark.parametrize(
    ("begins", "by"),
    [("9:00", None), ("9:01", "ride:at-9:00"), ("13:00", "ride:at-9:00"), ("13:01", None)],
)
def test_a_ride_of_the_last_four_hours_is_how_one_gets_there(
    visit_of: VisitOf, begins: str, by: str | None
) -> None:
    visit = visit_of(
        guests=["张伟"], vehicles=[VEHICLE], schedule=[talk(begins)], rides=[ride("9:00")]
    )

    assert reached(visit) == by


def test_it_is_the_last_ride_that_ends_there(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[talk("11:00")],
        rides=[ride("8:00"), ride("9:00"), ride("10:00", to="明峰高铁站"), ride("12:00")],
    )

    assert reached(visit) == "ride:at-9:00"


def test_a_ride_belongs_to_the_first_that_it_takes_one_to(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[
            talk("9:30", title="报到"),
            talk("9:30", title="茶歇"),
            talk("10:00"),
            talk("10:30", title="参观", place="县博物馆"),
        ],
        rides=[ride("9:00")],
    )

    assert {str(each.title): each.reached_by for each in entries(visit)} == {
        "明峰宾馆": None,
        "报到": "ride:at-9:00",
        "茶歇": "ride:at-9:00",
        "座谈": None,
        "参观": None,
    }


def test_who_only_sees_a_ride_off_is_not_taken_anywhere(visit_of: VisitOf) -> None:
    visit = visit_of(
        team={"staff": ["李娜"]},
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[talk("10:00", receiver="李娜")],
        rides=[ride("9:00", receiver="李娜")],
    )

    staff = agenda_of(visit, visit.team.staff[0]).entries
    assert [each.reached_by for each in staff] == [None, None]


def test_what_has_no_place_is_reached_by_nothing(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[talk("10:00", place=None)],
        rides=[ride("9:00")],
    )

    assert reached(visit) is None


def test_a_ride_is_not_reached_by_the_ride_before_it(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        rides=[ride("9:00"), ride("10:00", **{"from": "明峰宾馆", "to": "明峰高铁站"})],
    )

    assert [each.reached_by for each in entries(visit)] == [None, None]


@pytest.mark.parametrize(
    ("names", "named"),
    [("甲", "甲"), ("甲、乙、丙、丁", "甲乙丙丁"), ("甲、乙、丙、丁、戊", "")],
)
def test_staff_read_up_to_four_names_in_a_vehicle(
    visit_of: VisitOf, names: str, named: str
) -> None:
    visit = visit_of(
        team={"staff": ["李娜"]},
        guests=list("甲乙丙丁戊"),
        vehicles=[VEHICLE],
        rides=[ride("9:00", receiver="李娜", vehicles=[{"vehicle": "1号车", "people": names}])],
    )

    (entry,) = agenda_of(visit, visit.team.staff[0]).entries
    people = tuple(Text(name) for name in named)
    count = len(names.split("、"))
    assert entry.loads == (VehicleLoad("1号车", count, VEHICLE.get("plate"), people),)


def passage(visit: Visit) -> RideDetails:
    (found,) = entries(visit)
    assert found.passage is not None
    return found.passage


@pytest.mark.parametrize(
    ("known", "driver"),
    [
        ({"driver": "陈师傅", "phone": "13900000001"}, PhoneContact("陈师傅", "13900000001")),
        ({"driver": "陈师傅"}, PhoneContact("陈师傅", None)),
        ({"phone": "13900000001"}, PhoneContact(None, "13900000001")),
        ({}, None),
    ],
)
def test_a_driver_is_told_by_name_or_telephone(
    visit_of: VisitOf, known: dict[str, str], driver: PhoneContact | None
) -> None:
    visit = visit_of(guests=["张伟"], vehicles=[VEHICLE | known], rides=[ride("9:00")])

    assert passage(visit).driver == driver


def test_an_item_is_for_all_unless_it_says_that_it_need_not_be_joined(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"], schedule=[talk("9:00"), talk("10:00", optional="yes", title="散步")]
    )

    assert [each.optional for each in entries(visit)] == [False, True]


def test_what_hangs_on_walls_is_nobody_s_and_in_the_visit_s_first_language(
    visit_of: VisitOf,
) -> None:
    common = common_agenda(visit_of(guests=["张伟"], languages=["en", "zh"]))

    assert (common.person, common.name, common.revision, common.staff) == ("", "", 0, False)
    assert common.language == "en"


@pytest.mark.parametrize(
    ("own", "language", "said"),
    [("en", "en", True), ("英语", "en", True), ("English", "en", True), ("ru", "zh", False),
     (None, "zh", False)],
    ids=["offered", "its name", "its own name", "not", "none"],
)  # fmt: skip
def test_a_card_is_in_its_owner_s_language_where_the_visit_has_it(
    visit_of: VisitOf, own: str | None, language: str, said: bool
) -> None:
    visit = visit_of(guests=[{"name": "Anna", "language": own}], languages=["zh", "en"])

    agenda = agenda_of(visit, visit.guests[0])

    assert (agenda.language, agenda.language_is_chosen) == (language, said)


def test_a_room_is_a_night_s_from_its_first_to_before_the_day_one_leaves(
    visit_of: VisitOf,
) -> None:
    visit = visit_of(
        end="2026-05-21",
        guests=["张伟"],
        stays=[
            {
                "venue": "明峰宾馆",
                "room": "8301",
                "check_in": "5月19日",
                "check_out": "5月21日",
                "people": "张伟",
            }
        ],
    )

    rooms = [each.lodging and each.lodging.room for each in agenda_of(visit, visit.guests[0]).days]
    assert rooms == [None, "8301", "8301", None]


def test_one_s_own_journey_is_for_sure(visit_of: VisitOf) -> None:
    visit = visit_of(guests=[{"name": "张伟", "arrival": "5月18日 9:00", "departure": "5月20日"}])

    assert [(str(each.title), each.optional) for each in entries(visit)] == [("抵达时间", False)]
