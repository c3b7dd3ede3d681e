"""The terms of rooms: hard ones, which must not be broken, and soft ones with their weights.

A new term is a line in `terms_of_rooms`; its reason is worded in `generator.assign.room_reasons`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from generator.assign.bedrooms import Bedroom
from generator.assign.common_terms import foreign_language_of, keys_by, steady_terms
from generator.assign.lodgers import Lodger
from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    SharingTerm,
    Subject,
    Term,
    TogetherTerm,
)
from generator.assign.weights import weight_of
from generator.assign.wishes import Wishes, wishes_of
from generator.check.money.standards import is_below, rate_of
from generator.check.people.care import has_need, storey_of
from generator.model.enums import RoomType
from generator.model.people import Guest, Person
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.model.wishes import WishKind

_MOST_MATES = RoomType.FAMILY.beds - 1
"""A wish that names more people, such as a whole party, is met by keeping parties together."""


class RoomFacts:
    """The facts about people and rooms that the terms need, by the visit's rules and wishes."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.wishes = wishes_of(visit, WishKind.SHARE_WITH, _MOST_MATES)
        self.apart = wishes_of(visit, WishKind.NOT_WITH)
        limit = visit.limit
        self._accessible = limit("care", "accessible_words")
        self._step_free = limit("care", "step_free_words")
        self._highest = limit("care", "max_floor_without_lift")
        self._suite_rank = limit("standards", "suite_rank")
        self._room_types = limit("standards", "room_types")
        self._rates = limit("standards", "lodging_rates")

    def needs_accessible(self, person: Person) -> bool:
        """Whether somebody needs an accessible room."""
        words = self._accessible
        return isinstance(person, Guest) and words is not None and has_need(person, words)

    def needs_low_floor(self, person: Person) -> bool:
        """Whether somebody should not climb stairs."""
        words = self._step_free
        return isinstance(person, Guest) and words is not None and has_need(person, words)

    def is_unsuitable(self, person: Person, bedroom: Bedroom) -> bool:
        """Whether a room is not accessible for somebody who needs that, or is up stairs."""
        room = bedroom.room
        if self.needs_accessible(person) and not room.accessible:
            return True
        if bedroom.venue.lift or not self.needs_low_floor(person) or self._highest is None:
            return False
        return storey_of(room.floor) > (self._highest.value or 0)

    def is_too_high(self, person: Person, bedroom: Bedroom) -> bool:
        """Whether somebody who should not climb stairs is above the lowest floor with rooms.

        An accessible room is right on whatever floor it is.
        """
        if not self.needs_low_floor(person) or bedroom.room.accessible:
            return False
        storey = storey_of(bedroom.room.floor)
        return any(storey_of(room.floor) < storey for room in bedroom.venue.rooms if room.floor)

    def is_against_rank(self, person: Person, bedroom: Bedroom) -> bool:
        """Whether a room's type or price is not for somebody's rank."""
        room, least, usual = bedroom.room, self._suite_rank, self._room_types
        if least and usual and is_below(person, room.type, least, usual):
            return True
        most = rate_of(person, self._rates) if self._rates else None
        return most is not None and room.price is not None and room.price > most

    def may_mix(self, first: Lodger, second: Lodger) -> bool:
        """Whether two wish to share a room and a bed: both are willing, and one names the other."""
        pair = frozenset({first.person.id, second.person.id})
        return first.is_willing and second.is_willing and pair in self.wishes.pairs

    def may_share(self, first: Lodger, second: Lodger) -> bool:
        """Whether the sexes of two allow one room; an unknown one does not.

        The sexes of people without names are not known: the leader of their party divides them.
        """
        if first.is_unnamed and second.is_unnamed:
            return True
        sexes = {*first.sexes, *second.sexes}
        return (len(sexes) == 1 and None not in sexes) or self.may_mix(first, second)

    def are_apart(self, first: Lodger, second: Lodger) -> bool:
        """Whether two must not share a room: one asked for that, or one of them has no name.

        People without names are counted to rooms of their own, by party.
        """
        if first.is_unnamed or second.is_unnamed:
            return first.person.id != second.person.id
        return frozenset({first.person.id, second.person.id}) in self.apart.pairs


def terms_of_rooms(
    lodgers: Mapping[str, Lodger],
    rooms: Mapping[str, Bedroom],
    facts: RoomFacts,
    subjects: Iterable[Subject],
) -> Iterator[Term]:
    """The terms of rooms: the hard ones, then the soft ones in the order of their weights."""

    def both(test: Callable[[Lodger, Lodger], int]) -> Callable[[Subject, Subject], int]:
        return lambda first, second: test(lodgers[first.key], lodgers[second.key])

    def weight(name: str) -> int:
        return weight_of(facts.visit, name)

    for code, is_barred in (
        ("accessible", facts.is_unsuitable),
        ("rank_room", facts.is_against_rank),
    ):
        yield from _of_places(code, _rooms_for(lodgers, rooms, is_barred), hard=True)
    yield PairTerm("sexes", both(lambda a, b: not facts.may_share(a, b)), hard=True)
    yield PairTerm("apart", both(facts.are_apart), hard=True)
    if facts.wishes.pairs:
        yield SharingTerm("capacity", _beds_lacking(lodgers, rooms), hard=True)

    # Somebody who has a room on some nights best keeps it on the others.
    of_one_person = keys_by(lodgers, lambda one: None if one.is_unnamed else one.person.id)
    wishes = (*_keys_of_pairs(lodgers, facts.wishes), *of_one_person)
    yield TogetherTerm("wishes", wishes, lambda place: place.key, weight("wishes"))
    yield PairTerm("wishes", both(_one_wishes_to_be_alone), weight("wishes"))
    high = _rooms_for(lodgers, rooms, facts.is_too_high)
    yield from _of_places("wishes", high, weight=weight("wishes"))
    # Those who belong together cost what they cost in further rooms, so that a room for one person
    # alone is no better than one that is shared with others.
    parties = keys_by(lodgers, lambda lodger: lodger.party)
    for area in _areas(rooms):
        yield TogetherTerm("party", parties, area, weight("party"))
    yield TogetherTerm("unit", parties, lambda place: place.key, weight("unit"))
    for name, of_person in (
        ("unit", lambda one: one.person.unit),
        ("unit", lambda one: foreign_language_of(facts.visit, one.person)),
        ("rank", lambda one: one.person.rank),
    ):
        alike = keys_by(lodgers, _with_party(of_person))
        yield TogetherTerm(name, alike, lambda place: place.key, weight(name))
    yield SharingTerm("fewest", _beds_idle(rooms), weight("fewest"))
    unusual = _rooms_for(lodgers, rooms, _unusual_test(rooms, facts))
    yield from _of_places("fewest", unusual, weight=weight("fewest"))
    yield from steady_terms(facts.visit, subjects, rooms)


def _areas(rooms: Mapping[str, Bedroom]) -> Iterator[Callable[[Place], Hashable]]:
    """What keeps a party together: a hotel and a floor."""
    if len({bedroom.venue.id for bedroom in rooms.values()}) > 1:
        yield lambda place: rooms[place.key].venue.id
    yield lambda place: place.group


def _rooms_for(
    lodgers: Mapping[str, Lodger],
    rooms: Mapping[str, Bedroom],
    test: Callable[[Person, Bedroom], bool],
) -> Mapping[str, frozenset[str]]:
    """The keys of the rooms that a test finds for somebody, by the keys of lodgers."""
    found: dict[Hashable, frozenset[str]] = {}
    by_lodger = {}
    for key, lodger in lodgers.items():
        person = lodger.person
        alike = (person.rank, person.needs if isinstance(person, Guest) else ())
        if alike not in found:
            found[alike] = frozenset(k for k, bedroom in rooms.items() if test(person, bedroom))
        if found[alike]:
            by_lodger[key] = found[alike]
    return by_lodger


def _of_places(
    code: str, rooms: Mapping[str, frozenset[str]], *, weight: int = 1, hard: bool = False
) -> Iterator[Term]:
    """A term that costs 1 for somebody in one of the rooms given for them; none without any."""
    if rooms:
        yield PlaceTerm(
            code, lambda subject, place: int(place.key in rooms.get(subject.key, ())), weight, hard
        )


def _unusual_test(
    rooms: Mapping[str, Bedroom], facts: RoomFacts
) -> Callable[[Person, Bedroom], bool]:
    """Whether a room is better left to others: an accessible one, or one that is not booked."""
    has_booked = any(bedroom.is_booked for bedroom in rooms.values())
    return lambda person, bedroom: (
        (bedroom.room.accessible and not facts.needs_accessible(person))
        or (has_booked and not bedroom.is_booked)
    )


def _beds_lacking(
    lodgers: Mapping[str, Lodger], rooms: Mapping[str, Bedroom]
) -> Callable[[Place, Sequence[Subject]], int]:
    """How many beds a room lacks; two who are willing need one."""

    def lacking(place: Place, members: Sequence[Subject]) -> int:
        willing = sum(member.size for member in members if lodgers[member.key].is_willing)
        needed = sum(member.size for member in members) - willing // 2
        return max(0, needed - rooms[place.key].room.beds)

    return lacking


def _beds_idle(rooms: Mapping[str, Bedroom]) -> Callable[[Place, Sequence[Subject]], int]:
    """1 for a room that is used, and 1 for each bed that is left in it."""

    def idle(place: Place, members: Sequence[Subject]) -> int:
        return 1 + max(0, rooms[place.key].room.beds - sum(member.size for member in members))

    return idle


def _one_wishes_to_be_alone(first: Lodger, second: Lodger) -> int:
    return int(first.wishes_to_be_alone or second.wishes_to_be_alone)


def _keys_of_pairs(lodgers: Mapping[str, Lodger], wishes: Wishes) -> Iterator[frozenset[str]]:
    """The keys of two of whom one wishes to share a room with the other; twice where both do."""
    by_person: dict[PersonId, list[Lodger]] = defaultdict(list)
    for lodger in lodgers.values():
        by_person[lodger.person.id].append(lodger)
    for person, others in wishes.named.items():
        for one in by_person[person]:
            for other in (lodger for name in sorted(others) for lodger in by_person[name]):
                if not set(one.nights).isdisjoint(other.nights):
                    yield frozenset({one.key, other.key})


def _with_party(value_of: Callable[[Lodger], Hashable]) -> Callable[[Lodger], Hashable]:
    """The party and a value; None where there is no value."""

    def both(lodger: Lodger) -> Hashable:
        value = value_of(lodger)
        return (lodger.party, value) if value else None

    return both
