"""A list before it is a sheet: headings, and rows of texts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

Cells = tuple[str, ...]
BOX = "☐"
"""A box to tick on paper."""
MOST_BOXES = 5
"""The most boxes in one cell: a row of more people has a single one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, from the row `first` up to the next group.

    A group that fits on one page is not divided; a `new_page` begins with it. Its `title` is a line
    above its rows, repeated on each further page.
    """

    first: int
    title: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its headings and its rows, each cell a text.

    `printed` is the number of columns for people; those after them are for the loader, or to sort
    and to filter by. `roomy` rows are high enough to sign in. An `upright` list is printed in
    portrait, and its last printed column takes the width that is left. `groups` are in the order of
    the rows, and begin with the first; empty where a page may begin with any row.
    """

    headings: Cells
    rows: tuple[Cells, ...]
    printed: int
    roomy: bool = False
    upright: bool = False
    groups: tuple[Group, ...] = ()


def listing(
    headings: Cells,
    rows: tuple[Cells, ...],
    *,
    roomy: bool = False,
    groups: tuple[Group, ...] = (),
) -> Listing:
    """Return a list whose columns are all printed."""
    return Listing(headings, rows, len(headings), roomy=roomy, groups=groups)


def grouped(
    rows: Iterable[Cells],
    page: Callable[[Cells], Hashable],
    key: Callable[[Cells], Hashable] | None = None,
) -> tuple[Group, ...]:
    """Return the groups of rows that follow each other, a group for each `page` and `key`.

    A new page begins where `page` differs.
    """
    groups: list[Group] = []
    before: tuple[Hashable, Hashable] | None = None
    for number, row in enumerate(rows):
        now = page(row), key(row) if key else None
        if now != before:
            groups.append(Group(number, new_page=before is not None and now[0] != before[0]))
        before = now
    return tuple(groups)
