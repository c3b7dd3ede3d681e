"""What changed on somebody's card since it went out: computed as data, worded elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Any]
"""A part as JSON keeps it."""
SOON = timedelta(hours=2)
ONE_DAY = timedelta(days=1)
CHECK_IN = timedelta(hours=12)
"""Rooms are open from noon."""


class Urgency(StrEnum):
    """How soon a change matters to its reader."""

    SOON = "soon"
    TODAY = "today"
    LATER = "later"
    PAST = "past"

    @property
    def order(self) -> int:
        """0 for what must be told at once, rising."""
        return list(Urgency).index(self)


@dataclass(frozen=True)
class Change:
    """A part of a card that is another than it was: `was` is None for what is new, `now` for what
    is no more. `key` is the part's."""

    key: str
    was: Any
    now: Any

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs, as dotted names (`passage.vehicle`); none for what is new or no more."""
        if not isinstance(self.was, Mapping) or not isinstance(self.now, Mapping):
            return ()
        return tuple(_differing(self.was, self.now, ""))

    @property
    def of_a_guest(self) -> bool:
        """Whether it is about a guest in the reader's care."""
        return self.key.startswith("charge:")

    @property
    def only_around(self) -> bool:
        """Whether nothing differs but who sits around the reader in a picture of seats."""
        return bool(self.fields) and all(map(self._is_around, self.fields))

    def _is_around(self, field: str) -> bool:
        if field == "table.seats":
            return True
        return field == "seats" and _own_seats(self.was) == _own_seats(self.now)

    def was_at(self, field: str) -> Any:
        """What stood in a dotted field."""
        return _at(self.was, field)

    def now_at(self, field: str) -> Any:
        """What stands in a dotted field."""
        return _at(self.now, field)


def changes_between(
    before: Mapping[str, str],
    contents_before: Mapping[str, Any],
    after: Mapping[str, str],
    contents_after: Mapping[str, Any],
) -> tuple[Change, ...]:
    """What changed on a card. `before` and `after` give the digest of each part by its key, the
    contents what such a digest stands for. What moved and so got another key is one change, not
    two."""
    changed = [
        Change(key, contents_before.get(before.get(key, "")), contents_after.get(digest))
        for key, digest in after.items()
        if before.get(key) != digest
    ]
    gone = [
        Change(key, contents_before.get(digest), None)
        for key, digest in before.items()
        if key not in after
    ]
    return tuple(_paired(changed, gone))


def urgency_of(change: Change, now: datetime) -> Urgency:
    """How soon a change matters at `now`, a time on the visit's clock."""
    times = [when for when in (_when(change.was, now), _when(change.now, now)) if when]
    if not times:
        return Urgency.LATER
    coming = [when for when in times if when >= now - SOON]
    if not coming:
        return Urgency.PAST
    soonest = min(coming)
    if soonest <= now + SOON:
        return Urgency.SOON
    return Urgency.TODAY if soonest.date() == now.date() else Urgency.LATER


def is_entry(part: Any) -> bool:
    """Whether a plain part is an entry of somebody's day."""
    return isinstance(part, Mapping) and "start" in part and "kind" in part


def _own_seats(part: Plain) -> list[tuple[Any, ...]]:
    """The reader's own seats, without the picture that shows where they are."""
    return [(seat["form"], seat["side"], seat["number"]) for seat in part.get("seats") or ()]


def _paired(changed: list[Change], gone: list[Change]) -> Iterator[Change]:
    rest = list(gone)
    for change in changed:
        former = next((g for g in rest if _moved(change, g)), None)
        if former:
            rest.remove(former)
            change = Change(change.key, former.was, change.now)
        yield change
    yield from rest


def _moved(new: Change, gone: Change) -> bool:
    """Whether something new is what is gone, at another time or place."""
    if new.was is not None or new.key.partition(":")[0] != gone.key.partition(":")[0]:
        return False
    if is_entry(new.now) and is_entry(gone.was):
        return bool(new.now["title"] == gone.was["title"] and new.now["kind"] == gone.was["kind"])
    return new.key.startswith("stay:")


def _differing(was: Plain, now: Plain, prefix: str) -> Iterator[str]:
    for name in {**was, **now}:
        before, after = was.get(name), now.get(name)
        if before == after:
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping) and not _is_text(before):
            yield from _differing(before, after, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _is_text(value: Plain) -> bool:
    """Whether an object is a text in several languages rather than a record."""
    return all(isinstance(said, str) and len(code) == 2 for code, said in value.items())


def _at(part: Any, field: str) -> Any:
    for name in field.split("."):
        part = part.get(name) if isinstance(part, Mapping) else None
    return part


def _when(part: Any, now: datetime) -> datetime | None:
    """The time on the visit's clock from which a part matters; a room one sleeps in, at once."""
    if is_entry(part):
        return datetime.fromisoformat(part["start"])
    if isinstance(part, Mapping) and part.get("check_in"):
        arrives, leaves = (datetime.fromisoformat(part[key]) for key in ("check_in", "check_out"))
        return now if arrives <= now <= leaves + ONE_DAY else arrives + CHECK_IN
    return None
