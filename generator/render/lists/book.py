"""Writes the lists as a workbook that prints well: text cells alone, the same bytes each time."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.model.visit import Visit
from generator.render.lists.registry import LISTS, Entry
from generator.render.lists.sheet import Listing
from generator.render.lists.tongue import Tongue

_A4 = 9
_NARROWEST, _WIDEST = 6, 36
_FILTER_BUTTON = 3
_PORTRAIT_WIDTH = 92  # Characters that fit across an upright A4 sheet at full size.
_HEADING_HEIGHT, _SIGNING_HEIGHT = 24, 27
_HEADER_LENGTH = 120  # Excel takes 255 characters in a header, its own codes among them.


def lists_workbook(visit: Visit, changed: datetime) -> bytes:
    """lists.xlsx: a sheet a list. `changed` is when the visit's files last changed."""
    buffer = io.BytesIO()
    tongue = Tongue(visit)
    title = tongue.text(visit.title)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": changed.astimezone(UTC)})
        formats = _formats(book)
        for entry in LISTS:
            page = book.add_worksheet(tongue.say(f"sheets.{entry.key}"))
            listing = entry.make(visit, tongue)
            _fill(page, listing, tongue.say(f"empty.{entry.key}"), formats)
            _set_up(page, listing, title)
            _tell_what_it_is(page, entry, tongue)
    return buffer.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
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


def _fill(page: Worksheet, listing: Listing, remark: str, formats: dict[str, Format]) -> None:
    """The headings and rows; for an empty list the remark, above the headings, where the loader
    passes over it."""
    top = 0 if listing.rows else 1
    if top:
        page.write_string(0, 0, remark, formats["remark"])
    for column, heading in enumerate(listing.headings):
        width = _column_width(heading, [row[column] for row in listing.rows])
        page.set_column(column, column, width, formats["blank"])
        page.write_string(top, column, heading, formats["heading"])
    for number, row in enumerate(listing.rows, start=top + 1):
        for column, text in enumerate(row):
            look = formats["cell" if column < listing.printed else "quiet"]
            if text:
                page.write_string(number, column, text, look)
            else:
                page.write_blank(number, column, None, look)
        if listing.roomy:
            page.set_row(number, _SIGNING_HEIGHT)


def _set_up(page: Worksheet, listing: Listing, title: str) -> None:
    """Frozen and repeated headings, filter, one page wide; what is for people prints."""
    top = 0 if listing.rows else 1
    bottom, right = top + max(len(listing.rows), 1), len(listing.headings) - 1
    page.set_row(top, _HEADING_HEIGHT)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, bottom, right)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.repeat_rows(top)
    page.print_area(0, 0, bottom, listing.printed - 1)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    page.center_horizontally()
    printed = zip(listing.headings, _columns(listing), strict=True)
    widths = [_column_width(heading, cells) for heading, cells in printed]
    if sum(widths[: listing.printed]) > _PORTRAIT_WIDTH:
        page.set_landscape()
    page.set_header(f"&L{title[:_HEADER_LENGTH].replace('&', '&&')}&R&A")


def _tell_what_it_is(page: Worksheet, entry: Entry, tongue: Tongue) -> None:
    """The footer; sheets that come back in have a coloured tab."""
    note = "" if entry.section else tongue.say("gathered")
    page.set_footer(f"&L&A&C{note}&R&P / &N")
    page.set_tab_color("#0B6E5F" if entry.section else "#C9D2CE")


def _columns(listing: Listing) -> list[list[str]]:
    return [[row[column] for row in listing.rows] for column in range(len(listing.headings))]


def _column_width(heading: str, cells: Sequence[str]) -> int:
    """A column's width in characters, which its longest line fits or is broken over."""
    longest = max((_width(line) for cell in cells for line in cell.split("\n")), default=0)
    return min(max(longest + 2, _width(heading) + _FILTER_BUTTON, _NARROWEST), _WIDEST)


def _width(text: str) -> int:
    """How wide a text is in characters of a spreadsheet: Chinese ones are two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
