"""Formats of cells, and writing into them: a text is never a formula or a number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.render.workbook.widths import row_height

CellValue = str | int | Decimal | None

ACCENT_COLOUR, HEADING_COLOUR, BORDER_COLOUR = "#0B6E5F", "#E3EFEA", "#B7C4BF"
PALE_COLOUR, REMARK_COLOUR, QUIET_COLOUR = "#C9D2CE", "#5F6B66", "#8A8A8A"


class NumberFormat(StrEnum):
    """What a cell is for.

    A text stays one when it is edited: 0812 keeps its zeros, and a name that begins with `=` does
    not become a formula.
    """

    TEXT = "@"
    COUNT = "0"
    MONEY = "#,##0.00"


class Formats:
    """The cell formats of a workbook to be printed."""

    def __init__(self, book: Workbook) -> None:
        """Add the formats to `book`; those that no cell uses are not written."""

        def text(**properties: object) -> Format:
            return book.add_format({"num_format": NumberFormat.TEXT.value, **properties})

        frame = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": BORDER_COLOUR}
        self._values = {
            (number_format, bold): book.add_format(
                {**frame, "num_format": number_format.value, "bold": bold, "align": align}
            )
            for number_format, align in (
                (NumberFormat.TEXT, "left"),
                (NumberFormat.MONEY, "right"),
                (NumberFormat.COUNT, "center"),
            )
            for bold in (False, True)
        }
        heading = {**frame, "bold": True, "bg_color": HEADING_COLOUR}
        self.list_heading = text(**heading)
        self.list_cell = text(**frame)
        self.unprinted = text(**frame, font_color=QUIET_COLOUR)
        self.heading = text(**heading, align="center")
        self.group = text(**frame, bold=True)
        self.tick = text(**frame, align="center")
        self.text = self._values[NumberFormat.TEXT, False]
        self.bold = self._values[NumberFormat.TEXT, True]
        self.signature = text(**{**frame, "valign": "bottom"})
        self.title = text(bold=True, font_size=18, align="center", valign="vcenter")
        self.subtitle = text(bold=True, font_size=12)
        self.plain = text()
        self.remark = text(italic=True, font_color=REMARK_COLOUR)

    def of(self, value: CellValue, *, bold: bool = False) -> Format:
        """Return the format of a text, an amount or a count."""
        number_formats = {Decimal: NumberFormat.MONEY, int: NumberFormat.COUNT}
        return self._values[number_formats.get(type(value), NumberFormat.TEXT), bold]


def write_cell(
    page: Worksheet, row: int, column: int, value: CellValue, cell_format: Format, span: int = 1
) -> None:
    """Write a value into `span` cells side by side, which are merged."""
    if span > 1:
        # The first cell is then written again: merge_range would guess the type of its content.
        page.merge_range(row, column, row, column + span - 1, "", cell_format)
    if value is None or value == "":
        page.write_blank(row, column, None, cell_format)
    elif isinstance(value, str):
        page.write_string(row, column, value, cell_format)
    else:
        page.write_number(row, column, value, cell_format)


def set_row_height(
    page: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float], least: int = 0
) -> float:
    """Make a row as high as its texts need, and at least `least` points; return its height."""
    height = max(row_height(texts, widths), least)
    page.set_row(row, height)
    return height
