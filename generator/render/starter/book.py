"""Writes a new visit's workbook: headings with notes, drop-downs, an example row, protection."""

from __future__ import annotations

import io
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator import vocabulary
from generator.model.standing import Standing
from generator.render.starter.choices import facts, rooms_by_hotel, words_offered
from generator.render.starter.form import Column, Holds, Sheet
from generator.render.starter.options import LAST_ROW, Known, validation, write_options
from generator.render.starter.sheets import SHEETS
from generator.render.workbook.widths import row_height, text_width

_MADE = datetime(2026, 1, 1)  # A fixed date keeps the workbook's bytes equal from run to run.
_A4, _LAST_COLUMN = 9, 16_383
_HEADING_HEIGHT, _FILTER_BUTTON = 34, 3
_NOTE_CHARACTERS, _NOTE_WIDTH, _POINT = 34, 250, 4 / 3  # Pixels, and pixels in a point.
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
    """book.xlsx with a sheet for each long list: headings, notes, choices, an example row that
    the loader leaves out.
    """
    buffer = io.BytesIO()
    examples = facts(standing, start, end)
    known = Known(words_offered(standing, start, end), rooms_by_hotel(standing))
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        formats = _formats(book)
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.name)
            _lay_out(page, sheet, formats)
            _write_headings(page, sheet, formats)
            _write_example(page, sheet, examples, formats)
            _add_choices(page, sheet, known)
            _set_up(page, sheet)
        write_options(book, known)
    return buffer.getvalue()


def _formats(book: Workbook) -> Formats:
    heading = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
    cells = {
        each.name: book.add_format(
            {"num_format": each.value, "locked": False, "text_wrap": True, "valign": "vcenter"}
        )
        for each in Holds
    }
    return {
        **cells,
        "needed": book.add_format({**heading, "bg_color": "#0B6E5F", "font_color": "#FFFFFF"}),
        "heading": book.add_format({**heading, "bg_color": "#E3EFEA"}),
        "example": book.add_format({"font_color": "#8A8A8A", "italic": True}),
    }


def _lay_out(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    """Widths and formats of whole columns. All are unlocked to the last one, since Excel deletes
    no row of a protected sheet in which a cell is locked.
    """
    for index, column in enumerate(sheet.columns):
        # A heading takes two lines.
        width = max(column.width, text_width(column.heading) // 2 + _FILTER_BUTTON)
        page.set_column(index, index, width, formats[column.holds.name])
    page.set_column(len(sheet.columns), _LAST_COLUMN, None, formats[Holds.TEXT.name])


def _write_headings(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    page.set_row(0, _HEADING_HEIGHT)
    for index, column in enumerate(sheet.columns):
        look = formats["needed" if sheet.needs(column) else "heading"]
        page.write_string(0, index, column.heading, look)


def _write_example(
    page: Worksheet, sheet: Sheet, examples: dict[str, str], formats: Formats
) -> None:
    """The example row, and the notes that say the same. The row is grey by a condition, so that it
    looks like any other as soon as somebody writes over its mark.
    """
    mark = vocabulary.word("starter.example")
    for index, column in enumerate(sheet.columns):
        example = sheet.example(column).format(**examples)
        _explain(page, index, sheet, column, example)
        shown = example if index else f"{mark}：{example}"
        if shown:
            page.write_string(1, index, shown, formats[column.holds.name])
    rows = (1, 0, LAST_ROW, len(sheet.columns) - 1)
    grey = {"type": "formula", "criteria": f'=LEFT($A2,{len(mark)})="{mark}"'}
    page.conditional_format(*rows, {**grey, "format": formats["example"]})


def _explain(page: Worksheet, index: int, sheet: Sheet, column: Column, example: str) -> None:
    need = vocabulary.word("starter.needed") if sheet.needs(column) else ""
    lines = [f"{column.heading}{need}", sheet.explanation(column)]
    if example:
        lines.append(vocabulary.word("starter.for_example", example=example))
    text = "\n".join(filter(None, lines))
    height = (row_height((text,), (_NOTE_CHARACTERS,)) + 15) * _POINT
    look = {"author": "", "font_name": "Microsoft YaHei", "font_size": 9, "width": _NOTE_WIDTH}
    page.write_comment(0, index, text, {**look, "height": height})


def _add_choices(page: Worksheet, sheet: Sheet, known: Known) -> None:
    for index, column in enumerate(sheet.columns):
        choices = validation(column.choices, known) if column.choices else None
        if choices:
            page.data_validation(1, index, LAST_ROW, index, choices)


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Frozen and locked headings with a filter; prints one page wide under repeated headings."""
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, LAST_ROW, len(sheet.columns) - 1)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.protect("", _ALLOWED)
    page.hide_gridlines(0)  # Hides none, not even on paper.
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer("&L&A&R&P / &N")
