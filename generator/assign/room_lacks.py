"""Why there is no room for some people: the smallest group whose needs exceed what is free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.assign.bedrooms import Bedroom
from generator.assign.lodgers import Lodger
from generator.assign.proposal import Lack
from generator.assign.room_reasons import more_rooms, type_text, words
from generator.assign.room_terms import RoomFacts
from generator.assign.rooming import Rooming
from generator.check.wording import days_text, list_text
from generator.model.assigned import PlacementKind
from generator.model.enums import RoomType, Sex
from generator.text import Text

Free = Sequence[tuple[Bedroom, int]]
"""Rooms, each with its free beds."""


@dataclass(frozen=True, slots=True)
class _Group:
    """People who need something in common of rooms.

    `name` is a key of the words. `suffice` is whether free rooms may be enough for them, as if
    nobody else needed one.
    """

    name: str
    includes: Callable[[Lodger], bool]
    suffice: Callable[[Sequence[Lodger], Free], bool]


def lacks_of(rooming: Rooming) -> Iterator[Lack]:
    """The people without a room, by the reason; that of the smallest group goes first."""
    left = [lodger for lodger in rooming.open if rooming.room_of(lodger) is None]
    if left and not rooming.bedrooms:
        yield _lack(rooming, left, words("no_hotel"), words("name_hotel"))
        return
    for group in _groups(rooming):
        concerned = [lodger for lodger in left if group.includes(lodger)]
        if reason := _reason(rooming, group, concerned):
            yield _lack(rooming, concerned, reason, _remedy(group, concerned))
            left = [lodger for lodger in left if not group.includes(lodger)]
    for lodger in left:
        yield _lack(rooming, [lodger], words("nothing_fits"), more_rooms(1, RoomType.TWIN))


def _groups(rooming: Rooming) -> tuple[_Group, ...]:
    """The groups that may lack rooms, the most particular first."""
    facts, rooms = rooming.facts, rooming.bedrooms.values()

    def is_barred(lodger: Lodger) -> bool:
        return all(facts.is_against_rank(lodger.person, room) for room in rooms)

    return (
        _Group("rank", is_barred, lambda lodgers, _: not lodgers),
        _Group("accessible", lambda one: facts.needs_accessible(one.person), _has_beds),
        _Group("large", lambda one: len(one.sexes) > RoomType.TWIN.beds, _fit),
        _Group("unknown", lambda one: not one.is_unnamed and None in one.sexes, _fit),
        _Group("women", lambda one: set(one.sexes) == {Sex.FEMALE}, _has_beds),
        _Group("men", lambda one: set(one.sexes) == {Sex.MALE}, _has_beds),
        _Group("everybody", lambda _: True, _has_beds),
        _Group("sexes", lambda _: True, _can_be_divided),
    )


def _has_beds(lodgers: Sequence[Lodger], free: Free) -> bool:
    people = sum(len(lodger.sexes) for lodger in lodgers)
    couples = sum(lodger.is_willing for lodger in lodgers) // 2
    return people - couples <= sum(beds for _, beds in free)


def _fit(lodgers: Sequence[Lodger], free: Free) -> bool:
    """Whether there is a room for each of these, who can share it with nobody."""
    largest = sorted((beds for _, beds in free), reverse=True)
    sizes = sorted((len(lodger.sexes) for lodger in lodgers), reverse=True)
    fits = [size <= beds for size, beds in zip(sizes, largest, strict=False)]
    return len(fits) == len(sizes) and all(fits)


def _can_be_divided(lodgers: Sequence[Lodger], free: Free) -> bool:
    """Whether the rooms can be divided between men and women; for others, that is not asked."""
    if any(len(set(lodger.sexes)) > 1 or lodger.is_willing for lodger in lodgers):
        return True
    people = Counter(sex for lodger in lodgers for sex in lodger.sexes)
    total = sum(beds for _, beds in free)
    sums = {0}
    for _, beds in free:
        sums |= {one + beds for one in sums}
    women, others = people[Sex.FEMALE], people.total() - people[Sex.FEMALE]
    return any(women <= one <= total - others for one in sums)


def _reason(rooming: Rooming, group: _Group, concerned: Sequence[Lodger]) -> Text | None:
    """Why rooms are too few for a group on one of the nights; None where they may be enough."""
    for night in sorted({night for lodger in concerned for night in lodger.nights}):
        lodgers = [
            lodger for lodger in rooming.open if group.includes(lodger) and night in lodger.nights
        ]
        free = _free_rooms(rooming, lodgers, night)
        if group.suffice(lodgers, free):
            continue
        people = Counter(sex for lodger in lodgers for sex in lodger.sexes)
        who = words(
            f"group.{group.name}",
            n=people.total(),
            women=people[Sex.FEMALE],
            men=people[Sex.MALE],
        )
        rooms = _rooms_text(free)
        reason = words("only", who=who, rooms=rooms) if free else words("none", who=who)
        return words("on_night", night=days_text([night]), reason=reason)
    return None


def _free_rooms(rooming: Rooming, lodgers: Sequence[Lodger], night: date) -> Free:
    """The rooms that one of these people could have on a night, and their free beds.

    As if nobody else were without a room.
    """
    there: dict[str, list[Lodger]] = {}
    for lodger in rooming.lodgers.values():
        if lodger.written and night in lodger.nights:
            there.setdefault(lodger.written, []).append(lodger)
    free = []
    for key, bedroom in rooming.bedrooms.items():
        mates = there.get(key, [])
        beds = bedroom.room.beds - sum(len(mate.sexes) for mate in mates)
        suits = any(_may_live(rooming.facts, lodger, bedroom, mates) for lodger in lodgers)
        if beds > 0 and suits and night not in bedroom.taken:
            free.append((bedroom, beds))
    return free


def _may_live(facts: RoomFacts, lodger: Lodger, bedroom: Bedroom, mates: Sequence[Lodger]) -> bool:
    person = lodger.person
    if facts.is_unsuitable(person, bedroom) or facts.is_against_rank(person, bedroom):
        return False
    return all(facts.may_share(lodger, m) and not facts.are_apart(lodger, m) for m in mates)


def _rooms_text(free: Free) -> Text:
    """`标准间 3 间、单人间 2 间`."""
    counted = Counter(bedroom.room.type for bedroom, _ in free)
    return list_text(
        [
            words("rooms", n=counted[kind], type=type_text(kind))
            for kind in RoomType
            if counted[kind]
        ]
    )


def _remedy(group: _Group, concerned: Sequence[Lodger]) -> Text:
    if group.name in ("rank", "unknown"):
        return words(f"mend.{group.name}")
    people = sum(len(lodger.sexes) for lodger in concerned)
    if group.name == "accessible":
        return words("mend.accessible", n=len(concerned))
    if group.name == "large":
        return more_rooms(len(concerned), RoomType.FAMILY)
    return more_rooms(-(-people // RoomType.TWIN.beds), RoomType.TWIN)


def _lack(rooming: Rooming, lodgers: Sequence[Lodger], reason: Text, remedy: Text) -> Lack:
    hotels = [bedroom.venue.id for bedroom in rooming.bedrooms.values()]
    people = tuple({lodger.person.id: lodger.person for lodger in lodgers}.values())
    return Lack(PlacementKind.ROOM, next(iter(hotels), ""), people, reason, remedy)
