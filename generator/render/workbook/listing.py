"""What a list is before it is a sheet: headings, and rows of text."""

from __future__ import annotations

from dataclasses import dataclass

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its headings and its rows, each cell a text.

    `printed` is how many columns are for people; those after them only the loader needs. `roomy`
    rows are high enough to sign in.
    """

    headings: Cells
    rows: tuple[Cells, ...]
    printed: int
    roomy: bool = False


def listing(headings: Cells, rows: tuple[Cells, ...], *, roomy: bool = False) -> Listing:
    """A list of which every column is printed."""
    return Listing(headings, rows, len(headings), roomy)
