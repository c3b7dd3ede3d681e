"""Reads the cards in records of the first format, which version 0.1.0 wrote.

Its parts are the agenda's records as JSON, with every field. An entry also has the key of the ride
to it, and a ride's vehicles are texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.agenda.views import Entry, GuestInCare
from generator.agenda.views import EntryRole as Role
from generator.changes.snapshot import (
    CardPart,
    Json,
    canonical,
    entry_alone,
    part_from,
    vehicle_parts,
)
from generator.model.record import PersonId

_LOAD = re.compile(
    r"(?P<vehicle>.+?)(?: (?P<plate>\S*[A-Z0-9]\S*))? (?P<n>\d+) 人(?:：(?P<who>.+))?"
)
"""`1号车 省A·00001 12 人：第一组、王五`: the text that version 0.1.0 wrote."""
_OF_STAFF = {"duties", "task", "check", "charge"}
_STAFF_ROLES = {Role.RECEIVER, Role.RESPONSIBLE, Role.CHECKER, Role.LIAISON}


@dataclass(frozen=True, slots=True)
class FirstFormatCard:
    """A card: its version, the time of its last change, and its parts as (key, canonical form).

    The time is in seconds since 1970. Its owner's telephone is not on it, but may be on another
    person's card.
    """

    version: str
    as_of: int
    parts: tuple[tuple[str, Json], ...]
    phone: str | None
    staff: bool


def first_format_cards(content: Mapping[str, Json]) -> Iterator[tuple[PersonId, FirstFormatCard]]:
    """Yield the cards in a record's JSON.

    Raises ValueError, LookupError or TypeError where it cannot be read.
    """
    parts = [(str(key), str(digest)) for key, digest in content["parts"]]
    values = {
        (key, digest): part_from(key, _current_form(key, content["contents"][digest]))
        for key, digest in parts
    }
    phones = {part.name: part.phone for part in values.values() if isinstance(part, GuestInCare)}
    for person, card in content["people"].items():
        own = [parts[number] for number in card["parts"]]
        yield (
            PersonId(person),
            FirstFormatCard(
                version=str(card["version"]),
                as_of=int(card["as_of"]),
                parts=tuple(_parts({key: values[key, digest] for key, digest in own})),
                phone=phones.get(content["names"].get(person)),
                staff=any(_is_of_staff(key, values[key, digest]) for key, digest in own),
            ),
        )


def _is_of_staff(key: str, part: CardPart) -> bool:
    if isinstance(part, Entry):
        return not _STAFF_ROLES.isdisjoint(part.parts)
    return key.partition(":")[0] in _OF_STAFF


def _parts(card: Mapping[str, CardPart]) -> Iterator[tuple[str, Json]]:
    """The parts of a card in their present canonical form."""
    for key, part in card.items():
        yield key, canonical(entry_alone(part) if isinstance(part, Entry) else part)
    entries = [part for part in card.values() if isinstance(part, Entry)]
    for key, facts in vehicle_parts(entries).items():
        yield key, canonical(facts)


def _current_form(key: str, value: Json) -> Json:
    """A part with its present fields."""
    return _ride(value) if key.startswith("ride:") else value


def _ride(value: Mapping[str, Json]) -> Json:
    texts = [text["zh"] if isinstance(text, dict) else text for text in value.get("people") or ()]
    loads = [_load(text) for text in texts]
    return {**value, "people": [], "loads": loads}


def _load(text: str) -> Json:
    match = _LOAD.fullmatch(text)
    if match is None:
        raise ValueError(text)
    named = match["who"].split("、") if match["who"] else []
    return {
        "vehicle": match["vehicle"],
        "plate": match["plate"],
        "count": int(match["n"]),
        "named": named,
    }
