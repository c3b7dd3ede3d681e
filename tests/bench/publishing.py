"""Measures `handbook publish` to a folder: when are changed cards where guests read them?"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.processes import HANDBOOK, SLUG, Cost, cost_of
from tests.bench.projects import change_room

WEB = "web"
EVERY = 0.01
"""Seconds between looks at the web root."""
State = Mapping[str, tuple[int, int, int]]
"""The inode, size and time (ns) of each card, by its name."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication after a change: seconds until the changed cards were there, and its whole cost.

    `cards` is how many changed. How much of the processors was used until then is not known.
    """

    delivered: float
    whole: Cost
    cards: int


def publish(root: Path) -> Cost:
    """Publish the visit of a project into a folder beside it."""
    return cost_of(root, *HANDBOOK, "publish", SLUG, "--to", str(root / WEB), "--yes")


def publish_changed_room(root: Path, turn: int) -> Publication:
    """Change a room, and publish again."""
    change_room(root, turn)
    web = root / WEB / SLUG / "g"
    before = {card.name: card.read_bytes() for card in web.glob("*.html")}
    with Watch(web) as watch:
        whole = publish(root)
    after = {card.name: card.read_bytes() for card in web.glob("*.html")}
    changed = {name for name, content in after.items() if before.get(name) != content}
    return Publication(watch.delivered(changed), whole, len(changed))


class Watch:
    """Notes when each card in a folder last changed, from entering until leaving."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: State = _state(folder)
        self.changed: dict[str, float] = {}
        self.ended = threading.Event()

    def __enter__(self) -> Watch:
        self.start = perf_counter()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join()

    def delivered(self, cards: set[str]) -> float:
        """Seconds until the last of these cards was there."""
        return max((self.changed.get(name, 0.0) for name in cards), default=0.0)

    def _look(self) -> None:
        while not self.ended.wait(EVERY):
            self._note()
        self._note()

    def _note(self) -> None:
        now, state = perf_counter() - self.start, _state(self.folder)
        for name, file in state.items():
            # Another inode alone is a release with links to the files of the last one, or a copy.
            if self.seen.get(name, (0, 0, 0))[1:] != file[1:]:
                self.changed[name] = now
        self.seen = state


def _state(folder: Path) -> State:
    try:
        with os.scandir(folder) as entries:
            stats = {entry.name: entry.stat() for entry in entries}
    except OSError:  # between two releases
        return {}
    return {name: (file.st_ino, file.st_size, file.st_mtime_ns) for name, file in stats.items()}
