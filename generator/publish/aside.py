"""Does work in a second process beside this one: printing takes as long as all the pages."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def aside(work: Callable[[], None]) -> Iterator[None]:
    """Run `work` while the body runs, and wait for its end; where no process can be forked safely,
    run it after the body. Raises what `work` raised, as OSError where it ended without a word."""
    if not _can_fork():
        yield
        work()
        return
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_apart(work, writing)
    os.close(writing)
    try:
        yield
    finally:
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(child, 0)
    if said:
        raise pickle.loads(said)
    if status:
        raise OSError(f"process ended with {os.waitstatus_to_exitcode(status)}")


def _work_apart(work: Callable[[], None], writing: int) -> None:
    """What the second process does: work, tell what went wrong, and end without cleaning up after
    the first."""
    try:
        work()
    except BaseException as problem:
        try:
            said = pickle.dumps(problem)
        except (pickle.PicklingError, TypeError, AttributeError):
            said = pickle.dumps(OSError(f"{type(problem).__name__}: {problem}"))
        os.write(writing, said)
        os._exit(1)
    os._exit(0)


def _can_fork() -> bool:
    """A process with threads may be forked while one of them holds a lock, and macOS' own libraries
    do not bear it."""
    return sys.platform == "linux" and threading.active_count() == 1
