"""The agendas of the people of a small visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.agenda import Agenda, agenda_of, agendas_of
from generator.agenda.index import Index
from generator.agenda.views import EntryKind, EntryRole
from generator.changes.snapshot import canonical, snapshot_of
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.sample import write_sample
from tests.support.project import PROJECT

VISIT: dict[str, Any] = {
    "team": {
        "lead": "周敏",
        "staff": [
            {"name": "周敏", "phone": "0717-5550101"},
            {"name": "李娜", "phone": "13900000001", "roles": "综合协调组"},
            {"name": "王强", "phone": "13900000002"},
        ],
        "groups": [{"role": "coordination", "lead": "李娜", "cautions": ["进村道路窄"]}],
        "tasks": [
            {"what": "核对名单", "owner": "李娜", "checker": "周敏", "due": "5月15日"},
            {"what": "订车", "owner": "王强", "checker": "李娜", "due": "5月14日"},
        ],
    },
    "parties": [{"name": "第一组", "liaison": "李娜"}],
    "guests": [
        {
            "name": "欧阳·明",
            "unit": "市文化和旅游局",
            "party": "第一组",
            "phone": "13900000011",
            "diet": "素食",
            "note": "有旧伤",
        },
        {"name": "刘洋", "party": "第一组", "arrival": "5月19日 10:00", "arrival_by": "G1234"},
    ],
    "schedule": [
        {
            "id": "forum",
            "day": "2026-05-18",
            "time": "14:30-17:00",
            "title": {"zh": "座谈会", "en": "Forum"},
            "place": "mingfeng/一号会议室",
            "receiver": "李娜",
            "responsible": "王强",
            "checker": "周敏",
            "staff_note": "话筒六支",
        },
        {"id": "night", "day": "5月18日", "time": "22:30-00:30", "title": "值班", "for": "王强"},
    ],
    "stays": [
        {"venue": "明峰宾馆", "room": "8301", "check_out": "5月19日", "people": "欧阳·明"},
        {"venue": "明峰宾馆", "room": "8302", "check_in": "5月19日", "people": "欧阳•明"},
    ],
    "meals": [
        {
            "id": "dinner",
            "day": "2026-05-18",
            "time": "18:00",
            "kind": "dinner",
            "place": "一楼餐厅",
            "tables": [{"no": 3, "seats": [{"person": "欧阳·明", "no": 5}, "李娜"]}],
        }
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E·0A001", "liaison": "王强"}],
    "rides": [
        {
            "id": "out",
            "day": "2026-05-18",
            "time": "13:30-14:10",
            "from": "明峰高铁站",
            "to": "明峰宾馆",
            "boarding": "东出口",
            "vehicles": [{"vehicle": "1号车", "people": "欧阳·明"}],
        }
    ],
    "contacts": [{"what": "总协调", "who": "周敏"}, {"what": "医疗", "phone": "120"}],
}


@pytest.fixture
def visit(visit_of: Callable[..., Visit]) -> Visit:
    return visit_of(**VISIT)


def of(visit: Visit, name: str) -> Agenda:
    """The agenda of the person called `name`."""
    return agenda_of(visit, next(p for p in visit.people.values() if p.name == name))


def titles(agenda: Agenda) -> list[tuple[str, str]]:
    return [(f"{entry.start:%d %H:%M}", str(entry.title)) for entry in agenda.entries]


def test_a_guest_s_agenda_has_the_rides_meals_and_items_of_each_day(visit: Visit) -> None:
    assert titles(of(visit, "欧阳·明")) == [
        ("18 13:30", "明峰宾馆"),
        ("18 14:30", "座谈会"),
        ("18 18:00", "晚餐"),
    ]


def test_the_vehicle_for_an_item_is_the_ride_that_ends_there(visit: Visit) -> None:
    ride, forum, _ = of(visit, "欧阳·明").entries

    assert forum.reached_by == ride.key
    assert ride.passage is not None
    assert (ride.passage.vehicle, ride.passage.plate) == ("1号车", "鄂E·0A001")
    assert str(ride.passage.boarding) == "东出口"
    assert ride.passage.liaison is not None
    assert ride.passage.liaison.phone == "13900000002"


def test_table_and_seat(visit: Visit) -> None:
    dinner = of(visit, "欧阳·明").entries[-1]

    assert dinner.table is not None
    assert (dinner.table.table, dinner.table.seat, dinner.table.seats) == ("3", "5", 2)


def test_different_rooms_on_different_nights(visit: Visit) -> None:
    nights = {day.day: day.lodging and day.lodging.room for day in of(visit, "欧阳·明").days}

    assert nights == {
        date(2026, 5, 18): "8301",
        date(2026, 5, 19): "8302",
        date(2026, 5, 20): None,
    }


def test_an_agenda_leaves_out_what_a_late_guest_misses(visit: Visit) -> None:
    agenda = of(visit, "刘洋")

    assert [(e.kind, e.start, str(e.title)) for e in agenda.entries] == [
        (EntryKind.ARRIVAL, datetime(2026, 5, 19, 10), "G1234")
    ]


def test_contacts_begin_with_the_guests_own_liaison(visit: Visit) -> None:
    contacts = [(str(c.what), c.name, c.phone) for c in of(visit, "欧阳·明").contacts]

    assert contacts == [
        ("联络员", "李娜", "13900000001"),
        ("总协调", "周敏", "0717-5550101"),
        ("医疗", None, "120"),
    ]


def test_a_guest_s_agenda_has_no_other_guests_and_nothing_for_staff(visit: Visit) -> None:
    seen = repr(of(visit, "刘洋"))

    for secret in ("欧阳·明", "13900000011", "素食", "有旧伤", "话筒六支", "8301", "核对名单"):
        assert secret not in seen
    agenda = repr(of(visit, "欧阳·明"))
    assert "13900000011" not in agenda.replace("'欧阳·明'", "")
    for secret in ("有旧伤", "话筒六支", "素食", "进村道路窄"):
        assert secret not in agenda


def test_a_staff_agenda_has_roles_duties_tasks_and_guests_in_care(visit: Visit) -> None:
    agenda = of(visit, "李娜")

    assert agenda.staff
    assert [(str(e.title), e.parts) for e in agenda.entries] == [
        ("座谈会", (EntryRole.RECEIVER,)),
        ("晚餐", (EntryRole.TAKES_PART,)),
    ]
    assert agenda.entries[0].staff_note == "话筒六支"
    assert [(task.what, task.checks) for task in agenda.tasks] == [
        ("订车", True),
        ("核对名单", False),
    ]
    (duties,) = agenda.duties
    assert duties.leads
    assert str(duties.cautions[-1]) == "进村道路窄"
    assert len(duties.duties) > 2
    charge = agenda.charges[0]
    assert (charge.name, charge.phone, charge.diet) == ("欧阳·明", "13900000011", ("素食",))
    assert [str(room.space) for room in charge.rooms] == ["8301", "8302"]
    assert charge.vehicles == ("1号车",)


def test_a_ride_is_in_the_agenda_of_its_vehicle_s_liaison(visit: Visit) -> None:
    entries = {str(entry.title): entry.parts for entry in of(visit, "王强").entries}

    assert entries == {
        "明峰宾馆": (EntryRole.LIAISON,),
        "座谈会": (EntryRole.RESPONSIBLE,),
        "值班": (EntryRole.TAKES_PART,),
    }


def test_an_item_over_midnight_ends_on_the_next_day(visit: Visit) -> None:
    duty = of(visit, "王强").entries[-1]

    assert (duty.start, duty.end) == (
        datetime(2026, 5, 18, 22, 30),
        datetime(2026, 5, 19, 0, 30),
    )


def test_everybody_has_one_agenda_and_guests_come_first(visit: Visit) -> None:
    names = [agenda.name for agenda in agendas_of(visit)]

    assert names == ["欧阳·明", "刘洋", "周敏", "李娜", "王强"]


def test_a_snapshot_has_no_source(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(guests=["欧阳·明"], appearance={"emblem": "明峰"})

    kept = canonical(snapshot_of(agenda_of(visit, visit.guests[0])).parts["visit"])

    assert kept["appearance"] == {"emblem": "明峰"}


@pytest.mark.parametrize("name", ["sample", "2026-05-ecotour", "2026-06-exchange"])
def test_what_people_share_is_what_each_would_read(
    standing: Standing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = PROJECT / "visits" / name
    if name == "sample":
        folder = tmp_path / "visits/sample"
        write_sample(folder, 60, 1)
    visit, _ = load_visit(folder, standing, folder.parents[1])
    assert visit is not None
    shared = list(agendas_of(visit))

    monkeypatch.setattr(Index, "shared", lambda _index, _key, make: make())

    assert list(agendas_of(visit)) == shared
