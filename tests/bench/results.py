"""The page of results: the tables of the last complete run, and the explanation below them."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
BOUNDS = HERE / "bounds.md"
"""Written by people; the command copies it below the tables."""


def results(conditions: str, tables: str) -> str:
    """Return the page; `conditions` describe where, when and how it was measured."""
    return f"# Benchmark\n\n{conditions}\n\n{tables}\n\n{BOUNDS.read_text('utf-8')}"


def write_bounds() -> None:
    """Write bounds.md below the tables in RESULTS.md again."""
    text, bounds = RESULTS.read_text("utf-8"), BOUNDS.read_text("utf-8")
    heading, _, _ = bounds.partition("\n")
    tables, _, _ = text.partition(heading)
    RESULTS.write_text(tables + bounds, "utf-8")
