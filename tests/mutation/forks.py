"""Forks: what a child process was seen to do, within a limit of time and memory."""

from __future__ import annotations

import mmap
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

AT_LEAST, TIMES, MEMORY = 10, 5, 2 << 30
"""A mutant may take so many times as long as the tests do without it, in the processor's seconds,
which a busy machine does not change; and so many bytes."""
PASSED, FAILED, BROKEN = 0, 1, 99


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: killed or not, and in which test: that which failed, or was under
    way when it took too long; empty where nothing could be imported.
    """

    killed: bool
    test: str = ""


class Begun:
    """The number of the test that was begun last, counted from one, also for other processes."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests
        self.number = mmap.mmap(-1, 8)

    def note(self, test: str) -> None:
        self.number[:] = (self.tests.index(test) + 1).to_bytes(8)

    def fate(self, status: int) -> Fate:
        """What became of the mutant in whose process these tests were run."""
        if status == BROKEN:
            raise RuntimeError("a mutant could not be put in place; see above")
        last = ["", *self.tests][int.from_bytes(self.number[:])]
        return Fate(True, last) if status else Fate(False)


def status_of(run: Callable[[], int], seconds: float | None = None) -> int:
    """What `run` returns in a fork of this process. Where the tests take `seconds` without a
    mutant, it is limited in time and memory. Negative: the signal that ended it.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        status = BROKEN
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
            if seconds is not None:
                _limit(AT_LEAST + TIMES * seconds)
            status = run()
        except MemoryError:
            status = FAILED
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _limit(seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    in_use = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY, in_use + MEMORY))
