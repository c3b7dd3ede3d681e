"""What open pages are told: that there is another edition of them, and what is wrong."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.findings import Finding


@dataclass(frozen=True)
class Scene:
    """What is shown: which errors there are, and whether one of them kept pages from being made.
    `number` rises with each change.
    """

    number: int = 0
    errors: tuple[Finding, ...] = ()
    stopped: bool = False


class Stage:
    """The site as open pages see it: the files on disk, and what is made ahead of them. One thread
    makes pages, and each open page has a thread that waits here.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.closed = False
        self._changed = threading.Condition()
        self._scene = Scene()
        self._ahead: Mapping[str, bytes] = {}
        self._audience: Counter[str] = Counter()

    def show(self, errors: tuple[Finding, ...], *, stopped: bool) -> None:
        """Let every open page look whether its file still says what it did, and show the errors."""
        with self._changed:
            self._ahead = {}
            self._scene = Scene(self._scene.number + 1, errors, stopped)
            self._changed.notify_all()

    def show_ahead(self, pages: Mapping[str, bytes]) -> None:
        """Let pages, by their paths below the site's folder, be seen before their files say so: in
        a moment, when `show` is called, they will.
        """
        with self._changed:
            self._ahead = pages
            self._scene = replace(self._scene, number=self._scene.number + 1)
            self._changed.notify_all()

    def close(self) -> None:
        """Let every open page go."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def scene_after(self, number: int, patience: float) -> Scene:
        """The scene, as soon as it is later than `number`, or after `patience` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._scene.number > number, patience)
            return self._scene

    @contextmanager
    def watched_by(self, path: str) -> Iterator[None]:
        """Within it, somebody looks at the page at `path`."""
        with self._changed:
            self._audience[path] += 1
        try:
            yield
        finally:
            with self._changed:
                self._audience[path] -= 1

    def watched(self) -> frozenset[str]:
        """The paths of the pages that somebody looks at."""
        with self._changed:
            return frozenset(path for path, number in self._audience.items() if number > 0)

    def content(self, path: str) -> bytes | None:
        """What the file at `path` says, or will say in a moment; None where there is none."""
        if path in self._ahead:
            return self._ahead[path]
        try:
            return (self.site / path).read_bytes()
        except (OSError, ValueError):
            return None
