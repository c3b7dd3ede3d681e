"""The page that keeps the results: the table of the last whole run, and what bounds it."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
BOUNDS = HERE / "bounds.md"
"""Written by people: the command puts it below the table as it is."""


def results(conditions: str, table: str) -> str:
    """The whole page. `conditions` says where, when and how it was measured."""
    return f"# Benchmark\n\n{conditions}\n\n{table}\n\n{BOUNDS.read_text('utf-8')}"


def put_bounds_below() -> None:
    """Put what people have written since below the kept table."""
    text, bounds = RESULTS.read_text("utf-8"), BOUNDS.read_text("utf-8")
    heading, _, _ = bounds.partition("\n")
    kept, _, _ = text.partition(heading)
    RESULTS.write_text(kept + bounds, "utf-8")


def rows_kept() -> list[str]:
    """What the rows of the kept table are called."""
    lines = RESULTS.read_text("utf-8").splitlines()
    names = [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")]
    return names[1:]
