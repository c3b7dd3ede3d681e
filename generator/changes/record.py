"""The format of a publication's record: the cards of a visit as JSON.

A record has only the differences from the record before, which it names; the first record of a
visit, and every fiftieth, is complete. The most common time of change is written once, since one
change of the plan is on many cards. Telephone numbers and diets are encrypted with the visit's key:
a reader without the key sees that there is something, but not what.

Records of the first format, of version 0.1.0, have every part of every card in plain text.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from generator.agenda.views import Entry, EntryKind
from generator.changes.cards import Card, Edition
from generator.changes.first_format import first_format_cards
from generator.changes.snapshot import (
    CardPart,
    CardSnapshot,
    Json,
    canonical,
    digest_of,
    part_from,
    with_sensitive,
)
from generator.model.record import PersonId
from generator.model.redaction import TELEPHONE

EVENT_KINDS = frozenset({EntryKind.ITEM, EntryKind.MEAL, EntryKind.RIDE})
"""Entries that are events of the visit, and no journeys of one person."""
FORMAT = 2
"""The format that is written; format 1 can be read too, newer ones cannot."""
COMPLETE_EVERY = 50
"""At most so many records in a row of which each names the one before."""
MASK = "•"
"""In place of an encrypted text, for a reader without the key."""
_SEALED, _KIND = "sealed", "kind"


class RecordSeal(Protocol):
    """Encrypts texts with a visit's key; `key` is its fingerprint."""

    key: str

    def encrypt(self, text: str) -> str:
        """Return the encrypted form of `text`, the same each time."""
        ...

    def decrypt(self, sealed: str) -> str:
        """Return the text of an encrypted form. Raises ValueError where the key differs."""
        ...


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card in a record: its parts by their numbers.

    `phone` is encrypted, or plain in the first format.
    """

    version: str
    as_of: int
    parts: tuple[int, ...]
    phone: Json = None
    staff: bool = False


@dataclass(frozen=True, eq=False)
class StoredPart:
    """A part in a record: its key and its canonical form, with encrypted texts in both.

    Records that follow one another share it, and so what it is when it is opened: once for all
    readers where nothing is encrypted.
    """

    key: Json
    value: Json
    _opened: dict[str, tuple[str, CardPart]] = field(default_factory=dict, repr=False)
    _digests: dict[str, str] = field(default_factory=dict, repr=False)

    def opened(self, seal: RecordSeal | None) -> tuple[str, CardPart]:
        """Return the key and the part; without `seal`, encrypted texts are masked.

        Raises ValueError or LookupError where the content cannot be read.
        """
        opening = self._opening(seal)
        if opening not in self._opened:
            key = _opened(self.key, seal)
            self._opened[opening] = key, part_from(key, _opened(self.value, seal))
        return self._opened[opening]

    def digest(self, seal: RecordSeal | None) -> str:
        """Return the digest of the part as it is when it is opened."""
        opening = self._opening(seal)
        if opening not in self._digests:
            self._digests[opening] = digest_of(self.opened(seal)[1])
        return self._digests[opening]

    def _opening(self, seal: RecordSeal | None) -> str:
        return seal.key if seal and self._is_sealed else ""

    @cached_property
    def _is_sealed(self) -> bool:
        return _is_sealed(self.key) or _is_sealed(self.value)


@dataclass(frozen=True, slots=True)
class StoredCards:
    """All cards of a record, composed from the `length` records that it depends on, and itself.

    `sealed` where sensitive texts in its parts are encrypted; so is a key with a telephone number
    in it.
    """

    cards: Mapping[PersonId, StoredCard] = field(default_factory=dict)
    parts: tuple[StoredPart, ...] = ()
    length: int = 0
    sealed: bool = True


# Reading


def stored_cards(content: Mapping[str, Json], former: StoredCards | None) -> StoredCards:
    """Return the cards of a record's JSON; `former` are those of the record that it names.

    Raises ValueError, LookupError or TypeError where it cannot be read.
    """
    if content["form"] == 1:
        return _first_format(content)
    base = former or StoredCards()
    added = tuple(StoredPart(key, value) for key, value in content["parts"])
    for part in added:
        part.opened(None)  # raises where it cannot be read
    parts = (*base.parts, *added)
    cards = {person: card for person, card in base.cards.items() if person not in content["gone"]}
    for person, stored in content["cards"].items():
        stored = {"as_of": content.get("as_of"), **stored}
        cards[PersonId(person)] = _card(stored, cards.get(PersonId(person)))
    return StoredCards(cards, parts, base.length + 1)


def _card(stored: Mapping[str, Json], former: StoredCard | None) -> StoredCard:
    if "parts" in stored:
        numbers = tuple(map(int, stored["parts"]))
    elif former is None:
        raise LookupError("the card that this one differs from is missing")
    else:
        dropped = {*stored.get("drop", ())}
        remaining = (number for number in former.parts if number not in dropped)
        numbers = (*remaining, *map(int, stored.get("add", ())))
    return StoredCard(
        version=str(stored["version"]),
        as_of=int(stored["as_of"]),
        parts=numbers,
        phone=stored.get("phone", former.phone if former else None),
        staff=bool(stored.get("staff", former.staff if former else False)),
    )


def _first_format(content: Mapping[str, Json]) -> StoredCards:
    numbers: dict[str, int] = {}
    parts: list[StoredPart] = []

    def number_of(part: tuple[str, Json]) -> int:
        identity = _identity(*part)
        if identity not in numbers:
            numbers[identity] = len(parts)
            parts.append(StoredPart(*part))
        return numbers[identity]

    cards = {
        person: StoredCard(
            card.version, card.as_of, tuple(map(number_of, card.parts)), card.phone, card.staff
        )
        for person, card in first_format_cards(content)
    }
    # The next record is complete, since this one is in plain text.
    return StoredCards(cards, tuple(parts), COMPLETE_EVERY, sealed=False)


def edition_from(stored: StoredCards, seal: RecordSeal | None) -> dict[PersonId, Card]:
    """Return the cards of a record; without `seal`, encrypted texts are masked.

    Raises ValueError or LookupError where the content cannot be read.
    """
    return {person: card_from(stored, person, seal) for person in stored.cards}


def card_from(stored: StoredCards, person: PersonId, seal: RecordSeal | None) -> Card:
    """Return one card of a record; without `seal`, encrypted texts are masked.

    Raises ValueError or LookupError where the content cannot be read.
    """
    card = stored.cards[person]
    parts = [stored.parts[number] for number in card.parts]
    opened = dict(part.opened(seal) for part in parts)
    digests = {part.opened(seal)[0]: part.digest(seal) for part in parts}
    return Card(
        CardSnapshot(opened, digests),
        card.version,
        card.as_of,
        phone=_opened(card.phone, seal),
        staff=card.staff,
    )


def visit_dates(stored: StoredCards) -> tuple[date, date] | None:
    """Return the first and the last day of the visit by a record's cards; None without a card.

    They are not encrypted. Raises ValueError or LookupError where they cannot be read.
    """
    card = next(iter(stored.cards.values()), None)
    parts = (stored.parts[number] for number in card.parts) if card else ()
    facts = next((part.value for part in parts if part.key == "visit"), None)
    return (date.fromisoformat(facts["start"]), date.fromisoformat(facts["end"])) if facts else None


def masked(edition: Edition) -> dict[PersonId, Card]:
    """Return the cards as a reader without the key sees them in a record."""
    parts: dict[tuple[str, str], tuple[str, CardPart]] = {}

    def part(key: str, value: CardPart) -> tuple[str, CardPart]:
        known = key, digest_of(value)
        if known not in parts:
            masked_key = _key_with_sensitive(key, lambda kind, _: f"{kind}:{MASK}")
            masked_value = with_sensitive(canonical(value), lambda _: MASK)
            parts[known] = masked_key, part_from(key, masked_value)
        return parts[known]

    return {
        person: Card(
            CardSnapshot(dict(part(key, value) for key, value in card.snapshot.parts.items())),
            card.version,
            card.as_of,
            phone=None if card.phone is None else MASK,
            staff=card.staff,
        )
        for person, card in edition.items()
    }


def _key_with_sensitive(key: str, change: Callable[[str, str], Json]) -> Json:
    """A key in which `change` is applied to kind and text, where it has a telephone number.

    The key of a notice contains its text.
    """
    return change(*key.split(":", 1)) if TELEPHONE.search(key) else key


def _is_sealed(value: Json) -> bool:
    """Whether there is an encrypted text in a canonical form."""
    if isinstance(value, dict):
        return _SEALED in value or any(map(_is_sealed, value.values()))
    return isinstance(value, list) and any(map(_is_sealed, value))


def _opened(value: Json, seal: RecordSeal | None) -> Json:
    if isinstance(value, dict):
        if _SEALED in value:
            text = seal.decrypt(value[_SEALED]) if seal else MASK
            return f"{value[_KIND]}:{text}" if _KIND in value else text
        return {key: _opened(item, seal) for key, item in value.items()}
    if isinstance(value, list):
        return [_opened(item, seal) for item in value]
    return value


# Writing


def record_of(
    edition: Edition,
    former: StoredCards | None,
    former_name: str,
    seal: RecordSeal,
    published: Edition,
) -> dict[str, Json]:
    """Return the cards of a visit as JSON: the differences from the record `former_name`.

    It is complete where there is no `former` record, or where too many in a row depend on others.
    `published` are the cards of the former record as `seal` opens them.
    """
    base = former if former and former.length < COMPLETE_EVERY else StoredCards()
    numbers = _PartNumbers(base, seal)
    cards = {
        person: stored
        for person, card in edition.items()
        # Most cards are unchanged: their parts need no numbers.
        if not (person in base.cards and card.same_as(published.get(person)))
        and (stored := _stored(card, base.cards.get(person), numbers))
    }
    times = Counter(stored["as_of"] for stored in cards.values())
    usual = times.most_common(1)[0][0] if times else None
    for stored in cards.values():
        if stored["as_of"] == usual:
            del stored["as_of"]
    return {
        "form": FORMAT,
        "after": former_name if base.length else None,
        "as_of": usual,
        "parts": list(numbers.added),
        "events": [numbers.of(e.key, e, digest_of(e)) for e in events_of(edition)],
        "cards": cards,
        "gone": [person for person in base.cards if person not in edition],
    }


def events_of(edition: Edition) -> list[Entry]:
    """Return one entry of each event on the cards, in order of time."""
    events = {
        key: entry
        for card in edition.values()
        for key, entry in card.snapshot.entries.items()
        if entry.kind in EVENT_KINDS
    }
    return sorted(events.values(), key=lambda entry: (entry.start, entry.key))


class _PartNumbers:
    """The numbers of the parts in the records before, and of those that are added."""

    def __init__(self, base: StoredCards, seal: RecordSeal) -> None:
        self.added: list[tuple[Json, Json]] = []
        self._seal = seal
        self._first = len(base.parts)
        self._known = {_identity(part.key, part.value): n for n, part in enumerate(base.parts)}
        self._by_digest: dict[tuple[str, str], int] = {}

    def of(self, key: str, part: CardPart, digest: str) -> int:
        """Return the number of a part, which is added where there is none yet."""
        known = key, digest
        if known not in self._by_digest:
            sealed_key = _key_with_sensitive(key, self._sealed_key)
            self._by_digest[known] = self._stored(sealed_key, self._sealed(canonical(part)))
        return self._by_digest[known]

    def sealed_phone(self, phone: str | None) -> Json:
        """Return an encrypted telephone number."""
        return None if phone is None else {_SEALED: self._seal.encrypt(phone)}

    def _sealed(self, value: Json) -> Json:
        return with_sensitive(value, lambda text: {_SEALED: self._seal.encrypt(text)})

    def _sealed_key(self, kind: str, text: str) -> Json:
        return {_KIND: kind, _SEALED: self._seal.encrypt(text)}

    def _stored(self, key: Json, value: Json) -> int:
        identity = _identity(key, value)
        if identity not in self._known:
            self._known[identity] = self._first + len(self.added)
            self.added.append((key, value))
        return self._known[identity]


def _identity(key: Json, value: Json) -> str:
    return repr((_ordered(key), _ordered(value)))


def _ordered(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


def _stored(card: Card, former: StoredCard | None, numbers: _PartNumbers) -> dict[str, Json] | None:
    """A card as JSON: its differences from the former one; None where it is unchanged."""
    digests = card.snapshot.digests
    parts = tuple(numbers.of(key, part, digests[key]) for key, part in card.snapshot.parts.items())
    phone = numbers.sealed_phone(card.phone)
    stored = StoredCard(card.version, card.as_of, parts, phone, card.staff)
    if former and _is_unchanged(stored, former):
        return None
    head = {"version": card.version, "as_of": card.as_of}
    known = former or StoredCard("", 0, ())
    personal = {"phone": (phone, known.phone), "staff": (card.staff, known.staff)}
    differing = {name: now for name, (now, before) in personal.items() if now != before}
    content = (
        {"parts": list(parts)} if former is None else dict(_changed_parts(former.parts, parts))
    )
    return {**head, **differing, **content}


def _is_unchanged(card: StoredCard, former: StoredCard) -> bool:
    return (*_fields(card), {*card.parts}) == (*_fields(former), {*former.parts})


def _fields(card: StoredCard) -> Sequence[Json]:
    return card.version, card.as_of, card.phone, card.staff


def _changed_parts(former: Iterable[int], parts: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    before, after = {*former}, {*parts}
    if drop := sorted(before - after):
        yield "drop", drop
    if add := [number for number in parts if number not in before]:
        yield "add", add


def record_text(content: Mapping[str, Json]) -> str:
    """Return a record as JSON with a line for each part and card, so that `diff` shows changes."""

    def dumped(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def lines(values: Iterable[str]) -> str:
        return ",\n".join(values)

    cards = (f"{dumped(person)}:{dumped(card)}" for person, card in content["cards"].items())
    fields = {name: dumped(value) for name, value in content.items()}
    fields["parts"] = f"[\n{lines(map(dumped, content['parts']))}\n]"
    fields["cards"] = f"{{\n{lines(cards)}\n}}"
    return "{" + lines(f"{dumped(name)}:{value}" for name, value in fields.items()) + "}\n"
