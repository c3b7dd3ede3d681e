"""One publisher at a time in a folder, also where several machines share it.

The system's own lock keeps the processes of a machine apart and is free again when its holder dies.
Shares do not always pass it on to other machines: a file beside it names who publishes, and is
touched while he does.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from generator.publish.delivery.delivered import PublishError

PATIENCE = 120.0
"""Seconds to wait for another publisher before giving up: longer than until he counts as gone."""
STALE_AFTER = 60.0
"""Seconds without a touch after which a holder on another machine counts as gone: on the waiting
machine's own clock, since two machines' clocks differ."""
TOUCH_EVERY = 10.0
PAUSE = 0.05
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


@dataclass(frozen=True)
class Holder:
    """Who publishes, since when."""

    by: str
    host: str
    at: str
    id: str


def publisher_name() -> str:
    """Who publishes from here, as messages name him."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        user = str(os.getuid()) if hasattr(os, "getuid") else "?"
    return f"{user}@{platform.node()}"


class PlaceLock:
    """A held lock: `require` raises PublishError once somebody else took it over."""

    def __init__(self, place: Path, path: Path, holder: Holder) -> None:
        self._place, self._path, self._holder = place, path, holder

    def require(self) -> None:
        found = _read(self._path)
        if found != self._holder:
            by = found.by if found else "?"
            raise PublishError("taken_over", self._place, by=by)


def lock_files(place: Path, slug: str) -> list[Path]:
    """The files that locking a place has left there."""
    folder = place / ".releases"
    named = (folder / f"{slug}.publisher", folder / f"{slug}.lock")
    staged = folder.glob(f".{slug}.publisher.*") if folder.is_dir() else ()
    return [path for path in (*named, *staged) if path.exists()]


@contextmanager
def place_lock(place: Path, slug: str) -> Iterator[PlaceLock]:
    """Run while nobody else publishes `slug` to the folder `place`. Raises PublishError when
    somebody does for longer than `PATIENCE`; OSError.
    """
    folder = place / ".releases"
    folder.mkdir(exist_ok=True)
    path = folder / f"{slug}.publisher"
    latest = time.monotonic() + PATIENCE
    system = FileLock(folder / f"{slug}.lock")
    shared = _acquire(system, place, path, latest)
    try:
        holder = _claim(path, place, latest, alone_here=shared)
        stop = threading.Event()
        touching = threading.Thread(target=_keep_touching, args=(path, stop), daemon=True)
        touching.start()
        try:
            yield PlaceLock(place, path, holder)
        finally:
            stop.set()
            touching.join()
            if _read(path) == holder:
                path.unlink(missing_ok=True)
    finally:
        system.release()


def _acquire(system: FileLock, place: Path, path: Path, latest: float) -> bool:
    """Take the system's lock; whether this file system has one."""
    try:
        system.acquire(timeout=max(latest - time.monotonic(), 0), poll_interval=PAUSE)
    except Timeout:
        raise _busy(place, _read(path)) from None
    except NotImplementedError:
        return False
    except OSError as problem:
        if problem.errno in _NO_LOCKS:
            return False
        raise
    return True


def _claim(path: Path, place: Path, latest: float, *, alone_here: bool) -> Holder:
    """Write down who publishes, once nobody else does."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    own = Holder(publisher_name(), platform.node(), at, secrets.token_hex(16))
    seen: tuple[object, float] = (None, time.monotonic())
    while True:
        with suppress(FileExistsError):
            _write(path, own)
            return own
        found, state = _read(path), _state(path)
        if state != seen[0]:
            seen = (state, time.monotonic())
        # Whoever holds the system's lock is alone on this machine: the other one died.
        is_dead = alone_here and found is not None and found.host == own.host
        if is_dead or time.monotonic() - seen[1] > STALE_AFTER:
            path.unlink(missing_ok=True)
        elif time.monotonic() > latest:
            raise _busy(place, found)
        else:
            time.sleep(PAUSE)


def _busy(place: Path, holder: Holder | None) -> PublishError:
    by, at = (holder.by, holder.at) if holder else ("?", "?")
    return PublishError("busy", place, by=by, at=at)


def _write(path: Path, holder: Holder) -> None:
    """Write a new file, whole or not at all. Raises FileExistsError where there is one."""
    fresh = path.with_name(f".{path.name}.{holder.id}")
    try:
        fresh.write_text(json.dumps(asdict(holder), ensure_ascii=False), "utf-8")
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _read(path: Path) -> Holder | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return Holder(*(str(found[name]) for name in ("by", "host", "at", "id")))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _state(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _keep_touching(path: Path, stop: threading.Event) -> None:
    while not stop.wait(TOUCH_EVERY):
        with suppress(OSError):
            os.utime(path)
