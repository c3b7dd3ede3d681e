"""Headings in two rows: 抵达 above 时间 and 车次 is 抵达时间 and 抵达车次."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from generator.load.tables.cells import Row
from generator.load.tables.headings import heading_key

_FEWEST_BELOW = 2
"""Headings below a common one: a single text below a heading is data."""


def headings_in_two_rows(
    rows: list[Row], top: int, known: Collection[str]
) -> tuple[int, Row] | None:
    """The upper row's number and the headings, where they are in the rows `top` and one beside it.

    `rows` are without the texts of merged cells filled down, `top` is the row with most headings.
    None where all headings are in one row.
    """
    for upper in (top, top - 1):
        if 0 <= upper < len(rows) - 1 and (row := _joined(rows[upper], rows[upper + 1], known)):
            return upper, row
    return None


def _joined(upper: Row, lower: Row, known: Collection[str]) -> Row | None:
    """The headings of two rows; None where the lower one has none.

    A title above all the headings is no heading: some heading has nothing below it, or only both
    rows together make one.
    """
    below = [column for column, text in enumerate(lower) if text]
    groups = _groups(upper)
    counts = Counter(groups[column] for column in below)
    if not counts or min(counts.values()) < _FEWEST_BELOW:
        return None
    joined = list(upper)
    only_together = 0
    for column in below:
        alone = lower[column] or ""
        whole = f"{upper[groups[column]] or ''}{alone}"
        is_alone = heading_key(whole) not in known and heading_key(alone) in known
        joined[column] = alone if is_alone else whole
        only_together += heading_key(whole) in known
    in_upper = any(heading_key(text) in known for text in upper if text and text in joined)
    in_lower = only_together or any(heading_key(joined[column] or "") in known for column in below)
    return joined if in_lower and (only_together or in_upper) else None


def _groups(upper: Row) -> list[int]:
    """For each column the one whose text in the upper row is above it."""
    groups: list[int] = []
    for column, text in enumerate(upper):
        groups.append(column if text or not groups else groups[-1])
    return groups
