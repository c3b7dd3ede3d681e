"""Rows of a table that are not data: sums, remarks, headings between rows, merged titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.load.tables.cells import At, Merge, Row
from generator.load.tables.headings import Headings, heading_key
from generator.load.tables.row_kinds import (
    is_below_the_list,
    is_heading_of_people,
    is_numbered,
    is_remark,
    is_sum,
)

_MOST_IN_A_SUM = 6
"""Filled cells of a sum: it may give a figure for several columns."""
_FEWEST_OF_DATA = 3
"""Filled cells of a row of data that begins like a remark: a remark and its text are two."""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is not data: the cell that shows it, and the code of the finding."""

    at: At
    code: str


def skipped_rows(
    rows: Sequence[Row],
    filled_rows: Sequence[Row],
    merges: Sequence[Merge],
    numbers: Sequence[int],
    headings: Row,
    wanted: Headings,
) -> Mapping[int, SkippedRow]:
    """The rows among `numbers` that are not data, by number.

    `filled_rows` are the `rows` with merged cells filled downwards: a row may be skipped for the
    first cell of either.
    """
    skipped: dict[int, SkippedRow] = {}
    keys = [heading_key(text) if text else "" for text in headings]
    across = _merged_across(merges, keys, len(rows))
    below_remark = False
    for number in numbers:
        row = rows[number]
        filled = filled_rows[number]
        firsts = (_first(row),) if row == filled else (_first(row), _first(filled))
        matches = [
            first for first in firsts if is_sum_or_remark(first[1], row, headings, wanted.needed)
        ]
        remark = bool(matches) and not is_sum(matches[0][1])
        if not matches and below_remark and _continues_remark(row):
            matches, remark = [firsts[0]], True
        if matches:
            skipped[number] = SkippedRow((number, matches[0][0]), "workbook.aside")
        elif row_kind := _skipped(number, row, keys, wanted, across):
            skipped[number] = row_kind
        below_remark = remark
    return skipped


def is_sum_or_remark(first: str, row: Row, headings: Row, needed: frozenset[str]) -> bool:
    """Whether a row with `first` in its first filled cell is a sum, a remark or a signature.

    A row that begins like a remark is data if most of its other cells are filled, or one of a
    `needed` column is: 注：素食 in a column before the names.
    """
    if is_sum(first):
        return True
    if not is_remark(first):
        return False
    pairs = zip(headings, row, strict=False)
    beside = [heading for heading, text in pairs if heading and text and not is_remark(text)]
    if any(heading_key(heading) in needed for heading in beside):
        return False
    filled, columns = len(beside) + 1, sum(1 for heading in headings if heading)
    return filled < _FEWEST_OF_DATA or filled * 2 < columns


def _skipped(
    number: int, row: Row, keys: list[str], wanted: Headings, across: frozenset[int]
) -> SkippedRow | None:
    """A row that has next to no content; None where it may be data."""
    filled = [column for column, text in enumerate(row) if text]
    if len(filled) > _MOST_IN_A_SUM and number not in across:
        return None
    columns = [column for column in filled if keys[column] not in wanted.running] or filled
    key, text = keys[columns[0]], row[columns[0]] or ""
    others = [row[column] or "" for column in columns[1:]]
    at = (number, columns[0])
    if all(heading_key(row[column] or "") == keys[column] for column in columns):
        return SkippedRow(at, "workbook.aside")
    in_free_text = key in wanted.needed - wanted.people - wanted.carried
    if is_below_the_list(text, others, in_free_text=in_free_text):
        return SkippedRow(at, "workbook.aside")
    if columns[0] != filled[0] and _counts_the_rows(row, filled):
        return SkippedRow((number, filled[0]), "workbook.aside")
    if key in wanted.people and is_heading_of_people(text, others):
        return SkippedRow(at, "workbook.heading_between")
    if number in across and key not in wanted.carried and not others:
        return SkippedRow(at, "workbook.merged_row")
    return None


def _counts_the_rows(row: Row, filled: list[int]) -> bool:
    """Whether a sum begins in the column of running numbers."""
    first, *others = (row[column] or "" for column in filled)
    return not first.isdecimal() and is_below_the_list(first, others, in_free_text=False)


def _merged_across(merges: Sequence[Merge], keys: list[str], height: int) -> frozenset[int]:
    """The rows in which one merged cell covers the first column and at least half of all."""
    columns = [column for column, key in enumerate(keys) if key]
    least = max(2, (len(columns) + 1) // 2)
    return frozenset(
        number
        for (top, left), (bottom, right) in merges
        if left <= columns[0] and sum(left <= column <= right for column in columns) >= least
        for number in range(top, min(bottom + 1, height))
    )


def _first(row: Row) -> tuple[int, str]:
    return next((column, text) for column, text in enumerate(row) if text)


def _continues_remark(row: Row) -> bool:
    """Whether a row below a remark is a further line of it: a numbered text and nothing else."""
    texts = [text for text in row if text]
    return len(texts) == 1 and is_numbered(texts[0])
