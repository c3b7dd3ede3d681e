"""Roll calls of staff: who is meant to be at the events that they accompany, receive or check.

A roll call names the passengers of the reader's own vehicle, everybody at an event that the reader
receives or checks, and at other events the guests in the reader's care. One of more people than
`NAMED_AT_MOST` is left to the liaisons: each has the roll call of the guests in care at such an
event, whether or not it is on the card; whoever receives or checks it joins their marks, and has
their telephones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.agenda.codes import code_of
from generator.agenda.entries import event_entry, own_seats, table_place
from generator.agenda.index import Index, event_key
from generator.agenda.reader import Reader
from generator.agenda.views import EntryRole, PersonCalled, PhoneContact, RollCall
from generator.agenda.work import party_names
from generator.model.dining import Meal
from generator.model.people import Guest, Person, Staff
from generator.model.record import PersonId
from generator.model.schedule import DailyMatter
from generator.model.transport import Ride
from generator.model.visit import Event
from generator.text import Text

NAMED_AT_MOST = 60
"""The most people whom the roll calls of a card name, one or all together: a coach holds as many,
and one person can call them. A name costs some twenty bytes of a card."""
IN_CHARGE = frozenset({EntryRole.RECEIVER, EntryRole.CHECKER})


def roll_calls_of(index: Index, reader: Reader, person: Staff) -> tuple[RollCall, ...]:
    """The roll calls of a staff member, by time."""
    involvement = index.of(person)
    care = frozenset(guest.id for guest in involvement.charges)
    people = {
        key: _people(index, event, frozenset(roles), person, care)
        for key, (event, roles) in involvement.events.items()
    }
    for event in index.events_of_more_than(NAMED_AT_MOST) if care else ():
        if (key := event_key(event)) not in people:
            people[key] = index.attendees_among(key, care)
    caller = _Caller(index, reader, person, care)
    calls = caller.roll_calls({key: each for key, each in people.items() if each})
    return tuple(sorted(calls, key=lambda call: (call.event.start, call.key)))


def _people(
    index: Index,
    event: Event,
    roles: frozenset[EntryRole],
    person: Staff,
    care: Collection[str],
) -> tuple[Person, ...]:
    """The people of an event whom its roles let a staff member call; none of a shuttle."""
    if isinstance(event, DailyMatter) or (isinstance(event, Ride) and event.is_shuttle):
        return ()
    key = event_key(event)
    if roles & IN_CHARGE:
        return index.attendees[key]
    return index.attendees_among(key, {*care, *_aboard_with(event, person)})


def _aboard_with(event: Event, person: Staff) -> Iterator[str]:
    """The ids of the passengers of the vehicles that a staff member accompanies on a ride."""
    for boarding in event.vehicles if isinstance(event, Ride) else ():
        if boarding.vehicle.liaison is not None and boarding.vehicle.liaison.id == person.id:
            yield from (passenger.id for passenger in boarding.people.people)


@dataclass(frozen=True, slots=True)
class _Caller:
    """A staff member who calls the roll; `care` are the ids of the guests in care.

    `known` has who somebody is, for the other events with the same person.
    """

    index: Index
    reader: Reader
    person: Staff
    care: frozenset[str]
    known: dict[PersonId, PersonCalled] = field(default_factory=dict)

    def roll_calls(self, people: Mapping[str, tuple[Person, ...]]) -> Iterator[RollCall]:
        """A roll call of the people of each event.

        The names that a card has room for are first those of the reader's own vehicle and care,
        then those of the events with the fewest people.
        """
        named: set[str] = set()
        own = {key: self._own(key) for key in people}
        for key in sorted(people, key=lambda key: (own[key] != people[key], len(people[key]))):
            by_name = next((each for each in (people[key], own[key]) if _fits(named, each)), ())
            named |= {person.id for person in by_name}
            yield self._roll_call(key, by_name, _without(people[key], by_name))

    def _own(self, key: str) -> tuple[Person, ...]:
        """The people of an event in the reader's own vehicle and care."""
        event = self.index.events[key]
        return self.index.attendees_among(key, {*self.care, *_aboard_with(event, self.person)})

    def _roll_call(
        self, key: str, people: tuple[Person, ...], others: tuple[Person, ...]
    ) -> RollCall:
        event = self.index.events[key]
        vehicles = {self.index.of(person).vehicles.get(key) for person in people}
        return RollCall(
            key=key,
            code=code_of(self.index.visit.slug, "event", key),
            event=event_entry(self.index, self.reader, event),
            on_card=key in self.index.of(self.person).events,
            people=tuple(self._called(event, person, len(vehicles) > 1) for person in people),
            others=len(others),
            liaisons=tuple(self._liaisons(others)),
        )

    def _liaisons(self, people: Iterable[Person]) -> Iterator[PhoneContact]:
        """The liaisons of guests, each once, with the party of the first guest."""
        first: dict[PersonId, tuple[Staff, Guest]] = {}
        for person in people:
            if isinstance(person, Guest) and (liaison := self.index.liaison_of(person)):
                first.setdefault(liaison.id, (liaison, person))
        for liaison, guest in first.values():
            party = next(iter(party_names(self.reader, guest)), None)
            contact = self.reader.contact(liaison, Text(party) if party else None)
            if contact:
                yield contact

    def _called(self, event: Event, person: Person, has_vehicles: bool) -> PersonCalled:
        key, reader = event_key(event), self.reader
        involvement = self.index.of(person)
        vehicle = involvement.vehicles.get(key)
        if person.id not in self.known:
            self.known[person.id] = self._identity(person)
        place: dict[str, Any] = {
            "vehicle": reader.see(vehicle, "number") if has_vehicles and vehicle else None,
            "table": table_place(reader, involvement, key) if isinstance(event, Meal) else None,
            "seat": next(iter(own_seats(reader, involvement, key)), None),
            "connection": self._connection(event, person),
        }
        identity = self.known[person.id]
        known = {field: value for field, value in place.items() if value is not None}
        return replace(identity, **known) if known else identity

    def _identity(self, person: Person) -> PersonCalled:
        """Who somebody is: the same at each event of the card."""
        reader = self.reader
        return PersonCalled(
            code=code_of(self.index.visit.slug, "person", person.id),
            name=reader.name(person),
            count=person.headcount,
            party=next(iter(party_names(reader, person)), None),
            phone=reader.see(person, "phone") if person.id != self.person.id else None,
        )

    def _connection(self, event: Event, person: Person) -> str | None:
        """The train or flight that a ride meets, or takes the person to."""
        way = self.index.ways.get((event.id, person.id)) if isinstance(event, Ride) else None
        by: str | None = self.reader.see(person, f"{way}_by") if way else None
        return by


def _without(people: tuple[Person, ...], others: tuple[Person, ...]) -> tuple[Person, ...]:
    if not others:
        return people
    ids = {person.id for person in others}
    return tuple(person for person in people if person.id not in ids)


def _fits(ids: Iterable[str], people: Iterable[Person]) -> bool:
    together = set(ids)
    for person in people:
        together.add(person.id)
        if len(together) > NAMED_AT_MOST:  # an event may have thousands more
            return False
    return True
