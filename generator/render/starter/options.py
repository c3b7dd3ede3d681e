"""The hidden sheet behind a new workbook's drop-downs.

A drop-down takes at most 255 characters of its own, so that its words stand on this sheet. What the
clerk lists herself - parties, staff, guests, vehicles - is offered as she writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator import vocabulary
from generator.render.starter.choices import CLOSED
from generator.render.starter.sheets import SHEETS

LAST_ROW = 1000
"""The last row, from 0, that drop-downs and formats reach down to."""

_MOST_NAMED = 1200
_BESIDE = ("parties", "guests", "staff", "vehicles")  # Sections whose first column is offered.
_TOGETHER = _BESIDE[:3]  # Those of them that name people.
Validation = dict[str, object]


@dataclass(frozen=True)
class Known:
    """What is known beforehand: the words of each drop-down, and each bedroom with its hotel."""

    words: Mapping[str, Sequence[str]]
    rooms: Sequence[tuple[str, str]]


def validation(choices: str, known: Known) -> Validation | None:
    """The drop-down called `choices`; None where there is nothing to offer.

    It suggests and never refuses: a cell may name several people, or a place not listed yet.
    """
    if choices == "rooms":
        source = _rooms_of_the_row(len(known.rooms)) if known.rooms else ""
    elif choices in _BESIDE or choices == "people" or known.words[choices]:
        source = f"={_name(choices)}"
    else:
        source = ""
    if not source:
        return None
    common: Validation = {"validate": "list", "source": source}
    if choices not in CLOSED:
        return {**common, "show_error": False}
    title, message = (vocabulary.word(f"starter.{word}") for word in ("unusual", "choose"))
    return {
        **common,
        "error_type": "information",
        "error_title": title,
        "error_message": message,
    }


def write_options(book: Workbook, known: Known) -> None:
    """Writes the sheet, hidden, and names its ranges."""
    page = book.add_worksheet(_sheet())
    page.hide()
    page.protect()
    hotels, rooms = zip(*known.rooms, strict=True) if known.rooms else ((), ())
    # The rooms stand first, where `_rooms_of_the_row` looks for them.
    for index, (name, words) in enumerate(
        {"room_hotels": hotels, "rooms": rooms, **known.words}.items()
    ):
        _write_words(page, index, (name, *words))
        if words:
            book.define_name(_name(name), f"={_range(index, 1, len(words))}")
    _offer_what_is_listed(book, page, 2 + len(known.words))


def _write_words(page: Worksheet, column: int, words: Sequence[str]) -> None:
    for row, word in enumerate(words):
        page.write_string(row, column, word)  # A name that starts with "=" is no formula.


def _offer_what_is_listed(book: Workbook, page: Worksheet, left: int) -> None:
    """In a column for each section: its first row that is no example, and how many rows follow.
    Then a column of all whom a cell may name.
    """
    mark = vocabulary.word("starter.example")
    for index, section in enumerate(_BESIDE, start=left):
        names = f"{_listing(section)}!$A"
        first, count = (f"{_sheet()}!{_cell(index, row)}" for row in (1, 2))
        marked = f'LEFT(INDEX({names}:$A,2),{len(mark)})="{mark}"'
        page.write_string(0, index, section)
        page.write_formula(1, index, f"=IF({marked},3,2)", value=3)
        last = (
            f'SUMPRODUCT(MAX(({names}$1:$A${LAST_ROW + 1}<>"")*ROW({names}$1:$A${LAST_ROW + 1})))'
        )
        page.write_formula(2, index, f"=MAX(0,{last}-{first}+1)", value=0)
        book.define_name(_name(section), f"=OFFSET({names}$1,{first}-1,0,MAX(1,{count}),1)")
    _offer_people(book, page, left)


def _offer_people(book: Workbook, page: Worksheet, left: int) -> None:
    """Everybody, the team, then each party, guest and staff member that is listed."""
    index = left + len(_BESIDE)
    fixed = [vocabulary.word(f"participants.{word}") for word in ("everyone", "staff")]
    _write_words(page, index, ("people", *fixed))
    firsts = {s: _cell(left + _BESIDE.index(s), 1) for s in _TOGETHER}
    counts = {s: _cell(left + _BESIDE.index(s), 2) for s in _TOGETHER}
    top = 1 + len(fixed)
    for row in range(top, top + _MOST_NAMED):
        nth, before, formula, closing = f"(ROW()-{top})", "", "", ""
        for section in _TOGETHER:
            upto = f"{before}+{counts[section]}" if before else counts[section]
            found = f"INDEX({_listing(section)}!$A:$A,{firsts[section]}+{nth}-1-({before or 0}))"
            formula += f"IF({nth}<={upto},{found},"
            closing += ")"
            before = upto
        page.write_formula(row, index, f'={formula}""{closing}&""', value="")
    every = "+".join(f"{_sheet()}!{count}" for count in counts.values())
    height = f"MIN({_MOST_NAMED},{every})+{len(fixed)}"
    book.define_name(_name("people"), f"=OFFSET({_sheet()}!{_cell(index, 1)},0,0,{height},1)")


def _rooms_of_the_row(count: int) -> str:
    """The rooms of the hotel that the row names in column A; all rooms where it names none."""
    hotels, head = _range(0, 1, count), f"{_sheet()}!{_cell(1, 0)}"
    own = f"COUNTIF({hotels},$A2)"
    first = f"IFERROR(MATCH($A2,{hotels},0),1)"
    return f"=OFFSET({head},{first},0,IF({own}=0,{count},{own}),1)"


def _sheet() -> str:
    return str(quote_sheetname(vocabulary.word("starter.options")))


def _listing(section: str) -> str:
    return str(quote_sheetname(next(s.name for s in SHEETS if s.section == section)))


def _name(choices: str) -> str:
    return f"pick_{choices}"


def _cell(column: int, row: int) -> str:
    return f"${xl_col_to_name(column)}${row + 1}"


def _range(column: int, first: int, last: int) -> str:
    return f"{_sheet()}!{_cell(column, first)}:{_cell(column, last)}"
