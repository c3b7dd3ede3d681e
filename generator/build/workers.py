"""Runs work in processes of its own: printing takes as long as all the pages."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
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
def in_background(*works: Work) -> Iterator[list[Any]]:
    """Run each work in a process while the body runs, and wait for all at its end.

    The list then contains what each returned. Where no process can be forked safely, the works run
    after the body. Raises what the first that failed raised, or OSError where its process died.
    """
    results: list[Any] = []
    if not can_fork():
        yield results
        results += [work() for work in works]
        return
    workers = [_Worker(work) for work in works]
    try:
        yield results
    finally:
        outcomes = [worker.outcome() for worker in workers]
    results += [outcome.result() for outcome in outcomes]


def in_parallel(works: Iterable[Callable[[], T]], at_most: int = 0) -> list[T]:
    """Run each work in a process, `at_most` at a time, and return their results in order.

    Without `at_most` there are as many processes as processors. The next work is taken from `works`
    while others run, so that the iterator can prepare what several share. Where no process can be
    forked safely, the works run here, one after the other. Raises what the first that failed
    raised, once those that run have ended; no other is started.
    """
    if not can_fork():
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


def can_fork() -> bool:
    """Whether this process can be forked safely: on Linux, with one thread.

    A process with threads may be forked while one of them has a lock. Libraries have threads that
    Python does not know of (typst's would be missing in the child, which would wait for them for
    ever), so the kernel is asked. The libraries of macOS do not survive a fork at all.
    """
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


class _Worker:
    """A process that runs one work and sends its outcome."""

    def __init__(self, work: Work) -> None:
        # Works are closures over a loaded visit: a fork shares it, a spawn would have to pickle it.
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
