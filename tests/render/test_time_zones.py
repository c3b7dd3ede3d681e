"""The VTIMEZONE of a calendar: by its rules alone, a reader finds the offsets that zoneinfo has."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from generator.render.time_zones import timezone_lines


def changes(zone: str, first: int, last: int) -> list[tuple[str, ...]]:
    """Kind, begin, and offset before and after, of each part of a VTIMEZONE."""
    component = icalendar.Timezone.from_ical(timezone_lines(zone, first, last))
    return [
        (part.name, *(_text(part[name]) for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")))
        for part in component.subcomponents
    ]


def _text(value: Any) -> str:
    text = value.to_ical()
    return text.decode() if isinstance(text, bytes) else str(text)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Shanghai", [("STANDARD", "19700101T000000", "+0800", "+0800")]),
        ("Asia/Kathmandu", [("STANDARD", "19700101T000000", "+0545", "+0545")]),
        (
            "Europe/Paris",
            [
                ("STANDARD", "20251026T030000", "+0200", "+0100"),
                ("DAYLIGHT", "20260329T020000", "+0100", "+0200"),
                ("STANDARD", "20261025T030000", "+0200", "+0100"),
            ],
        ),
        (
            "Pacific/Auckland",
            [
                ("DAYLIGHT", "20250928T020000", "+1200", "+1300"),
                ("STANDARD", "20260405T030000", "+1300", "+1200"),
                ("DAYLIGHT", "20260927T020000", "+1200", "+1300"),
            ],
        ),
        ("America/Sao_Paulo", [("STANDARD", "19700101T000000", "-0300", "-0300")]),
    ],
)
def test_each_change_begins_on_the_clock_as_it_was(
    zone: str, expected: list[tuple[str, ...]]
) -> None:
    assert changes(zone, 2026, 2026) == expected


@pytest.mark.parametrize(
    "zone",
    [
        "Asia/Shanghai", "Europe/Paris", "Europe/Dublin", "Europe/Lisbon", "America/New_York",
        "America/Santiago", "Africa/Casablanca", "Africa/Cairo", "Australia/Lord_Howe",
        "Pacific/Auckland", "Asia/Tehran", "UTC",
    ],
)  # fmt: skip
def test_a_parser_finds_the_offset_of_every_hour(zone: str) -> None:
    """Of two years over New Year; hours that a change skips or repeats have no one offset."""
    component = icalendar.Timezone.from_ical(timezone_lines(zone, 2026, 2027))
    parsed, known = component.to_tz(lookup_tzid=False), ZoneInfo(zone)

    hour = datetime(2026, 1, 1, 0, 30)
    while hour < datetime(2028, 1, 1):
        offsets = {hour.replace(tzinfo=known, fold=fold).utcoffset() for fold in (0, 1)}
        if len(offsets) == 1:
            assert {hour.replace(tzinfo=parsed).utcoffset()} == offsets, hour
        hour += timedelta(hours=1)
