"""The file told.csv of a visit: who was notified of which version of a card, when and by whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.csv_writer import csv_text, without_escape
from generator.files import write_file
from generator.text import decoded

FILE = "told.csv"
HEADINGS = ("id", "name", "version", "at", "by")


@dataclass(frozen=True, slots=True)
class Notification:
    """A person was notified of a version of their card. `at` is on the visit's clock."""

    person: str
    name: str
    version: str
    at: datetime
    by: str


def read_notifications(folder: Path) -> tuple[Notification, ...]:
    """Return the readable lines of told.csv, in UTF-8 or, as Excel may save it, in GB18030."""
    try:
        content = (folder / FILE).read_bytes()
    except OSError:
        return ()
    rows = csv.DictReader(io.StringIO(decoded(content)))
    return tuple(notification for notification in map(_notification, rows) if notification)


def save_notifications(folder: Path, notifications: Iterable[Notification]) -> None:
    """Replace told.csv by a file of these notifications. Raises OSError."""
    rows = ((n.person, n.name, n.version, f"{n.at:%Y-%m-%d %H:%M}", n.by) for n in notifications)
    write_file(folder / FILE, csv_text(HEADINGS, rows).encode("utf-8"))


def latest_by_person(notifications: Iterable[Notification]) -> tuple[Notification, ...]:
    """Return the newest notification of each person.

    Only that one counts: a person who was notified of version A and then of B must be notified
    again when the card returns to A.
    """
    by_time = sorted(notifications, key=lambda notification: notification.at)
    return tuple({notification.person: notification for notification in by_time}.values())


def notified_since(
    notifications: Iterable[Notification], start: datetime
) -> tuple[Notification, ...]:
    """Return the notifications from the minute of `start` on, a time on the visit's clock."""
    minute = start.replace(second=0, microsecond=0)  # the file has no seconds
    return tuple(notification for notification in notifications if notification.at >= minute)


def _notification(fields: dict[str, str]) -> Notification | None:
    try:
        row = {heading: without_escape(fields[heading]) for heading in HEADINGS}
        at = datetime.fromisoformat(row["at"].replace("/", "-"))
        return Notification(row["id"], row["name"], row["version"].lower(), at, row["by"])
    except (KeyError, ValueError, AttributeError):
        return None
