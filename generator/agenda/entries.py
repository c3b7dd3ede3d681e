"""One person's schedule items, meals, rides, arrival and departure as entries of an agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby, islice
from operator import attrgetter

from generator import vocabulary
from generator.agenda.connections import connection_facts
from generator.agenda.index import Handout, Index, Involvement, event_key
from generator.agenda.reader import Reader
from generator.agenda.views import (
    NAMED_AT_MOST,
    AgendaLocation,
    ConnectionFacts,
    Entry,
    EntryKind,
    EntryPaper,
    EntryPoint,
    EntryRole,
    RideDetails,
    SeatPlace,
    TablePlace,
    VehicleLoad,
)
from generator.model.audience import STAFF
from generator.model.dining import Meal
from generator.model.papers import Paper
from generator.model.people import Guest, Person
from generator.model.points import numbers_of, starts_of
from generator.model.schedule import Attended, ScheduleItem
from generator.model.transport import Boarding, Ride, Vehicle
from generator.model.visit import Event, Visit
from generator.text import Text

REACHED_WITHIN = timedelta(hours=4)
"""A ride that left earlier than this before an event is not the one that takes people to it."""
_START = attrgetter("start")


def entries_of(index: Index, reader: Reader, person: Person) -> list[Entry]:
    """All entries of a person's agenda, in no order."""
    involvement = index.of(person)
    entries = index.shared(
        ("entries", reader.circle, involvement.plan),
        lambda: _entries_of_plan(index, reader, involvement),
    )
    return [
        *_with_own_places(reader, involvement, entries),
        *(_journeys(index, reader, person) if isinstance(person, Guest) else ()),
    ]


def _entries_of_plan(index: Index, reader: Reader, involvement: Involvement) -> tuple[Entry, ...]:
    """The entries of everybody with the same plan, without own seats."""
    events = [(event, tuple(roles)) for event, roles in involvement.events.values()]
    rides = [
        entry_of(index, reader, involvement, event, roles)
        for event, roles in events
        if isinstance(event, Ride)
    ]
    others = [(event, roles) for event, roles in events if not isinstance(event, Ride)]
    ride_to = _rides_to(rides, [event_entry(index, reader, event) for event, _ in others])
    return (
        *rides,
        *(
            entry_of(index, reader, involvement, event, roles, ride_to.get(event_key(event)))
            for event, roles in others
        ),
    )


def _with_own_places(
    reader: Reader, involvement: Involvement, entries: Iterable[Entry]
) -> Iterator[Entry]:
    """The entries with the person's own seats in `involvement`."""
    own = involvement.seats.keys() | involvement.places.keys()
    for entry in entries:
        if entry.key in own:
            seats = own_seats(reader, involvement, entry.key)
            table = table_place(reader, involvement, entry.key)
            yield replace(entry, seats=seats, table=table)
        else:
            yield entry


def entry_of(
    index: Index,
    reader: Reader,
    involvement: Involvement,
    event: Event,
    roles: tuple[EntryRole, ...],
    reached_by: str | None = None,
) -> Entry:
    """An event as `reader` sees it, with the person's own vehicle from `involvement`.

    `reached_by` is the key of the ride that takes the person there.
    """
    key, circle = event_key(event), reader.circle
    basis = event_entry(index, reader, event)
    vehicle, handout = involvement.vehicles.get(key), involvement.handouts.get(key)
    return index.shared(
        ("entry", key, circle, roles, reached_by, id(vehicle), handout),
        lambda: replace(
            _with_agenda(index, reader, basis, event, handout),
            parts=roles,
            reached_by=reached_by,
            passage=_ride_details(reader, event, vehicle),
        ),
    )


def _with_agenda(
    index: Index, reader: Reader, entry: Entry, event: Event, handout: Handout | None
) -> Entry:
    """The entry of an item with the points of its agenda, and the papers that are for the reader.

    Without a `handout` there are no papers: they are for people with cards.
    """
    if not isinstance(event, ScheduleItem):
        return entry
    visit, own = index.visit, handout or Handout(frozenset(), frozenset())
    points = visit.points_of(event)
    papers = tuple(
        _paper(visit, reader, paper) if number in own.papers else None
        for number, paper in enumerate(visit.papers_of(event))
    )
    if not points and not any(papers):
        return entry
    of_points = iter(papers[len(event.papers) :])
    lines = zip(points, numbers_of(points), starts_of(event, points), strict=True)
    return replace(
        entry,
        papers=tuple(filter(None, papers[: len(event.papers)])),
        points=tuple(
            EntryPoint(
                number=number,
                title=reader.see(point, "title"),
                start=start,
                minutes=reader.see(point, "minutes"),
                speaker=reader.name_of(point, "speaker") or point.undecided_text("speaker"),
                own=place in own.speaks,
                papers=tuple(filter(None, islice(of_points, len(point.papers)))),
            )
            for place, (point, number, start) in enumerate(lines)
        ),
    )


def _paper(visit: Visit, reader: Reader, paper: Paper) -> EntryPaper:
    file = visit.paper_files.get(reader.see(paper, "file") or "")
    return EntryPaper(
        title=paper.name,
        file=file.name if file else None,
        link=reader.see(paper, "link"),
        size=file.size if file else 0,
        digest=file.digest[:12] if file else None,
    )


def event_entry(index: Index, reader: Reader, event: Event) -> Entry:
    """An event as everybody in a circle sees it."""
    key = "event", event_key(event), reader.circle
    return index.shared(key, lambda: _entry(index, reader, event))


def _entry(index: Index, reader: Reader, event: Event) -> Entry:
    if isinstance(event, ScheduleItem):
        entry = _item(reader, event)
    elif isinstance(event, Meal):
        entry = _meal(reader, event)
    else:
        entry = _ride(reader, event)
    if reader.circle is not STAFF:
        return entry
    return replace(
        entry,
        people=() if isinstance(event, Ride) else event.participants.named,
        loads=_loads(reader, event),
        connections=_connections(index, reader, event),
        headcount=None if _is_shuttle(event) else index.headcounts[event_key(event)],
        receiver=reader.name_of(event, "receiver"),
        responsible=reader.name_of(event, "responsible"),
        checker=reader.name_of(event, "checker"),
        in_charge=tuple(reader.contact_in(event, role) for role in Attended.role_fields),
    )


def _is_shuttle(event: Event) -> bool:
    return isinstance(event, Ride) and event.is_shuttle


def _loads(reader: Reader, event: Event) -> tuple[VehicleLoad, ...]:
    """The vehicles of a ride, with the people in each; none for other events."""
    if not isinstance(event, Ride):
        return ()
    loads = (_load(reader, boarding) for boarding in event.vehicles)
    return tuple(replace(load, count=0) if event.is_shuttle else load for load in loads)


def _connections(index: Index, reader: Reader, event: Event) -> tuple[ConnectionFacts, ...]:
    """The trains and flights of a ride; their vehicles only where the ride has several.

    None for guests whose stations are not known: version 0.1.0 printed no trains on cards of staff,
    and an update of the program changes no card.
    """
    connections = index.connections.get(event.id, ()) if isinstance(event, Ride) else ()
    if not isinstance(event, Ride) or not any(c.has_stops for c in connections):
        return ()
    has_several = len({boarding.vehicle.number for boarding in event.vehicles}) > 1
    facts = (connection_facts(reader, c) for c in connections)
    return tuple(fact if has_several else replace(fact, vehicle="") for fact in facts)


def _load(reader: Reader, boarding: Boarding) -> VehicleLoad:
    named = boarding.people.named
    return VehicleLoad(
        vehicle=reader.see(boarding.vehicle, "number"),
        plate=reader.see(boarding.vehicle, "plate"),
        count=boarding.people.headcount,
        named=named if len(named) <= NAMED_AT_MOST else (),
    )


def _item(reader: Reader, item: ScheduleItem) -> Entry:
    return Entry(
        key=event_key(item),
        kind=EntryKind.ITEM,
        start=item.start,
        end=item.end,
        open_time=reader.undecided(item, "time"),
        title=reader.see(item, "title", Text("")),
        where=reader.location_in(item, "place"),
        item_kind=reader.see(item, "kind"),
        moderator=reader.name_of(item, "moderator"),
        dress=reader.see(item, "dress"),
        note=reader.see(item, "note"),
        staff_note=reader.see(item, "staff_note"),
        optional=reader.see(item, "optional"),
    )


def _meal(reader: Reader, meal: Meal) -> Entry:
    kind = reader.see(meal, "kind")
    return Entry(
        key=event_key(meal),
        kind=EntryKind.MEAL,
        start=meal.start,
        end=meal.end,
        open_time=reader.undecided(meal, "time"),
        title=reader.see(meal, "title") or vocabulary.field_text("MealKind", kind),
        where=reader.location_in(meal, "place"),
        meal_kind=kind,
        form=reader.see(meal, "form"),
        note=reader.see(meal, "note"),
    )


def table_place(reader: Reader, involvement: Involvement, meal: str) -> TablePlace | None:
    """The person's own table and seat at a meal, by the key of its entry."""
    seated = involvement.seats.get(meal)
    if seated is None:
        return None
    table, seat = seated
    return TablePlace(
        table=reader.see(table, "number"),
        table_name=reader.see(table, "name"),
        seat=reader.see(seat, "number"),
        seats=0 if table.is_open else table.headcount,
    )


def own_seats(reader: Reader, involvement: Involvement, event: str) -> tuple[SeatPlace, ...]:
    """The person's own seats at an event, in the order of the visit's seating plans."""
    places = involvement.places.get(event)
    if not places:
        return ()
    return tuple(place for seating, place in places if reader.see(seating, "form"))


def _ride(reader: Reader, ride: Ride) -> Entry:
    return Entry(
        key=event_key(ride),
        kind=EntryKind.RIDE,
        start=ride.start,
        end=ride.end,
        open_time=reader.undecided(ride, "time"),
        title=_end(reader, ride, "destination").venue,
        where=reader.location_in(ride, "origin"),
        every=reader.see(ride, "every"),
        note=reader.see(ride, "note"),
    )


def _end(reader: Reader, ride: Ride, field: str) -> AgendaLocation:
    """Where a ride begins or ends: in a place, or in one that is still to be decided."""
    return reader.location_in(ride, field) or AgendaLocation(Text(""))


def _ride_details(reader: Reader, ride: Event, vehicle: Vehicle | None) -> RideDetails | None:
    """The details of a ride for a person in `vehicle`; None for another event."""
    if not isinstance(ride, Ride):
        return None
    origin, destination = _end(reader, ride, "origin"), _end(reader, ride, "destination")
    boarding, undecided = reader.see(ride, "boarding"), reader.undecided(ride, "boarding")
    if undecided and not origin.is_open:
        origin = replace(origin, undecided=undecided)
    if vehicle is None:
        return RideDetails(origin, destination, boarding, None, None, None, None, None)
    return RideDetails(
        origin=origin,
        destination=destination,
        boarding=boarding,
        vehicle=reader.name_of(vehicle, "number"),
        vehicle_kind=reader.see(vehicle, "kind"),
        plate=reader.name_of(vehicle, "plate"),
        driver=reader.driver_of(vehicle),
        liaison=reader.contact_in(vehicle, "liaison"),
    )


def _journeys(index: Index, reader: Reader, guest: Guest) -> list[Entry]:
    """The guest's own arrival and departure, where the day and the time are known.

    A time that is still to be decided is shown so.
    """
    journeys = []
    for kind in (EntryKind.ARRIVAL, EntryKind.DEPARTURE):
        moment = reader.see(guest, kind.value)
        if moment is None:
            continue
        undecided = reader.undecided(guest, kind.value) if moment.clock is None else None
        if moment.clock is not None or undecided:
            by = reader.see(guest, f"{kind}_by")
            usual = vocabulary.field_text("Guest", kind.value)
            title = Text(by) if by else reader.undecided(guest, f"{kind}_by") or usual
            at = moment.latest.replace(second=0, microsecond=0) if undecided else moment.earliest
            where = reader.location(reader.see(guest, f"{kind}_at"))
            is_met = where is not None and kind is EntryKind.ARRIVAL
            journeys.append(
                Entry(
                    key=f"{kind}:{guest.id}",
                    kind=kind,
                    start=at,
                    title=title,
                    where=where,
                    open_time=undecided,
                    met_by=index.rides_from_arrival.get(guest.id) if is_met else None,
                )
            )
    return journeys


def _rides_to(rides: Sequence[Entry], others: Sequence[Entry]) -> dict[str, str]:
    """The key of the ride that takes the person to each entry: the last ride there before it.

    A ride takes people to the first entry after it alone: from then on they are there.
    """
    own = (ride for ride in rides if ride.passage and ride.passage.vehicle and not ride.every)
    aboard = sorted((ride for ride in own if not ride.open_time), key=_START)
    ride_to: dict[str, str] = {}
    for _, together in groupby(sorted(others, key=_START), key=_START):
        reached = ((entry.key, _reached_by(entry, aboard)) for entry in together)
        ride_to |= {key: by for key, by in reached if by and by not in ride_to.values()}
    return ride_to


def _reached_by(entry: Entry, aboard: Sequence[Entry]) -> str | None:
    """The key of the ride that takes the person to an entry; `aboard` is in order of time.

    The title of a ride is where it goes.
    """
    if entry.where is None or entry.where.is_open or entry.open_time:
        return None
    for ride in reversed(aboard):
        is_in_time = ride.start < entry.start <= ride.start + REACHED_WITHIN
        if is_in_time and ride.title == entry.where.venue:
            return ride.key
    return None
