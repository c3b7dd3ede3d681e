"""Runs commands and measures their cost."""

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
    """Seconds on the clock, and of all processors together, of a process and all it started."""

    wall: float
    cpu: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu)

    def __truediv__(self, parts: float) -> Cost:
        return Cost(self.wall / parts, self.cpu / parts)


def cost_of(root: Path, *arguments: str) -> Cost:
    """Measure a Python command in `root`. Raises CalledProcessError if it fails."""
    before, start = _children(), perf_counter()
    output_of(root, *arguments)
    return Cost(perf_counter() - start, _children() - before)


def output_of(root: Path, *arguments: str) -> str:
    """Return what a Python command prints in `root`. Raises CalledProcessError if it fails."""
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
    """Return the median on the clock and, independent of it, the median of the processors."""
    known = tuple(costs)
    return Cost(
        statistics.median(cost.wall for cost in known), statistics.median(c.cpu for c in known)
    )


def repeated(times: int, measured: Callable[[int], Cost]) -> Cost:
    """Return the median of several runs; each gets its number, from 1."""
    return median([measured(number) for number in range(1, times + 1)])


def _children() -> float:
    """Processor seconds of all child processes that have ended, and of their children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
