"""Files and pages of workbooks: the same bytes each time, A4, one page wide."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.render.workbook.pagination import BOTTOM_MARGIN, SIDE_MARGIN, TOP_MARGIN, Placed
from generator.settings import PROGRAM_KEYWORD

NAME_AND_PAGE_NUMBERS, PAGE_NUMBERS = "&L&A&R&P / &N", "&R&P / &N"
"""Footers in Excel's codes: &A is the sheet's name, &P the page, &N the number of pages."""
_A4 = 9
_HEADER_LENGTH = 120  # Excel takes 255 characters in a header, its own codes among them.
_ALL_CELLS = "A1:XFD1048576"


def workbook_bytes(
    write_sheets: Callable[[Workbook], None],
    created: datetime,
    *,
    title: str | None = None,
    keywords: str | None = PROGRAM_KEYWORD,
) -> bytes:
    """Return an .xlsx file whose sheets `write_sheets` adds.

    `created` (aware) is written into its properties in place of the time of the run.
    """
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        texts = {"title": title, "keywords": keywords}
        given = {name: text for name, text in texts.items() if text is not None}
        book.set_properties({**given, "created": created.astimezone(UTC)})
        write_sheets(book)
    return file.getvalue()


def set_up_page(page: Worksheet, *, footer: str, landscape: bool) -> None:
    """Print a sheet on A4, one page wide; mark none of its texts as a number in wrong format."""
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer(footer)
    page.ignore_errors({"number_stored_as_text": _ALL_CELLS})
    if landscape:
        page.set_landscape()


def write_lines(
    page: Worksheet, first_row: int, lines: Iterable[Placed], write: Callable[[int, int], None]
) -> int:
    """Write lines below one another, with page breaks; return the last row.

    `write` gets the row and the number of each line.
    """
    row, breaks = first_row - 1, []
    for row, (line, begins_page) in enumerate(lines, start=first_row):
        page.set_row(row, line.height)
        write(row, line.number)
        if begins_page:
            breaks.append(row)
    page.set_h_pagebreaks(breaks)
    return row


def set_up_print(page: Worksheet, title: str, last_cell: tuple[int, int]) -> None:
    """Print the cells up to `last_cell` (row, column), in the middle below the title."""
    page.print_area(0, 0, *last_cell)
    page.center_horizontally()
    page.set_margins(left=SIDE_MARGIN, right=SIDE_MARGIN, top=TOP_MARGIN, bottom=BOTTOM_MARGIN)
    page.set_header(f"&L{title[:_HEADER_LENGTH].replace('&', '&&')}&R&A")


def set_up_headings(
    page: Worksheet, row: int, last_cell: tuple[int, int], *, frozen_columns: int = 0
) -> None:
    """Freeze the headings in `row` and repeat them on each page; filter the rows below them."""
    page.freeze_panes(row + 1, frozen_columns)
    page.repeat_rows(row)
    page.autofilter(row, 0, *last_cell)
