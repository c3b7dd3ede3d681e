"""Does work in processes beside this one: printing takes as long as all the pages."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any, TypeVar

Work = Callable[[], Any]
T = TypeVar("T")
End = tuple[Any, BaseException | None]
"""What a work returned, and what it raised."""


@contextmanager
def in_background(*works: Work) -> Iterator[list[Any]]:
    """Do each work in a process of its own while the body runs, and wait for their ends; the list
    then holds what each returned. Where no process can be forked safely, they are done after the
    body. Raises what the first that failed raised, as OSError where it ended without a word.
    """
    returned: list[Any] = []
    if not _can_fork():
        yield returned
        returned += [work() for work in works]
        return
    children = [_child(work) for work in works]
    try:
        yield returned
    finally:
        ends = [_end_of(*child) for child in children]
    returned += [_returned(*end) for end in ends]


def in_parallel(works: Iterable[Callable[[], T]], at_most: int = 0) -> list[T]:
    """Do each work in a process of its own, at most so many at a time (as many as there are
    processors unless it is said); what each returned. The next is taken from `works` while others
    are under way, so that what they share can be made ready between them. Where no process can be
    forked safely, they are done here, one after the other. Raises what the first that failed
    raised, once those under way have ended; no other is begun then.
    """
    if not _can_fork():
        return [work() for work in works]
    places = at_most or len(os.sched_getaffinity(0))
    running: dict[int, tuple[int, int]] = {}
    ends: dict[int, End] = {}

    def wait() -> None:
        for reading in select(list(running), [], [])[0]:
            number, child = running.pop(reading)
            ends[number] = _end_of(child, reading)

    try:
        for number, work in enumerate(works):
            while len(running) >= places:
                wait()
            if any(problem for _, problem in ends.values()):
                break
            child, reading = _child(work)
            running[reading] = (number, child)
    finally:
        while running:
            wait()
    return [_returned(*ends[number]) for number in sorted(ends)]


def _returned(value: Any, problem: BaseException | None) -> Any:
    if problem is not None:
        raise problem
    return value


def _child(work: Work) -> tuple[int, int]:
    """The process that does a work, and where it will say what came of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_apart(work, writing)
    os.close(writing)
    return child, reading


def _work_apart(work: Work, writing: int) -> None:
    """What a process beside this one does: work, tell what came of it, and end without cleaning up
    after the first.
    """
    code = 1
    try:
        # What the first has made is not looked through for garbage: looking would copy all of it.
        gc.freeze()
        # typst would start a thread for each processor, and each has a process of ours.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        said = _said_by(work)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(said)
        code = 0
    finally:
        # Whatever happens here, the first's own work is not for this process to go on with.
        os._exit(code)


def _said_by(work: Work) -> bytes:
    try:
        return pickle.dumps((work(), None))
    except BaseException as problem:
        return _as_said(problem)


def _as_said(problem: BaseException) -> bytes:
    """What is raised, as bytes; in words where it cannot be made again from them."""
    try:
        said = pickle.dumps((None, problem))
        pickle.loads(said)
    except Exception:
        return pickle.dumps((None, OSError(f"{type(problem).__name__}: {problem}")))
    return said


def _end_of(child: int, reading: int) -> End:
    """What a process returned, and what it raised."""
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if said:
        value, problem = pickle.loads(said)
        return value, problem
    return None, OSError(f"process ended with {os.waitstatus_to_exitcode(status)}")


def _can_fork() -> bool:
    """A process with threads may be forked while one of them holds a lock. Libraries have threads
    that Python does not know of (typst's would be missing in the child, which would wait for them
    for ever), so that the kernel is asked; macOS' own libraries do not bear a fork at all.
    """
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
