"""Sheets of small labels to cut: meal vouchers, luggage tags, badges, emergency cards, boards.

They show what the person who carries one may know, and never a room or a guest's telephone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator import vocabulary
from generator.agenda import Agenda
from generator.agenda.reader import Reader
from generator.agenda.views import Entry, EntryKind, PhoneContact
from generator.model.audience import SELF
from generator.model.enums import MealKind, VenueKind
from generator.model.people import Guest
from generator.model.standing import Venue
from generator.model.transport import Boarding, Ride
from generator.render.paper.forms import form_languages
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words.days import day_with_weekday
from generator.render.words.events import entry_time, entry_title
from generator.render.words.lists import enumerated, joined
from generator.render.words.places import table_text
from generator.render.words.spelling import name_text, note_text, place_text, title_text
from generator.text import Text

Languages = Sequence[str]
Line = tuple[str, tuple[str, ...]]
"""What it is, and its text in each language."""


@dataclass(frozen=True)
class Label:
    """One label, in one language or two.

    `head` is what it is, `number` the label's own, `main` what is read first: the first text in
    large letters. `foot` is the small print; `stub` are the lines of the strip that is torn off.
    """

    head: str
    main: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    number: str = ""
    foot: tuple[str, ...] = ()
    stub: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Paper:
    """How labels are laid on A4: the size of one in millimetres, and how many go side by side.

    `size` is that of the letters in points, from which they shrink until a label's texts fit;
    what is read first is `lead` times as large, and a name on labels of `names`.
    """

    width: float
    height: float
    columns: int
    rows: int
    size: float
    lead: float = 1.9
    centred: bool = False
    across: bool = False
    names: bool = False


_VOUCHERS = Paper(90, 54, columns=2, rows=5, size=11)
_TAGS = Paper(90, 66, columns=2, rows=4, size=11, lead=2.4)
_BADGES = Paper(90, 54, columns=2, rows=5, size=11, lead=3, centred=True, names=True)
_EMERGENCY_CARDS = Paper(90, 66, columns=2, rows=4, size=11, lead=1.7)
_BOARDS = Paper(277, 180, columns=1, rows=1, size=40, lead=2.4, centred=True, across=True)


def _job(paper: Paper, groups: Iterable[list[Label]], nothing: str = "") -> Job:
    """Return the labels of each group from a page of their own on."""
    data: dict[str, Any] = {
        "paper": asdict(paper),
        "nothing": nothing,
        "groups": [[asdict(label) for label in group] for group in groups if group],
    }
    return Job("labels.typ", data)


def voucher_job(order: PrintOrder) -> Job:
    """Return a voucher for each guest and meal: when, where and at which table, and no name."""
    meals: dict[str, list[tuple[Agenda, Entry]]] = {}
    for agenda in order.guests_by_party:
        for entry in agenda.entries:
            if entry.kind is EntryKind.MEAL and entry.meal_kind is not MealKind.TEA:
                meals.setdefault(entry.key, []).append((agenda, entry))
    ordered = sorted(meals.values(), key=lambda vouchers: vouchers[0][1].start)
    groups = (
        [_voucher(order, number, *voucher) for number, voucher in enumerate(vouchers, start=1)]
        for vouchers in ordered
    )
    return _job(_VOUCHERS, groups, vocabulary.word("forms.vouchers.nothing", order.language))


def _voucher(order: PrintOrder, number: int, agenda: Agenda, entry: Entry) -> Label:
    languages = _languages_of(order, agenda)
    lines = (
        _line("vouchers.time", languages, [entry_time(entry, code) for code in languages]),
        _line("vouchers.place", languages, _where(entry, languages)),
        _line("vouchers.table", languages, _tables(entry, languages)),
        _line("vouchers.party", languages, _parties(agenda.parties, languages)),
    )
    return Label(
        head=_phrase("vouchers.title", languages),
        number=_number(number, order.language),
        main=tuple(
            joined(day_with_weekday(entry.start.date(), code), entry_title(entry, code))
            for code in languages
        ),
        lines=tuple(line for line in lines if line[1]),
        foot=(_title(order, languages), _phrase("vouchers.rule", languages)),
    )


def _where(entry: Entry, languages: Languages) -> list[str]:
    return [place_text(entry.where, code) for code in languages]


def _tables(entry: Entry, languages: Languages) -> list[str]:
    place = entry.table
    if place is None:
        return []
    name = place.table_name or Text("")
    return [
        joined(table_text(place.table, code), title_text(name, code))
        for code in languages
    ]  # fmt: skip


def board_job(order: PrintOrder) -> Job:
    """Return a board for each vehicle that meets guests at a station.

    It names the visit and no guest. Where no vehicle meets guests there is one board.
    """
    languages = form_languages(order)
    boards = [
        _board(order, languages, ride, boarding)
        for ride in sorted(order.visit.rides, key=lambda ride: ride.start)
        if ride.origin and ride.origin.venue.kind is VenueKind.STATION
        for boarding in ride.vehicles
        if _aboard(boarding)
    ]
    return _job(_BOARDS, [boards or [Label("", main=_titles(order, languages))]])


def _aboard(boarding: Boarding) -> tuple[Guest, ...]:
    return tuple(person for person in boarding.people.people if isinstance(person, Guest))


def _board(order: PrintOrder, languages: Languages, ride: Ride, boarding: Boarding) -> Label:
    reader, vehicle = Reader(SELF), boarding.vehicle
    guests = _aboard(boarding)
    aboard = {guest.party.name for guest in guests if guest.party}
    parties = [party.name for party in order.visit.parties if party.name in aboard]
    liaisons = dict.fromkeys(
        guest.looked_after_by.name for guest in guests if guest.looked_after_by
    )
    own = reader.name_of(vehicle, "liaison")
    station, spot = ride.origin_name, ride.boarding or Text("")
    boarding_place = [
        joined(title_text(station, code), title_text(spot, code)) for code in languages
    ]
    lines = (
        _line("welcome-board.vehicle", languages, _titled(vehicle.number, languages)),
        _line("welcome-board.liaison", languages, _named([own] if own else liaisons, languages)),
        _line("welcome-board.boarding", languages, boarding_place),
    )
    return Label(
        head="",
        main=_titles(order, languages),
        lines=(
            *([("", tuple(_parties(parties, languages)))] if parties else []),
            *(line for line in lines if line[1]),
        ),
    )


def tag_job(order: PrintOrder) -> Job:
    """Return a tag for each guest's luggage, with a stub.

    Both have party, vehicle and a number, which is the guest's on the roster.
    """
    languages = form_languages(order)
    numbers = {guest.id: number for number, guest in enumerate(order.visit.guests, start=1)}
    tags = [_tag(order, languages, numbers[each.person], each) for each in order.guests_by_party]
    nothing = vocabulary.word("forms.luggage-tags.nothing", order.language)
    return _job(_TAGS, [tags], nothing)


def _tag(order: PrintOrder, languages: Languages, number: int, agenda: Agenda) -> Label:
    aboard = (entry.passage.vehicle for entry in agenda.entries if entry.passage)
    rides = (vehicle for vehicle in aboard if isinstance(vehicle, str))
    vehicle = next((each for each in rides if each), "")
    shared = (
        _line("luggage-tags.party", languages, _titled(agenda.party or "____", languages)),
        _line("luggage-tags.vehicle", languages, _titled(vehicle or "____", languages)),
    )
    count = _line("luggage-tags.pieces", languages, _phrases("luggage-tags.count", languages))
    target = _line("luggage-tags.target", languages, _phrases("luggage-tags.targets", languages))
    pieces, handled_by = (
        _line(f"luggage-tags.{key}", languages, ["____"]) for key in ("pieces", "handled_by")
    )
    shown = _number(number, order.language)
    return Label(
        head=_phrase("luggage-tags.title", languages),
        main=(shown,),
        lines=(*shared, count, target),
        foot=(_title(order, languages),),
        stub=((_phrase("luggage-tags.stub", languages), (shown,)), *shared, pieces, handled_by),
    )


def badge_job(order: PrintOrder) -> Job:
    """Return a badge for each guest, each member of the team and each vehicle."""
    languages = form_languages(order)
    guests = [
        _badge(order, languages, "guest", agenda.name, *_parties(agenda.parties, languages))
        for agenda in order.guests_by_party
    ]
    staff = [
        _badge(order, languages, "staff", agenda.name, *(
            enumerated((title_text(duty.group, code) for duty in agenda.duties), code)
            for code in languages
        ))
        for agenda in order.agendas
        if agenda.staff
    ]  # fmt: skip
    drivers = [
        _badge(order, languages, "driver", *_titled(vehicle.number, languages))
        for vehicle in order.visit.vehicles
    ]
    nothing = vocabulary.word("forms.badges.nothing", order.language)
    return _job(_BADGES, [guests, staff, drivers], nothing)


def _badge(order: PrintOrder, languages: Languages, kind: str, name: str, *about: str) -> Label:
    return Label(
        head=title_text(order.visit.title, order.language),
        number=_phrase(f"badges.{kind}", languages),
        main=(name_text(name, languages[0]), *dict.fromkeys(text for text in about if text)),
        foot=(*_titles(order, languages)[1:], " / ".join(_each_text(order.visit.host, languages))),
    )


def emergency_job(order: PrintOrder) -> Job:
    """Return a card for each guest: whom to call, the hospital, and where the guest sleeps."""
    reader = Reader(SELF)
    hospitals = [venue for venue in order.visit.known_venues if venue.kind is VenueKind.HOSPITAL]
    hotels = {stay.venue.name: stay.venue for stay in order.visit.stays}
    cards = [
        _emergency_card(order, agenda, hospitals[:1], hotels, reader)
        for agenda in order.guests_by_party
    ]
    nothing = vocabulary.word("forms.emergency-card.nothing", order.language)
    return _job(_EMERGENCY_CARDS, [cards], nothing)


def _emergency_card(
    order: PrintOrder,
    agenda: Agenda,
    hospitals: Iterable[Venue],
    hotels: Mapping[Text, Venue],
    reader: Reader,
) -> Label:
    languages = _languages_of(order, agenda)
    houses = {stay.where.venue: None for stay in agenda.stays}
    places = (
        *(("hospital", venue) for venue in hospitals),
        *(("hotel", hotels[name]) for name in houses if name in hotels),
    )
    return Label(
        head=_phrase("emergency-card.title", languages),
        main=_phrases("emergency-card.numbers", languages),
        lines=(
            *(_contact(contact, languages) for contact in agenda.contacts),
            *(
                _line(f"emergency-card.{key}", languages, _address(reader, venue, languages))
                for key, venue in places
            ),
        ),
        foot=(*_phrases("emergency-card.rule", languages), _title(order, languages)),
    )


def _contact(contact: PhoneContact, languages: Languages) -> Line:
    what = contact.what or Text("")
    return " ".join(_each_text(what, languages)), (
        joined(name_text(contact.name, languages[-1]), contact.phone),
    )


def _address(reader: Reader, venue: Venue, languages: Languages) -> list[str]:
    """Name and address in each language, the telephone after the first."""
    name, address = reader.see(venue, "name"), reader.see(venue, "address") or Text("")
    phones = (reader.see(venue, "phone"), *(None for _ in languages))
    return [
        joined(title_text(name, code), note_text(address, code), phone)
        for code, phone in zip(languages, phones, strict=False)
    ]


def _titled(text: str, languages: Languages) -> list[str]:
    return [title_text(text, code) for code in languages]


def _parties(parties: Iterable[str], languages: Languages) -> list[str]:
    """`第一组、第二组`, `Group 1, Group 2`."""
    parties = tuple(parties)
    return [enumerated((title_text(party, code) for party in parties), code) for code in languages]


def _named(names: Iterable[str | Text], languages: Languages) -> list[str]:
    """Names as readers of the last language can read them, who read the original beside too."""
    return [enumerated((name_text(name, languages[-1]) for name in names), languages[-1])]


def _languages_of(order: PrintOrder, agenda: Agenda) -> Languages:
    own = (agenda.language,) if agenda.language_is_chosen else ()
    return form_languages(order, own)


def _line(key: str, languages: Languages, texts: Iterable[str]) -> Line:
    return _phrase(key, languages), tuple(dict.fromkeys(text for text in texts if text))


def _phrases(key: str, languages: Languages) -> tuple[str, ...]:
    return tuple(vocabulary.word(f"forms.{key}", code) for code in languages)


def _phrase(key: str, languages: Languages) -> str:
    """`行李签 Luggage tag`."""
    return " ".join(dict.fromkeys(_phrases(key, languages)))


def _number(number: int, language: str) -> str:
    return vocabulary.word("forms.no", language, n=number)


def _each_text(text: Text, languages: Languages) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title_text(text, code) for code in languages if text))


def _titles(order: PrintOrder, languages: Languages) -> tuple[str, ...]:
    return _each_text(order.visit.title, languages)


def _title(order: PrintOrder, languages: Languages) -> str:
    return " / ".join(_titles(order, languages))
