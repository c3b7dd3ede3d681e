"""How cells look, and the pen that writes them: a name is text even where it begins with `=`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.render.statement.tables import Value
from generator.render.workbook.widths import row_height

_FRAME = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#B7C4BF"}
_TEXT, _MONEY, _COUNT = "@", "#,##0.00", "0"


class Book:
    """A workbook's looks."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._looks = {
            (form, strong): book.add_format(
                {**_FRAME, "num_format": form, "bold": strong,
                 "align": align}
            )
            for form, align in ((_TEXT, "left"), (_MONEY, "right"), (_COUNT, "center"))
            for strong in (False, True)
        }  # fmt: skip
        self.text: Format = self._looks[_TEXT, False]
        self.bold: Format = self._looks[_TEXT, True]
        self.heading: Format = book.add_format(
            {**_FRAME, "num_format": _TEXT, "bold": True, "bg_color": "#E3EFEA", "align": "center"}
        )
        self.signing: Format = book.add_format({**_FRAME, "num_format": _TEXT, "valign": "bottom"})
        self.title: Format = book.add_format(
            {"num_format": _TEXT, "bold": True, "font_size": 18, "align": "center",
             "valign": "vcenter"}
        )  # fmt: skip
        self.part: Format = book.add_format({"num_format": _TEXT, "bold": True, "font_size": 12})
        self.plain: Format = book.add_format({"num_format": _TEXT})
        self.remark: Format = book.add_format(
            {"num_format": _TEXT, "italic": True, "font_color": "#5F6B66"}
        )
        self.blank: Format = self.plain

    def look_of(self, value: Value, *, strong: bool = False) -> Format:
        """The look of a text, an amount or a count."""
        form = {Decimal: _MONEY, int: _COUNT}.get(type(value), _TEXT)
        return self._looks[form, strong]


class Pen:
    """Writes into one sheet."""

    def __init__(self, page: Worksheet, book: Book) -> None:
        self.page, self.book = page, book
        self._heights: dict[int, int] = {}

    def put(self, row: int, column: int, span: int, value: Value, look: Format) -> None:
        """A value in `span` cells side by side, made one."""
        if span > 1:
            # The first cell is then written again: merge_range would guess at what is in it.
            self.page.merge_range(row, column, row, column + span - 1, "", look)
        if value is None or value == "":
            self.page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.page.write_string(row, column, value, look)
        else:
            self.page.write_number(row, column, value, look)

    def raise_row(self, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
        """Make a row as high as its texts need, if it is not so already."""
        height = max(row_height(texts, widths), self._heights.get(row, 0))
        self._heights[row] = height
        self.page.set_row(row, height)
