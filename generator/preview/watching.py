"""Notices that a source file was saved: several saves in a row count as one."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator.settings import Settings

QUIET = 0.1
"""Seconds without a save after which a burst is over: editors save in several steps."""
LONGEST_BURST = 1.0
"""Seconds after which a burst is taken as it is, since some program never stops writing."""
PULSE = 0.5
"""Seconds between two looks at the keyboard: Windows cannot interrupt an endless wait."""
_READ_ONLY = {"opened", "closed_no_write"}


class Watch(FileSystemEventHandler):
    """Waits for saves under visits/, docs/ and .secrets, and of mkdocs.yml."""

    def __init__(self, observer: BaseObserver) -> None:
        self._observer = observer
        self._saved = threading.Event()
        self._folders: dict[Path, tuple[object, object]] = {}
        self._root: Path | None = None

    @property
    def pending(self) -> bool:
        """Whether something was saved since `wait` returned."""
        return self._saved.is_set()

    def wait(self) -> None:
        """Return when something was saved since the last time, and the burst of saves is over."""
        while not self._saved.wait(PULSE):
            pass
        latest = monotonic() + LONGEST_BURST
        while self._saved.is_set() and monotonic() < latest:
            self._saved.clear()
            self._saved.wait(QUIET)

    def follow(self, settings: Settings) -> None:
        """Watch the folders of a project as they are now: one that was removed and made again is
        another.
        """
        self._root = settings.root
        wanted = (settings.docs_folder, settings.visits_folder, settings.secrets_folder)
        self._follow(settings.root, recursive=False)
        for folder in wanted:
            self._follow(folder, recursive=True)
        for folder in set(self._folders) - {settings.root, *wanted}:
            self._forget(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of a save; of what is only read or only beside the sources, none."""
        if event.event_type in _READ_ONLY or (
            event.is_directory and event.event_type == "modified"
        ):
            return
        paths = (Path(os.fsdecode(said)) for said in (event.src_path, event.dest_path) if said)
        if any(map(self._matters, paths)):
            self._saved.set()

    def _matters(self, path: Path) -> bool:
        if path.parent == self._root:
            return path.name == "mkdocs.yml" or path in self._folders
        return not path.name.startswith((".", "~$"))

    def _follow(self, folder: Path, *, recursive: bool) -> None:
        state = _state_of(folder)
        watched, former = self._folders.get(folder, (None, None))
        if watched is not None and state == former:
            return
        self._forget(folder)
        known = self._observer.schedule(self, str(folder), recursive=recursive) if state else None
        self._folders[folder] = (known, state)

    def _forget(self, folder: Path) -> None:
        watched, _ = self._folders.pop(folder, (None, None))
        if watched is not None:
            self._observer.unschedule(watched)  # type: ignore[arg-type]


@contextmanager
def watching(settings: Settings) -> Iterator[Watch]:
    """A watch over a project; one that looks by itself where the system cannot tell of saves."""
    try:
        observer, watch = _started(Observer(), settings)
    except OSError:  # Linux: the user's number of watched folders is used up
        observer, watch = _started(PollingObserver(timeout=PULSE), settings)
    try:
        yield watch
    finally:
        observer.stop()
        observer.join(PULSE)


def _started(observer: BaseObserver, settings: Settings) -> tuple[BaseObserver, Watch]:
    watch = Watch(observer)
    observer.start()
    try:
        watch.follow(settings)
    except OSError:
        observer.stop()
        raise
    return observer, watch


def _state_of(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another of its name; None where there is none."""
    try:
        said = folder.stat()
    except OSError:
        return None
    return (said.st_dev, said.st_ino) if folder.is_dir() else None
