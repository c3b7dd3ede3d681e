"""`make bench`: measures, prints the tables and writes them to RESULTS.md.

`--quick` is for trying, with few guests and one run, and writes no file. `--bounds` measures
nothing, and only writes bounds.md below the tables again.
"""

from __future__ import annotations

import argparse
import compileall
import signal
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.bench.engines import ENVIRONMENT
from tests.bench.machine import where_and_when
from tests.bench.measures import LONG, Measured, Sizes, measure
from tests.bench.processes import PROJECT
from tests.bench.results import RESULTS, results, write_bounds
from tests.bench.table import tables

RUNS = 3
QUICK = Sizes(few=20, usual=40, base=50, crowd=60, many=100)


def main() -> None:
    """Measure and print; write the tables if everything was measured."""
    # When a CI system ends it, it still removes its folder and ends its processes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = _arguments()
    if options.bounds:
        write_bounds()
        return
    conditions, start = where_and_when(), perf_counter()
    compile_program(PROJECT)
    sizes, runs = (QUICK, 1) if options.quick else (options.sizes, options.runs)
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder), sizes, runs=runs, browser=options.browser, report=_report)
    minutes = (perf_counter() - start) / 60
    text = results(_conditions(conditions, measured, runs, minutes), tables(measured, sizes))
    print(text)
    if sizes == Sizes() and runs >= RUNS and options.browser:
        RESULTS.write_text(text, "utf-8")


def compile_program(root: Path) -> None:
    """Compile the bytecode: no start is to pay for it, even where the environment forbids it."""
    compileall.compile_dir(root / "generator", quiet=1)


def _conditions(conditions: str, measured: Measured, runs: int, minutes: float) -> str:
    other = "" if ENVIRONMENT.is_dir() else " Other generators are not installed."
    return (
        f"{conditions}; {minutes:.0f} minutes; medians of {runs} runs, from {LONG:,} guests on 1. "
        f"Three days, sealed cards in two languages; {measured.pages}; the sheets of v0.1.0.{other}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--sizes", type=_sizes, default=Sizes(), metavar="FEW,USUAL,BASE,CROWD,MANY"
    )
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    parser.add_argument("--bounds", action="store_true")
    return parser.parse_args()


def _sizes(text: str) -> Sizes:
    return Sizes(*map(int, text.split(",")))


def _report(step: str) -> None:
    print(step, file=sys.stderr)


if __name__ == "__main__":
    main()
