"""Roll calls of staff: who is meant to be at the events that they accompany, receive or check.

A roll call names the passengers of the reader's own vehicle, everybody at an event that the reader
receives or checks, and at other events the guests in the reader's care. One of more people than
`NAMED_AT_MOST` is left to the liaisons: each has the roll call of the guests in care at such an
event, whether or not it is on the card; whoever receives or checks it joins their marks, and has
their telephones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from generator.agenda.codes import code_of
from generator.agenda.entries import event_entry, own_seats, table_place
from generator.agenda.index import Index
from generator.agenda.reader import Reader
from generator.agenda.views import EntryRole, PersonCalled, PhoneContact, RollCall
from generator.agenda.work import party_names
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
    people: dict[str, _People] = {}
    for key, (event, roles) in involvement.events.items():
        if _is_called_at(event):
            own = index.attendees_among(key, {*care, *_aboard_with(event, person)})
            has_all = not IN_CHARGE.isdisjoint(roles)
            people[key] = _People(index.attendees[key] if has_all else own, own)
    for key in index.shared("large events", partial(_large_events, index)) if care else ():
        if key not in involvement.events:
            own = index.attendees_among(key, care)
            people[key] = _People(own, own)
    caller = _Caller(index, reader, person)
    calls = caller.roll_calls({key: each for key, each in people.items() if each.called})
    return tuple(sorted(calls, key=lambda call: (call.event.start, call.key)))


def _large_events(index: Index) -> tuple[str, ...]:
    """The keys of the events with more people than one person can call."""
    return tuple(
        key
        for key, event in index.events.items()
        if _is_called_at(event) and len(index.attendees[key]) > NAMED_AT_MOST
    )


def _is_called_at(event: Event) -> bool:
    """Whether an event has roll calls: none of the timetable, and no shuttle."""
    return not isinstance(event, DailyMatter) and not (isinstance(event, Ride) and event.is_shuttle)


@dataclass(frozen=True, slots=True)
class _People:
    """Whom a staff member may call at an event; `own` are those in the own vehicle and care."""

    called: tuple[Person, ...]
    own: tuple[Person, ...]

    @property
    def order(self) -> tuple[bool, int]:
        """The order in which people are named: first where they are all the own ones."""
        return len(self.own) != len(self.called), len(self.called)


def _aboard_with(event: Event, person: Staff) -> Iterator[str]:
    """The ids of the passengers of the vehicles that a staff member accompanies on a ride."""
    for boarding in event.vehicles if isinstance(event, Ride) else ():
        if boarding.vehicle.liaison is not None and boarding.vehicle.liaison.id == person.id:
            yield from (passenger.id for passenger in boarding.people.people)


@dataclass(frozen=True, slots=True)
class _Caller:
    """A staff member who calls the roll.

    `known` has who somebody is, for the other events with the same person.
    """

    index: Index
    reader: Reader
    person: Staff
    known: dict[PersonId, PersonCalled] = field(default_factory=dict)

    def roll_calls(self, people: Mapping[str, _People]) -> Iterator[RollCall]:
        """A roll call of the people of each event.

        The names that a card has room for are first those of the reader's own vehicle and care,
        then those of the events with the fewest people.
        """
        named: set[str] = set()
        for key, who in sorted(people.items(), key=lambda item: item[1].order):
            by_name = next((each for each in (who.called, who.own) if _fits(named, each)), ())
            named |= {person.id for person in by_name}
            yield self._roll_call(key, by_name, _without(who.called, by_name))

    def _roll_call(
        self, key: str, people: tuple[Person, ...], others: tuple[Person, ...]
    ) -> RollCall:
        event = self.index.events[key]
        return RollCall(
            key=key,
            code=code_of(self.index.visit.slug, "event", key),
            event=event_entry(self.index, self.reader, event),
            on_card=key in self.index.of(self.person).events,
            people=tuple(self._called(event, key, people)),
            others=len(others),
            liaisons=self._liaisons(key, others),
        )

    def _liaisons(self, key: str, people: tuple[Person, ...]) -> tuple[PhoneContact, ...]:
        """The liaisons of people at an event; those of all its people are the same on all cards."""
        everybody = self.reader.without_charges
        liaisons = partial(_liaisons, self.index, everybody, people)
        if people is self.index.attendees[key]:
            return self.index.shared(("liaisons", key, everybody), liaisons)
        return liaisons()

    def _called(self, event: Event, key: str, people: tuple[Person, ...]) -> Iterator[PersonCalled]:
        """The people of an event, each with the place there."""
        if key not in self.index.with_places:
            return map(self._identity, people)
        vehicles = {self.index.of(person).vehicles.get(key) for person in people}
        place = partial(self._place, event, key, has_vehicles=len(vehicles) > 1)
        return (replace(self._identity(person), **place(person)) for person in people)

    def _place(
        self, event: Event, key: str, person: Person, *, has_vehicles: bool
    ) -> dict[str, Any]:
        """The fields with the place of a person at an event."""
        reader, involvement = self.reader, self.index.of(person)
        vehicle = involvement.vehicles.get(key) if has_vehicles else None
        return {
            "vehicle": reader.see(vehicle, "number") if vehicle else None,
            "table": table_place(reader, involvement, key),
            "seat": next(iter(own_seats(reader, involvement, key)), None),
            "connection": self._connection(event, person) if isinstance(event, Ride) else None,
        }

    def _identity(self, person: Person) -> PersonCalled:
        """Who somebody is: the same at each event of the card."""
        reader = self.reader
        if person.id not in self.known:
            self.known[person.id] = PersonCalled(
                code=code_of(self.index.visit.slug, "person", person.id),
                name=reader.name(person),
                count=person.headcount,
                party=next(iter(party_names(reader, person)), None),
                phone=reader.see(person, "phone") if person.id != self.person.id else None,
            )
        return self.known[person.id]

    def _connection(self, ride: Ride, person: Person) -> str | None:
        """The train or flight that a ride meets, or takes the person to."""
        way = self.index.ways.get((ride.id, person.id))
        by: str | None = self.reader.see(person, f"{way}_by") if way else None
        return by


def _liaisons(index: Index, reader: Reader, people: Iterable[Person]) -> tuple[PhoneContact, ...]:
    """The liaisons of guests, each once, with the party of the first guest."""
    first: dict[PersonId, tuple[Staff, Guest]] = {}
    for person in people:
        if isinstance(person, Guest) and (liaison := index.liaison_of(person)):
            first.setdefault(liaison.id, (liaison, person))
    contacts = (_liaison(reader, liaison, guest) for liaison, guest in first.values())
    return tuple(filter(None, contacts))


def _liaison(reader: Reader, liaison: Staff, guest: Guest) -> PhoneContact | None:
    party = next(iter(party_names(reader, guest)), None)
    return reader.contact(liaison, Text(party) if party else None)


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
