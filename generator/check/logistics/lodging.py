"""Checks rooms: enough beds, who shares them, one visit a room, the right room type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import days_text, fields_text, people_text, rooms_text
from generator.findings import Severity
from generator.model.enums import RoomType
from generator.model.lodging import Stay, numbered
from generator.model.people import Guest, Person, headcount
from generator.model.record import PersonId
from generator.model.standing import Room
from generator.model.visit import Visit

RoomKey = tuple[str, str]
SharedRoom = tuple[Stay, Room, tuple[Person, ...], tuple[date, ...]]


@check(
    "lodging.room_over_beds",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "房间入住人数超过床位", "en": "More people in a room than beds"},
    message={
        "zh": "{room} 房有 {beds} 张床，{nights} 夜住 {count} 人（{who}）。请调出多出的人员。",
        "en": "Room {room} has {beds} beds; {count} people sleep there on {nights} ({who}). "
        "Move someone out.",
    },
    rule="plan",
    clause="full_percent",
)
def rooms_over_beds(scope: Scope) -> Iterator[Violation]:
    """Rooms whose people need more beds than there are; two who are willing need one bed.

    `lodging.bed_shared` reports two people in a room with one bed.
    """
    for stay, room, people, nights in shared_rooms(scope.visit):
        beds, count = room.beds, headcount(people)
        needed = count - headcount(filter(_is_willing, people)) // 2
        if needed > beds and (beds, count) != (1, 2):
            yield violation(
                stay,
                "people",
                room=room.number,
                beds=beds,
                nights=days_text(nights),
                count=count,
                who=people_text(people),
            )


@check(
    "lodging.bed_shared",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "未写明愿意却要同床", "en": "A bed shared by people not marked as willing"},
    message={
        "zh": "{room} 房只有 1 张床，{nights} 夜住{who}，但{unwilling}没有写明愿意同床。"
        "请换双床房；本人都同意的，在名册“{column}”一列写“是”。",
        "en": "Room {room} has one bed for {who} on {nights}, but {unwilling} did not agree to "
        "share. Give them a twin room; where all are, write yes in the roster's column “{column}”.",
    },
    rule="care",
    clause="people_per_bed",
)
def beds_shared_without_consent(scope: Scope) -> Iterator[Violation]:
    """Rooms with one bed for two people who are not both marked as willing to share it."""
    for stay, room, people, nights in shared_rooms(scope.visit):
        unwilling = [person for person in people if not _is_willing(person)]
        share_bed = (room.beds, headcount(people)) == (1, 2)
        if share_bed and unwilling:
            yield violation(
                stay,
                "people",
                room=room.number,
                nights=days_text(nights),
                who=people_text(people),
                unwilling=people_text(unwilling),
                column=vocabulary.field_text("Guest", "shares_bed"),
            )


@check(
    "lodging.mixed_sexes",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "男女同住一间房", "en": "Men and women in one room"},
    message={
        "zh": "{room} 房 {nights} 夜男女同住（{who}），没有写明都愿意。"
        "请分开；本人都同意的，在名册“{column}”一列写“是”。",
        "en": "Room {room}: men and women on {nights} ({who}), not all marked as willing. Separate "
        "them; where all are, write yes in the roster's column “{column}”.",
    },
    rule="care",
    clause="sexes_per_room",
)
def rooms_with_mixed_sexes(scope: Scope) -> Iterator[Violation]:
    """Rooms with men and women, unless all people are willing to share."""
    for stay, room, people, nights in shared_rooms(scope.visit):
        sexes = {sex for person in people for sex in person.sexes if sex}
        if len(sexes) > 1 and not all(map(_is_willing, people)):
            yield violation(
                stay,
                "people",
                room=room.number,
                nights=days_text(nights),
                who=people_text(people),
                column=vocabulary.field_text("Guest", "shares_bed"),
            )


@check(
    "lodging.sex_unknown",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "同住的人没有写性别", "en": "People who share a room without a sex"},
    message={
        "zh": "{rooms} 房有人同住，{who}没有写性别，无法核对是否男女同住。请在名册“{sex}”一列补上；"
        "本人都同意同住的，在“{column}”一列写“是”。",
        "en": "Room {rooms} is shared, and no sex is written for {who}: nobody can check whether "
        "men and women share it. Fill in the roster's column “{sex}”; where all are willing, write "
        "yes in “{column}”.",
    },
    rule="care",
    clause="sexes_per_room",
)
def rooms_with_unknown_sexes(scope: Scope) -> Iterator[Violation]:
    """Rooms that may have men and women, because a person's sex is not known.

    One finding for all rooms where nobody's sex is known.
    """
    shared = [
        (stay, room, [person for person in people if None in person.sexes])
        for stay, room, people, _ in shared_rooms(scope.visit)
        if _may_be_mixed(people)
    ]
    if shared and not any(person.sex for person in scope.visit.people.values()):
        unknown = {person.id: person for _, _, people in shared for person in people}
        rooms = list(dict.fromkeys(room.number for _, room, _ in shared))
        yield _sex_unknown(shared[0][0], rooms, unknown.values())
        return
    for stay, room, people in shared:
        yield _sex_unknown(stay, [room.number], people)


@check(
    "lodging.two_visits",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一间房同一夜安排给两次来访", "en": "One room held by two visits on one night"},
    message={
        "zh": "{room} 房 {nights} 夜也排给了“{other}”。请与对方协调，一方换房。",
        "en": "Room {room} is also held by “{other}” on {nights}. One of the two must move.",
    },
    rule="plan",
    clause="visits_at_once",
)
def rooms_of_two_visits(scope: Scope) -> Iterator[Violation]:
    """Rooms that another visit uses on the same night; by other visit."""
    other_stays: dict[tuple[RoomKey, date], dict[str, tuple[Visit, Stay]]] = defaultdict(dict)
    for other in scope.others:
        for stay, room in numbered(other.stays):
            for night in stay.nights:
                other_stays[_room_key(stay, room), night].setdefault(other.slug, (other, stay))
    for stay, room in numbered(scope.visit.stays):
        clashes: dict[str, tuple[Visit, Stay, list[date]]] = {}
        for night in stay.nights:
            holders = other_stays.get((_room_key(stay, room), night), {})
            for slug, (other, other_stay) in holders.items():
                clashes.setdefault(slug, (other, other_stay, []))[2].append(night)
        for other, other_stay, nights in clashes.values():
            yield violation(
                stay,
                "room",
                related=(other_stay,),
                room=room.number,
                nights=days_text(nights),
                other=other.title,
            )


@check(
    "lodging.room_type",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "房型与场所页不一致", "en": "Room type differs from the venue's page"},
    message={
        "zh": "住宿表写 {room} 房是{written}，场所页写的是{on_page}。请核实后改正其中一处。",
        "en": "The rooming sheet calls room {room} a {written}, the venue's page a {on_page}. "
        "Correct the wrong one.",
    },
    rule="plan",
    clause="same_as_pages",
)
def rooms_of_other_type(scope: Scope) -> Iterator[Violation]:
    """Stays whose room type differs from that on the venue's page."""
    for stay, room in numbered(scope.visit.stays):
        if stay.type and stay.type is not room.type:
            yield violation(
                stay,
                "type",
                related=(room,),
                room=room.number,
                written=_type_text(stay.type),
                on_page=_type_text(room.type),
            )


@check(
    "lodging.empty_room",
    category=Category.COMPLETE,
    severity=Severity.NOTICE,
    title={"zh": "房间没有写明入住人员", "en": "A room without people"},
    message={
        "zh": "{room} 房没有写明入住人员。请补上姓名，或退房。",
        "en": "Nobody is named for room {room}. Name them, or give the room back.",
    },
    rule="plan",
    clause="least_people",
    needs_complete_lists=True,
)
def rooms_without_people(scope: Scope) -> Iterator[Violation]:
    """Stays without people; not rooms without numbers beside others of the hotel with people."""
    lodged = {stay.venue.id for stay in scope.visit.stays if stay.room is None and stay.people}
    for stay in scope.visit.stays:
        is_spare = stay.room is None and stay.venue.id in lodged
        if not stay.people and not is_spare:
            yield violation(stay, "people", room=stay.name)


def _may_be_mixed(people: Sequence[Person]) -> bool:
    """Whether an unknown sex could make a room mixed; the known ones do not."""
    sexes = {sex for person in people for sex in person.sexes}
    return None in sexes and len(sexes - {None}) < 2 and not all(map(_is_willing, people))


def _sex_unknown(stay: Stay, rooms: Sequence[str], people: Iterable[Person]) -> Violation:
    people = tuple(people)
    unknown = {
        "sex": any(not person.sex for person in people),
        "companions": any(None in person.sexes[1:] for person in people),
    }
    return violation(
        stay,
        "people",
        rooms=rooms_text(rooms),
        who=people_text(people),
        sex=fields_text("Guest", [field for field, lacking in unknown.items() if lacking]),
        column=vocabulary.field_text("Guest", "shares_bed"),
    )


def shared_rooms(visit: Visit) -> tuple[SharedRoom, ...]:
    """Each group of people who share a room, with its last stay, the room, and its nights.

    Who shares a room that is still to be decided is not known.
    """
    return visit.once(_shared_rooms)


def _shared_rooms(visit: Visit) -> tuple[SharedRoom, ...]:
    stays_by_night: dict[tuple[RoomKey, date], list[tuple[Stay, Room]]] = defaultdict(list)
    for stay, room in numbered(visit.stays):
        for night in stay.nights:
            stays_by_night[_room_key(stay, room), night].append((stay, room))
    nights: dict[tuple[RoomKey, tuple[PersonId, ...]], list[date]] = defaultdict(list)
    groups: dict[tuple[RoomKey, tuple[PersonId, ...]], tuple[Stay, Room, tuple[Person, ...]]] = {}
    for (room_key, night), stays in stays_by_night.items():
        people = _people_of([stay for stay, _ in stays])
        if headcount(people) > 1:
            key = (room_key, tuple(person.id for person in people))
            nights[key].append(night)
            groups.setdefault(key, (*stays[-1], people))
    return tuple(
        (stay, room, people, tuple(sorted(nights[key])))
        for key, (stay, room, people) in groups.items()
    )


def _people_of(stays: Sequence[Stay]) -> tuple[Person, ...]:
    return tuple({p.id: p for stay in stays for p in stay.people.people}.values())


def _room_key(stay: Stay, room: Room) -> RoomKey:
    return stay.venue.id, room.number


def _is_willing(person: Person) -> bool:
    return isinstance(person, Guest) and person.shares_bed


def _type_text(kind: RoomType) -> object:
    return vocabulary.field_text("RoomType", kind)
