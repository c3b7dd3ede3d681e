"""Runs whole commands, and says what they cost."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

PROJECT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
BUILD = ("-m", "generator", "build")
MKDOCS = ("-m", "mkdocs", "build", "-q")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: on the clock, and of all processors together, in a process and all it started."""

    wall: float
    cpu: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu)

    def __truediv__(self, parts: float) -> Cost:
        return Cost(self.wall / parts, self.cpu / parts)


def cost_of(root: Path, *arguments: str) -> Cost:
    """What a Python command costs in `root`. Raises CalledProcessError where it fails."""
    before, start = _children(), perf_counter()
    said_by(root, *arguments)
    return Cost(perf_counter() - start, _children() - before)


def said_by(root: Path, *arguments: str) -> str:
    """What a Python command prints in `root`. Raises CalledProcessError where it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def median(costs: Iterable[Cost]) -> Cost:
    """The median on the clock and the median of the processors, each for itself."""
    known = tuple(costs)
    return Cost(
        statistics.median(cost.wall for cost in known), statistics.median(c.cpu for c in known)
    )


def repeated(times: int, measured: Callable[[int], Cost]) -> Cost:
    """The median of several runs; each is told which it is, from 1."""
    return median([measured(turn) for turn in range(1, times + 1)])


def _children() -> float:
    """Processor seconds of all processes that ended and were waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
