"""Watches the source files: several saves in a row count as one."""

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
"""Seconds without a save that end a burst: editors save in several steps."""
LONGEST_BURST = 1.0
"""Seconds after which a burst ends in any case: some programs never stop writing."""
POLL_SECONDS = 0.5
"""Seconds between two checks for Ctrl+C: Windows cannot interrupt an endless wait."""
_READ_ONLY = {"opened", "closed_no_write"}


class SourceWatcher(FileSystemEventHandler):
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
        """Wait until something was saved since the last call, and the burst of saves is over."""
        while not self._saved.wait(POLL_SECONDS):
            pass
        latest = monotonic() + LONGEST_BURST
        while self._saved.is_set() and monotonic() < latest:
            self._saved.clear()
            self._saved.wait(QUIET)

    def follow(self, settings: Settings) -> None:
        """Watch the project's present folders, also one that was removed and created again."""
        self._root = settings.root
        folders = (settings.docs_folder, settings.visits_folder, settings.secrets_folder)
        self._follow(settings.root, recursive=False)
        for folder in folders:
            self._follow(folder, recursive=True)
        for folder in set(self._folders) - {settings.root, *folders}:
            self._forget(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record a save; reading a file, or writing one that is no source, is none."""
        if event.event_type in _READ_ONLY or (
            event.is_directory and event.event_type == "modified"
        ):
            return
        paths = (Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        if any(map(self._is_source, paths)):
            self._saved.set()

    def _is_source(self, path: Path) -> bool:
        if path.parent == self._root:
            return path.name == "mkdocs.yml" or path in self._folders
        return not path.name.startswith((".", "~$"))

    def _follow(self, folder: Path, *, recursive: bool) -> None:
        identity = _identity_of(folder)
        watch, former = self._folders.get(folder, (None, None))
        if watch is not None and identity == former:
            return
        self._forget(folder)
        if identity:
            watch = self._observer.schedule(self, str(folder), recursive=recursive)
        self._folders[folder] = (watch if identity else None, identity)

    def _forget(self, folder: Path) -> None:
        watch, _ = self._folders.pop(folder, (None, None))
        if watch is not None:
            self._observer.unschedule(watch)  # type: ignore[arg-type]


@contextmanager
def watch_sources(settings: Settings) -> Iterator[SourceWatcher]:
    """Watch a project's sources; by polling where the system cannot report saves."""
    try:
        observer, watcher = _started(Observer(), settings)
    except OSError:  # Linux: the user's number of watched folders is used up
        observer, watcher = _started(PollingObserver(timeout=POLL_SECONDS), settings)
    try:
        yield watcher
    finally:
        observer.stop()
        observer.join(POLL_SECONDS)


def _started(observer: BaseObserver, settings: Settings) -> tuple[BaseObserver, SourceWatcher]:
    watcher = SourceWatcher(observer)
    observer.start()
    try:
        watcher.follow(settings)
    except OSError:
        observer.stop()
        raise
    return observer, watcher


def _identity_of(folder: Path) -> tuple[int, int] | None:
    """Return what differs between a folder and a later one of the same name; None without one."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
