"""Why there is no room for some people: the smallest group whose needs exceed what is free."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.assign.bedrooms import Bedroom
from generator.assign.lodgers import Lodger
from generator.assign.proposal import Lack
from generator.assign.room_reasons import more_rooms, type_text, words
from generator.assign.room_terms import RoomFacts
from generator.assign.rooming import Rooming
from generator.check.wording import clauses_text, days_text, list_text, some_of_text
from generator.model.assigned import PlacementKind, type_and_count
from generator.model.enums import RoomType, Sex
from generator.text import Text

Free = Sequence[tuple[Bedroom, int]]
"""Rooms, each with its free beds."""


@dataclass(frozen=True, slots=True)
class _Group:
    """People who need something in common of rooms.

    `name` is a key of the words. `short` is for how many of them free rooms cannot be enough, as if
    nobody else needed one: a number of beds, or of rooms where they share with nobody.
    """

    name: str
    includes: Callable[[Lodger], bool]
    short: Callable[[Sequence[Lodger], Free], int]


def lacks_of(rooming: Rooming) -> Iterator[Lack]:
    """The people without a room, by the reason; that of the smallest group goes first."""
    left = [lodger for lodger in rooming.open if rooming.room_of(lodger) is None]
    if left and not rooming.bedrooms:
        yield _lack(rooming, left, words("no_hotel"), words("name_hotel"))
        return
    for group in _groups(rooming):
        concerned = [lodger for lodger in left if group.includes(lodger)]
        if night := _worst_night(rooming, group, concerned):
            reason = _reason(rooming, group, night)
            yield _lack(rooming, concerned, reason, _remedy(rooming, group, concerned))
            left = [lodger for lodger in left if not group.includes(lodger)]
    for lodger in left:
        yield _lack(rooming, [lodger], *_why_none_suits(rooming, lodger))


def _groups(rooming: Rooming) -> tuple[_Group, ...]:
    """The groups that may lack rooms, the most particular first."""
    facts, rooms = rooming.facts, rooming.bedrooms.values()

    def is_barred(lodger: Lodger) -> bool:
        return all(facts.is_against_rank(lodger.person, room) for room in rooms)

    def needs_accessible(lodger: Lodger) -> bool:
        return facts.needs_accessible(lodger.person)

    def is_alone_of(lodger: Lodger, sex: Sex) -> bool:
        return all(one is sex for one in lodger.sexes) and not lodger.is_willing

    return (
        _Group("rank", is_barred, lambda lodgers, _: len(lodgers)),
        _Group("accessible", needs_accessible, _beds_short),
        _Group("accessible_sexes", needs_accessible, _indivisible),
        _Group("stairs", lambda one: facts.needs_low_floor(one.person), _beds_short),
        _Group("large", lambda one: len(one.sexes) > RoomType.TWIN.beds, _rooms_short),
        _Group("unknown", lambda one: not one.is_unnamed and None in one.sexes, _rooms_short),
        _Group("women", lambda one: is_alone_of(one, Sex.FEMALE), _beds_short),
        _Group("men", lambda one: is_alone_of(one, Sex.MALE), _beds_short),
        _Group("everybody", lambda _: True, _beds_short),
        _Group("sexes", lambda _: True, _indivisible),
    )


def _beds_short(lodgers: Sequence[Lodger], free: Free) -> int:
    people = sum(len(lodger.sexes) for lodger in lodgers)
    couples = sum(lodger.is_willing for lodger in lodgers) // 2
    return people - couples - sum(beds for _, beds in free)


def _rooms_short(lodgers: Sequence[Lodger], free: Free) -> int:
    """For how many of these there is no room, where they can share it with nobody."""
    waiting = sorted(len(lodger.sexes) for lodger in lodgers)
    for beds in sorted(beds for _, beds in free):
        if waiting and waiting[0] <= beds:
            waiting.pop(0)
    return len(waiting)


def _indivisible(lodgers: Sequence[Lodger], free: Free) -> bool:
    """Whether rooms cannot be divided between men and women, of whom none may share with both."""
    if any(len(set(lodger.sexes)) > 1 or lodger.is_willing for lodger in lodgers):
        return False
    people = Counter(sex for lodger in lodgers for sex in lodger.sexes)
    total = sum(beds for _, beds in free)
    sums = {0}
    for _, beds in free:
        sums |= {one + beds for one in sums}
    women, others = people[Sex.FEMALE], people.total() - people[Sex.FEMALE]
    return not any(women <= one <= total - others for one in sums)


def _worst_night(rooming: Rooming, group: _Group, concerned: Sequence[Lodger]) -> date | None:
    """The first of the nights on which the most people of a group lack rooms, if any do."""
    short = {}
    for night in sorted({night for lodger in concerned for night in lodger.nights}):
        lodgers = _in_need(rooming, group, night)
        short[night] = group.short(lodgers, _free_rooms(rooming, lodgers, night))
    worst = max(short, key=lambda night: short[night], default=None)
    return worst if worst and short[worst] > 0 else None


def _in_need(rooming: Rooming, group: _Group, night: date) -> list[Lodger]:
    return [one for one in rooming.open if group.includes(one) and night in one.nights]


def _reason(rooming: Rooming, group: _Group, night: date) -> Text:
    """Why rooms are too few for a group on a night."""
    lodgers = _in_need(rooming, group, night)
    free = _free_rooms(rooming, lodgers, night)
    people = Counter(sex for lodger in lodgers for sex in lodger.sexes)
    every = [(room, room.room.beds) for room in rooming.bedrooms.values()]
    who = words(
        f"group.{group.name}",
        n=people.total(),
        women=people[Sex.FEMALE],
        men=people[Sex.MALE],
    )
    if free:
        reason = words("only", who=who, rooms=_rooms_text(free))
    elif any(_may_live(rooming.facts, one, room, ()) for one in lodgers for room, _ in every):
        reason = words("all_full", who=who, rooms=_rooms_text(every))
    else:
        reason = words("none", who=who, rooms=_rooms_text(every))
    return words("on_night", night=days_text([night]), reason=reason)


def _why_none_suits(rooming: Rooming, lodger: Lodger) -> tuple[Text, Text]:
    """Why somebody can have none of the beds that are left, room by room, and what would help."""
    obstacles: dict[Text, list[str | Text]] = defaultdict(list)
    members = rooming.members()
    for key, bedroom in rooming.bedrooms.items():
        mates = lodger.mates_among(members[key])
        if _has_bed(lodger, bedroom.room.beds, mates) and bedroom.taken.isdisjoint(lodger.nights):
            is_open = type_and_count(bedroom.number) is not None
            room = type_text(bedroom.room.type) if is_open else bedroom.number
            obstacles[_obstacle(rooming.facts, lodger, bedroom, mates)].append(room)
    remedy = more_rooms(1, _type_for([lodger]))
    if rooming.facts.needs_accessible(lodger.person):
        remedy = words("mend.accessible", n=1)
    elif rooming.facts.needs_low_floor(lodger.person):
        remedy = words("mend.stairs", n=1)
    if obstacles:
        rooms = [
            words("obstacle", rooms=some_of_text(numbers, "间"), why=why)
            for why, numbers in obstacles.items()
        ]
        return words("nothing_fits", rooms=clauses_text(rooms)), remedy
    if len(lodger.nights) > 1:
        nights = days_text(lodger.nights)
        return words("no_same_room", nights=nights), words("change_room", another=remedy)
    return words("no_bed_left"), remedy


def _obstacle(facts: RoomFacts, lodger: Lodger, bedroom: Bedroom, mates: Sequence[Lodger]) -> Text:
    """Why somebody cannot have a free bed in a room."""
    if facts.is_unsuitable(lodger.person, bedroom):
        is_step = not facts.needs_accessible(lodger.person) or bedroom.room.accessible
        return words("why.stairs" if is_step else "why.accessible")
    if facts.is_against_rank(lodger.person, bedroom):
        return words("why.rank")
    for mate in mates:
        if facts.are_apart(lodger, mate):
            is_counted = lodger.is_unnamed or mate.is_unnamed
            return words("why.counted" if is_counted else "why.apart", who=mate.person.name)
    return words("why.sexes")


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
    return _may_share(facts, lodger, mates)


def _may_share(facts: RoomFacts, lodger: Lodger, mates: Sequence[Lodger]) -> bool:
    return all(facts.may_share(lodger, m) and not facts.are_apart(lodger, m) for m in mates)


def _has_bed(lodger: Lodger, beds: int, mates: Sequence[Lodger]) -> bool:
    return sum(len(one.sexes) for one in (lodger, *mates)) <= beds


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


def _remedy(rooming: Rooming, group: _Group, concerned: Sequence[Lodger]) -> Text:
    """What would help these people, if everybody else stays where they are."""
    if group.name in ("rank", "unknown"):
        return words(f"mend.{group.name}")
    rooms = _more_needed(rooming, concerned)
    if group.name in ("accessible", "accessible_sexes", "stairs"):
        return words(f"mend.{group.name.removesuffix('_sexes')}", n=rooms)
    return more_rooms(rooms, _type_for(concerned))


def _more_needed(rooming: Rooming, lodgers: Sequence[Lodger]) -> int:
    """How many rooms these need beside the beds that are left, if all share who may; 1 at least.

    They may fit into what is left where the search missed it; no advice would help them less.
    """
    facts, members = rooming.facts, rooming.members()
    more: list[list[Lodger]] = []
    for lodger in lodgers:
        left = (
            (bedroom.room.beds, members[key])
            for key, bedroom in rooming.bedrooms.items()
            if bedroom.taken.isdisjoint(lodger.nights) and _may_live(facts, lodger, bedroom, ())
        )
        for beds, room in (*left, *((RoomType.TWIN.beds, room) for room in more)):
            mates = lodger.mates_among(room)
            if _has_bed(lodger, beds, mates) and _may_share(facts, lodger, mates):
                room.append(lodger)
                break
        else:
            more.append([lodger])
    return max(len(more), 1)


def _type_for(lodgers: Sequence[Lodger]) -> RoomType:
    """The type of room that is large enough for each of these."""
    is_large = any(len(lodger.sexes) > RoomType.TWIN.beds for lodger in lodgers)
    return RoomType.FAMILY if is_large else RoomType.TWIN


def _lack(rooming: Rooming, lodgers: Sequence[Lodger], reason: Text, remedy: Text) -> Lack:
    hotels = [bedroom.venue.id for bedroom in rooming.bedrooms.values()]
    people = tuple({lodger.person.id: lodger.person for lodger in lodgers}.values())
    return Lack(PlacementKind.ROOM, next(iter(hotels), ""), people, reason, remedy)
