"""Runs work in processes of its own: printing takes as long as all the pages.

On Linux a process is forked. Windows and macOS start a fresh one, to which the work is sent: that
is worth the time for large works only.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, TypeVar

Work = Callable[[], Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Outcome:
    """The result of a function, or the exception that it raised: `problem`."""

    value: Any = None
    problem: BaseException | None = None

    def result(self) -> Any:
        """Return the value. Raises the problem."""
        if self.problem is not None:
            raise self.problem
        return self.value


@contextmanager
def in_background(*works: Work, start: str | None = None) -> Iterator[list[Any]]:
    """Run each work in a process while the body runs, and wait for all at its end.

    The list then contains what each returned. `start` is how processes are started: by default
    `start_method()`. Where none can be, and where a work cannot be sent to a fresh process, the
    works run after the body. Raises what the first that failed raised, or OSError where its process
    died.
    """
    results: list[Any] = []
    match start or start_method():
        case "fork":
            running = _forked(works)
        case "spawn":
            pickled = _pickled(works)
            running = _spawned(works, pickled) if pickled else _afterwards(works)
        case _:
            running = _afterwards(works)
    with running as outcomes:
        yield results
    results += [outcome.result() for outcome in outcomes]


@contextmanager
def _afterwards(works: tuple[Work, ...]) -> Iterator[list[Outcome]]:
    outcomes: list[Outcome] = []
    yield outcomes
    outcomes += [Outcome(work()) for work in works]


@contextmanager
def _forked(works: tuple[Work, ...]) -> Iterator[list[Outcome]]:
    workers = [_Worker(work) for work in works]
    outcomes: list[Outcome] = []
    try:
        yield outcomes
    finally:
        outcomes += [worker.outcome() for worker in workers]


@contextmanager
def _spawned(works: tuple[Work, ...], pickled: list[bytes]) -> Iterator[list[Outcome]]:
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(len(works), mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_run_pickled, work) for work in pickled]
        yield outcomes
    outcomes += [_outcome(work, future) for work, future in zip(works, futures, strict=True)]


def _outcome(work: Work, future: Future[Any]) -> Outcome:
    """The outcome of a spawned work; it runs here where its process could not start, or died.

    That happens in a script that calls the public API outside of `if __name__ == "__main__"`.
    """
    try:
        return Outcome(future.result())
    except BrokenProcessPool:
        return Outcome(work())
    except BaseException as problem:
        return Outcome(problem=problem)


def _pickled(works: tuple[Work, ...]) -> list[bytes]:
    """The works as they are sent to fresh processes; none where one of them cannot be sent.

    They are pickled before the caller's work goes on, which fills the caches of a visit: a pool
    would pickle at the same time, in a thread of its own.
    """
    try:
        return [bytes(ForkingPickler.dumps(work)) for work in works]
    except Exception:  # each class has its own errors for what it cannot pickle
        return []


def _run_pickled(work: bytes) -> Any:
    """Run a work in the process that it was sent to."""
    return ForkingPickler.loads(work)()


def in_parallel(works: Iterable[Callable[[], T]], at_most: int = 0) -> list[T]:
    """Run each work in a process, `at_most` at a time, and return their results in order.

    Without `at_most` there are as many processes as processors. The next work is taken from `works`
    while others run, so that the iterator can prepare what several share. Where no process can be
    forked, which shares it, the works run here, one after the other. Raises what the first that
    failed raised, once those that run have ended; no other is started.
    """
    if start_method() != "fork":
        return [work() for work in works]
    limit = at_most or len(os.sched_getaffinity(0))
    running: dict[Connection, tuple[int, _Worker]] = {}
    outcomes: dict[int, Outcome] = {}

    def collect() -> None:
        for receiver in wait(list(running)):
            assert isinstance(receiver, Connection), "only connections are waited for"
            number, worker = running.pop(receiver)
            outcomes[number] = worker.outcome()

    try:
        for number, work in enumerate(works):
            while len(running) >= limit:
                collect()
            if any(outcome.problem for outcome in outcomes.values()):
                break
            worker = _Worker(work)
            running[worker.receiver] = (number, worker)
    finally:
        while running:
            collect()
    return [outcomes[number].result() for number in sorted(outcomes)]


def start_method() -> str | None:
    """How a process can be started safely: by "fork" or "spawn"; None where it cannot be.

    A process with threads may be forked while one of them has a lock. Libraries have threads that
    Python does not know of (typst's would be missing in the child, which would wait for them for
    ever), so the kernel is asked. The libraries of macOS do not survive a fork at all.
    """
    if sys.platform != "linux":
        return "spawn"
    return "fork" if len(list(Path("/proc/self/task").iterdir())) == 1 else None


class _Worker:
    """A process that runs one work and sends its outcome."""

    def __init__(self, work: Work) -> None:
        context = get_context("fork")
        self.receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, sender))
        self._process.start()
        sender.close()

    def outcome(self) -> Outcome:
        """Wait for the process to end and return its outcome."""
        outcome = None
        with self.receiver, suppress(EOFError, OSError):  # nothing, or a part, was sent
            outcome = self.receiver.recv()
        self._process.join()
        code = self._process.exitcode
        return outcome or Outcome(problem=OSError(f"process ended with {code}"))


def _run(work: Work, sender: Connection) -> None:
    """Run the work in a worker's process and send the outcome."""
    # A garbage collection would touch, and so copy, everything that this process shares.
    gc.freeze()
    # typst would start a thread for each processor, and each has a process of ours.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    try:
        message = ForkingPickler.dumps(Outcome(work()))
    except BaseException as problem:
        message = _pickled_problem(problem)
    with sender:
        sender.send_bytes(message)


def _pickled_problem(problem: BaseException) -> Any:
    """Return a pickled exception; its text as an OSError where it cannot be unpickled again."""
    try:
        message = ForkingPickler.dumps(Outcome(problem=problem))
        ForkingPickler.loads(message)
    except Exception:
        text = f"{type(problem).__name__}: {problem}"
        return ForkingPickler.dumps(Outcome(problem=OSError(text)))
    return message
