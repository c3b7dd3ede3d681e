"""A new visit's workbook: headings with notes, drop-downs, an example row, protection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator import vocabulary
from generator.model.standing import Standing
from generator.render.starter.choices import choices_for, example_values
from generator.render.starter.dropdowns import LAST_ROW, Validation, drop_down, write_choices
from generator.render.starter.form import FormColumn, FormSheet
from generator.render.starter.sheets import SHEETS
from generator.render.workbook.cells import (
    ACCENT_COLOUR,
    HEADING_COLOUR,
    QUIET_COLOUR,
    NumberFormat,
)
from generator.render.workbook.page import (
    NAME_AND_PAGE_NUMBERS,
    set_up_headings,
    set_up_page,
    workbook_bytes,
)
from generator.render.workbook.widths import CELL_TEXT, row_height

CREATED = datetime(2026, 1, 1, tzinfo=UTC)  # A fixed date: the same bytes each time.
_LAST_COLUMN = 16_383
_HEADING_HEIGHT, _FILTER_BUTTON = 34, 3
_NOTE_CHARACTERS, _NOTE_WIDTH = 34, 250
_PIXELS_A_POINT = 4 / 3
# What a clerk may do although the headings are locked.
_ALLOWED = dict.fromkeys(
    (
        "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows",
        "insert_hyperlinks", "sort", "autofilter", "objects", "scenarios",
    ),
    True,
)  # fmt: skip
Formats = dict[str, Format]


def starter_workbook(standing: Standing, start: date, end: date) -> bytes:
    """Return book.xlsx with a sheet for each long list of a visit from `start` to `end`.

    The loader ignores the example rows.
    """
    choices = choices_for(standing, start, end)
    values = example_values(standing, start, end)

    def write(book: Workbook) -> None:
        formats = form_formats(book)
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.name)
            offered = {
                index: drop_down(column.choices, choices)
                for index, column in enumerate(sheet.columns)
                if column.choices
            }
            write_form(page, sheet, values, formats, offered)
        write_choices(book, choices)

    return workbook_bytes(write, CREATED, keywords=None)


def write_form(
    page: Worksheet,
    sheet: FormSheet,
    values: Mapping[str, str],
    formats: Formats,
    offered: Mapping[int, Validation | None],
    top: int = 0,
) -> None:
    """Write the headings, the example row and the drop-downs of a sheet; protect the headings.

    `values` are those of placeholders in the example, `offered` the drop-downs by column. The
    headings are in the row `top`.
    """
    _set_columns(page, sheet, formats)
    _write_headings(page, sheet, formats, top)
    _write_example(page, sheet, values, formats, top)
    for index, validation in offered.items():
        if validation:
            page.data_validation(top + 1, index, LAST_ROW, index, validation)
    _set_up(page, sheet, top)


def form_formats(book: Workbook) -> Formats:
    """Add the formats of a form's cells to `book`."""
    heading = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
    cells = {
        number_format.name: book.add_format(
            {
                "num_format": number_format.value,
                "locked": False,
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        for number_format in NumberFormat
    }
    required = {**heading, "bg_color": ACCENT_COLOUR, "font_color": "#FFFFFF"}
    return {
        **cells,
        "required": book.add_format(required),
        "heading": book.add_format({**heading, "bg_color": HEADING_COLOUR}),
        "example": book.add_format({"font_color": QUIET_COLOUR, "italic": True}),
    }


def _set_columns(page: Worksheet, sheet: FormSheet, formats: Formats) -> None:
    """Set widths and formats of columns.

    All are unlocked to the sheet's last one, since Excel deletes no row of a protected sheet in
    which a cell is locked.
    """
    for index, column in enumerate(sheet.columns):
        # A heading takes two lines.
        width = max(column.width, CELL_TEXT.width(column.heading) // 2 + _FILTER_BUTTON)
        page.set_column(index, index, width, formats[column.number_format.name])
    page.set_column(len(sheet.columns), _LAST_COLUMN, None, formats[NumberFormat.TEXT.name])


def _write_headings(page: Worksheet, sheet: FormSheet, formats: Formats, top: int) -> None:
    page.set_row(top, _HEADING_HEIGHT)
    for index, column in enumerate(sheet.columns):
        heading_format = formats["required" if sheet.needs(column) else "heading"]
        page.write_string(top, index, column.heading, heading_format)


def _write_example(
    page: Worksheet, sheet: FormSheet, values: Mapping[str, str], formats: Formats, top: int
) -> None:
    """Write the example row, and the headings' notes with the same examples.

    A condition makes the row grey, so that it is black as soon as somebody overwrites its mark.
    """
    mark = vocabulary.word("starter.example")
    for index, column in enumerate(sheet.columns):
        example = sheet.example(column).format(**values)
        _write_note(page, top, index, sheet, column, example)
        text = example if index else f"{mark}：{example}"
        if text:
            page.write_string(top + 1, index, text, formats[column.number_format.name])
    rows = (top + 1, 0, LAST_ROW, len(sheet.columns) - 1)
    grey = {"type": "formula", "criteria": f'=LEFT($A{top + 2},{len(mark)})="{mark}"'}
    page.conditional_format(*rows, {**grey, "format": formats["example"]})


def _write_note(
    page: Worksheet, row: int, index: int, sheet: FormSheet, column: FormColumn, example: str
) -> None:
    required = vocabulary.word("starter.needed") if sheet.needs(column) else ""
    lines = [f"{column.heading}{required}", sheet.explanation(column)]
    if example:
        lines.append(vocabulary.word("starter.for_example", example=example))
    text = "\n".join(filter(None, lines))
    height = (row_height((text,), (_NOTE_CHARACTERS,)) + 15) * _PIXELS_A_POINT
    appearance = {"author": "", "font_name": "Microsoft YaHei", "font_size": 9}
    page.write_comment(row, index, text, {**appearance, "width": _NOTE_WIDTH, "height": height})


def _set_up(page: Worksheet, sheet: FormSheet, top: int) -> None:
    """Lock the headings, and print one page wide with grid lines."""
    set_up_headings(page, top, (LAST_ROW, len(sheet.columns) - 1), frozen_columns=1)
    set_up_page(page, footer=NAME_AND_PAGE_NUMBERS, landscape=True)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.protect("", _ALLOWED)
    page.hide_gridlines(0)  # hides none, on paper neither
