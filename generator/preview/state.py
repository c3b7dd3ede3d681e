"""What the preview shows: the files on disk, pages that are not written yet, and the errors."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from generator.findings import Finding


@dataclass(frozen=True)
class PageState:
    """What every open page shows: the errors, and whether one of them kept pages from being built.

    `number` rises with each change.
    """

    number: int = 0
    errors: tuple[Finding, ...] = ()
    stopped: bool = False


class PreviewState:
    """The site as open pages see it.

    One thread builds pages, and each open page has a thread of the server that waits here.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.closed = False
        self._changed = threading.Condition()
        self._state = PageState()
        self._early_pages: Mapping[str, bytes] = {}
        self._viewers: Counter[str] = Counter()

    def show(self, errors: tuple[Finding, ...], *, stopped: bool) -> None:
        """Show the errors on every open page, and let it reload if its file differs."""
        with self._changed:
            self._early_pages = {}
            self._state = PageState(self._state.number + 1, errors, stopped)
            self._changed.notify_all()

    def show_early(self, pages: Mapping[str, bytes]) -> None:
        """Show pages, by their paths below the site's folder, before they are on disk.

        They will be by the next call of `show`.
        """
        with self._changed:
            self._early_pages = pages
            self._state = replace(self._state, number=self._state.number + 1)
            self._changed.notify_all()

    def close(self) -> None:
        """Disconnect every open page."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def state_after(self, number: int, timeout: float) -> PageState:
        """Return the state once it is later than `number`, or after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._state.number > number, timeout)
            return self._state

    @contextmanager
    def viewing(self, path: str) -> Iterator[None]:
        """Within it, somebody has the page at `path` open."""
        with self._changed:
            self._viewers[path] += 1
        try:
            yield
        finally:
            with self._changed:
                self._viewers[path] -= 1

    def open_pages(self) -> frozenset[str]:
        """Return the paths of the pages that somebody has open."""
        with self._changed:
            return frozenset(path for path, number in self._viewers.items() if number > 0)

    def content(self, path: str) -> bytes | None:
        """Return the page at `path`, as it is or soon will be on disk; None where there is none."""
        if path in self._early_pages:
            return self._early_pages[path]
        try:
            return (self.site / path).read_bytes()
        except (OSError, ValueError):
            return None
