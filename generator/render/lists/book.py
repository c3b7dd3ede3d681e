"""Lists as a workbook that prints well: only text cells, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from generator.render.workbook.listing import BOX, MOST_BOXES, Group, Listing
from generator.render.workbook.page import (
    set_up_headings,
    set_up_page,
    set_up_print,
    workbook_bytes,
    write_lines,
)
from generator.render.workbook.pagination import (
    Block,
    Line,
    Placed,
    paginated,
    paper_for,
)
from generator.render.workbook.widths import PORTRAIT_WIDTH, column_widths, row_height, row_heights

_HEADING_HEIGHT, _SIGNING_HEIGHT, _ABOVE_TITLE = 24, 27, 8
_BOXES = {BOX * number for number in range(1, MOST_BOXES + 1)}
_TITLE = -1
"""The number of the first group's title as a line; the next ones are below it."""


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
        _write_sheet(page, sheet, content.title, formats)


def _write_sheet(page: Worksheet, sheet: ListSheet, title: str, formats: Formats) -> None:
    listing, widths = sheet.listing, column_widths(sheet.listing)
    top = 0 if listing.rows else 1
    if top:
        # Above the headings the loader ignores it.
        page.write_string(0, 0, sheet.remark, formats.remark)
    across = widths[: listing.printed]
    landscape = not listing.upright and sum(across) > PORTRAIT_WIDTH
    paper = paper_for(across, landscape=landscape)
    heading_height = _write_headings(page, listing, widths, top, formats)
    set_up_page(page, footer=sheet.footer, landscape=landscape)
    last_row = write_lines(
        page,
        top + 1,
        _lines(listing, widths, paper.height - heading_height),
        lambda row, number: _write_line(page, row, number, listing, formats),
    )
    bottom = max(last_row, top + 1)
    set_up_headings(page, top, (bottom, len(listing.headings) - 1))
    set_up_print(page, title, (bottom, listing.printed - 1))


def _write_headings(
    page: Worksheet, listing: Listing, widths: Sequence[float], row: int, formats: Formats
) -> float:
    """Write the headings; return the height of their row."""
    for column, (heading, width) in enumerate(zip(listing.headings, widths, strict=True)):
        page.set_column(column, column, width, formats.plain)
        page.write_string(row, column, heading, formats.list_heading)
    return set_row_height(page, row, listing.headings, widths, _HEADING_HEIGHT)


def _lines(listing: Listing, widths: Sequence[float], height: float) -> Iterator[Placed]:
    """The rows in their order with the titles of groups, whose numbers are negative."""
    least = _SIGNING_HEIGHT if listing.roomy else 0
    heights = row_heights(listing.rows, widths)
    rows = [Line(number, max(height, least)) for number, height in enumerate(heights)]
    groups = listing.groups or (Group(0),)
    ends = (*(group.first for group in groups[1:]), len(rows))
    across = (sum(widths[: listing.printed]),)
    blocks = []
    for number, (group, end) in enumerate(zip(groups, ends, strict=True)):
        title = Line(_TITLE - number, row_height((group.title,), across) + _ABOVE_TITLE)
        head = (title,) if group.title else ()
        blocks.append(Block(rows[group.first : end], head, head, new_page=group.new_page))
    return paginated(blocks, height)


def _write_line(page: Worksheet, row: int, number: int, listing: Listing, formats: Formats) -> None:
    """Write a row, or the title of a group across the printed columns.

    The columns that are not printed have the same texts beside a title, so that it stays with its
    rows when they are sorted or filtered by them.
    """
    if number < 0:
        group = listing.groups[_TITLE - number]
        write_cell(page, row, 0, group.title, formats.group, listing.printed)
        texts, first = listing.rows[group.first], listing.printed
    else:
        texts, first = listing.rows[number], 0
    # As `write_cell`, which asks each of a large list's texts whether it is a number or a date.
    for column in range(first, len(texts)):
        text = texts[column]
        cell_format = formats.list_cell if column < listing.printed else formats.unprinted
        if not text:
            page.write_blank(row, column, None, cell_format)
        else:
            page.write_string(row, column, text, formats.tick if text in _BOXES else cell_format)
