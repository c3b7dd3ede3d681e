"""Drop-downs of a new workbook, and the hidden sheet with their words.

A drop-down takes at most 255 characters of its own; its words are therefore on this sheet. Parties,
staff, guests, vehicles and places, which the clerk lists, are offered as soon as they are entered.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator import vocabulary
from generator.render.starter.choices import CLOSED, Choices
from generator.render.starter.sheets import SHEETS

LAST_ROW = 1000
"""The last row, counted from 0, with drop-downs and formats."""

_MOST_PEOPLE, _MOST_VENUES = 1200, 60
_LISTED = ("parties", "guests", "staff", "vehicles", "venues", "schedule")
"""The sections of which a column is offered: the first, or that in _OFFERED."""
_OFFERED = {"schedule": "title"}
_PEOPLE = _LISTED[:3]
"""Those of them that name people."""
_OF_VENUES = ("places", "hotels")
"""The drop-downs that offer the listed venues after the words of the host's pages."""
Validation = dict[str, object]


def drop_down(name: str, choices: Choices) -> Validation | None:
    """Return the drop-down called `name`; None where there is nothing to offer.

    It suggests and never refuses: a cell may name several people, or a place not listed yet.
    """
    if name == "rooms":
        source = _rooms_of_the_row(len(choices.rooms)) if choices.rooms else ""
    elif name in (*_LISTED, *_OF_VENUES, "people") or choices.words[name]:
        source = f"={_range_name(name)}"
    else:
        source = ""
    return suggestion(name, source) if source else None


def suggestion(name: str, source: str | Sequence[str]) -> Validation:
    """Return the drop-down called `name` with the words of `source`: a formula, or the words."""
    common: Validation = {"validate": "list", "source": source}
    if name not in CLOSED:
        return {**common, "show_error": False}
    title, message = (vocabulary.word(f"starter.{word}") for word in ("unusual", "choose"))
    return {
        **common,
        "error_type": "information",
        "error_title": title,
        "error_message": message,
    }


def write_choices(book: Workbook, choices: Choices) -> None:
    """Write the hidden sheet, and name its ranges."""
    page = book.add_worksheet(_sheet())
    page.hide()
    page.protect()
    hotels, rooms = zip(*choices.rooms, strict=True) if choices.rooms else ((), ())
    # `_rooms_of_the_row` expects the rooms in the first two columns.
    alone = {name: words for name, words in choices.words.items() if name not in _OF_VENUES}
    columns = {"room_hotels": hotels, "rooms": rooms, **alone}
    for index, (name, words) in enumerate(columns.items()):
        _write_words(page, index, (name, *words))
        if words:
            book.define_name(_range_name(name), f"={_range(index, 1, len(words))}")
    left = len(columns)
    _offer_listed(book, page, left)
    everybody = [vocabulary.word(f"participants.{word}") for word in ("everyone", "staff")]
    joined: dict[str, tuple[Sequence[str], Sequence[str], int]] = {
        "people": (everybody, _PEOPLE, _MOST_PEOPLE)
    }
    joined |= {name: (choices.words[name], ("venues",), _MOST_VENUES) for name in _OF_VENUES}
    for index, (name, (fixed, sections, most)) in enumerate(joined.items(), left + len(_LISTED)):
        _write_words(page, index, (name, *fixed))
        _offer_joined(book, page, (left, index), name, len(fixed), sections, most)


def _write_words(page: Worksheet, column: int, words: Sequence[str]) -> None:
    for row, word in enumerate(words):
        page.write_string(row, column, word)  # A name that starts with "=" is no formula.


def _offer_listed(book: Workbook, page: Worksheet, left: int) -> None:
    """Offer what the clerk lists in each section.

    A section's column has the number of its first row without an example, and the count of rows.
    """
    mark = vocabulary.word("starter.example")
    for index, section in enumerate(_LISTED, start=left):
        column = _offered_column(section)
        names = f"{_sheet_of(section)}!${column}"
        first, count = (f"{_sheet()}!{_cell(index, row)}" for row in (1, 2))
        marked = f'LEFT(INDEX({_sheet_of(section)}!$A:$A,2),{len(mark)})="{mark}"'
        page.write_string(0, index, section)
        page.write_formula(1, index, f"=IF({marked},3,2)", value=3)
        cells = f"{names}$1:${column}${LAST_ROW + 1}"
        last = f'SUMPRODUCT(MAX(({cells}<>"")*ROW({cells})))'
        page.write_formula(2, index, f"=MAX(0,{last}-{first}+1)", value=0)
        book.define_name(_range_name(section), f"=OFFSET({names}$1,{first}-1,0,MAX(1,{count}),1)")


def _offer_joined(
    book: Workbook,
    page: Worksheet,
    columns: tuple[int, int],
    name: str,
    fixed: int,
    sections: Sequence[str],
    most: int,
) -> None:
    """Offer the `fixed` first words of a column, then what is listed in `sections`, at most `most`.

    `columns` are the first of those with counts, and that of the words.
    """
    left, index = columns
    firsts = {s: _cell(left + _LISTED.index(s), 1) for s in sections}
    counts = {s: _cell(left + _LISTED.index(s), 2) for s in sections}
    top = 1 + fixed
    for row in range(top, top + most):
        nth, before, formula, closing = f"(ROW()-{top})", "", "", ""
        for section in sections:
            upto = f"{before}+{counts[section]}" if before else counts[section]
            entry = f"INDEX({_sheet_of(section)}!$A:$A,{firsts[section]}+{nth}-1-({before or 0}))"
            formula += f"IF({nth}<={upto},{entry},"
            closing += ")"
            before = upto
        page.write_formula(row, index, f'={formula}""{closing}&""', value="")
    total = "+".join(f"{_sheet()}!{count}" for count in counts.values())
    height = f"MAX(1,MIN({most},{total})+{fixed})"
    book.define_name(_range_name(name), f"=OFFSET({_sheet()}!{_cell(index, 1)},0,0,{height},1)")


def _rooms_of_the_row(count: int) -> str:
    """A formula for the rooms of the hotel in column A of the row; for all rooms if it is empty."""
    hotels, head = _range(0, 1, count), f"{_sheet()}!{_cell(1, 0)}"
    rooms = f"COUNTIF({hotels},$A2)"
    first = f"IFERROR(MATCH($A2,{hotels},0),1)"
    return f"=OFFSET({head},{first},0,IF({rooms}=0,{count},{rooms}),1)"


def _sheet() -> str:
    return str(quote_sheetname(vocabulary.word("starter.options")))


def _sheet_of(section: str) -> str:
    return str(quote_sheetname(next(s.name for s in SHEETS if s.section == section)))


def _offered_column(section: str) -> str:
    """The letter of the column that a section's sheet offers."""
    columns = next(s.columns for s in SHEETS if s.section == section)
    fields = [column.field for column in columns]
    field = _OFFERED.get(section, fields[0])
    return str(xl_col_to_name(fields.index(field)))


def _range_name(choices: str) -> str:
    return f"pick_{choices}"


def _cell(column: int, row: int) -> str:
    return f"${xl_col_to_name(column)}${row + 1}"


def _range(column: int, first: int, last: int) -> str:
    return f"{_sheet()}!{_cell(column, first)}:{_cell(column, last)}"
