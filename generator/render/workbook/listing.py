"""A list before it is a sheet: headings, and rows of texts."""

from __future__ import annotations

from dataclasses import dataclass

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its headings and its rows, each cell a text.

    `printed` is the number of columns for people; only the loader needs those after them. `roomy`
    rows are high enough to sign in.
    """

    headings: Cells
    rows: tuple[Cells, ...]
    printed: int
    roomy: bool = False


def listing(headings: Cells, rows: tuple[Cells, ...], *, roomy: bool = False) -> Listing:
    """Return a list whose columns are all printed."""
    return Listing(headings, rows, len(headings), roomy)
