"""Who was told of which change, by whom and when: told.csv beside visit.yml."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.csv_writer import csv_text, without_escape

FILE = "told.csv"
HEADINGS = ("id", "name", "version", "at", "by")


@dataclass(frozen=True, slots=True)
class Notification:
    """Somebody was told what a version of their card says. `at` is on the visit's clock."""

    person: str
    name: str
    version: str
    at: datetime
    by: str


def read_notifications(folder: Path) -> tuple[Notification, ...]:
    """The lines of told.csv, as far as they can be read; Excel may have saved it in GB18030."""
    try:
        content = (folder / FILE).read_bytes()
    except OSError:
        return ()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    rows = csv.DictReader(io.StringIO(text))
    return tuple(told for told in map(_told, rows) if told)


def latest_by_person(told: Iterable[Notification]) -> tuple[Notification, ...]:
    """The newest line of each person.

    Only that line counts: a person who was notified of version A and then of B must be notified
    again when the card returns to A.
    """
    return tuple({each.person: each for each in sorted(told, key=lambda each: each.at)}.values())


def notified_since(told: Iterable[Notification], start: datetime) -> tuple[Notification, ...]:
    """The lines from `start` on, a time on the visit's clock; the file has minutes alone."""
    minute = start.replace(second=0, microsecond=0)
    return tuple(each for each in told if each.at >= minute)


def notifications_csv(told: Iterable[Notification]) -> str:
    """The file's text."""
    return csv_text(HEADINGS, map(_row, told))


def _row(told: Notification) -> Sequence[str]:
    return (told.person, told.name, told.version, f"{told.at:%Y-%m-%d %H:%M}", told.by)


def _told(said: dict[str, str]) -> Notification | None:
    try:
        row = {heading: without_escape(said[heading]) for heading in HEADINGS}
        at = datetime.fromisoformat(row["at"].replace("/", "-"))
        return Notification(row["id"], row["name"], row["version"].lower(), at, row["by"])
    except (KeyError, ValueError, AttributeError):
        return None
