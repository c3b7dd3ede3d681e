"""One publisher at a time in a folder, also where several machines share it.

The system's own lock separates the processes of a machine, and is free again when its holder dies.
Network shares do not always pass it on to other machines: a file beside it names the publisher,
whose process updates its time.
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

from generator.files import move
from generator.publish.delivery.base import PublishError

PATIENCE = 120.0
"""Seconds to wait for another publisher before giving up: longer than STALE_AFTER."""
STALE_AFTER = 60.0
"""Seconds without an update after which a holder on another machine counts as gone: on the waiting
machine's own clock, since two machines' clocks differ."""
TOUCH_EVERY = 10.0
"""Seconds between two updates of the file's time."""
PAUSE = 0.05
"""Seconds between two attempts to take the lock."""
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


@dataclass(frozen=True)
class Holder:
    """Who publishes, on which machine, since when; `id` is a value that no other holder has."""

    by: str
    host: str
    at: str
    id: str


def publisher_name() -> str:
    """Return the user and the machine that publish, as messages name them."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name; Windows has no `pwd`
        user = str(os.getuid()) if hasattr(os, "getuid") else "?"
    return f"{user}@{platform.node()}"


class TargetLock:
    """A lock that is held."""

    def __init__(self, target: Path, path: Path, holder: Holder) -> None:
        self._target, self._path, self._holder = target, path, holder

    def require(self) -> None:
        """Raise PublishError where another publisher took the lock."""
        holder = _read(self._path)
        if holder != self._holder:
            raise PublishError("taken_over", self._target, by=holder.by if holder else "?")


def lock_files(target: Path, slug: str) -> list[Path]:
    """Return the files that locking a target left there."""
    folder = target / ".releases"
    named = (folder / f"{slug}.publisher", folder / f"{slug}.lock")
    staged = folder.glob(f".{slug}.publisher.*") if folder.is_dir() else ()
    return [path for path in (*named, *staged) if path.exists()]


@contextmanager
def target_lock(target: Path, slug: str) -> Iterator[TargetLock]:
    """Run while nobody else publishes `slug` to the folder `target`.

    Raises PublishError where somebody does for longer than `PATIENCE` seconds; OSError.
    """
    folder = target / ".releases"
    folder.mkdir(exist_ok=True)
    path = folder / f"{slug}.publisher"
    deadline = time.monotonic() + PATIENCE
    system_lock = FileLock(folder / f"{slug}.lock")
    has_lock = _acquire(system_lock, target, path, deadline)
    try:
        holder = _claim(path, target, deadline, alone_here=has_lock)
        stop = threading.Event()
        touching = threading.Thread(target=_keep_touching, args=(path, stop), daemon=True)
        touching.start()
        try:
            yield TargetLock(target, path, holder)
        finally:
            stop.set()
            touching.join()
            if _read(path) == holder:
                with suppress(PermissionError):  # on Windows while another publisher reads it
                    path.unlink(missing_ok=True)
    finally:
        system_lock.release()


def _acquire(system_lock: FileLock, target: Path, path: Path, deadline: float) -> bool:
    """Take the system's lock; whether this file system has one."""
    try:
        system_lock.acquire(timeout=max(deadline - time.monotonic(), 0), poll_interval=PAUSE)
    except Timeout:
        raise _busy(target, _read(path)) from None
    except NotImplementedError:
        return False
    except OSError as problem:
        if problem.errno in _NO_LOCKS:
            return False
        raise
    return True


def _claim(path: Path, target: Path, deadline: float, *, alone_here: bool) -> Holder:
    """Write the file that names the publisher, once there is no other."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    holder = Holder(publisher_name(), platform.node(), at, secrets.token_hex(16))
    last_state: object = None
    since = time.monotonic()
    while True:
        with suppress(FileExistsError):
            _write(path, holder)
            return holder
        other, state = _read(path), _state(path)
        if state != last_state:
            last_state, since = state, time.monotonic()
        # The holder of the system's lock is alone on this machine: a process named here is dead.
        is_dead = alone_here and other is not None and other.host == holder.host
        if is_dead or time.monotonic() - since > STALE_AFTER:
            path.unlink(missing_ok=True)
        elif time.monotonic() > deadline:
            raise _busy(target, other)
        else:
            time.sleep(PAUSE)


def _busy(target: Path, holder: Holder | None) -> PublishError:
    by, at = (holder.by, holder.at) if holder else ("?", "?")
    return PublishError("busy", target, by=by, at=at)


def _write(path: Path, holder: Holder) -> None:
    """Write a new file, complete or not at all. Raises FileExistsError where there is one."""
    fresh = path.with_name(f".{path.name}.{holder.id}")
    try:
        fresh.write_text(json.dumps(asdict(holder), ensure_ascii=False), "utf-8")
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            move(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _read(path: Path) -> Holder | None:
    try:
        fields = json.loads(path.read_text("utf-8"))
        return Holder(*(str(fields[name]) for name in ("by", "host", "at", "id")))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _state(path: Path) -> object:
    """What differs in a file whenever it is written or its time is updated."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _keep_touching(path: Path, stop: threading.Event) -> None:
    while not stop.wait(TOUCH_EVERY):
        with suppress(OSError):
            os.utime(path)
