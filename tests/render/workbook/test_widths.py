"""Columns and rows: no text is cut off, and no sheet is wider than the paper."""

from __future__ import annotations

from generator.render.workbook.listing import listing
from generator.render.workbook.widths import LANDSCAPE_WIDTH, column_widths, row_height


def test_columns_are_as_wide_as_their_texts_up_to_a_limit() -> None:
    people = listing(("姓名", "备注"), (("张伟", "备" * 100), ("13900000001", "")))

    assert column_widths(people) == [13, 48]


def test_a_row_is_high_enough_for_a_text_of_five_lines() -> None:
    assert row_height(("张伟", "备" * 100), [13, 48]) == 5 * 15 + 4


def test_a_sheet_is_not_wider_than_paper() -> None:
    remarks = listing(("备注",) * 9, (("备" * 40,) * 9,))

    assert sum(column_widths(remarks)) <= LANDSCAPE_WIDTH
