"""The page of results: the table of the last complete run, and the explanation below it."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
BOUNDS = HERE / "bounds.md"
"""Written by people; the command copies it below the table."""


def results(conditions: str, table: str) -> str:
    """Return the page; `conditions` describe where, when and how it was measured."""
    return f"# Benchmark\n\n{conditions}\n\n{table}\n\n{BOUNDS.read_text('utf-8')}"


def write_bounds() -> None:
    """Write bounds.md below the table in RESULTS.md again."""
    text, bounds = RESULTS.read_text("utf-8"), BOUNDS.read_text("utf-8")
    heading, _, _ = bounds.partition("\n")
    table, _, _ = text.partition(heading)
    RESULTS.write_text(table + bounds, "utf-8")


def row_names() -> list[str]:
    """Return the names of the rows in RESULTS.md."""
    lines = RESULTS.read_text("utf-8").splitlines()
    names = [line.split(" | ")[0].removeprefix("| ") for line in lines if line.startswith("| ")]
    return names[1:]
