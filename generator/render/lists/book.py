"""Lists as a workbook that prints well: only text cells, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.model.visit import Visit
from generator.render.lists.naming import ListWords, list_words
from generator.render.lists.registry import LISTS, ListDefinition
from generator.render.workbook.cells import (
    ACCENT_COLOUR,
    PALE_COLOUR,
    Formats,
    set_row_height,
    write_cell,
)
from generator.render.workbook.listing import Listing
from generator.render.workbook.page import (
    set_up_headings,
    set_up_page,
    set_up_print,
    workbook_bytes,
)
from generator.render.workbook.widths import PORTRAIT_WIDTH, column_widths

_HEADING_HEIGHT, _SIGNING_HEIGHT = 24, 27


@dataclass(frozen=True)
class ListSheet:
    """A list on its sheet: `remark` is shown while the list is empty.

    Only sheets with the office's own entries are `read_back` by the loader; their tabs are
    coloured.
    """

    name: str
    listing: Listing
    remark: str
    footer: str
    read_back: bool


@dataclass(frozen=True)
class ListsContent:
    """The content of lists.xlsx: the visit's title, and a sheet for each list."""

    title: str
    sheets: tuple[ListSheet, ...]


def lists_content(visit: Visit) -> ListsContent:
    """Return a visit's lists."""
    words = list_words(visit)
    sheets = tuple(_list_sheet(definition, visit, words) for definition in LISTS)
    return ListsContent(words.text(visit.title), sheets)


def lists_bytes(content: ListsContent, changed: datetime) -> bytes:
    """Return lists.xlsx; `changed` is when the visit's files last changed."""
    return workbook_bytes(partial(_write_sheets, content), changed, title=content.title)


def lists_workbook(visit: Visit, changed: datetime) -> bytes:
    """Return a visit's lists.xlsx; `changed` is when the visit's files last changed."""
    return lists_bytes(lists_content(visit), changed)


def _list_sheet(definition: ListDefinition, visit: Visit, words: ListWords) -> ListSheet:
    note = "" if definition.section else words.phrase("gathered")
    return ListSheet(
        words.phrase(f"sheets.{definition.key}"),
        definition.build(visit, words),
        words.phrase(f"empty.{definition.key}"),
        f"&L&A&C{note}&R&P / &N",
        read_back=definition.section is not None,
    )


def _write_sheets(content: ListsContent, book: Workbook) -> None:
    formats = Formats(book)
    for sheet in content.sheets:
        page = book.add_worksheet(sheet.name)
        page.set_tab_color(ACCENT_COLOUR if sheet.read_back else PALE_COLOUR)
        listing, widths = sheet.listing, column_widths(sheet.listing)
        top = 0 if listing.rows else 1
        if top:
            # Above the headings the loader ignores it.
            page.write_string(0, 0, sheet.remark, formats.remark)
        _write_headings(page, listing, widths, top, formats)
        _write_rows(page, listing, widths, top + 1, formats)
        bottom = top + max(len(listing.rows), 1)
        set_up_headings(page, top, (bottom, len(listing.headings) - 1))
        landscape = sum(widths[: listing.printed]) > PORTRAIT_WIDTH
        set_up_page(page, footer=sheet.footer, landscape=landscape)
        set_up_print(page, content.title, (bottom, listing.printed - 1))


def _write_headings(
    page: Worksheet, listing: Listing, widths: Sequence[float], row: int, formats: Formats
) -> None:
    for column, (heading, width) in enumerate(zip(listing.headings, widths, strict=True)):
        page.set_column(column, column, width, formats.plain)
        page.write_string(row, column, heading, formats.list_heading)
    set_row_height(page, row, listing.headings, widths, _HEADING_HEIGHT)


def _write_rows(
    page: Worksheet, listing: Listing, widths: Sequence[float], first: int, formats: Formats
) -> None:
    least = _SIGNING_HEIGHT if listing.roomy else 0
    for number, row in enumerate(listing.rows, start=first):
        set_row_height(page, number, row, widths, least)
        for column, text in enumerate(row):
            printed = column < listing.printed
            cell_format = formats.list_cell if printed else formats.unprinted
            write_cell(page, number, column, text, cell_format)
