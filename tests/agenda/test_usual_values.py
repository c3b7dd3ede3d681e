"""What is usual is left out of a card's record, and read where a record is without it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.agenda.panels.views import FloorCount, GapRow, RoomRow
from generator.agenda.views import (
    AgendaLocation,
    AgendaTask,
    Duties,
    Entry,
    EntryKind,
    EntryPaper,
    EntryPoint,
    GuestInCare,
)
from generator.changes.snapshot import canonical
from generator.text import Text

DAY, INN, NAME = date(2026, 5, 18), AgendaLocation(Text("宾馆")), Text("事")


@pytest.mark.parametrize(
    ("record", "usual"),
    [
        (RoomRow("k", INN, DAY, DAY, count=2, rooms=1), {"rooms"}),
        (FloorCount("k", DAY, INN, count=2, helped=0), {"helped"}),
        (GapRow("k", NAME, rooms=0, of_ride=False), {"rooms", "of_ride"}),
        (EntryPaper(NAME, size=0), {"size"}),
        (EntryPoint(1, NAME, own=False), {"own"}),
        (Entry("k", EntryKind.ITEM, datetime(2026, 5, 18), NAME, optional=False), {"optional"}),
        (Duties(NAME, leads=False), {"leads"}),
        (AgendaTask("事", checks=False), {"checks"}),
        (GuestInCare("张伟", headcount=1), {"headcount"}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_record_is_without_what_is_usual(record: Any, usual: set[str]) -> None:
    stored = canonical(record)

    assert isinstance(stored, dict)
    assert usual.isdisjoint(stored)
    assert TypeAdapter(type(record)).validate_json(json.dumps(stored)) == record
