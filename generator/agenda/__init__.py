"""What one person does and may see, day by day: the data of cards, calendars and sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from generator import vocabulary
from generator.agenda.directory import directory_of
from generator.agenda.entries import entries_of
from generator.agenda.index import Index, Involvement
from generator.agenda.panels import panels_of
from generator.agenda.programme import programme_of
from generator.agenda.reader import Reader
from generator.agenda.roll_calls import roll_calls_of
from generator.agenda.views import (
    Agenda,
    AgendaDay,
    AgendaLocation,
    Driving,
    Entry,
    GuestInCare,
    HotelFacts,
    Lodging,
    PhoneContact,
    RoutineLine,
    VisitFacts,
)
from generator.agenda.work import duties_of, guests_in_care, party_names, room_of, tasks_of
from generator.model.audience import SELF, STAFF, circles_of
from generator.model.lodging import Stay
from generator.model.people import Guest, Person, Staff
from generator.model.record import PersonId
from generator.model.schedule import Routine
from generator.model.standing import Room, Venue
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.names.terms import translations_of

_BY_TIME = attrgetter("start", "key")
"""The order of entries on a day."""

__all__ = ["Agenda", "agenda_of", "agendas_of", "common_agenda", "facts_of", "hotel_facts"]


def agendas_of(visit: Visit, people: Iterable[Person] | None = None) -> Iterator[Agenda]:
    """The agenda of every person of the visit, guests first; or only of `people`."""
    index = Index(visit)
    facts = facts_of(visit)
    for person in visit.people.values() if people is None else people:
        yield _agenda(index, facts, person)


def agenda_of(visit: Visit, person: Person) -> Agenda:
    """The agenda of one person."""
    return _agenda(Index(visit), facts_of(visit), person)


def common_agenda(visit: Visit) -> Agenda:
    """An agenda without a person, of what every guest may see: for posters and guides."""
    reader = Reader(SELF)
    return Agenda(
        visit=facts_of(visit),
        person=PersonId(""),
        revision=0,
        name="",
        unit=None,
        post=None,
        party=None,
        part=None,
        language=_language(visit, None),
        staff=False,
        days=programme_of(visit),
        stays=(),
        routine=_routine(reader, _lines_for(visit, reader, None)),
        contacts=_contacts(visit, reader),
        notices=reader.see(visit, "notices", ()),
    )


def facts_of(visit: Visit) -> VisitFacts:
    """The facts of the visit on every card and on the landing page."""
    return VisitFacts(
        slug=visit.slug,
        title=visit.title,
        host=visit.host,
        start=visit.start,
        end=visit.end,
        timezone=visit.timezone,
        languages=visit.languages,
        appearance=visit.appearance,
        greeting=visit.greeting,
    )


def _agenda(index: Index, facts: VisitFacts, person: Person) -> Agenda:
    visit = index.visit
    involvement = index.of(person)
    reader = _reader(person, involvement)
    everybody = reader.without_charges
    # Somebody in two groups may be in two rows of rooms without numbers, which read alike.
    stays = tuple(
        dict.fromkeys(
            lodging_of(index, reader, stay, involvement.stays_of_companions)
            for stay in sorted(involvement.stays, key=_check_in)
        )
    )
    party, *others = party_names(reader, person) or (None,)
    return Agenda(
        visit=facts,
        person=person.id,
        revision=person.revision,
        name=reader.name(person),
        unit=reader.see(person, "unit"),
        post=reader.see(person, "post"),
        party=party,
        other_parties=tuple(others),
        part=reader.see(person, "part") if isinstance(person, Guest) else None,
        language=_language(visit, reader.see(person, "language")),
        staff=isinstance(person, Staff),
        days=_days(visit, entries_of(index, reader, person), stays),
        stays=stays,
        routine=_shared_routine(index, everybody, person),
        contacts=(
            *(_liaisons(reader, person) if isinstance(person, Guest) else ()),
            *index.shared(("contacts", everybody), lambda: _contacts(visit, everybody)),
        ),
        notices=reader.see(visit, "notices", ()),
        duties=duties_of(reader, person, involvement),
        tasks=tasks_of(reader, person, involvement, visit.team),
        charges=_guests_in_care(index, reader, involvement),
        directory=index.shared(
            ("directory", everybody), lambda: directory_of(everybody, visit.team)
        )
        if isinstance(person, Staff)
        else (),
        panels=panels_of(index, reader, person) if isinstance(person, Staff) else (),
        roll_calls=roll_calls_of(index, reader, person) if isinstance(person, Staff) else (),
        language_is_chosen=reader.see(person, "language") in visit.languages,
        opening_digits=visit.opening_digits_of(person),
        companions=reader.see(person, "companions") if isinstance(person, Guest) else None,
        driving=_driving(reader, person, involvement) if isinstance(person, Guest) else None,
    )


def _reader(person: Person, involvement: Involvement) -> Reader:
    """The reader of a person's agenda, in the circles that the person's tasks need.

    In a group without a lead the first member counts as its lead, so that somebody has the names.
    """
    if not isinstance(person, Staff):
        return Reader.of(person)
    circles = (
        circles_of(group.role.id, leads=group.people[0].id == person.id)
        for group in involvement.groups
    )
    return Reader(
        STAFF,
        frozenset(circle for of_group in circles for circle in of_group),
        frozenset(guest.guest_id for guest in involvement.charges),
    )


def lodging_of(
    index: Index, reader: Reader, stay: Stay, of_companions: Sequence[Stay] = ()
) -> Lodging:
    """A stay as the reader may see it, with the rooms that companions have on its nights."""
    nights = set(stay.nights) if of_companions else set()
    others = (other for other in of_companions if nights.intersection(other.nights))
    venue, everybody = reader.see(stay, "venue"), reader.without_charges
    room: Room | None = reader.see(stay, "room")
    return Lodging(
        where=AgendaLocation(reader.see(venue, "name"), coordinates=reader.coordinates(venue)),
        phone=reader.see(venue, "phone"),
        room=reader.see(room, "number") if room else stay.room_text,
        floor=reader.see(room, "floor") if room else None,
        type=reader.see(room, "type") if room else reader.see(stay, "type"),
        check_in=reader.see(stay, "check_in"),
        check_out=reader.see(stay, "check_out"),
        facts=index.shared(("hotel", venue.id, everybody), lambda: hotel_facts(everybody, venue)),
        companions=tuple(dict.fromkeys(room_of(reader, other) for other in others)),
    )


def hotel_facts(reader: Reader, venue: Venue) -> HotelFacts | None:
    """The practical facts on a hotel's page for its guests; None where the page has none."""
    facts = HotelFacts(
        wifi=reader.see(venue, "wifi"),
        wifi_password=reader.see(venue, "wifi_password"),
        breakfast=reader.see(venue, "breakfast"),
        check_out=reader.see(venue, "check_out"),
        luggage=reader.see(venue, "luggage"),
        entrance=reader.see(venue, "entrance"),
    )
    return facts if facts != HotelFacts() else None


def _driving(reader: Reader, guest: Guest, involvement: Involvement) -> Driving | None:
    """Where a guest who comes by car drives to: the hotel, or else the first place of the plan."""
    if not guest.comes_by_car:
        return None
    stays = sorted(involvement.stays, key=_check_in)
    items = [item for item, _ in involvement.events.values() if not isinstance(item, Ride)]
    first = min(items, key=lambda item: item.start) if items else None
    venue = stays[0].venue if stays else first.place.venue if first and first.place else None
    if venue is None:
        return None
    driving = Driving(
        where=AgendaLocation(reader.see(venue, "name"), coordinates=reader.coordinates(venue)),
        address=reader.see(venue, "address"),
        parking=reader.see(venue, "parking"),
    )
    return driving if driving.address or driving.parking else None


def _guests_in_care(
    index: Index, reader: Reader, involvement: Involvement
) -> tuple[GuestInCare, ...]:
    return guests_in_care(reader, tuple((guest, index.of(guest)) for guest in involvement.charges))


def _days(visit: Visit, entries: list[Entry], stays: tuple[Lodging, ...]) -> tuple[AgendaDay, ...]:
    """The visit's days, and days before or after it that have entries."""
    by_day: dict[date, list[Entry]] = {day: [] for day in visit.days}
    for entry in sorted(entries, key=_BY_TIME):
        by_day.setdefault(entry.start.date(), []).append(entry)
    return tuple(
        AgendaDay(day, tuple(by_day[day]), _lodging_on(day, stays)) for day in sorted(by_day)
    )


def _lodging_on(night: date, stays: tuple[Lodging, ...]) -> Lodging | None:
    return next((stay for stay in stays if stay.check_in <= night < stay.check_out), None)


def _shared_routine(index: Index, reader: Reader, person: Person) -> tuple[RoutineLine, ...]:
    lines = _lines_for(index.visit, reader, person)
    key = "routine", reader, tuple(map(id, lines))
    return index.shared(key, lambda: _routine(reader, lines))


def _routine(reader: Reader, lines: Iterable[Routine]) -> tuple[RoutineLine, ...]:
    return tuple(
        RoutineLine(
            what=reader.see(line, "what"),
            time=reader.see(line, "time") or line.time_text,
            where=reader.location_in(line, "place"),
        )
        for line in lines
    )


def _lines_for(visit: Visit, reader: Reader, person: Person | None) -> tuple[Routine, ...]:
    """The lines of every day that are for everybody, or for the person."""
    lines = reader.see(visit, "routine", ())
    return tuple(line for line in lines if line.is_of_every_day and _is_for(line, person))


def _is_for(line: Routine, person: Person | None) -> bool:
    participants = line.participants
    if line.undecided_in("participants"):
        return False
    if participants.everyone or not participants.named:
        return True
    return person is not None and person.id in line.once(_ids_named)


def _ids_named(line: Routine) -> frozenset[PersonId]:
    return frozenset(person.id for person in line.participants.people)


def _contacts(visit: Visit, reader: Reader) -> tuple[PhoneContact, ...]:
    """The visit's contacts: they are for everybody."""
    contacts = []
    for record in reader.see(visit, "contacts", ()):
        staff = reader.contact_in(record, "who")
        name = reader.see(record, "name") or (staff.name if staff else None)
        phone = reader.see(record, "phone") or (staff.phone if staff else None)
        contacts.append(PhoneContact(name, phone, reader.see(record, "what")))
    return tuple(contacts)


def _liaisons(reader: Reader, guest: Guest) -> Iterator[PhoneContact]:
    """The guest's liaisons; each after the first with the party that has the liaison."""
    what = vocabulary.field_text("Guest", "liaison")
    for number, (staff, party) in enumerate(guest.liaisons):
        if number and party:
            name = translations_of(reader.see(party, "name"))
            what = vocabulary.word_text("card.liaison_of", party=name)
        if contact := reader.contact(staff, what):
            yield contact


def _language(visit: Visit, preferred: str | None) -> str:
    if preferred and preferred in visit.languages:
        return preferred
    return visit.languages[0] if visit.languages else "zh"


def _check_in(stay: Stay) -> date:
    return stay.check_in
