"""The marks of roll calls: who was there, as staff ticked it off on their phones."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Annotated

from generator.model.audience import OFFICE
from generator.model.enums import RollState
from generator.model.record import PersonId, Record

RETURN = 2
"""The second point of a roll call: the way back. The first is 1."""

Subject = tuple[str, int, PersonId]
"""What a mark is about: the key of an event, its point, and a person."""


class AttendanceMark(Record):
    """One mark of one person at one event, as attended.csv has it.

    `event` is the key of the event, `title` what it was called then. `at` is on the visit's clock.
    `by` names the file from which the mark was read.
    """

    event: Annotated[str, OFFICE]
    title: Annotated[str, OFFICE]
    point: Annotated[int, OFFICE]
    person: Annotated[PersonId, OFFICE]
    name: Annotated[str, OFFICE]
    state: Annotated[RollState, OFFICE]
    at: Annotated[datetime, OFFICE]
    note: Annotated[str, OFFICE] = ""
    by: Annotated[str, OFFICE] = ""

    @property
    def subject(self) -> Subject:
        """What the mark is about."""
        return self.event, self.point, self.person

    @property
    def rank(self) -> tuple[datetime, bool, str]:
        """Of the marks on one subject the one with the highest rank counts, as on the phones.

        The later one; of the same minute, one with the state HERE, then the greater text.
        """
        text = f"{list(RollState).index(self.state)}{base32(self.note)}"
        return self.at, self.state is RollState.HERE, text


def base32(text: str) -> str:
    """A text in lower-case base32 without padding, as a tally has it."""
    return base64.b32encode(text.encode("utf-8")).decode("ascii").rstrip("=").lower()
