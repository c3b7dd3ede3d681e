"""The differences between two snapshots of a card: one change for one fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from generator.agenda.panels.views import Aboard, PanelKind, RideRow
from generator.agenda.views import (
    AgendaLocation,
    Entry,
    EntryKind,
    EntryPaper,
    EntryPoint,
    GuestInCare,
    Lodging,
    PhoneContact,
    RideDetails,
    SeatPlace,
    TablePlace,
    VehicleLoad,
    VisitFacts,
)
from generator.agenda.views import EntryRole as Role
from generator.changes.difference import Change, Field, changes_between
from generator.changes.snapshot import (
    CardPart,
    CardSnapshot,
    PanelKinds,
    PersonFacts,
    entry_alone,
    vehicle_parts,
)
from generator.model.enums import RoomType, SeatingForm
from generator.text import Text

STATION, HOTEL, VILLAGE = (AgendaLocation(Text(name)) for name in ("高铁站", "明峰宾馆", "石塘村"))


def item(key: str, start: str, title: str = "座谈", **more: object) -> Entry:
    return Entry(f"item:{key}", EntryKind.ITEM, at(start), Text(title), **more)  # type: ignore[arg-type]


def ride(key: str, start: str, vehicle: str | None = "1号车", **more: object) -> Entry:
    plate, driver = more.pop("plate", "鄂E00001"), more.pop("driver", PhoneContact("陈师傅"))
    passage = RideDetails(STATION, HOTEL, vehicle=vehicle, plate=plate, driver=driver)  # type: ignore[arg-type]
    if vehicle is None:
        passage = RideDetails(STATION, HOTEL)
    entry = Entry(f"ride:{key}", EntryKind.RIDE, at(start), HOTEL.venue, where=STATION)
    return replace(entry, passage=passage, **more)  # type: ignore[arg-type]


def stay(room: str, first: str = "2026-05-18", last: str = "2026-05-20") -> Lodging:
    return Lodging(HOTEL, room, date.fromisoformat(first), date.fromisoformat(last), RoomType.TWIN)


def at(start: str) -> datetime:
    return datetime.fromisoformat(start if "T" in start else f"2026-05-18T{start}")


def card(*things: CardPart) -> CardSnapshot:
    """The snapshot of a card with these parts."""
    parts: dict[str, CardPart] = {}
    rides = [thing for thing in things if isinstance(thing, Entry)]
    for thing in things:
        if isinstance(thing, Entry):
            parts[thing.key] = entry_alone(thing)
        elif isinstance(thing, Lodging):
            parts[f"stay:{thing.check_in}"] = thing
        elif isinstance(thing, GuestInCare):
            parts[f"charge:{thing.name}"] = thing
        else:
            parts[f"notice:{thing}"] = thing
    return CardSnapshot({**parts, **vehicle_parts(rides)})


def fields(before: CardSnapshot, after: CardSnapshot) -> list[tuple[str, Field]]:
    return [(change.key, change.field) for change in changes_between(before, after)]


def test_the_same_card_has_no_changes() -> None:
    same = card(item("a", "09:00"), ride("r", "08:00"), stay("8301"), Text("带外套"))

    assert changes_between(same, same) == ()


def test_one_plate_is_one_change_whatever_the_number_of_rides() -> None:
    rides = [ride(str(n), f"0{n}:00") for n in range(1, 8)]
    others = [ride(str(n), f"0{n}:00", plate="鄂E00002") for n in range(1, 8)]

    (change,) = changes_between(card(*rides), card(*others))

    assert (change.key, change.field) == ("vehicle:1号车", Field.PLATE)
    assert (change.old_value, change.new_value) == ("鄂E00001", "鄂E00002")


def test_a_plate_and_a_driver_are_two_facts() -> None:
    other = ride("r", "08:00", plate="鄂E00002", driver=PhoneContact("林师傅"))

    assert fields(card(ride("r", "08:00")), card(other)) == [
        ("vehicle:1号车", Field.PLATE),
        ("vehicle:1号车", Field.DRIVER),
    ]


def test_who_is_in_charge_of_a_ride_learns_of_the_plate_once() -> None:
    def of(plate: str) -> CardSnapshot:
        loads = (VehicleLoad("1号车", 12, plate), VehicleLoad("2号车", 9, "鄂E00009"))
        own = {"parts": (Role.CHECKER,), "loads": loads, "headcount": 21}
        return card(*(ride(key, "08:00", None, **own) for key in "ab"))

    assert fields(of("鄂E00001"), of("鄂E00002")) == [("vehicle:1号车", Field.PLATE)]


def test_the_rides_of_a_plate_are_those_on_which_the_vehicle_is() -> None:
    def of(plate: str) -> CardSnapshot:
        checked = [
            ride(
                key, "10:00", None, parts=(Role.CHECKER,), loads=(VehicleLoad(number, 12, of_load),)
            )
            for key, number, of_load in (("b", "1号车", plate), ("c", "2号车", "鄂E00009"))
        ]
        return card(ride("a", "08:00", plate=plate), ride("d", "08:00", None), *checked)

    (change,) = changes_between(of("鄂E00001"), of("鄂E00002"))

    assert (change.key, change.field) == ("vehicle:1号车", Field.PLATE)
    assert [entry.key for entry in change.vehicle_rides] == ["ride:a", "ride:b"]


def test_of_a_vehicle_that_the_reader_no_longer_rides_in_only_the_plate_is_compared() -> None:
    """Its driver is no longer on the card."""
    loads = (VehicleLoad("1号车", 12, "鄂E00002"),)
    before, after = ride("a", "08:00"), ride("a", "08:00", None, loads=loads)

    assert fields(card(before), card(after)) == [
        ("vehicle:1号车", Field.PLATE),
        ("ride:a", Field.VEHICLE),
        ("ride:a", Field.LOADS),
    ]


def test_a_ride_later_changes_the_ride_and_not_the_dinner_it_leads_to() -> None:
    before = card(ride("r", "15:40"), item("dinner", "18:10", reached_by="ride:r"))
    after = card(ride("r", "15:50"), item("dinner", "18:10"))

    assert fields(before, after) == [("ride:r", Field.TIME)]


def test_a_different_vehicle_is_a_change_of_the_ride() -> None:
    before, after = card(ride("r", "08:00")), card(ride("r", "08:00", "2号车", plate="鄂E00002"))

    assert [(c.key, c.field, c.old_value, c.new_value) for c in changes_between(before, after)] == [
        ("ride:r", Field.VEHICLE, ("1号车", "鄂E00001"), ("2号车", "鄂E00002"))
    ]


def test_each_field_of_an_item_is_a_separate_change() -> None:
    before = item("a", "09:00", moderator="周敏", note=Text("带伞"))
    after = item("a", "09:30", "参观", where=VILLAGE, moderator="李娜", note=Text("带外套"))

    assert {field for _, field in fields(card(before), card(after))} == {
        Field.TIME, Field.PLACE, Field.TITLE, Field.MODERATOR, Field.NOTE
    }  # fmt: skip


def test_a_table_and_a_seat_are_one_s_own() -> None:
    before = item("a", "18:00", table=TablePlace("3", 10, seat="2"))
    after = item("a", "18:00", table=TablePlace("4", 10, seat="2"))

    (change,) = changes_between(card(before), card(after))

    assert (change.field, change.is_minor) == (Field.TABLE, False)


def test_only_who_sits_around_is_a_minor_change() -> None:
    def seated(plan: str, beside: int) -> Entry:
        seat = SeatPlace(SeatingForm.PLATFORM, "", 1, (plan,), 0, 0)
        return item("a", "18:00", seats=(seat,), table=TablePlace("3", beside))

    (change,) = changes_between(card(seated("oo", 8)), card(seated("ooo", 9)))

    assert (change.field, change.is_minor) == (Field.AROUND, True)


@pytest.mark.parametrize(
    ("roles", "minor"),
    [
        ((Role.RECEIVER,), False),
        ((Role.TAKES_PART, Role.CHECKER), False),
        ((Role.TAKES_PART,), True),
        ((Role.LIAISON,), True),
    ],
)
def test_how_many_take_part_matters_to_who_is_in_charge(
    roles: tuple[Role, ...], minor: bool
) -> None:
    before = item("a", "09:00", headcount=12, parts=roles)
    after = item("a", "09:00", headcount=11, parts=roles)

    (change,) = changes_between(card(before), card(after))

    assert (change.field, change.is_minor) == (Field.HEADCOUNT, minor)


@pytest.mark.parametrize(("changed", "minor"), [("1号车", False), ("2号车", True)])
def test_who_rides_along_has_to_know_of_the_own_vehicle_alone(changed: str, minor: bool) -> None:
    def of(extra: str | None) -> CardSnapshot:
        loads = tuple(VehicleLoad(v, 12 + (v == extra)) for v in ("1号车", "2号车"))
        return card(ride("r", "08:00", parts=(Role.LIAISON,), loads=loads))

    for before, after in ((None, changed), (changed, None)):
        (change,) = changes_between(of(before), of(after))
        assert (change.field, change.is_minor) == (Field.LOADS, minor)


def test_what_is_new_comes_in_its_place_and_what_is_gone_last() -> None:
    before = card(Text("带外套"), Text("带伞"))
    after = card(Text("带药"), Text("带外套"))

    assert [(c.key, c.before, c.after) for c in changes_between(before, after)] == [
        ("notice:带药", None, Text("带药")),
        ("notice:带伞", Text("带伞"), None),
    ]


def test_an_item_that_moved_is_a_change_of_its_time() -> None:
    """Meals without ids have keys of day and time: the key of one may become that of another."""
    before = card(
        item("2026-05-18 10:00 宾馆", "10:00", "乘车", moderator="甲"),
        item("2026-05-18 10:30 宾馆", "10:30", "乘车", moderator="乙"),
    )
    after = card(
        item("2026-05-18 10:30 宾馆", "10:30", "乘车", moderator="甲"),
        item("2026-05-18 11:00 宾馆", "11:00", "乘车", moderator="乙"),
    )

    assert [(c.key, c.field) for c in changes_between(before, after)] == [
        ("item:2026-05-18 10:30 宾馆", Field.TIME),
        ("item:2026-05-18 11:00 宾馆", Field.TIME),
    ]


def test_two_meals_that_moved_are_matched_by_their_day() -> None:
    before = card(
        item("2026-05-18 12:00 午餐", "2026-05-18T12:00", "午餐"),
        item("2026-05-19 12:00 午餐", "2026-05-19T12:00", "午餐"),
    )
    after = card(
        item("2026-05-18 12:30 午餐", "2026-05-18T12:30", "午餐"),
        item("2026-05-19 11:30 午餐", "2026-05-19T11:30", "午餐"),
    )

    assert [(c.old_value, c.new_value) for c in changes_between(before, after)] == [
        ((at("2026-05-18T12:00"), None, None), (at("2026-05-18T12:30"), None, None)),
        ((at("2026-05-19T12:00"), None, None), (at("2026-05-19T11:30"), None, None)),
    ]


def test_a_meal_moved_within_its_day_goes_before_one_nearer_on_the_next() -> None:
    before = card(item("2026-05-18 20:00 加餐", "2026-05-18T20:00", "加餐"))
    after = card(
        item("2026-05-18 08:00 加餐", "2026-05-18T08:00", "加餐"),
        item("2026-05-19 06:00 加餐", "2026-05-19T06:00", "加餐"),
    )

    assert fields(before, after) == [
        ("item:2026-05-18 08:00 加餐", Field.TIME),
        ("item:2026-05-19 06:00 加餐", Field.WHOLE),
    ]


def test_of_two_meals_moved_as_far_the_one_with_the_former_key_is_the_same() -> None:
    before = card(item("2026-05-18 12:00 午餐", "12:00", "午餐"))
    after = card(
        item("2026-05-18 11:00 午餐", "11:00", "午餐"),
        item("2026-05-18 12:00 午餐", "13:00", "午餐"),
    )

    assert fields(before, after) == [
        ("item:2026-05-18 11:00 午餐", Field.WHOLE),
        ("item:2026-05-18 12:00 午餐", Field.TIME),
    ]


def test_an_item_with_an_id_is_the_same_whatever_changes() -> None:
    before, after = item("forum", "09:00"), item("forum", "2026-05-20T15:00", "总结会")

    assert fields(card(before), card(after)) == [
        ("item:forum", Field.TIME),
        ("item:forum", Field.TITLE),
    ]


def test_items_of_different_title_or_kind_are_not_matched() -> None:
    before = card(item("2026-05-18 9:00 座谈", "09:00"))

    for other in (
        item("2026-05-18 10:00 参观", "10:00", "参观"),
        replace(item("2026-05-18 10:00 座谈", "10:00"), kind=EntryKind.MEAL),
    ):
        assert [(c.before is None, c.after is None) for c in changes_between(before, card(other))] \
            == [(True, False), (False, True)]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("2026-05-18 9:00 座谈", "2026-05-18 9:00 座谈 2"),
        ("forum", "seminar"),
        ("2026-05-18 9:00 座谈", "forum"),
    ],
)
def test_an_item_whose_id_alone_differs_is_a_minor_change(key: str, other: str) -> None:
    """The second item of a title becomes the first when that is deleted: nobody has to know."""
    (change,) = changes_between(card(item(key, "09:00")), card(item(other, "09:00")))

    assert change.is_minor


def test_the_fields_of_a_person_are_separate_changes() -> None:
    before = PersonFacts("张伟", unit="文旅局", party="第一组", language="zh")
    after = PersonFacts("张玮", unit="文旅局", party="第二组", language="en")

    changes = changes_between(CardSnapshot({"person": before}), CardSnapshot({"person": after}))

    assert [(c.field, c.old_value, c.new_value) for c in changes] == [
        (Field.NAME, "张伟", "张玮"),
        (Field.PARTY, "第一组", "第二组"),
        (Field.LANGUAGE, "zh", "en"),
    ]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"title": Text("二团")}, (Field.TITLE, False)),
        ({"end": date(2026, 5, 21)}, (Field.DATES, False)),
        ({"languages": ("zh",)}, (Field.OTHER, True)),
        ({"greeting": Text("欢迎")}, (Field.OTHER, True)),
    ],
)
def test_title_and_dates_of_a_visit_matter_and_its_look_does_not(
    fields: dict[str, Any], found: tuple[Field, bool]
) -> None:
    before = VisitFacts(
        "case", Text("一团"), Text("县里"), date(2026, 5, 18), date(2026, 5, 20), "Asia/Shanghai"
    )
    after = replace(before, **fields)

    (change,) = changes_between(CardSnapshot({"visit": before}), CardSnapshot({"visit": after}))

    assert (change.field, change.is_minor) == found


def test_a_guest_in_care_whose_name_was_corrected_is_the_same_guest() -> None:
    before, after = GuestInCare("张伟", phone="1"), GuestInCare("张玮", phone="1")

    assert fields(card(before), card(after)) == [("charge:张玮", Field.GUEST_NAME)]


def test_a_different_guest_in_care_is_not_a_corrected_name() -> None:
    before, after = GuestInCare("张伟", rooms=(HOTEL,)), GuestInCare("张玮", rooms=(HOTEL,))

    assert fields(card(before), card(after)) == [
        ("charge:张玮", Field.WHOLE),
        ("charge:张伟", Field.WHOLE),
    ]


def test_room_and_nights_are_changes_of_the_stay() -> None:
    assert fields(card(stay("8301")), card(stay("8302"))) == [("stay:2026-05-18", Field.ROOM)]
    later = stay("8301", "2026-05-19")
    assert fields(card(stay("8301")), card(later)) == [("stay:2026-05-19", Field.NIGHTS)]


def test_the_floor_of_a_room_is_a_change_of_an_unnamed_field() -> None:
    assert fields(card(stay("8301")), card(replace(stay("8301"), floor="3"))) == [
        ("stay:2026-05-18", Field.OTHER)
    ]


def test_what_changed_for_a_guest_in_care_is_named_field_by_field() -> None:
    before = GuestInCare("张伟", rooms=(HOTEL,), vehicles=("1号车",), phone="1")
    after = GuestInCare("张伟", rooms=(VILLAGE,), vehicles=("2号车",), phone="2", diet=("素食",))

    changes = changes_between(card(before), card(after))

    assert [change.field for change in changes] == [
        Field.GUEST_ROOM, Field.GUEST_VEHICLE, Field.GUEST_NEEDS, Field.GUEST_PHONE
    ]  # fmt: skip
    assert {change.guest_in_care for change in changes} == {"张伟"}


def test_each_paper_that_differs_is_a_change() -> None:
    def of(*papers: EntryPaper, of_point: tuple[EntryPaper, ...] = ()) -> CardSnapshot:
        points = (EntryPoint(1, Text("总结"), papers=of_point),)
        return card(item("a", "09:00", papers=papers, points=points))

    agenda, guide = (
        EntryPaper(Text("议程"), "议程.pdf"),
        EntryPaper(Text("手册"), "手册.pdf", size=9),
    )
    map_, film = (EntryPaper(Text(name), link=f"https://{name}") for name in ("地图", "影片"))
    before = of(agenda, replace(guide, digest="one"), map_, of_point=(film,))
    after = of(agenda, replace(guide, digest="two"), replace(map_, title=Text("路线图")))

    assert [
        (change.field, change.old_value, change.new_value)
        for change in changes_between(before, after)
    ] == [
        (Field.PAPER, (Text("手册"), 9, "one"), (Text("手册"), 9, "two")),
        (Field.PAPER, (Text("地图"), 0, ""), (Text("路线图"), 0, "")),
        (Field.PAPER, (Text("影片"), 0, ""), None),
    ]


OPENING = EntryPoint(1, Text("致辞"), at("09:00"), 10, "周敏")
TALK = EntryPoint(2, Text("发言"), at("09:10"), 20, "张伟")
CLOSING = EntryPoint(3, Text("总结"), at("09:30"), 5, "李娜")


def point_changes(
    was: tuple[EntryPoint, ...], now: tuple[EntryPoint, ...], start: str = "09:00", **more: Any
) -> list[tuple[Any, Any, bool]]:
    """The title of each point that differs, before and after, and whether that is minor."""
    found = changes_between(
        card(item("a", "09:00", points=was, **more)), card(item("a", start, points=now, **more))
    )
    return [
        (change.old_value and change.old_value.title.default,
         change.new_value and change.new_value.title.default, change.is_minor)
        for change in found
        if change.field is Field.POINT
    ]  # fmt: skip


def later(point: EntryPoint, minutes: int, **more: Any) -> EntryPoint:
    assert point.start
    return replace(point, start=point.start + timedelta(minutes=minutes), **more)


def test_points_are_matched_by_title_then_by_number() -> None:
    before = (OPENING, TALK, CLOSING)
    renamed = replace(OPENING, title=Text("欢迎"))
    now = (renamed, replace(CLOSING, number=2, start=at("09:10")))

    assert point_changes(before, now) == [
        ("致辞", "欢迎", True), ("总结", "总结", True), ("发言", None, True)
    ]  # fmt: skip


def test_a_point_that_moves_with_the_whole_item_is_no_change_of_its_own() -> None:
    before, now = (OPENING, CLOSING), (later(OPENING, 30), later(CLOSING, 40))

    assert point_changes(before, now, "09:30") == [("总结", "总结", True)]
    assert point_changes((replace(OPENING, start=None),), (OPENING,)) == [("致辞", "致辞", True)]
    assert point_changes((OPENING,), (replace(OPENING, start=None),)) == [("致辞", "致辞", True)]


@pytest.mark.parametrize(
    ("role", "changed", "minor"),
    [
        (Role.MODERATOR, replace(TALK, minutes=25), False),
        (Role.RECEIVER, replace(TALK, speaker="刘洋"), False),
        (Role.RECEIVER, later(TALK, 5), True),
        (Role.TAKES_PART, replace(TALK, minutes=25), True),
    ],
)
def test_who_runs_an_item_has_to_know_what_a_point_is_and_not_when(
    role: Role, changed: EntryPoint, minor: bool
) -> None:
    assert point_changes((TALK,), (changed,), parts=(role,)) == [("发言", "发言", minor)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ((replace(TALK, own=True),), (later(TALK, 5, own=True),)),
        ((replace(TALK, own=True),), (replace(TALK, speaker="刘洋"),)),
        ((), (replace(TALK, own=True),)),
        ((replace(TALK, own=True),), ()),
    ],
)
def test_a_speaker_has_to_know_whatever_changes_of_the_own_point(
    was: tuple[EntryPoint, ...], now: tuple[EntryPoint, ...]
) -> None:
    assert [minor for *_, minor in point_changes(was, now)] == [False]


@pytest.mark.parametrize(
    ("now", "minor"),
    [
        ((Aboard("1号车", 13), Aboard("2号车", 9)), True),
        ((Aboard("1号车", 12), Aboard("3号车", 9)), False),
        ((Aboard("1号车", 12),), False),
        ((Aboard("1号车", 12), Aboard("2号车", 9), Aboard("3号车", 4)), False),
    ],
)
def test_how_many_ride_along_is_for_information_and_the_vehicles_are_not(
    now: tuple[Aboard, ...], minor: bool
) -> None:
    row = RideRow("transport:a", at("09:00"), STATION, HOTEL)
    before = replace(row, vehicles=(Aboard("1号车", 12), Aboard("2号车", 9)))

    def of(part: RideRow) -> CardSnapshot:
        panels = PanelKinds(((PanelKind.TRANSPORT, ()),))
        return CardSnapshot({"panels": panels, "transport:a": part})

    (change,) = changes_between(of(before), of(replace(row, vehicles=now)))
    (gone,) = changes_between(of(before), CardSnapshot({"panels": of(before).parts["panels"]}))

    assert (change.key, change.field, change.is_minor) == ("transport:a", Field.WHOLE, minor)
    assert not gone.is_minor


def test_a_change_has_the_kind_of_its_part() -> None:
    assert Change("vehicle:1号车", Field.PLATE, None, None).kind == "vehicle"
