"""Runs a function in a forked process, within a limit of time and memory."""

from __future__ import annotations

import mmap
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

AT_LEAST, TIMES, MEMORY = 10, 5, 2 << 30
"""The limits of a mutant: AT_LEAST processor seconds and TIMES as many as the tests take without it
(a busy machine does not change these); and bytes of memory."""
PASSED, FAILED, BROKEN = 0, 1, 99


@dataclass(frozen=True)
class Outcome:
    """Whether a mutant was killed, and the test that failed or took too long.

    `test` is empty if the import failed.
    """

    killed: bool
    test: str = ""


class LastTest:
    """The number, from 1, of the test that began last; shared with other processes."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests
        self.number = mmap.mmap(-1, 8)

    def note(self, test: str) -> None:
        self.number[:] = (self.tests.index(test) + 1).to_bytes(8)

    def outcome(self, status: int) -> Outcome:
        """Return the outcome of the mutant in whose process these tests ran."""
        if status == BROKEN:
            raise RuntimeError("a mutant could not be applied; see above")
        last = ["", *self.tests][int.from_bytes(self.number[:])]
        return Outcome(True, last) if status else Outcome(False)


def status_of(run: Callable[[], int], seconds: float | None = None) -> int:
    """Return what `run` returns in a fork of this process; negative: the signal that ended it.

    `seconds` are those of the tests without a mutant: with them, time and memory are limited.
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
