"""What is still open in a visit: tasks, people in charge, vehicles, rooms, pick-ups.

Each gap has the time until which it matters; the page that shows it compares it with the clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from generator import vocabulary
from generator.agenda.reader import Reader
from generator.agenda.travel import Travel
from generator.agenda.views import PhoneContact
from generator.model.attendance import nights_needed
from generator.model.audience import STAFF
from generator.model.lodging import Stay
from generator.model.people import Staff, headcount
from generator.model.record import PersonId
from generator.model.schedule import Attended
from generator.model.team import Group
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Event, Visit
from generator.text import Text

_READER = Reader(STAFF)


class GapKind(StrEnum):
    """What is still open."""

    TASK = "task"
    EVENT = "event"
    DRIVER = "driver"
    ROOM = "room"
    BED = "bed"
    PICKUP = "pickup"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is still open until the time `until`, and whom to call about it.

    `until` is None of a task, which is open until it is done. `start` is when it is needed, or due:
    None where its day is not known; only where it `is_timed` is its time of the day known. `title`
    is the task, the event's title, the vehicle, the hotel or the train, `lacking` the labels of
    what is open, `count` the people or rooms that it concerns.
    """

    kind: GapKind
    title: Text | None
    start: datetime | None
    until: datetime | None
    lacking: tuple[Text, ...] = ()
    count: int = 0
    call: PhoneContact | None = None
    is_timed: bool = False


def gaps_of(visit: Visit, travels: Sequence[Travel]) -> tuple[Gap, ...]:
    """Everything that is still open, the most urgent first."""
    return tuple(sorted(_gaps(visit, travels), key=_urgency))


def _gaps(visit: Visit, travels: Sequence[Travel]) -> Iterator[Gap]:
    ends = datetime.combine(visit.end, time.max)
    for task in visit.team.tasks:
        if not task.done:
            due = task.due.latest if task.due else None
            call = _READER.contact(_READER.see(task, "owner"))
            yield Gap(
                GapKind.TASK,
                Text(task.what),
                due,
                None,
                call=call,
                is_timed=bool(task.due and task.due.clock),
            )
    yield from _open_events(visit)
    for event in visit.undated:
        yield Gap(GapKind.DAY, _title(event), None, ends, (_label("Timed", "day"),))
    yield from _open_rooms(visit)
    for travel in travels:
        if travel.unmet:
            yield _unmet(travel)


def _open_events(visit: Visit) -> Iterator[Gap]:
    """Events without a time, a place, a vehicle, or one of the three whom the rule asks for."""
    limit = visit.limit("plan", "three_names")
    roles = tuple(limit.words) if limit else Attended.role_fields
    if any(waiver.code == "team.three_names" and not waiver.where for waiver in visit.waivers):
        roles = ()
    drivers: dict[str, tuple[Vehicle, Ride]] = {}
    for event in sorted(visit.events, key=lambda event: (event.start, event.id)):
        places = ("origin", "destination") if isinstance(event, Ride) else ("place",)
        open_fields = [field for field in ("time", *places) if event.undecided_text(field)]
        open_fields += [field for field in roles if not getattr(event, field, None)]
        lacking = [_label(type(event).__name__, field) for field in open_fields]
        if isinstance(event, Ride) and event.lacks_vehicle:
            lacking.append(_label("Boarding", "vehicle"))
        if lacking:
            call = _READER.contact(next(iter(event.attendants.values()), None))
            yield Gap(
                GapKind.EVENT,
                _title(event),
                event.start,
                event.latest,
                tuple(lacking),
                call=call,
                is_timed=event.time is not None,
            )
        if isinstance(event, Ride):
            for boarding in event.vehicles:
                if not boarding.vehicle.is_open and not boarding.vehicle.driver:
                    drivers.setdefault(boarding.vehicle.number, (boarding.vehicle, event))
    for number, (vehicle, ride) in drivers.items():
        lead = _lead_of(visit.team.groups, "transport")
        call = _READER.contact(_READER.see(vehicle, "liaison") or lead)
        yield Gap(
            GapKind.DRIVER,
            Text(number),
            ride.start,
            ride.latest,
            (_label("Vehicle", "driver"),),
            call=call,
            is_timed=ride.time is not None,
        )


def _open_rooms(visit: Visit) -> Iterator[Gap]:
    """Rooms without numbers by hotel and dates, then guests who have no room on some night."""
    call = _READER.contact(_lead_of(visit.team.groups, "lodging"))
    open_stays: dict[tuple[str, date, date], list[Stay]] = defaultdict(list)
    booked: dict[PersonId, set[date]] = defaultdict(set)
    for stay in visit.stays:
        if stay.room is None:
            open_stays[stay.venue.id, stay.check_in, stay.check_out].append(stay)
        for person in stay.people.people:
            booked[person.id].update(stay.nights)
    for (_, first, last), stays in open_stays.items():
        count = sum(stay.room_count or 1 for stay in stays)
        title = _READER.see(stays[0].venue, "name")
        start, until = _day(first), _day(last)
        yield Gap(GapKind.ROOM, title, start, until, (_label("Stay", "room"),), count, call)
    without = [
        (guest, missing)
        for guest in (visit.guests if visit.stays else ())
        if (missing := [n for n in nights_needed(guest, visit) if n not in booked[guest.id]])
    ]
    if without:
        first = min(night for _, nights in without for night in nights)
        last = max(night for _, nights in without for night in nights)
        count = headcount(guest for guest, _ in without)
        lacking = (_label("Stay", "room"),)
        yield Gap(GapKind.BED, None, _day(first), _evening(last), lacking, count, call)


def _unmet(travel: Travel) -> Gap:
    """The guests of a train or flight whom no ride takes."""
    liaisons = (guest.looked_after_by for guest in travel.unmet)
    return Gap(
        GapKind.PICKUP,
        Text(travel.by) if travel.by else None,
        travel.moment.earliest,
        travel.moment.latest,
        (vocabulary.word_text(f"board.unmet_{travel.way}"),),
        headcount(travel.unmet),
        _READER.contact(next(filter(None, liaisons), None)),
        is_timed=travel.moment.clock is not None,
    )


def _lead_of(groups: Iterable[Group], role: str) -> Staff | None:
    return next((group.lead for group in groups if group.role.id == role), None)


def _title(event: Event) -> Text:
    """What an event is called; of a ride, where it goes."""
    if isinstance(event, Ride):
        names = {"origin": event.origin_name, "destination": event.destination_name}
        return vocabulary.word_text("board.route", **names)
    return event.title or vocabulary.field_text("MealKind", getattr(event, "kind", ""))


def _label(model: str, field: str) -> Text:
    return vocabulary.field_text(model, field)


def _day(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(23, 59))


def _urgency(gap: Gap) -> tuple[datetime, str]:
    return gap.start or datetime.max, gap.kind
