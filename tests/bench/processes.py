"""Runs commands and measures their cost."""

from __future__ import annotations

import base64
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from generator.sealing.secret import SECRET_BYTES, variable_of

PROJECT = Path(__file__).parents[2]
SLUG = "made"
"""The visit that is measured."""
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONPATH": str(PROJECT),
    # A build that makes a key changes what it was built from: the next one would find a change.
    variable_of(SLUG): base64.urlsafe_b64encode(bytes(SECRET_BYTES)).decode("ascii"),
}
HANDBOOK = ("-m", "tests.bench.handbook")
BUILD = (*HANDBOOK, "build")
MKDOCS = ("-m", "mkdocs", "build", "-q")


def environment_of(sources: Path) -> Mapping[str, str]:
    """Return the environment in which the program in `sources` runs, and this benchmark."""
    return {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join((str(sources), str(PROJECT)))}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and of all processors together, of a process and all it started.

    `megabytes` are the most that one of these processes had in memory, shared pages included.
    """

    wall: float
    cpu: float
    megabytes: float = 0.0

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu, self.megabytes)

    def __truediv__(self, parts: float) -> Cost:
        return Cost(self.wall / parts, self.cpu / parts, self.megabytes)


class FailedCommandError(Exception):
    """A command that is measured failed."""


def cost_of(root: Path, *arguments: str, environment: Mapping[str, str] = ENVIRONMENT) -> Cost:
    """Measure a Python command in `root`. Raises FailedCommandError."""
    return cost_of_command(root, [sys.executable, *arguments], environment)


def cost_of_command(
    root: Path, command: Sequence[str], environment: Mapping[str, str] = ENVIRONMENT
) -> Cost:
    """Measure a command in `root`. Raises FailedCommandError."""
    with tempfile.TemporaryFile() as output:
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        # It waits for this process alone, and reports it with all those it waited for itself.
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            text = output.read().decode("utf-8", "replace")
            raise FailedCommandError(f"{' '.join(command)}: {process.returncode}\n{text}")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(wall, used.ru_utime + used.ru_stime, kilobytes / 1024)


def output_of(root: Path, *arguments: str) -> str:
    """Return what a Python command prints in `root`. Raises CalledProcessError if it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=ENVIRONMENT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def median(costs: Iterable[Cost]) -> Cost:
    """Return the median on the clock and, independent of it, the medians of the other figures."""
    known = tuple(costs)
    return Cost(
        *(
            statistics.median(figures)
            for figures in zip(*((c.wall, c.cpu, c.megabytes) for c in known), strict=True)
        )
    )


def repeated(times: int, measured: Callable[[int], Cost]) -> Cost:
    """Return the median of several runs; each gets its number, from 1."""
    return median([measured(number) for number in range(1, times + 1)])
