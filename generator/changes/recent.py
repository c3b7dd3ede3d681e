"""What recently changed on a card, as the card itself shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.changes.difference import Change

SHOWN_FOR = int(timedelta(days=1).total_seconds())
"""How long a card shows a change, in seconds."""


@dataclass(frozen=True, slots=True)
class RecentChange:
    """A change, and since when the card has had it (seconds since 1970)."""

    at: int
    change: Change

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the parts that it is shown at: of a vehicle, its rides."""
        return tuple(ride.key for ride in self.change.rides) or (self.change.key,)


def marks_of(changes: Sequence[RecentChange]) -> dict[str, int]:
    """Until when (seconds since 1970) the parts that changed are marked, by their keys."""
    return dict(_marks(changes))


def _marks(changes: Sequence[RecentChange]) -> Iterator[tuple[str, int]]:
    for recent in changes:
        for key in recent.keys:
            yield key, recent.at + SHOWN_FOR
