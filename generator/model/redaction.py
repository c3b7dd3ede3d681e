"""A visit without what need not be kept once it is over."""

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
_KEPT_WHOLE = {"source", "standing", "id", "slug"}


GUESTS_DETAILS = ("phone", "diet", "needs", "ethnicity", "arrival", "arrival_by", "departure",
                  "departure_by")  # fmt: skip
"""What nobody needs of a guest once the visit's cards have ended."""
SHORTEST_DETAIL = 3
"""Characters of a detail that is struck out of sentences: a shorter one may be part of a word."""


def without_fields(visit: Visit, fields: Collection[str]) -> Visit:
    """The visit with the named fields of every record empty, and telephone numbers struck out of
    every sentence. The standing pages it refers to stay as they are.
    """
    redacted: Visit = _Redaction(frozenset(fields)).of_record(visit)
    return redacted


def without_guests_details(visit: Visit) -> Visit:
    """The visit without its guests' telephones, diets and trains, which are struck out of every
    sentence too. Staff stay as they are.
    """

    def strike(sentence: str) -> str:
        return redact(sentence, details)

    details = guests_details(visit)
    redacted: Visit = _Redaction(frozenset(GUESTS_DETAILS), Guest, strike).of_record(visit)
    return redacted


def guests_details(visit: Visit) -> tuple[str, ...]:
    """Every text in a guest's details, the longest first."""
    found = {
        text
        for guest in visit.guests
        for field in GUESTS_DETAILS
        for text in _texts(getattr(guest, field))
        if len(text) >= SHORTEST_DETAIL
    }
    return tuple(sorted(found, key=len, reverse=True))


def redact(sentence: str, details: Iterable[str]) -> str:
    """A sentence with each of the details struck out."""
    for detail in details:
        sentence = sentence.replace(detail, REDACTED)
    return sentence


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str | Text):
        yield str(value)


def redact_telephones(said: str) -> str:
    """A sentence with its telephone numbers struck out."""
    return TELEPHONE.sub(REDACTED, said)


class _Redaction:
    """Copies records once each, so that who was one person stays one."""

    def __init__(
        self,
        fields: frozenset[str],
        of: type[Record] = Record,
        strike: Callable[[str], str] = redact_telephones,
    ) -> None:
        self._fields, self._of, self._strike = fields, of, strike
        self._done: dict[int, Any] = {}

    def of_record(self, record: Any) -> Any:
        if id(record) not in self._done:
            fields = type(record).model_fields
            update = {
                name: info.get_default(call_default_factory=True)
                if name in self._fields and isinstance(record, self._of)
                else self.of_value(getattr(record, name))
                for name, info in fields.items()
                if name not in _KEPT_WHOLE
            }
            self._done[id(record)] = record.model_copy(update=update)
        return self._done[id(record)]

    def of_value(self, value: Any) -> Any:
        """The value with everything in it redacted."""
        if isinstance(value, Record):
            return self.of_record(value)
        if isinstance(value, tuple):
            return tuple(self.of_value(each) for each in value)
        if isinstance(value, Participants):
            named = tuple(self.of_value(text) for text in value.named)
            return replace(value, named=named, people=self.of_value(value.people))
        if isinstance(value, Text):
            others = tuple((code, self._strike(said)) for code, said in value.others)
            return Text(self._strike(value.default), others)
        if type(value) is str:
            return self._strike(value)
        return value


RETENTION_DAYS = 30
"""How long cards stay after the visit where neither the visit nor a rule says."""


def last_day(visit: Visit) -> date:
    """The last day on which a visit's cards may be read."""
    rule = visit.standing.limit("confidentiality", "retention_days", visit.start)
    most = int(rule.value) if rule and rule.value is not None else RETENTION_DAYS
    days = visit.retention_days if visit.retention_days is not None else min(most, LONGEST_KEPT)
    return visit.end + timedelta(days=days)


def is_over(visit: Visit, today: date) -> bool:
    """Whether a visit's guests are no longer anybody's business."""
    return today > last_day(visit)
