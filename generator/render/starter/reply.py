"""The reply (回执) that a sending unit fills in: its guests, below the visit's name and deadline.

Above the headings are the visit's code, by which a reply to another visit is recognised, and a
place for the unit. A second sheet is the notice on personal information.
"""

from __future__ import annotations

from dataclasses import replace

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator import vocabulary
from generator.agenda import Agenda, common_agenda
from generator.load.replies import OF_THE_OFFICE
from generator.load.sheets.forms import columns_of
from generator.load.tables.headings import heading_key
from generator.model.visit import Visit
from generator.render.paper.participant_forms import contact_lines, privacy_notice
from generator.render.starter.book import CREATED, form_formats, write_form
from generator.render.starter.choices import choices_for, example_values
from generator.render.starter.dropdowns import suggestion
from generator.render.starter.form import FormSheet
from generator.render.starter.sheets import GUESTS
from generator.render.words import Wording
from generator.render.words.days import full_range
from generator.render.workbook.cells import Formats, NumberFormat, set_row_height, write_cell
from generator.render.workbook.page import NAME_AND_PAGE_NUMBERS, set_up_page, workbook_bytes
from generator.text import DEFAULT_LANGUAGE

_HEADINGS = 4
"""The row of the headings: above it are the title, what to do, the unit, and what not to write."""
_FILLED_IN = ((0, 1, 3), (4, 5, 2), (7, 8, 2))
"""The column of each label in the row of the unit, the first of its cell, and how many it has."""
_NOTICE_WIDTHS = (22, 78)


def reply_form(visit: Visit) -> bytes:
    """Return the workbook that a sending unit fills in: the columns of the roster that it knows."""
    sheet = _sheet(visit)
    common = common_agenda(visit)
    known = [code for code in visit.languages if code in vocabulary.languages()]
    languages = dict.fromkeys([DEFAULT_LANGUAGE, *known])

    def write(book: Workbook) -> None:
        formats = Formats(book)
        page = book.add_worksheet(vocabulary.word("starter.reply.sheet"))
        _write_list(book, page, sheet, visit)
        _write_head(book, page, sheet, _head(visit, common), formats)
        for language in list(languages)[:2]:
            _write_notice(book, visit, common, language, formats)

    title = visit.title.in_(DEFAULT_LANGUAGE)
    return workbook_bytes(write, CREATED, title=title, keywords=None)


def _sheet(visit: Visit) -> FormSheet:
    """The columns of guests that a unit fills in; the language only where there are several."""
    unused = OF_THE_OFFICE | (set() if len(visit.languages) > 1 else {"language"})
    keys = columns_of(GUESTS.section)
    columns = tuple(
        column for column in GUESTS.columns if keys[heading_key(column.heading)] not in unused
    )
    words = vocabulary.words_under("starter.reply.notes")
    return replace(GUESTS, columns=columns, explanations=words)


def _write_list(book: Workbook, page: Worksheet, sheet: FormSheet, visit: Visit) -> None:
    choices = choices_for(visit.standing, visit.start, visit.end).words
    languages = [vocabulary.label("Language", code) for code in visit.languages]
    offered = {
        index: suggestion(name, languages if name == "languages" else list(choices[name]))
        for index, column in enumerate(sheet.columns)
        if (name := column.choices) and choices.get(name)
    }
    values = example_values(visit.standing, visit.start, visit.end)
    write_form(page, sheet, values, form_formats(book), offered, _HEADINGS)


def _head(visit: Visit, common: Agenda) -> tuple[str, str, str]:
    """The title, what to do, and what not to write."""
    words = Wording(DEFAULT_LANGUAGE, "starter.reply")
    by = (
        words.phrase("by", day=full_range(visit.reply_by, visit.reply_by, DEFAULT_LANGUAGE))
        if visit.reply_by
        else words.phrase("soon")
    )
    contact = next(contact_lines(common, words), "")
    what_to_do = words.phrase(
        "what_to_do",
        slug=visit.slug,
        dates=full_range(visit.start, visit.end, DEFAULT_LANGUAGE),
        by=by,
        host=words.text(visit.host),
        contacts=words.phrase("contacts", who=contact) if contact else "",
    )
    return words.phrase("title", title=words.text(visit.title)), what_to_do, words.phrase("privacy")


def _write_head(
    book: Workbook, page: Worksheet, sheet: FormSheet, head: tuple[str, str, str], formats: Formats
) -> None:
    title, what_to_do, privacy = head
    width = len(sheet.columns)
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter", "align": "left"})
    widths = (sum(column.width for column in sheet.columns),)
    write_cell(page, 0, 0, title, formats.title, width)
    page.set_row(0, 34)
    for row, text in ((1, what_to_do), (3, privacy)):
        write_cell(page, row, 0, text, wrapped, width)
        set_row_height(page, row, (text,), widths, 22)
    label = book.add_format({"bold": True, "valign": "vcenter", "align": "right"})
    _write_unit(book, page, label)


def _write_unit(book: Workbook, page: Worksheet, label: Format) -> None:
    """The row in which the unit, the person who fills in and the telephone are written."""
    cell = book.add_format(
        {"num_format": NumberFormat.TEXT.value, "locked": False, "border": 1, "text_wrap": True}
    )
    keys = ("unit", "filled_by", "phone")
    for key, (at, first, cells) in zip(keys, _FILLED_IN, strict=True):
        page.write_string(2, at, vocabulary.word(f"starter.reply.{key}"), label)
        write_cell(page, 2, first, "", cell, cells)
    page.set_row(2, 26)


def _write_notice(
    book: Workbook, visit: Visit, common: Agenda, language: str, formats: Formats
) -> None:
    """The notice on personal information, as `handbook print --only privacy-notice` prints it."""
    notice = privacy_notice(visit, common, language)
    page = book.add_worksheet(notice.title[:31])
    for column, width in enumerate(_NOTICE_WIDTHS):
        page.set_column(column, column, width)
    write_cell(page, 0, 0, notice.title, formats.title, 2)
    page.set_row(0, 34)
    wide = (sum(_NOTICE_WIDTHS),)
    facts = [fact for row in notice.facts for fact in row]
    write_cell(page, 1, 0, notice.head, formats.text, 2)
    set_row_height(page, 1, (notice.head,), wide)
    for row, (name, text) in enumerate(facts, start=2):
        page.write_string(row, 0, name, formats.bold)
        page.write_string(row, 1, text, formats.text)
        set_row_height(page, row, (name, text), _NOTICE_WIDTHS)
    for row, text in enumerate(notice.remarks[:-1], start=2 + len(facts)):
        write_cell(page, row, 0, text, formats.text, 2)
        set_row_height(page, row, (text,), wide)
    set_up_page(page, footer=NAME_AND_PAGE_NUMBERS, landscape=False)
    page.protect()
