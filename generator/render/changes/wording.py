"""Words a change of a card in one language: what was, what is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_skeleton

from generator import vocabulary
from generator.agenda.views import (
    AgendaLocation,
    Entry,
    EntryKind,
    GuestInCare,
    Lodging,
    PhoneContact,
    SeatPlace,
    VisitFacts,
)
from generator.agenda.views import EntryRole as Role
from generator.changes.difference import Change, Field
from generator.changes.facts import Fact
from generator.changes.snapshot import PersonFacts, VehicleFacts
from generator.text import Text

Worded = Callable[[Any, str], str]
"""A field of a part in a language; empty where it has none."""


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """A change for who lays out its parts: `field` is `new` or `cancelled` for a whole thing, else
    the field's name; `label` says what it is of (`5月19日 湿地交流`, `1号车 车牌`); then what it
    was and is, as short as both can be told apart.
    """

    field: str
    label: str
    was: str
    now: str


def words_of(change: Change, language: str) -> ChangeWords:
    """A change in words, for who lays out its parts."""
    if change.field is Field.WHOLE:
        return _whole(change, language)
    thing = change.after or change.before
    was, now = _short(change, language)
    if was == now:  # what differs has no words of its own
        was, now = "", _say("whole.changed", language)
    field = vocabulary.words_under("change.field", language).get(change.field, "")
    if isinstance(change.before, Entry):
        label = _dated(change.before, language)
        return ChangeWords(change.field, _joined(label, *_unless_time(change, field)), was, now)
    name = {VehicleFacts: "number", GuestInCare: "name"}.get(type(thing))
    return ChangeWords(change.field, _joined(getattr(thing, name) if name else "", field), was, now)


def _unless_time(change: Change, field: str) -> tuple[str, ...]:
    return () if change.field is Field.TIME else (field,)


def _whole(change: Change, language: str) -> ChangeWords:
    """A thing that is new, cancelled, or differs in what is not named field by field."""
    how = "changed"
    if change.before is None or change.after is None:
        how = "new" if change.before is None else "cancelled"
    word = _say(f"whole.{how}", language)
    thing = change.after or change.before
    if isinstance(thing, Entry):
        was, now = _sides(change, lambda entry: f"{entry.start:%H:%M}")
        return ChangeWords(how, _joined(word, _dated(thing, language)), was, now)
    if isinstance(thing, Lodging):
        was, now = _sides(change, lambda stay: _room(stay, language))
        return ChangeWords(how, _joined(word, _say("field.room", language)), was, now)
    noun = vocabulary.words_under("change.thing", language).get(change.kind, "")
    text = _THINGS[change.kind if change.kind in _THINGS else "person"]
    was, now = _sides(change, lambda part: text(part, language))
    if was == now:
        return ChangeWords(how, _joined(noun, now), "", word)
    return ChangeWords(how, _joined("" if how == "changed" else word, noun), was, now)


def _sides(change: Change, text: Callable[[Any], str]) -> tuple[str, str]:
    was = "" if change.before is None else text(change.before)
    return was, "" if change.after is None else text(change.after)


def _short(change: Change, language: str) -> tuple[str, str]:
    """What a field was and is; of two times on one day without the day, and of two that only begin
    otherwise only the beginning.
    """
    was, now = change.before, change.after
    if change.field is not Field.TIME or not isinstance(was, Entry) or not isinstance(now, Entry):
        return _both(change, language)
    if was.start.date() != now.start.date():
        return _both(change, language)
    if was.start == now.start:
        return _span(was), _span(now)
    return f"{was.start:%H:%M}", f"{now.start:%H:%M}"


def _span(entry: Entry) -> str:
    return f"{entry.start:%H:%M}" + (f"–{entry.end:%H:%M}" if entry.end else "")


def sentences(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """What changed, a sentence each; the same difference of several entries is one, and minor
    changes are none.
    """
    worded = [change for change in changes if not change.is_minor]
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(worded):
        alike = (change.kind, change.field, change.old_value, change.new_value)
        groups.setdefault(number if change.field is Field.WHOLE else alike, []).append(change)
    return tuple(dict.fromkeys(sentence(group, language) for group in groups.values()))


def fact_text(fact: Fact, language: str) -> str:
    """A fact as one sentence."""
    if fact.card is None:
        return sentence(fact.changes, language)
    if fact.counterpart is None:
        return _say(f"{fact.card.event}_person", language, name=fact.card.name)
    gone, new = sorted((fact.card, fact.counterpart), key=lambda card: card.event != "gone")
    return _say("replaced", language, gone=gone.name, new=new.name)


def sentence(changes: Sequence[Change], language: str) -> str:
    """The same difference of one entry or several, as a sentence that needs no other."""
    change = changes[0]
    thing = change.after or change.before
    if isinstance(thing, Entry):
        return _entry(changes, language)
    if isinstance(thing, VehicleFacts):
        return _say("entry", language, what=thing.number, change=_turned(change, language))
    if isinstance(thing, Lodging):
        return _stay(change, language)
    if isinstance(thing, VisitFacts) and change.field in _FIELDS:
        what = vocabulary.words_under("change.thing", language)["visit"]
        return _say("entry", language, what=what, change=_turned(change, language))
    if isinstance(thing, PersonFacts) and change.field is not Field.WHOLE:
        return _turned(change, language)
    if isinstance(thing, GuestInCare) and change.field is not Field.WHOLE:
        return _say("of_guest", language, name=thing.name, change=_turned(change, language))
    return _other(change, language)


def _entry(changes: Sequence[Change], language: str) -> str:
    change = changes[0]
    if change.field is Field.WHOLE:
        part = change.after or change.before
        assert isinstance(part, Entry), "an entry is worded as one"
        place = _place(part.where, language)
        what = _named(part, language) + (_say("at", language, place=place) if place else "")
        return _say(_whole_entry(change, part), language, what=what)
    heads = [_named(change.before, language) for change in changes]
    what = heads[0] if len(heads) == 1 else _say("several", language, what=heads[0], n=len(heads))
    return _say("entry", language, what=what, change=_turned(change, language))


def _whole_entry(change: Change, part: Entry) -> str:
    """The key of the words for an entry that is new or gone; of one that still takes place, that
    its reader has no part in it any more.
    """
    if change.after is not None:
        return "added"
    if not change.still_takes_place:
        return "dropped"
    return "no_longer_attends" if {*part.parts} <= {Role.TAKES_PART} else "no_longer_in_charge"


def _stay(change: Change, language: str) -> str:
    if change.field is Field.WHOLE:
        key = "room_added" if change.before is None else "room_dropped"
        return _say(key, language, room=_room(change.after or change.before, language))
    if change.field is Field.OTHER:
        return _say("room_other", language)
    return _turned(change, language)


def _other(change: Change, language: str) -> str:
    """Contacts, notices, routine, tasks, guests in one's care, and who one is."""
    kind = change.kind if change.kind in _THINGS else "person"
    name = _THINGS[kind](change.after or change.before, language)
    how = "changed"
    if change.before is None or change.after is None:
        how = "new" if change.before is None else "gone"
    words = vocabulary.words_under("change", language)
    return (words.get(f"{kind}_{how}") or words[f"{kind}_changed"]).format(what=name)


def _turned(change: Change, language: str) -> str:
    """`车牌改为 鄂E·0C022（原 鄂E·0C021）`."""
    was, now = _both(change, language)
    if was == now:
        return _say("other", language)
    what = _say(f"field.{change.field}", language)
    if not now:
        return _say("no_longer", language, what=what, was=was)
    return _say("turned" if was else "set", language, what=what, was=was, now=now)


def _both(change: Change, language: str) -> tuple[str, str]:
    """What the field was and is; twice nothing where it has no words."""
    if change.field is Field.VEHICLE:
        return _plated(change.old_value), _plated(change.new_value)
    worded = _FIELDS.get(change.field)
    if worded is None:
        return "", ""
    if change.field is Field.ROOM and _same_hotel(change):
        worded = _room_alone
    return worded(change.before, language), worded(change.after, language)


def _plated(vehicle: object) -> str:
    """`1号车 鄂E·0C021`."""
    return _joined(*vehicle) if isinstance(vehicle, tuple) else str(vehicle or "")


def _same_hotel(change: Change) -> bool:
    before, after = change.before, change.after
    return (
        isinstance(before, Lodging) and isinstance(after, Lodging) and before.where == after.where
    )


def _named(part: object, language: str) -> str:
    """`5月18日 10:50 乘车前往明峰宾馆`."""
    assert isinstance(part, Entry), "an entry is worded as one"
    day = _day(part.start.date(), language)
    return f"{day} {part.start:%H:%M} {_entry_title(part, language)}"


def _dated(entry: Entry, language: str) -> str:
    """`5月18日 乘车前往明峰宾馆`."""
    return f"{_day(entry.start.date(), language)} {_entry_title(entry, language)}"


def _entry_title(entry: Entry, language: str) -> str:
    title = entry.title.in_(language)
    if entry.kind is EntryKind.RIDE:
        return vocabulary.word("card.ride_to", language, place=title)
    if entry.kind in (EntryKind.ARRIVAL, EntryKind.DEPARTURE):
        return f"{vocabulary.word(f'card.{entry.kind}', language)} {title}"
    return title


def _time(entry: Entry, language: str) -> str:
    end = f"–{entry.end:%H:%M}" if entry.end else ""
    return f"{_day(entry.start.date(), language)} {entry.start:%H:%M}{end}"


def _boarding(entry: Entry, language: str) -> str:
    passage = entry.passage
    if passage is None:
        return ""
    return _joined(_place(passage.origin, language), _text(passage.boarding, language))


def _destination(entry: Entry, language: str) -> str:
    return _place(entry.passage.destination, language) if entry.passage else ""


def _table(entry: Entry, language: str) -> str:
    table = entry.table
    if table is None:
        return ""
    key = "card.table_and_seat" if table.seat else "card.table_only"
    return vocabulary.word(key, language, table=table.table, seat=table.seat)


def _seats(entry: Entry, language: str) -> str:
    return "、".join(_seat(seat, language) for seat in entry.seats)


def _seat(seat: SeatPlace, language: str) -> str:
    form = vocabulary.label("SeatingForm", seat.form, language)
    side = vocabulary.word(f"card.side_{seat.side}", language) if seat.side else ""
    return vocabulary.word("card.seat_at", language, form=form, seat=f"{side}{seat.number}")


def _title(thing: Entry | VisitFacts, language: str) -> str:
    form = thing.form if isinstance(thing, Entry) else None
    texts = (thing.title.in_(language), _text(form, language))
    return " · ".join(text for text in texts if text)


def _note(entry: Entry, language: str) -> str:
    return _joined(_text(entry.note, language), entry.staff_note)


def _people(entry: Entry, language: str) -> str:
    return "；".join(text.in_(language) for text in entry.people)


def _loads(entry: Entry, language: str) -> str:
    """`1号车 29 人；2号车 17 人`."""
    people = (_say("people", language, n=load.count) for load in entry.loads)
    return "；".join(
        _joined(load.vehicle, count) for load, count in zip(entry.loads, people, strict=True)
    )


def _headcount(entry: Entry, language: str) -> str:
    return "" if entry.headcount is None else _say("people", language, n=entry.headcount)


def _in_charge(entry: Entry, language: str) -> str:
    roles = (("receiver", entry.receiver), ("responsible", entry.responsible),
             ("checker", entry.checker))  # fmt: skip
    named = (
        f"{vocabulary.word(f'card.part_{role}', language)} {name}" for role, name in roles if name
    )
    return "、".join(named)


def _role(entry: Entry, language: str) -> str:
    roles = (part for part in entry.parts if part is not Role.TAKES_PART)
    return "、".join(vocabulary.word(f"card.part_{role}", language) for role in roles)


def _room(stay: object, language: str) -> str:
    assert isinstance(stay, Lodging), "a room is worded as one"
    return _joined(_place(stay.where, language), stay.room)


def _room_alone(stay: Any, _: str) -> str:
    return str(stay.room)


def _nights(stay: Lodging, language: str) -> str:
    return f"{_day(stay.check_in, language)}–{_day(stay.check_out, language)}"


def _dates(visit: VisitFacts, language: str) -> str:
    return f"{_day(visit.start, language)}–{_day(visit.end, language)}"


def _language(code: str, language: str) -> str:
    return (Locale(code).get_display_name(language) or code) if code else ""


def _kind(vehicle: VehicleFacts, language: str) -> str:
    return vocabulary.label("VehicleKind", vehicle.kind, language) if vehicle.kind else ""


def _journey(when: str) -> Worded:
    def journey(guest: GuestInCare, _: str) -> str:
        moment = getattr(guest, when)
        return _joined(str(moment) if moment else "", getattr(guest, f"{when}_by"))

    return journey


def _caller(caller: PhoneContact | None) -> str:
    return _joined(caller.name, caller.phone) if caller else ""


def _contact(contact: PhoneContact, language: str) -> str:
    return _joined(_text(contact.what, language), _caller(contact))


def _place(where: AgendaLocation | None, language: str) -> str:
    return where.name_in(language) if where else ""


def _text(text: Text | None, language: str) -> str:
    return text.in_(language) if text else ""


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _day(day: date, language: str) -> str:
    return format_skeleton("MMMd", day, locale=language)


def _say(key: str, language: str, **values: object) -> str:
    return vocabulary.word(f"change.{key}", language, **values)


_FIELDS: dict[Field, Worded] = {
    Field.TIME: _time,
    Field.PLACE: lambda entry, language: _place(entry.where, language),
    Field.BOARDING: _boarding,
    Field.DESTINATION: _destination,
    Field.TABLE: _table,
    Field.SEAT: _seats,
    Field.TITLE: _title,
    Field.MODERATOR: lambda entry, _: entry.moderator or "",
    Field.NOTE: _note,
    Field.ROLE: _role,
    Field.IN_CHARGE: _in_charge,
    Field.PEOPLE: _people,
    Field.LOADS: _loads,
    Field.HEADCOUNT: _headcount,
    Field.PLATE: lambda vehicle, _: vehicle.plate or "",
    Field.DRIVER: lambda vehicle, _: _caller(vehicle.driver),
    Field.LIAISON: lambda vehicle, _: _caller(vehicle.liaison),
    Field.VEHICLE_KIND: _kind,
    Field.ROOM: _room,
    Field.NIGHTS: _nights,
    Field.NAME: lambda person, _: person.name,
    Field.UNIT: lambda person, _: person.unit or "",
    Field.POST: lambda person, _: person.post or "",
    Field.PARTY: lambda person, _: person.party or "",
    Field.PART: lambda person, _: person.part or "",
    Field.LANGUAGE: lambda person, language: _language(person.language, language),
    Field.HOST: lambda visit, language: visit.host.in_(language),
    Field.DATES: _dates,
    Field.GUEST_NAME: lambda guest, _: guest.name,
    Field.GUEST_ROOM: lambda guest, language: "、".join(
        _place(room, language) for room in guest.rooms
    ),
    Field.GUEST_VEHICLE: lambda guest, _: "、".join(guest.vehicles),
    Field.GUEST_ARRIVAL: _journey("arrival"),
    Field.GUEST_DEPARTURE: _journey("departure"),
    Field.GUEST_NEEDS: lambda guest, _: "、".join((*guest.diet, *guest.needs)),
    Field.GUEST_PHONE: lambda guest, _: guest.phone or "",
}
_THINGS: dict[str, Worded] = {
    "visit": lambda _part, _language: "",
    "person": lambda _part, _language: "",
    "opening": lambda _part, _language: "",
    "contact": _contact,
    "notice": _text,
    "routine": lambda line, language: _text(line.what, language),
    "duties": lambda duties, language: _text(duties.group, language),
    "task": lambda task, _: task.what,
    "check": lambda task, _: task.what,
    "charge": lambda guest, _: guest.name,
}
