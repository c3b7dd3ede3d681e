"""`make bench-compare REV=…`: measures this version and another one in turn, and prints ratios.

Both build the same projects, with the same libraries; each step is done by one and then by the
other, so that a machine that becomes busy slows both.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.__main__ import compile_program
from tests.bench.measures import LONG
from tests.bench.processes import BUILD, PROJECT, Cost, cost_of, environment_of, median
from tests.bench.projects import (
    change_notice,
    change_room,
    forget_builds,
    make_project,
    standing_pages,
)
from tests.tools.same_bytes import export

STEPS = ("cold", "nothing changed", "one cell changed", "a text on every card changed")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the program, and its copy of the project that is built."""

    sources: Path
    root: Path

    def build(self) -> Cost:
        """Build the project. Raises FailedCommandError."""
        return cost_of(self.root, *BUILD, environment=environment_of(self.sources))


def main() -> None:
    """Measure and print."""
    options = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sources = export(PROJECT, options.rev, folder / "sources", "generator", "pyproject.toml")
        for root in (sources, PROJECT):
            compile_program(root)
        standing_pages(folder / "pages")
        print(f"{options.rev} → this version: seconds on the clock; of the processors")
        for guests in options.guests:
            runs = 1 if guests >= LONG else options.runs
            versions = [
                Version(source, make_project(folder / name, folder / "pages", guests, sources))
                for name, source in ((f"former-{guests}", sources), (f"present-{guests}", PROJECT))
            ]
            for line in lines(versions, guests, runs):
                print(line, flush=True)


def change(root: Path, step: str, turn: int) -> None:
    """Prepare a project for a step."""
    if step == "cold":
        forget_builds(root)
    elif step == "one cell changed":
        change_room(root, turn)
    elif step == "a text on every card changed":
        change_notice(root, turn)


def lines(versions: list[Version], guests: int, runs: int) -> Iterator[str]:
    """Yield a line for each step: the medians of both versions, and their ratios."""
    for step in STEPS:
        costs: list[list[Cost]] = [[], []]
        for turn in range(1, runs + 1):
            for version, known in zip(versions, costs, strict=True):
                change(version.root, step, turn)
                known.append(version.build())
        former, present = map(median, costs)
        yield (
            f"{guests:,} guests, {step}: {former.wall:.2f} → {present.wall:.2f} s "
            f"({present.wall / former.wall:.2f} ×); {former.cpu:.2f} → {present.cpu:.2f} s "
            f"({present.cpu / former.cpu:.2f} ×)"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare", description=__doc__)
    parser.add_argument("rev", help="a tag, branch or commit of this repository")
    parser.add_argument("--guests", type=int, nargs="+", default=[40, 400])
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
