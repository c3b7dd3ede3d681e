"""`make bench`: measures, prints the table and writes it to RESULTS.md.

Other sizes are for trying: `python -m tests.bench --sizes 5,20,30,60 --runs 1` writes no file.
`--bounds` measures nothing, and only writes bounds.md below the table again.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.machine import where_and_when
from tests.bench.measures import LONG, Sizes, measure
from tests.bench.results import RESULTS, results, write_bounds
from tests.bench.table import table

RUNS = 3


def main() -> None:
    """Measure and print; write the table if everything was measured."""
    # When a CI system ends it, it still removes its folder and ends its processes.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = _arguments()
    if options.bounds:
        write_bounds()
        return
    conditions = where_and_when()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(
            Path(folder), options.sizes, runs=options.runs, browser=options.browser, report=_report
        )
    rows = table(measured, options.sizes)
    text = results(
        f"{conditions}; medians of {options.runs} runs, from {LONG:,} guests on 1.", rows
    )
    print(text)
    if options.sizes == Sizes() and options.runs >= RUNS and options.browser:
        RESULTS.write_text(text, "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=Sizes(), metavar="FEW,USUAL,BASE,MANY")
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
