"""The entries of a card in words, with map links, vehicles, seats and people to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import quote

from generator import vocabulary
from generator.agenda.views import (
    Agenda,
    AgendaLocation,
    Entry,
    EntryKind,
    EntryPaper,
    EntryPoint,
    EntryRole,
    PhoneContact,
    RideDetails,
    VehicleLoad,
)
from generator.model.enums import MapService
from generator.render.card.view import (
    CallerView,
    EntryView,
    PairView,
    PaperView,
    PointView,
    SeatView,
)
from generator.render.script_times import minutes_since_1970
from generator.render.svg.own_seat import small_seating_picture, small_table_picture
from generator.render.words import Wording
from generator.render.words.events import (
    boarding_place,
    connection_text,
    entry_time,
    entry_title,
)
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.papers import size_text
from generator.render.words.people import dialled
from generator.render.words.places import seat_text, table_text, vehicle_text
from generator.render.words.spelling import full_place_text

USUAL_LENGTH = {
    EntryKind.ITEM: timedelta(hours=1),
    EntryKind.MEAL: timedelta(hours=1),
    EntryKind.RIDE: timedelta(minutes=30),
    EntryKind.ARRIVAL: timedelta(minutes=30),
    EntryKind.DEPARTURE: timedelta(minutes=30),
}
"""How long an entry without an end is shown as under way."""

IN_CHARGE = (EntryRole.RECEIVER, EntryRole.RESPONSIBLE, EntryRole.CHECKER)
"""Those in charge of an entry, in the order in which an agenda has them."""
_CALLED = ("driver", "liaison", "receiver", "responsible", "checker")

UNKNOWN_LENGTH = timedelta(minutes=1)
"""The length of an entry whose time is still to be decided: the card's script counts no minutes
until it, and never shows it as under way."""

_CHINA = (3.8, 53.6, 73.4, 135.1)  # south, north, west, east


@dataclass(frozen=True, slots=True)
class CardContext:
    """The words of a card, its time zone, its map service, and whether it is for staff.

    `papers` are the addresses of files, by their names. Cards with the same context share the
    views of their common entries.
    """

    words: Wording
    timezone: str
    maps: MapService
    staff: bool
    papers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls, agenda: Agenda, language: str, papers: tuple[tuple[str, str], ...] = ()
    ) -> CardContext:
        """The context of an agenda's card in `language`."""
        facts = agenda.visit
        words = Wording(language, "card")
        return cls(words, facts.timezone, facts.appearance.maps, agenda.staff, papers)


@lru_cache(maxsize=1 << 16)
def entry_view(
    context: CardContext, entry: Entry, ride: Entry | None, marked_until: int, roll_call: str = ""
) -> EntryView:
    """An entry with its place, vehicle and the people to call for it.

    `ride` takes its people there, or meets its guest; `marked_until` is until when it is marked as
    changed (seconds since 1970), or 0; `roll_call` is the code of the roll call that its reader has
    of it. Most entries are on many cards, which share one view.
    """
    words = context.words
    passage = entry.passage
    aboard = (passage.driver, passage.liaison) if passage else (None, None)
    labels = words.phrases("driver", "liaison_aboard")
    start = minutes_since_1970(entry.start, context.timezone)
    return EntryView(
        kind=entry.kind.value,
        starts=start,
        minutes=minutes_since_1970(shown_end(entry), context.timezone) - start,
        time=entry_time(entry, words.language),
        title=entry_title(entry, words.language),
        where=full_place_text(entry.where, words.language),
        map=map_link(context, entry.where),
        by=minutes_since_1970(ride.start, context.timezone) if ride and entry.reached_by else 0,
        pairs=_vehicle_pairs(words, passage) if passage else (),
        lines=(*_pick_up(words, entry, ride), *entry_lines(words, entry, staff=context.staff)),
        callers=() if context.staff else callers(words, *zip(aboard, labels, strict=True)),
        in_charge=_in_charge(words, entry, aboard) if context.staff else (),
        parts=tuple(
            words.phrase(f"part_{part}") for part in entry.parts if part is not EntryRole.TAKES_PART
        ),
        optional=entry.optional,
        shuttle=entry.every is not None,
        marked_until=marked_until,
        points=tuple(_point_view(context, point) for point in entry.points),
        papers=tuple(_paper_view(context, paper) for paper in entry.papers),
        roll_call=roll_call,
    )


def shown_end(entry: Entry) -> datetime:
    """When an entry is over for the scripts: at its end, or after the usual length of its kind."""
    length = UNKNOWN_LENGTH if entry.open_time else USUAL_LENGTH[entry.kind]
    return entry.end or entry.start + length


def callers(words: Wording, *contacts: tuple[PhoneContact | None, str]) -> tuple[CallerView, ...]:
    """Those of the contacts that are known; with each comes the `what` of `caller_view`."""
    return tuple(
        caller_view(words, contact, what)
        for contact, what in contacts
        if contact is not None and (contact.name or contact.phone)
    )


def _in_charge(
    words: Wording, entry: Entry, aboard: Sequence[PhoneContact | None]
) -> tuple[CallerView, ...]:
    """Whom to call about an entry; not the reader, who is named in none of the reader's parts."""
    contacts = (*aboard, *entry.in_charge)
    roles = (None, EntryRole.LIAISON, *IN_CHARGE)
    labels = Wording(words.language, "staff_card.call").phrases(*_CALLED)
    called = zip(contacts, roles, labels, strict=False)
    return callers(words, *((who, what) for who, role, what in called if role not in entry.parts))


def _pick_up(words: Wording, arrival: Entry, ride: Entry | None) -> Iterator[str]:
    """The vehicle that meets a guest, and where and when it leaves."""
    if ride and ride.passage and arrival.met_by:
        vehicle = vehicle_text(ride.passage.vehicle, words.language, ride.passage.plate)
        place = boarding_place(ride.passage, words.language)
        yield words.phrase("pick_up", vehicle=vehicle, time=f"{ride.start:%H:%M}", place=place)


def _point_view(context: CardContext, point: EntryPoint) -> PointView:
    words = context.words
    start = f"{point.start:%H:%M}" if point.start else ""
    minutes = words.phrase("minutes", n=point.minutes) if point.minutes else ""
    return PointView(
        number=point.number,
        title=words.text(point.title),
        detail=dotted(start, words.name(point.speaker), minutes),
        own=point.own,
        papers=tuple(_paper_view(context, paper) for paper in point.papers),
    )


def _paper_view(context: CardContext, paper: EntryPaper) -> PaperView:
    """A paper with its address; a file without one, as in a preview of one entry, has none."""
    href = paper.link or dict(context.papers).get(paper.file or "", "")
    title = context.words.text(paper.title)
    return PaperView(title, href, size_text(paper.size, context.words.language))


def entry_lines(words: Wording, entry: Entry, *, staff: bool) -> Iterator[str]:
    """The lines below an entry: the moderator, the note, and what only staff need to know.

    Of a shuttle first how often it goes.
    """
    if entry.every:
        yield words.phrase("every", n=entry.every)
    if entry.moderator:
        yield words.phrase("moderator", name=words.name(entry.moderator))
    if entry.dress:
        yield words.phrase("dress", text=words.text(entry.dress))
    if entry.note:
        yield words.note(entry.note)
    if staff:
        yield from _lines_for_staff(words, entry)


def seat_views(words: Wording, entry: Entry) -> Iterator[SeatView]:
    """Each of the reader's own seats, with a small picture that names nobody."""
    if table := entry.table:
        picture = small_table_picture(table.seats, table.seat) if table.seats else ""
        yield SeatView(table_text(table.table, words.language, table.seat), picture)
    for seat in entry.seats:
        text = seat_text(seat.form, seat.side, seat.number, words.language)
        picture = small_seating_picture(seat.form, seat.plan, seat.row, seat.column)
        yield SeatView(text, picture, words.phrase(f"seen_{seat.form}"))


@lru_cache(maxsize=1 << 14)
def caller_view(words: Wording, caller: PhoneContact, what: str = "") -> CallerView:
    """Somebody to call; `what` for is the contact's own text unless it is given."""
    phone = caller.phone or ""
    what = what or words.text(caller.what)
    return CallerView(what, words.name(caller.name), phone, dialled(phone))


def map_link(context: CardContext, where: AgendaLocation | None) -> str:
    """The address that opens a place in the visit's map service; empty where it has none."""
    service = context.maps
    if where is None or where.coordinates is None or service is MapService.NONE:
        return ""
    latitude, longitude = where.coordinates
    automatic = service is MapService.AUTO and _in_china(latitude, longitude)
    if automatic or service is MapService.AMAP:
        name = quote(where.venue.default)  # as the map has it, and the driver reads it
        return (
            f"https://uri.amap.com/marker?position={longitude},{latitude}"
            f"&name={name}&coordinate=wgs84&callnative=1"
        )
    return f"geo:{latitude},{longitude}"


def _in_china(latitude: float, longitude: float) -> bool:
    south, north, west, east = _CHINA
    return south < latitude < north and west < longitude < east


def _vehicle_pairs(words: Wording, passage: RideDetails) -> tuple[PairView, ...]:
    """The vehicle, its plate and where to board, each with its label."""
    kind = words.member("VehicleKind", passage.vehicle_kind)
    plate = "plate" if isinstance(passage.plate, str) else "open"  # 待定 is not to be copied
    pairs = (
        ("vehicle", "vehicle_no", dotted(vehicle_text(passage.vehicle, words.language), kind)),
        (plate, "plate", words.text(passage.plate)),
        ("board", "boarding", boarding_place(passage, words.language)),
    )
    return tuple(
        PairView(kind, words.phrase(label), value) for kind, label, value in pairs if value
    )


def _lines_for_staff(words: Wording, entry: Entry) -> Iterator[str]:
    if entry.kind is EntryKind.RIDE:
        if entry.loads:
            yield _loads(words, entry.loads, entry.headcount)
        for connection in entry.connections:
            key = "takes_train" if connection.leaves else "meets_train"
            yield words.phrase(key, train=connection_text(connection, words.language))
    elif entry.people or entry.headcount:
        people = enumerated(map(words.who, entry.people), words.language)
        count = words.phrase("people", n=entry.headcount) if entry.headcount else ""
        yield joined(people, count)
    if entry.staff_note:
        yield words.note(entry.staff_note)


@lru_cache(maxsize=1 << 10)
def _loads(words: Wording, loads: tuple[VehicleLoad, ...], headcount: int | None) -> str:
    """`1号车 29 人：一组、王五；2号车 17 人；共 46 人`: who goes by which vehicle of a ride."""
    vehicles = [_load(words, load) for load in loads]
    if len(vehicles) > 1 and headcount:
        vehicles.append(words.phrase("people_in_all", n=headcount))
    return vocabulary.word("diff.then", words.language).join(vehicles)


def _load(words: Wording, load: VehicleLoad) -> str:
    """`1号车 省A·00001 12 人：第一组`; without names where too many are named."""
    vehicle = vehicle_text(load.vehicle, words.language, load.plate)
    if not load.count:
        return vehicle
    people = words.phrase("people", n=load.count)
    if not load.named:
        return words.phrase("carries", vehicle=vehicle, people=people)
    who = enumerated(map(words.who, load.named), words.language)
    return words.phrase("carries_whom", vehicle=vehicle, people=people, who=who)
