"""One build at a time: of two, the second waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from generator.files import make_office_folder
from generator.settings import Settings

FILE = ".lock"
PATIENCE = 600
"""Seconds to wait for another build; no build takes so long."""


@contextmanager
def build_lock(settings: Settings, on_wait: Callable[[], None]) -> Iterator[None]:
    """Within it, nothing else builds or publishes this project.

    `on_wait` is called before waiting for another build. A lock whose process died is free. Raises
    filelock.Timeout.
    """
    make_office_folder(settings.output_folder)
    lock = FileLock(settings.output_folder / FILE, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        lock.release()
