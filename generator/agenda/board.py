"""The duty board: where each party, vehicle and group is, by time, and what is still open.

It is for staff: of each record it has what staff may see. It does not depend on the time at which
it is made; the page that shows it compares its times with the clock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from generator import vocabulary
from generator.agenda import facts_of
from generator.agenda.entries import entry_of
from generator.agenda.gaps import Gap, gaps_of
from generator.agenda.index import Index, Involvement, event_key
from generator.agenda.reader import Reader
from generator.agenda.travel import Travel, travels_of
from generator.agenda.views import Entry, EntryKind, Named, PhoneContact, VisitFacts
from generator.model.attendance import attendees
from generator.model.audience import STAFF
from generator.model.people import Guest, Person
from generator.model.record import PersonId
from generator.model.transport import Ride
from generator.model.visit import Event, Visit
from generator.text import Text

_READER = Reader(STAFF)


class TrackKind(StrEnum):
    """What a track of the board follows."""

    PARTY = "party"
    VEHICLE = "vehicle"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """An event, and whom to call for it: who is responsible, else receives, else checks.

    An arrival or departure has nobody in charge; the liaison in its vehicle is called.
    """

    entry: Entry
    call: PhoneContact | None

    @property
    def needs_answer(self) -> bool:
        """Whether nobody is in charge of something that somebody must be in charge of."""
        is_journey = self.entry.kind in (EntryKind.ARRIVAL, EntryKind.DEPARTURE)
        return self.call is None and not is_journey


@dataclass(frozen=True, slots=True)
class Presence:
    """That a track takes part in an event: how many of its people do, or who of a group.

    `vehicles` are those of a ride in which a party's people are.
    """

    key: str
    count: int = 0
    names: tuple[Named, ...] = ()
    vehicles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Night:
    """The hotel of a party from its first night to its last morning."""

    venue: Text
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Track:
    """A party, a vehicle or a working group: whom to call, and its events in order of time.

    `size` is the number of a party's people, 0 for others; `about` is a plate.
    """

    kind: TrackKind
    name: Text
    size: int = 0
    about: Text | None = None
    calls: tuple[PhoneContact, ...] = ()
    events: tuple[Presence, ...] = ()
    nights: tuple[Night, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """The events of a visit in order of time, the tracks that take part in them, and the gaps."""

    visit: VisitFacts
    events: tuple[BoardEvent, ...]
    tracks: tuple[Track, ...]
    gaps: tuple[Gap, ...]


def board_of(visit: Visit) -> Board:
    """The board of a visit, as staff may see it."""
    index = Index(visit)
    happening = [*visit.events, *visit.daily_matters]
    travels = travels_of(visit)
    events = [_event(index, event) for event in happening]
    events += [_journey(number, travel) for number, travel in enumerate(travels)]
    events.sort(key=lambda event: (event.entry.start, event.entry.key))
    order = {event.entry.key: place for place, event in enumerate(events)}
    tracks = (
        *_parties(visit, happening, travels),
        *_vehicles(visit),
        *_groups(visit, index),
    )
    return Board(
        facts_of(visit),
        tuple(events),
        tuple(_in_order(track, order) for track in tracks),
        gaps_of(visit, travels),
    )


def _in_order(track: Track, order: dict[str, int]) -> Track:
    return replace(track, events=tuple(sorted(track.events, key=lambda each: order[each.key])))


def _event(index: Index, event: Event) -> BoardEvent:
    entry = entry_of(index, _READER, Involvement(), event, ())
    fields = ("responsible", "receiver", "checker")
    people = (_READER.see(event, field) for field in fields)
    return BoardEvent(entry, _READER.contact(next(filter(None, people), None)))


def _journey(number: int, travel: Travel) -> BoardEvent:
    """The arrival or departure of all guests of one train or flight."""
    kind = EntryKind(travel.way.value)
    title = Text(travel.by) if travel.by else vocabulary.field_text("Guest", kind.value)
    open_time = None if travel.moment.clock else vocabulary.word_text("board.no_time")
    start = travel.moment.latest.replace(second=0, microsecond=0)
    entry = Entry(
        _journey_key(number),
        kind,
        start,
        title,
        where=_READER.location(travel.at),
        open_time=open_time,
        headcount=travel.count,
    )
    liaisons = (pickup.vehicle.liaison for pickup in travel.pickups)
    return BoardEvent(entry, _READER.contact(next(filter(None, liaisons), None)))


def _journey_key(number: int) -> str:
    return f"journey:{number}"


def _parties(
    visit: Visit, happening: Sequence[Event], travels: Sequence[Travel]
) -> Iterator[Track]:
    """A track for each party, and one for the guests of none; or one for all guests."""
    sizes: Counter[str] = Counter({party.name: 0 for party in visit.parties})
    for guest in (*visit.guests, *visit.unnamed):
        for name in _parties_of(guest):
            sizes[name] += guest.headcount
    presences: dict[str, list[Presence]] = defaultdict(list)
    for key, people, vehicle_of in _attendances(happening, travels):
        counts: Counter[str] = Counter()
        vehicles: dict[str, dict[str, None]] = defaultdict(dict)
        for person in people:
            for name in _parties_of(person):
                counts[name] += person.headcount
                if person.id in vehicle_of:
                    vehicles[name][vehicle_of[person.id]] = None
        for name, count in counts.items():
            presences[name].append(Presence(key, count, vehicles=tuple(vehicles[name])))
    nights = _nights(visit)
    liaisons = {party.name: party.liaison for party in visit.parties}
    for name, size in sizes.items():
        if not size:
            continue
        liaison = _READER.contact(liaisons.get(name))
        word = "board.others" if visit.parties else "participants.everyone"
        yield Track(
            TrackKind.PARTY,
            Text(name) if name else vocabulary.word_text(word),
            size,
            calls=(liaison,) if liaison else (),
            events=tuple(presences[name]),
            nights=tuple(nights.get(name, ())),
        )


def _parties_of(person: Person) -> tuple[str, ...]:
    """The names of a guest's parties, an empty one where there are none; nothing of staff."""
    if not isinstance(person, Guest):
        return ()
    return tuple(party.name for party in person.parties) or ("",)


def _attendances(
    happening: Sequence[Event], travels: Sequence[Travel]
) -> Iterator[tuple[str, Iterable[Person], Mapping[PersonId, str]]]:
    """The key of each event, who takes part, and in a ride the vehicle of each."""
    for event in happening:
        yield event_key(event), attendees(event), _vehicle_of(event)
    for number, travel in enumerate(travels):
        yield _journey_key(number), travel.guests, {}


def _vehicle_of(event: Event) -> dict[PersonId, str]:
    if not isinstance(event, Ride) or event.is_shuttle:
        return {}
    return {
        person.id: boarding.vehicle.number
        for boarding in event.vehicles
        for person in boarding.people.people
    }


def _nights(visit: Visit) -> Mapping[str, Iterable[Night]]:
    """The hotels of each party, each once, by its name."""
    nights: dict[str, dict[Night, None]] = defaultdict(dict)
    for stay in visit.stays:
        night = Night(_READER.see(stay.venue, "name"), stay.check_in, stay.check_out)
        for person in stay.people.people:
            for name in _parties_of(person):
                nights[name][night] = None
    return nights


def _vehicles(visit: Visit) -> Iterator[Track]:
    """A track for each vehicle of the visit; one that is still to be decided is none."""
    rides: dict[str, list[Presence]] = defaultdict(list)
    for ride in visit.rides:
        for boarding in ride.vehicles:
            count = 0 if ride.is_shuttle else boarding.people.headcount
            rides[boarding.vehicle.number].append(Presence(event_key(ride), count))
    for vehicle in visit.vehicles:
        driver = _READER.driver_of(vehicle, vocabulary.field_text("Vehicle", "driver"))
        liaison = _READER.contact(_READER.see(vehicle, "liaison"))
        plate = _READER.name_of(vehicle, "plate")
        yield Track(
            TrackKind.VEHICLE,
            Text(vehicle.number),
            about=Text(plate) if isinstance(plate, str) else plate,
            calls=tuple(call for call in (driver, liaison) if call),
            events=tuple(rides[vehicle.number]),
        )


def _groups(visit: Visit, index: Index) -> Iterator[Track]:
    """A track for each working group: where its people are in charge, go along or take part."""
    for group in visit.team.groups:
        names: dict[str, dict[PersonId, Named]] = defaultdict(dict)
        for person in group.people:
            for key in index.of(person).events:
                names[key][person.id] = _READER.name(person)
        lead = _READER.contact(_READER.see(group, "lead"))
        yield Track(
            TrackKind.GROUP,
            group.title,
            calls=(lead,) if lead else (),
            events=tuple(Presence(key, names=tuple(who.values())) for key, who in names.items()),
        )
