"""Entries of a day: by which vehicle one gets there, who is named, and what all may know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
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
    (key,) = (entry.reached_by for entry in entries(visit) if str(entry.title) == "座谈")
    return key


@pytest.mark.parametrize(
    ("begins", "by"),
    [("9:00", None), ("9:01", "ride:at-9:00"), ("13:00", "ride:at-9:00"), ("13:01", None)],
)
def test_a_ride_within_four_hours_takes_people_to_an_event(
    visit_of: VisitOf, begins: str, by: str | None
) -> None:
    visit = visit_of(
        guests=["张伟"], vehicles=[VEHICLE], schedule=[talk(begins)], rides=[ride("9:00")]
    )

    assert reached(visit) == by


def test_the_last_ride_to_a_place_counts(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[talk("11:00")],
        rides=[ride("8:00"), ride("9:00"), ride("10:00", to="明峰高铁站"), ride("12:00")],
    )

    assert reached(visit) == "ride:at-9:00"


def test_a_ride_takes_people_to_the_first_event_after_it(visit_of: VisitOf) -> None:
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

    assert {str(entry.title): entry.reached_by for entry in entries(visit)} == {
        "明峰宾馆": None,
        "报到": "ride:at-9:00",
        "茶歇": "ride:at-9:00",
        "座谈": None,
        "参观": None,
    }


def test_staff_who_see_a_ride_off_do_not_ride(visit_of: VisitOf) -> None:
    visit = visit_of(
        team={"staff": ["李娜"]},
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[talk("10:00", receiver="李娜")],
        rides=[ride("9:00", receiver="李娜")],
    )

    staff = agenda_of(visit, visit.team.staff[0]).entries
    assert [entry.reached_by for entry in staff] == [None, None]


def test_no_ride_goes_to_an_event_without_a_place(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        schedule=[talk("10:00", place=None)],
        rides=[ride("9:00")],
    )

    assert reached(visit) is None


def test_no_ride_takes_people_to_another_ride(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[VEHICLE],
        rides=[ride("9:00"), ride("10:00", **{"from": "明峰宾馆", "to": "明峰高铁站"})],
    )

    assert [entry.reached_by for entry in entries(visit)] == [None, None]


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
    (entry,) = entries(visit)
    assert entry.passage is not None
    return entry.passage


@pytest.mark.parametrize(
    ("known", "driver"),
    [
        ({"driver": "陈师傅", "phone": "13900000001"}, PhoneContact("陈师傅", "13900000001")),
        ({"driver": "陈师傅"}, PhoneContact("陈师傅", None)),
        ({"phone": "13900000001"}, PhoneContact(None, "13900000001")),
        ({}, None),
    ],
)
def test_a_driver_needs_a_name_or_a_telephone(
    visit_of: VisitOf, known: dict[str, str], driver: PhoneContact | None
) -> None:
    visit = visit_of(guests=["张伟"], vehicles=[VEHICLE | known], rides=[ride("9:00")])

    assert passage(visit).driver == driver


def test_an_item_is_optional_only_where_it_says_so(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"], schedule=[talk("9:00"), talk("10:00", optional="yes", title="散步")]
    )

    assert [entry.optional for entry in entries(visit)] == [False, True]


def test_the_common_agenda_is_nobody_s_and_in_the_visit_s_first_language(
    visit_of: VisitOf,
) -> None:
    common = common_agenda(visit_of(guests=["张伟"], languages=["en", "zh"]))

    assert (common.person, common.name, common.revision, common.staff) == ("", "", 0, False)
    assert common.language == "en"


@pytest.mark.parametrize(
    ("preferred", "language", "is_chosen"),
    [("en", "en", True), ("英语", "en", True), ("English", "en", True), ("ru", "zh", False),
     (None, "zh", False)],
    ids=["offered", "its name", "its own name", "not", "none"],
)  # fmt: skip
def test_a_card_is_in_its_owner_s_language_where_the_visit_has_it(
    visit_of: VisitOf, preferred: str | None, language: str, is_chosen: bool
) -> None:
    visit = visit_of(guests=[{"name": "Anna", "language": preferred}], languages=["zh", "en"])

    agenda = agenda_of(visit, visit.guests[0])

    assert (agenda.language, agenda.language_is_chosen) == (language, is_chosen)


def test_a_room_is_shown_from_check_in_to_the_night_before_check_out(
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

    rooms = [day.lodging and day.lodging.room for day in agenda_of(visit, visit.guests[0]).days]
    assert rooms == [None, "8301", "8301", None]


def test_an_arrival_is_never_optional(visit_of: VisitOf) -> None:
    visit = visit_of(guests=[{"name": "张伟", "arrival": "5月18日 9:00", "departure": "5月20日"}])

    assert [(str(entry.title), entry.optional) for entry in entries(visit)] == [("抵达时间", False)]


def test_a_paper_is_a_file_of_the_visit_or_a_link_elsewhere(
    visit_of: VisitOf, tmp_path: Path
) -> None:
    folder = tmp_path / "visits" / "case" / "papers"
    folder.mkdir(parents=True)
    (folder / "手册.pdf").write_bytes(b"%PDF")
    link = "https://oa.example/讲稿"
    visit = visit_of(guests=["张伟"], schedule=[talk("9:00", papers=f"手册.pdf、{link}")])

    (entry,) = entries(visit)
    assert [(paper.file, paper.size, paper.link) for paper in entry.papers] == [
        ("手册.pdf", 4, None),
        (None, 0, link),
    ]
