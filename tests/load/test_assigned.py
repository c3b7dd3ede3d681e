"""assigned.csv: accepted rooms, tables, vehicles and seats are in the visit; people win."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.agenda import agenda_of
from generator.load.assigned import FILE, read_placements, save_placements, with_placements
from generator.load.visit import ReadVisit, read_visit
from generator.model.assigned import Placement, PlacementKind
from generator.model.dining import Meal
from generator.model.record import PersonId
from generator.model.standing import Standing
from generator.model.transport import Ride
from generator.model.visit import Visit
from tests.support.visit_files import HEADER, shown, write

HEADINGS = "kind,event,place,person,name,seat,first,last,time,origin,destination,facts\n"
VISIT = """\
team: {staff: [李娜]}
guests:
  - {name: 甲, sex: 男}
  - {name: 乙, sex: 男, companions: 2}
  - {name: 丙, sex: 女}
vehicles: [{number: 1号车, kind: 大巴, seats: 40}, {number: 2号车, seats: 7}]
meals: [{id: dinner, day: 2026-05-18, time: 18:00, kind: dinner, place: mingfeng}]
rides: [{id: out, day: 2026-05-18, time: 8:00, from: 明峰高铁站, to: 明峰宾馆}]
"""


def read(folder: Path, standing: Standing, lines: str, text: str = VISIT) -> ReadVisit:
    files = {"visit.yml": HEADER + text, FILE: HEADINGS + lines}
    return read_visit(write(folder / "visits/case", files), standing, folder)


def loaded(
    folder: Path, standing: Standing, lines: str, text: str = VISIT
) -> tuple[Visit, list[str]]:
    result = read(folder, standing, lines, text)
    assert result.visit is not None
    return result.visit, shown(result.findings)


def rooms(visit: Visit) -> list[tuple[str, str, str, str]]:
    return [
        (
            stay.room.number if stay.room else f"{stay.type} ×{stay.room_count}",
            "、".join(person.name for person in stay.people.people),
            f"{stay.check_in:%m-%d}",
            f"{stay.check_out:%m-%d}",
        )
        for stay in visit.stays
    ]


def tables(meal: Meal) -> dict[str, list[str]]:
    return {
        table.number: [f"{seat.person.name}{seat.number or ''}" for seat in table.seats]
        for table in meal.tables
    }


def aboard(ride: Ride) -> dict[str, list[str]]:
    return {
        boarding.vehicle.number: [person.name for person in boarding.people.people]
        for boarding in ride.vehicles
    }


def test_a_room_with_a_number_and_one_of_a_type(tmp_path: Path, standing: Standing) -> None:
    lines = (
        "room,mingfeng,8301,甲,甲,,2026-05-18,2026-05-20,,,,\n"
        "room,mingfeng,8301,乙,乙,,2026/5/18,2026/5/20,,,,\n"
        "room,mingfeng,twin #1,丙,丙,,2026-05-18,2026-05-20,,,,\n"
    )

    visit, findings = loaded(tmp_path, standing, lines)

    assert rooms(visit) == [
        ("8301", "甲、乙", "05-18", "05-20"),
        ("twin ×1", "丙", "05-18", "05-20"),
    ]
    assert str(visit.stays[1].room_text) == "待定"
    assert str(visit.stays[0].written_at("people")) == "visits/case/assigned.csv:2"
    assert findings == []


def test_a_written_room_counts_and_the_other_nights_stay_accepted(
    tmp_path: Path, standing: Standing
) -> None:
    stays = (
        "stays: [{venue: mingfeng, room: 8302, people: 甲,"
        " check_in: 2026-05-18, check_out: 2026-05-19}]\n"
    )
    lines = "room,mingfeng,8301,甲,甲,,2026-05-18,2026-05-20,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines, VISIT + stays)

    assert rooms(visit) == [("8302", "甲", "05-18", "05-19"), ("8301", "甲", "05-19", "05-20")]
    assert findings == ["assigned.csv:2 assigned.written"]


def test_what_agrees_with_a_written_room_needs_no_notice(
    tmp_path: Path, standing: Standing
) -> None:
    stays = "stays: [{venue: mingfeng, room: 8301, people: 甲}]\n"
    lines = "room,mingfeng,8301,甲,甲,,2026-05-18,2026-05-20,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines, VISIT + stays)

    assert rooms(visit) == [("8301", "甲", "05-18", "05-20")]
    assert (findings, visit.accepted) == ([], ())


def test_unnamed_members_are_in_several_rooms(tmp_path: Path, standing: Standing) -> None:
    text = "parties: [{name: 三班, people: 4}]\nguests: [{name: 甲, party: 三班}]\n"
    unnamed = loaded(tmp_path, standing, "", text)[0].unnamed[0].id
    night = "2026-05-18,2026-05-20,,,,"
    lines = "".join(f"room,mingfeng,twin #{n},{unnamed},{unnamed},,{night}\n" for n in (1, 2))

    visit, findings = loaded(tmp_path, standing, lines, text)

    assert rooms(visit) == [("twin ×2", unnamed, "05-18", "05-20")]
    assert findings == []


def test_booked_rooms_without_people_are_fewer_by_those_that_are_used(
    tmp_path: Path, standing: Standing
) -> None:
    booked = "stays: [{venue: mingfeng, type: 标准间, count: 3}]\n"
    lines = (
        "room,mingfeng,twin #1,甲,甲,,2026-05-18,2026-05-20,,,,\n"
        "room,mingfeng,twin #2,丙,丙,,2026-05-18,2026-05-19,,,,\n"
    )

    visit, findings = loaded(tmp_path, standing, lines, VISIT + booked)

    assert rooms(visit) == [
        ("twin ×1", "", "05-18", "05-19"),
        ("twin ×2", "", "05-19", "05-20"),
        ("twin ×1", "甲", "05-18", "05-20"),
        ("twin ×1", "丙", "05-18", "05-19"),
    ]
    assert findings == []


def test_a_meal_of_which_one_table_is_accepted_loses_nobody(
    tmp_path: Path, standing: Standing
) -> None:
    lines = "table,dinner,2,甲,甲,,,,,,,\ntable,dinner,2,李娜,李娜,,,,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines)

    assert tables(visit.meals[0]) == {"2": ["甲", "李娜"], "待定": ["乙", "丙"]}
    assert visit.meals[0].tables[1].is_open
    assert [entry.kind for day in agenda_of(visit, visit.people[PersonId("丙")]).days
            for entry in day.entries if entry.kind == "meal"] == ["meal"]  # fmt: skip
    assert findings == []


def test_companions_at_a_table_of_their_own_are_counted_there_alone(
    tmp_path: Path, standing: Standing
) -> None:
    lines = "table,dinner,1,乙,乙,,,,,,,\ntable,dinner,2,乙随行1人,乙随行1人,,,,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines)

    assert {t.number: t.headcount for t in visit.meals[0].tables} == {"1": 2, "2": 1, "待定": 2}
    assert findings == []


def test_written_tables_count_and_a_person_without_one_is_added(
    tmp_path: Path, standing: Standing
) -> None:
    written = VISIT.replace(
        "place: mingfeng}", "place: mingfeng, tables: [{no: 1, seats: 甲}, {no: 待定, seats: 丙}]}"
    )
    lines = "".join(f"table,dinner,{n},{who},{who},,,,,,,\n" for n, who in ((2, "甲"), (1, "丙")))
    lines += "seat,dinner,1,丙,丙,4,,,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines, written)

    assert tables(visit.meals[0]) == {"1": ["甲", "丙4"]}
    assert findings == ["assigned.csv:2 assigned.written"]


def test_a_guest_who_takes_no_part_any_more_is_left_out(tmp_path: Path, standing: Standing) -> None:
    written = VISIT.replace("place: mingfeng}", "place: mingfeng, for: 甲、乙}")
    lines = "table,dinner,1,甲,甲,,,,,,,\ntable,dinner,1,丙,丙,,,,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines, written)

    assert tables(visit.meals[0]) == {"1": ["甲"], "待定": ["乙"]}
    assert findings == ["assigned.csv:3 assigned.written"]


def test_a_vehicle_of_a_ride_and_seats_in_it(tmp_path: Path, standing: Standing) -> None:
    lines = (
        "vehicle,out,1号车,甲,甲,,,,,,,\n"
        "vehicle,out,1号车,丙,丙,,,,,,,\n"
        "vehicle,out,2号车,乙,乙,,,,,,,\n"
        "seat,out,1号车,甲,甲,1,,,,,,\n"
    )

    visit, findings = loaded(tmp_path, standing, lines)

    assert aboard(visit.rides[0]) == {"1号车": ["甲", "丙"], "2号车": ["乙"]}
    ((seating),) = visit.seating
    assert [(seat.number, seat.person.name) for seat in seating.seats] == [("1", "甲")]
    assert seating.at is visit.rides[0]
    assert [person.name for person in seating.people.people] == ["甲"]
    assert findings == []


def test_a_seat_that_people_wrote_in_an_accepted_vehicle(
    tmp_path: Path, standing: Standing
) -> None:
    seating = "seating: [{at: out, vehicle: 1号车, seats: {1: 丙}}]\n"
    lines = (
        "vehicle,out,1号车,甲,甲,,,,,,,\nvehicle,out,1号车,丙,丙,,,,,,,\n"
        "seat,out,1号车,甲,甲,1,,,,,,\nseat,out,1号车,丙,丙,1,,,,,,\n"
    )

    visit, findings = loaded(tmp_path, standing, lines, VISIT + seating)

    assert [(s.number, s.person.name) for s in visit.seating[0].seats] == [("1", "丙")]
    assert findings == ["assigned.csv:4 assigned.written"]


def test_a_ride_that_the_plan_has_not(tmp_path: Path, standing: Standing) -> None:
    ride = "2026-05-18,,13:30-14:10,明峰高铁站,明峰宾馆,"
    lines = f"vehicle,接站 1,2号车,甲,甲,,{ride}\nvehicle,接站 1,2号车,丙,丙,,{ride}\n"

    visit, findings = loaded(tmp_path, standing, lines)

    assert [(one.id, str(one.origin_name), aboard(one)) for one in visit.rides[1:]] == [
        ("接站 1", "明峰高铁站", {"2号车": ["甲", "丙"]})
    ]
    assert findings == []


def test_a_person_in_a_written_vehicle_stays_there(tmp_path: Path, standing: Standing) -> None:
    written = VISIT.replace(
        "to: 明峰宾馆}", "to: 明峰宾馆, vehicles: [{vehicle: 1号车, people: 甲}, "
        "{vehicle: 待定, people: 乙、丙}]}"
    )  # fmt: skip
    lines = "vehicle,out,2号车,甲,甲,,,,,,,\nvehicle,out,2号车,丙,丙,,,,,,,\n"

    visit, findings = loaded(tmp_path, standing, lines, written)

    assert aboard(visit.rides[0]) == {"1号车": ["甲"], "待定": ["乙"], "2号车": ["丙"]}
    assert findings == ["assigned.csv:2 assigned.written"]


def test_what_the_visit_no_longer_has_is_reported_once_and_not_used(
    tmp_path: Path, standing: Standing
) -> None:
    lines = (
        "room,mingfeng,8301,丁,丁,,2026-05-18,2026-05-20,,,,\n"
        "table,dinner,1,丁,丁,,,,,,,\n"
        "table,lunch,1,甲,甲,,,,,,,\n"
        "table,lunch,1,丙,丙,,,,,,,\n"
        "vehicle,out,9号车,甲,甲,,,,,,,\n"
        "room,mingfeng,9999,甲,甲,,2026-05-18,2026-05-20,,,,\n"
        "room,mingfeng,8301,甲,甲,,2026-05-20,2026-05-18,,,,\n"
        "<<<<<<< HEAD\n"
        "bed,mingfeng,8301,甲,甲,,,,,,,\n"
    )

    result = read(tmp_path, standing, lines)

    assert shown(result.findings) == [
        "assigned.csv:2 assigned.unknown_person",
        "assigned.csv:4 assigned.unknown_event",
        "assigned.csv:6 assigned.unknown_place",
        "assigned.csv:7 assigned.unknown_place",
        "assigned.csv:8 record.line",
        "assigned.csv:9 record.line",
        "assigned.csv:10 record.line",
    ]
    assert str(result.findings[0].message).startswith("丁已不在名单里，已接受的 2 处安排")
    assert all(finding.office for finding in result.findings)
    assert result.visit
    assert result.visit.accepted == ()


PLACES = (
    "room,mingfeng,8301,甲,甲,,2026-05-18,2026-05-20,,,,\n"
    "table,dinner,1,甲,甲,,,,,,,\n"
    "table,dinner,1,乙随行2人,乙随行2人,,,,,,,\n"
    "table,dinner,2,乙,乙,,,,,,,\n"
    "vehicle,out,1号车,甲,甲,,,,,,,\n"
    "seat,out,1号车,甲,甲,1,,,,,,\n"
    "vehicle,接站 1,2号车,乙,乙,,2026-05-18,,13:30-14:10,明峰高铁站,明峰宾馆,\n"
)


def test_joining_to_the_written_visit_is_what_the_loader_does(
    tmp_path: Path, standing: Standing
) -> None:
    """`handbook assign` shows what a proposal would be like, with the function of the loader."""
    ranked = VISIT.replace("place: mingfeng}", "place: mingfeng, ranked: yes}")
    result = read(tmp_path, standing, PLACES, ranked)
    lines, _ = read_placements(tmp_path / "visits/case", "visits/case")
    assert result.written
    assert (result.written.stays, result.written.seating) == ((), ())
    assert result.written.accepted == ()
    assert tables(result.written.meals[0]) == {}

    joined = with_placements(result.written, (line.placement for line in lines))

    assert joined == result.visit


def test_the_file_is_read_as_it_was_saved(tmp_path: Path) -> None:
    room = Placement(
        PlacementKind.ROOM, "mingfeng", "8302", PersonId("甲"), "甲",
        first=date(2026, 5, 18), last=date(2026, 5, 20),
    )  # fmt: skip
    table = Placement(PlacementKind.TABLE, "dinner", "10", PersonId("甲"), "甲")
    seat = Placement(PlacementKind.SEAT, "dinner", "2", PersonId("=乙"), "=乙", "-3")
    ride = Placement(
        PlacementKind.VEHICLE, "接站 1", "1号车", PersonId("甲"), "甲",
        first=date(2026, 5, 18), time="13:30", origin="明峰高铁站", destination="明峰宾馆",
    )  # fmt: skip
    other = Placement(PlacementKind.TABLE, "dinner", "2", PersonId("丙"), "丙")

    save_placements(tmp_path, [seat, ride, table, room, other, room], ())

    lines, findings = read_placements(tmp_path, "visits/case")
    assert [line.placement for line in lines] == [room, other, table, ride, seat]
    assert findings == ()


def test_no_placements_leave_no_file(tmp_path: Path) -> None:
    save_placements(tmp_path, [Placement(PlacementKind.TABLE, "a", "1", PersonId("甲"), "甲")], ())
    save_placements(tmp_path, [], ())
    save_placements(tmp_path, [], ())

    assert list(tmp_path.iterdir()) == []


def test_an_event_whose_time_or_name_changes_keeps_its_accepted_places(
    tmp_path: Path, standing: Standing
) -> None:
    """An event without a written id has one made of its day, time and place."""
    text = VISIT.replace("id: dinner, ", "").replace("id: out, ", "").replace("dinner", "晚餐")
    written = read(tmp_path, standing, "", text).written
    assert written
    meal, ride = written.meals[0], written.rides[0]
    places = [
        Placement(PlacementKind.VEHICLE, ride.id, "1号车", PersonId("甲"), "甲"),
        Placement(PlacementKind.TABLE, meal.id, "1", PersonId("甲"), "甲"),
    ]
    folder = tmp_path / "visits/case"
    save_placements(folder, places, written.events)
    later = text.replace("8:00, from", "8:10, from").replace("kind: 晚餐", "kind: 欢迎晚宴")
    write(folder, {"visit.yml": HEADER + later})

    result = read_visit(folder, standing, tmp_path)

    assert result.visit
    assert result.findings == ()
    assert set(result.visit.accepted) == set(places)
    assert (result.visit.rides[0].id, str(result.visit.rides[0].time)) == (ride.id, "08:10")
