"""`make bench`: measures, prints the table, and keeps it in RESULTS.md.

Another size is for trying: `python -m tests.bench --sizes 5,20,30,60 --runs 1` keeps nothing.
`--bounds` measures nothing, and puts bounds.md below the kept table anew.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.bench.machine import where_and_when
from tests.bench.measures import LONG, Sizes, measure
from tests.bench.results import RESULTS, put_bounds_below, results
from tests.bench.table import table

RUNS = 3


def main() -> None:
    """Measure, print, and keep what was measured in full."""
    # Ended from outside, as a CI job is, it still removes its folder and ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = _arguments()
    if asked.bounds:
        put_bounds_below()
        return
    begun = where_and_when()
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(
            Path(folder), asked.sizes, runs=asked.runs, browser=asked.browser, say=_progress
        )
    shown = table(measured, asked.sizes)
    text = results(f"{begun}; medians of {asked.runs} runs, from {LONG:,} guests on 1.", shown)
    print(text)
    if asked.sizes == Sizes() and asked.runs >= RUNS and asked.browser:
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


def _progress(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    main()
