"""Words a change in one language: what was, what is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_skeleton

from generator import vocabulary
from generator.agenda.changes import Change, is_entry

Said = Callable[[Any, str], str]

_NOT_TOLD = {"key", "kind", "item_kind", "reached_by", "meal_kind"}
"""Fields of an entry that a card does not say in words."""
_GROUPS = (
    ("time", ("start", "end")),
    ("where", ("where",)),
    ("vehicle", ("passage.vehicle", "passage.plate", "passage.vehicle_kind")),
    ("boarding", ("passage.boarding", "passage.origin")),
    ("destination", ("passage.destination",)),
    ("driver", ("passage.driver",)),
    ("liaison", ("passage.liaison",)),
    ("table", ("table",)),
    ("seat", ("seats",)),
    ("title", ("title", "form")),
    ("moderator", ("moderator",)),
    ("note", ("note", "staff_note")),
    ("people", ("people",)),
    ("headcount", ("headcount",)),
)
"""What is told together, by the word that tells it; the rest is told as `other`."""


def lines_of(change: Change, language: str) -> tuple[str, ...]:
    """A change as sentences, each of which stands on its own; none of others' seats."""
    if change.only_around:
        return ()
    part = change.now if change.now is not None else change.was
    kind = change.key.partition(":")[0]
    if is_entry(part):
        return tuple(_entry(change, language))
    if kind == "stay":
        return tuple(_stay(change, language))
    if kind == "charge" and change.was is not None and change.now is not None:
        return tuple(_charge(change, language))
    return tuple(_other(change, kind, language))


def _entry(change: Change, language: str) -> Iterator[str]:
    if change.was is None or change.now is None:
        key = "added" if change.was is None else "dropped"
        part = change.now or change.was
        place = _place(part.get("where"), language)
        what = _named(part, language) + (_say("at", language, place=place) if place else "")
        yield _say(key, language, what=what)
        return
    fields = [f for f in change.fields if f.split(".")[0] not in _NOT_TOLD]
    head = _named(change.was, language)
    told = False
    for word, names in _GROUPS:
        if any(field == name or field.startswith(f"{name}.") for field in fields for name in names):
            was, now = (_GROUP_WORDS[word](part, language) for part in (change.was, change.now))
            # A seat may keep its number while those around it change.
            if was != now:
                told = True
                yield _say("entry", language, what=head, change=_turned(word, was, now, language))
    if not told:
        yield _say("entry", language, what=head, change=_say("other", language))


def _stay(change: Change, language: str) -> Iterator[str]:
    was, now = change.was, change.now
    if was is None or now is None:
        key = "room_added" if was is None else "room_dropped"
        yield _say(key, language, room=_room(now or was, language))
        return
    if was["where"] == now["where"] and was["room"] != now["room"]:
        yield _turned("room", was["room"], now["room"], language)
    elif (was["where"], was["room"]) != (now["where"], now["room"]):
        yield _turned("room", _room(was, language), _room(now, language), language)
    if (was["check_in"], was["check_out"]) != (now["check_in"], now["check_out"]):
        yield _turned("nights", _nights(was, language), _nights(now, language), language)
    if {field.partition(".")[0] for field in change.fields} <= {"floor", "type"}:
        yield _say("room_other", language)


def _charge(change: Change, language: str) -> Iterator[str]:
    """A guest in one's care, whose room or vehicle is another."""
    fields = {field.partition(".")[0] for field in change.fields}
    name = change.now["name"]
    for word, said in (("room", _rooms), ("vehicle", _vehicles)):
        if f"{word}s" in fields:
            turned = _turned(word, said(change.was, language), said(change.now, language), language)
            yield _say("of_guest", language, name=name, change=turned)
    if not fields & {"rooms", "vehicles"}:
        yield _say("of_guest", language, name=name, change=_say("other", language))


def _other(change: Change, kind: str, language: str) -> Iterator[str]:
    """Contacts, notices, routine, tasks, guests in one's care, and who one is."""
    key = kind if kind in _OTHERS else "person"
    name = _OTHERS[key](change.now if change.now is not None else change.was, language)
    how = "changed" if change.was is not None and change.now is not None else None
    how = how or ("new" if change.was is None else "gone")
    said = vocabulary.words_under("change", language)
    told = said.get(f"{key}_{how}") or said[f"{key}_changed"]
    yield told.format(what=name)


def _turned(word: str, was: str, now: str, language: str) -> str:
    """`房间改为 8405（原 8302）`."""
    what = _say(f"field.{word}", language)
    if not now:
        return _say("no_longer", language, what=what, was=was)
    return _say("turned" if was else "set", language, what=what, was=was, now=now)


def _named(part: Mapping[str, Any], language: str) -> str:
    """`5月18日 10:50 乘车前往明峰宾馆`."""
    start = datetime.fromisoformat(part["start"])
    title = _text(part["title"], language)
    if part["kind"] == "ride":
        title = vocabulary.word("card.ride_to", language, place=title)
    elif part["kind"] in ("arrival", "departure"):
        word = f"card.{part['kind']}"
        title = f"{vocabulary.word(word, language)} {title}"
    return f"{_day(start.date(), language)} {start:%H:%M} {title}"


def _time(part: Mapping[str, Any], language: str) -> str:
    start = datetime.fromisoformat(part["start"])
    end = f"–{datetime.fromisoformat(part['end']):%H:%M}" if part["end"] else ""
    return f"{_day(start.date(), language)} {start:%H:%M}{end}"


def _vehicle(part: Mapping[str, Any], _language: str) -> str:
    passage = part.get("passage") or {}
    return " ".join(filter(None, (passage.get("vehicle"), passage.get("plate"))))


def _boarding(part: Mapping[str, Any], language: str) -> str:
    passage = part.get("passage") or {}
    place = _place(passage.get("origin"), language)
    return " ".join(filter(None, (place, _text(passage.get("boarding"), language))))


def _table(part: Mapping[str, Any], language: str) -> str:
    table = part.get("table")
    if not table:
        return ""
    key = "card.table_and_seat" if table.get("seat") else "card.table_only"
    return vocabulary.word(key, language, table=table["table"], seat=table.get("seat"))


def _seats(part: Mapping[str, Any], language: str) -> str:
    return "、".join(_seat(place, language) for place in part.get("seats") or ())


def _seat(place: Mapping[str, Any], language: str) -> str:
    form = vocabulary.label("SeatingForm", place["form"], language)
    side = vocabulary.word(f"card.side_{place['side']}", language) if place["side"] else ""
    return vocabulary.word("card.seat_at", language, form=form, seat=f"{side}{place['number']}")


def _title(part: Mapping[str, Any], language: str) -> str:
    return " · ".join(filter(None, (_text(part[key], language) for key in ("title", "form"))))


def _note(part: Mapping[str, Any], language: str) -> str:
    return " ".join(filter(None, (_text(part[key], language) for key in ("note", "staff_note"))))


def _people(number: int | None, language: str) -> str:
    return "" if number is None else _say("people", language, n=number)


def _caller_at(name: str) -> Said:
    def caller(part: Any, _language: str) -> str:
        return _caller((part.get("passage") or {}).get(name))

    return caller


def _caller(caller: Any) -> str:
    return " ".join(filter(None, (caller.get("name"), caller.get("phone")))) if caller else ""


def _room(stay: Mapping[str, Any], language: str) -> str:
    return f"{_place(stay['where'], language)} {stay['room']}"


def _rooms(charge: Mapping[str, Any], language: str) -> str:
    return "、".join(_place(room, language) for room in charge["rooms"])


def _vehicles(charge: Mapping[str, Any], _language: str) -> str:
    return "、".join(charge["vehicles"])


def _nights(stay: Mapping[str, Any], language: str) -> str:
    ends = (date.fromisoformat(stay[key]) for key in ("check_in", "check_out"))
    first, last = (_day(end, language) for end in ends)
    return f"{first}–{last}"


def _place(where: Any, language: str) -> str:
    if not where:
        return ""
    parts = (_text(where.get("venue"), language), _text(where.get("space"), language))
    return " ".join(filter(None, parts))


def _text(said: Any, language: str) -> str:
    if isinstance(said, Mapping):
        return str(said.get(language) or said.get("zh") or next(iter(said.values()), ""))
    return str(said or "")


def _day(day: date, language: str) -> str:
    return format_skeleton("MMMd", day, locale=language)


def _say(key: str, language: str, **values: object) -> str:
    return vocabulary.word(f"change.{key}", language, **values)


_GROUP_WORDS: dict[str, Said] = {
    "time": _time,
    "where": lambda part, language: _place(part.get("where"), language),
    "vehicle": _vehicle,
    "boarding": _boarding,
    "destination": lambda part, language: _place(
        (part.get("passage") or {}).get("destination"), language
    ),
    "driver": _caller_at("driver"),
    "liaison": _caller_at("liaison"),
    "table": _table,
    "seat": _seats,
    "title": _title,
    "moderator": lambda part, _: part.get("moderator") or "",
    "note": _note,
    "people": lambda part, language: "；".join(_text(said, language) for said in part["people"]),
    "headcount": lambda part, language: _people(part["headcount"], language),
}
_OTHERS: dict[str, Said] = {
    "visit": lambda _part, _language: "",
    "person": lambda _part, _language: "",
    "contact": lambda part, language: " ".join(
        filter(None, (_text(part.get("what"), language), _caller(part)))
    ),
    "notice": _text,
    "routine": lambda part, language: _text(part["what"], language),
    "duties": lambda part, language: _text(part["group"], language),
    "task": lambda part, _: part["what"],
    "check": lambda part, _: part["what"],
    "charge": lambda part, _: part["name"],
}
