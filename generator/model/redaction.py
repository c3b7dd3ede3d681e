"""A visit without what need not be kept once it is over."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from generator.model.people import Participants
from generator.model.record import Record
from generator.model.visit import Visit
from generator.text import Text

STRUCK = "—"
TELEPHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(?:1[3-9]\d(?:[- ]?\d{4}){2}|"
    r"0(?:10|2\d|[3-9]\d{2})[- ]?\d{7,8})(?!\d)"
)
"""A mobile or a landline number in a sentence."""
_KEPT_WHOLE = {"source", "standing", "id", "slug"}


def without(visit: Visit, fields: Collection[str]) -> Visit:
    """The visit with the named fields of every record empty, and telephone numbers struck out of
    every sentence. The standing pages it refers to stay as they are."""
    redacted: Visit = _Redaction(frozenset(fields)).of_record(visit)
    # What was gathered from the visit it is a copy of says what was struck out here.
    for gathered in redacted.__dict__.keys() - type(redacted).model_fields.keys():
        del redacted.__dict__[gathered]
    return redacted


def without_telephones(said: str) -> str:
    """A sentence with its telephone numbers struck out."""
    return TELEPHONE.sub(STRUCK, said)


class _Redaction:
    """Copies records once each, so that who was one person stays one."""

    def __init__(self, fields: frozenset[str]) -> None:
        self._fields = fields
        self._done: dict[int, Any] = {}

    def of_record(self, record: Any) -> Any:
        if id(record) not in self._done:
            fields = type(record).model_fields
            update = {
                name: info.get_default(call_default_factory=True)
                if name in self._fields
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
            others = tuple((code, without_telephones(said)) for code, said in value.others)
            return Text(without_telephones(value.default), others)
        if type(value) is str:
            return without_telephones(value)
        return value
