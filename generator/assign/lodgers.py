"""Who needs a room, on which nights, and with whom: the subjects of the problem of rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from generator.assign.bedrooms import key_of
from generator.assign.common_terms import party_of
from generator.assign.past import first_night
from generator.assign.proposal import Former
from generator.check.logistics.nights import people_without_bed
from generator.check.registry import Scope
from generator.model.assigned import PlacementKind
from generator.model.attendance import nights_needed
from generator.model.companions import Companions
from generator.model.enums import Sex
from generator.model.lodging import numbered
from generator.model.people import (
    CompanionsApart,
    Guest,
    Person,
    UnnamedMembers,
    companions_apart,
)
from generator.model.record import PersonId

_IN_ONE_ROOM = 2
"""How many people without names are counted to a room, where they do not stay with their guest."""


@dataclass(frozen=True, slots=True)
class Lodger:
    """People who need a bed in one room: a guest with companions, or some of these.

    `sexes` is the sex of each of them, None where it is not known. `written` is the key of the
    room that somebody wrote for them.
    """

    key: str
    person: Person
    sexes: tuple[Sex | None, ...]
    nights: tuple[date, ...]
    written: str | None = None

    @property
    def of(self) -> PersonId:
        """The id of the guest whom these people are counted with."""
        return self.person.guest_id if isinstance(self.person, Guest) else self.person.id

    @property
    def is_unnamed(self) -> bool:
        """Whether these are people of a party who are only counted."""
        return isinstance(self.person, UnnamedMembers)

    @property
    def party(self) -> str | None:
        """The name of their first party."""
        return party_of(self.person)

    @property
    def wishes_to_be_alone(self) -> bool:
        """Whether they asked for a room of their own."""
        return isinstance(self.person, Guest) and self.person.single_room

    @property
    def is_willing(self) -> bool:
        """Whether they are marked as willing to share a bed, or a room with the other sex."""
        return isinstance(self.person, Guest) and self.person.shares_bed

    def mates_among(self, members: Iterable[Lodger]) -> list[Lodger]:
        """The others among the members of a room who are there on one of these nights."""
        nights = set(self.nights)
        return [one for one in members if one is not self and not nights.isdisjoint(one.nights)]


def lodgers_with_room(scope: Scope) -> Iterator[Lodger]:
    """Everybody in a room whose number is known."""
    for number, (stay, room) in enumerate(numbered(scope.visit.stays)):
        for person in stay.people.people:
            if stay.nights:
                yield Lodger(
                    key=f"{person.id} @{number}",
                    person=person,
                    sexes=person.sexes,
                    nights=stay.nights,
                    written=key_of(stay.venue.id, room.number),
                )


def lodgers_without_room(scope: Scope, most_beds: int, former: Former) -> Iterator[Lodger]:
    """Everybody who needs a bed and has none, by runs of nights; `most_beds` are in one room.

    A night that is over counts only for those who had an accepted room.
    """
    first = first_night(former.over)
    had_rooms = {one.person for one in former.accepted if one.kind is PlacementKind.ROOM}
    for person, nights in _people_in_need(scope):
        has_room = person.id in had_rooms
        for run in _runs([night for night in nights if has_room or night >= first]):
            for number, (part, sexes) in enumerate(_parts(person, most_beds)):
                key = f"{person.id} {run[0]} #{number}"
                yield Lodger(key, part, sexes, run)


def _people_in_need(scope: Scope) -> Iterator[tuple[Guest, Sequence[date]]]:
    """Those without a bed; people without names also when others of their party get one now."""
    nights_of_party: dict[str, set[date]] = {}
    unnamed = {members.id: members for members in scope.visit.unnamed}
    for guest, nights in people_without_bed(scope):
        if guest.id not in unnamed:
            yield guest, nights
            for party in guest.parties:
                nights_of_party.setdefault(party.name, set()).update(nights)
    for members in unnamed.values():
        if nights := _nights_in_need(scope, members, nights_of_party):
            yield members, nights


def _nights_in_need(
    scope: Scope, members: UnnamedMembers, nights_of_party: Mapping[str, set[date]]
) -> list[date]:
    party = members.parties[0]
    others = set(nights_of_party.get(party.name, ()))
    for guest in scope.visit.party_members(party):
        others.update(*(stay.nights for stay in scope.index.of(guest).stays))
    own = {night for stay in scope.index.of(members).stays for night in stay.nights}
    if own:
        others.update(nights_needed(members, scope.visit))
    return sorted(others - own)


def _runs(nights: Sequence[date]) -> Iterator[tuple[date, ...]]:
    """The nights in runs without a gap."""
    by_run = groupby(enumerate(nights), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    for _, run in by_run:
        yield tuple(night for _, night in run)


def _parts(person: Guest, most_beds: int) -> Iterator[tuple[Guest, tuple[Sex | None, ...]]]:
    """The people of a guest by rooms: together, or each sex apart where they may not share one."""
    if isinstance(person, UnnamedMembers):
        for size in _sizes(person.headcount):
            yield person, (None,) * size
        return
    sexes = person.sexes
    is_mixed = len(set(sexes) - {None}) > 1 and not person.shares_bed
    companions = person.companions
    if companions is None or (len(sexes) <= most_beds and not is_mixed):
        yield person, sexes
        return
    guest = person.guest if isinstance(person, CompanionsApart) else person
    own = len(sexes) - companions.count
    if own:
        yield person, sexes[:own]
    unknown = companions.count - companions.men - companions.women
    for field, count in (("men", companions.men), ("women", companions.women), ("", unknown)):
        for size in _sizes(count):
            some = Companions(count=size, **({field: size} if field else {}))
            yield companions_apart(guest, some), some.sexes


def _sizes(count: int) -> Iterator[int]:
    """A number of people by rooms: 2, 2, 1 for 5."""
    for first in range(0, count, _IN_ONE_ROOM):
        yield min(_IN_ONE_ROOM, count - first)
