"""A visit without the data that need not be kept once it is over."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from generator.model.people import Guest, Participants
from generator.model.record import Record
from generator.model.visit import LONGEST_KEPT, Visit
from generator.text import Text

REDACTED = "—"
TELEPHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(?:1[3-9]\d(?:[- ]?\d{4}){2}|"
    r"0(?:10|2\d|[3-9]\d{2})[- ]?\d{7,8})(?!\d)"
)
"""A mobile or a landline number in a sentence."""
_UNCHANGED = {"source", "standing", "id", "slug"}


GUESTS_DETAILS = ("phone", "diet", "needs", "ethnicity", "arrival", "arrival_by", "arrival_at",
                  "departure", "departure_by", "departure_at")  # fmt: skip
"""Fields of a guest that nobody needs once the visit's cards have ended."""
SHORTEST_DETAIL = 3
"""Characters of a detail that is redacted in sentences: a shorter one may be part of a word."""


def without_fields(visit: Visit, fields: Collection[str]) -> Visit:
    """The visit with the named fields of every record empty and all telephone numbers redacted.

    The standing pages that it refers to are unchanged.
    """
    redacted: Visit = _Redaction(frozenset(fields)).of_record(visit)
    return redacted


def without_guests_details(visit: Visit) -> Visit:
    """The visit without its guests' telephones, diets and trains.

    These are redacted in every sentence, too. Staff are unchanged.
    """

    def redact_details(sentence: str) -> str:
        return redact(sentence, details)

    details = guests_details(visit)
    redacted: Visit = _Redaction(frozenset(GUESTS_DETAILS), Guest, redact_details).of_record(visit)
    return redacted


def guests_details(visit: Visit) -> tuple[str, ...]:
    """Every text in the details of guests, the longest first."""
    details = {
        text
        for guest in visit.guests
        for field in GUESTS_DETAILS
        for text in _texts(getattr(guest, field))
        if len(text) >= SHORTEST_DETAIL
    }
    return tuple(sorted(details, key=len, reverse=True))


def redact(sentence: str, details: Iterable[str]) -> str:
    """A sentence without the details: a dash is in the place of each."""
    for detail in details:
        sentence = sentence.replace(detail, REDACTED)
    return sentence


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str | Text):
        yield str(value)


def redact_telephones(sentence: str) -> str:
    """A sentence without its telephone numbers: a dash is in the place of each."""
    return TELEPHONE.sub(REDACTED, sentence)


class _Redaction:
    """Copies each record once, so that one person is still one and the same object."""

    def __init__(
        self,
        fields: frozenset[str],
        model: type[Record] = Record,
        redact_sentence: Callable[[str], str] = redact_telephones,
    ) -> None:
        self._fields, self._model, self._redact = fields, model, redact_sentence
        self._copies: dict[int, Any] = {}

    def of_record(self, record: Any) -> Any:
        if id(record) not in self._copies:
            fields = type(record).model_fields
            update = {
                name: info.get_default(call_default_factory=True)
                if name in self._fields and isinstance(record, self._model)
                else self.of_value(getattr(record, name))
                for name, info in fields.items()
                if name not in _UNCHANGED
            }
            self._copies[id(record)] = record.model_copy(update=update)
        return self._copies[id(record)]

    def of_value(self, value: Any) -> Any:
        """A redacted copy of a value."""
        if isinstance(value, Record):
            return self.of_record(value)
        if isinstance(value, tuple):
            return tuple(self.of_value(item) for item in value)
        if isinstance(value, Participants):
            named = tuple(self.of_value(text) for text in value.named)
            return replace(value, named=named, people=self.of_value(value.people))
        if isinstance(value, Text):
            others = tuple((code, self._redact(text)) for code, text in value.others)
            return Text(self._redact(value.default), others)
        if type(value) is str:
            return self._redact(value)
        return value


RETENTION_DAYS = 30
"""Days after the visit for which cards stay where neither the visit nor a rule limits them."""


def last_day(visit: Visit) -> date:
    """The last day on which a visit's cards may be read."""
    rule = visit.limit("confidentiality", "retention_days")
    most = int(rule.value) if rule and rule.value is not None else RETENTION_DAYS
    days = visit.retention_days if visit.retention_days is not None else min(most, LONGEST_KEPT)
    return visit.end + timedelta(days=days)


def is_over(visit: Visit, today: date) -> bool:
    """Whether the details of a visit's guests are no longer needed."""
    return today > last_day(visit)
