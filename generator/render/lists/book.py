"""Writes the lists as a workbook that prints well: text cells alone, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.model.visit import Visit
from generator.render.lists.registry import LISTS, Entry
from generator.render.lists.tongue import Tongue
from generator.render.workbook.listing import Listing
from generator.render.workbook.widths import PORTRAIT, column_widths, row_height
from generator.settings import MADE_HERE

Formats = dict[str, Format]

_A4 = 9
_HEADING_HEIGHT, _SIGNING_HEIGHT = 24, 27
_HEADER_LENGTH = 120  # Excel takes 255 characters in a header, its own codes among them.


@dataclass(frozen=True)
class Sheet:
    """A list and what stands around it: its name, the remark it has while it is empty, its footer,
    and whether it comes back in, which a coloured tab shows.
    """

    name: str
    listing: Listing
    remark: str
    footer: str
    comes_back: bool


@dataclass(frozen=True)
class Lists:
    """What lists.xlsx says: the visit's title, and a sheet a list."""

    title: str
    sheets: tuple[Sheet, ...]


def lists_of(visit: Visit) -> Lists:
    """A visit's lists."""
    tongue = Tongue(visit)
    return Lists(tongue.text(visit.title), tuple(_sheet(each, visit, tongue) for each in LISTS))


def lists_workbook(visit: Visit, changed: datetime) -> bytes:
    """lists.xlsx: a sheet a list. `changed` is when the visit's files last changed."""
    return written_lists(lists_of(visit), changed)


def written_lists(lists: Lists, changed: datetime) -> bytes:
    """lists.xlsx, of lists that are there already."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(
            {"keywords": MADE_HERE, "title": lists.title, "created": changed.astimezone(UTC)}
        )
        formats = _formats(book)
        for sheet in lists.sheets:
            page = book.add_worksheet(sheet.name)
            widths = column_widths(sheet.listing)
            _fill(page, sheet, widths, formats)
            _set_up(page, sheet.listing, lists.title, widths)
            page.set_footer(sheet.footer)
            page.set_tab_color("#0B6E5F" if sheet.comes_back else "#C9D2CE")
    return buffer.getvalue()


def _sheet(entry: Entry, visit: Visit, tongue: Tongue) -> Sheet:
    note = "" if entry.section else tongue.say("gathered")
    return Sheet(
        tongue.say(f"sheets.{entry.key}"),
        entry.make(visit, tongue),
        tongue.say(f"empty.{entry.key}"),
        f"&L&A&C{note}&R&P / &N",
        comes_back=entry.section is not None,
    )


def _formats(book: xlsxwriter.Workbook) -> Formats:
    # Cells stay text when they are edited, so that no number loses its zeros and no name that
    # starts with "=" becomes a formula.
    cell = {"num_format": "@", "text_wrap": True, "valign": "vcenter", "border": 1,
            "border_color": "#B7C4BF"}  # fmt: skip
    return {
        "heading": book.add_format({**cell, "bold": True, "bg_color": "#E3EFEA"}),
        "cell": book.add_format(cell),
        "quiet": book.add_format({**cell, "font_color": "#8A8A8A"}),
        "blank": book.add_format({"num_format": "@"}),
        "remark": book.add_format({"font_color": "#5F6B66", "italic": True, "num_format": "@"}),
    }


def _fill(page: Worksheet, sheet: Sheet, widths: Sequence[int], formats: Formats) -> None:
    """The headings and rows; for an empty list the remark, above the headings, where the loader
    passes over it.
    """
    listing = sheet.listing
    top = _top(listing)
    if top:
        page.write_string(0, 0, sheet.remark, formats["remark"])
    for column, (heading, width) in enumerate(zip(listing.headings, widths, strict=True)):
        page.set_column(column, column, width, formats["blank"])
        page.write_string(top, column, heading, formats["heading"])
    page.set_row(top, max(row_height(listing.headings, widths), _HEADING_HEIGHT))
    least = _SIGNING_HEIGHT if listing.roomy else 0
    for number, row in enumerate(listing.rows, start=top + 1):
        page.set_row(number, max(row_height(row, widths), least))
        for column, text in enumerate(row):
            look = formats["cell" if column < listing.printed else "quiet"]
            if text:
                page.write_string(number, column, text, look)
            else:
                page.write_blank(number, column, None, look)


def _set_up(page: Worksheet, listing: Listing, title: str, widths: Sequence[int]) -> None:
    """Frozen and repeated headings, filter, one page wide; what is for people prints."""
    top = _top(listing)
    bottom, right = top + max(len(listing.rows), 1), len(listing.headings) - 1
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, bottom, right)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.repeat_rows(top)
    page.print_area(0, 0, bottom, listing.printed - 1)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    page.center_horizontally()
    if sum(widths[: listing.printed]) > PORTRAIT:
        page.set_landscape()
    page.set_header(f"&L{title[:_HEADER_LENGTH].replace('&', '&&')}&R&A")


def _top(listing: Listing) -> int:
    """The row of the headings."""
    return 0 if listing.rows else 1
