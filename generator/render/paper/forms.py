"""A form: a title, a table of facts, further tables, and places for signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generator import vocabulary
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words.spelling import title_text

Fact = tuple[str, str]
"""A label and its text; an empty text is a place to write in."""
BLANK_ROWS = 6
"""The empty rows of a table that is filled in by hand."""


@dataclass(frozen=True)
class FormTable:
    """A table of a form.

    `widths` are the columns' shares of the width; `amounts` is how many columns at the end have
    amounts of money. A cell without a text is a place to write in.
    """

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    amounts: int = 0


@dataclass(frozen=True)
class Form:
    """One form. `facts` are rows of one fact or of two; `head` is written above them.

    `dated` is the text beside each signature, `across` whether the page is turned, `on_its_own`
    whether it takes pages of its own where others share theirs.
    """

    title: str
    facts: tuple[tuple[Fact, ...], ...] = ()
    tables: tuple[FormTable, ...] = ()
    remarks: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    head: str = ""
    dated: str = ""
    across: bool = False
    on_its_own: bool = False


def form_job(
    order: PrintOrder,
    forms: Iterable[Form],
    *,
    nothing: str = "",
    several_on_a_page: bool = False,
    as_of: str = "",
) -> Job:
    """Return forms, each on pages of its own; `nothing` is printed where there are none."""
    data: dict[str, Any] = {
        "visit": title_text(order.visit.title, order.language),
        "word": vocabulary.words_under("paper", order.language),
        "nothing": nothing,
        "several": several_on_a_page,
        "forms": [asdict(form) for form in forms],
    }
    return Job("forms.typ", data, as_of=as_of)


def form_languages(order: PrintOrder, preferred: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the languages, two at most, of what guests read: the office's own, then theirs.

    `preferred` are a guest's own; without them those of the visit are used. A language that was
    chosen for the whole printing is the only one.
    """
    if order.chosen_language in vocabulary.languages():
        return (order.language,)
    theirs = preferred or order.visit.languages
    known = (code for code in (order.language, *theirs) if code in vocabulary.languages())
    return tuple(dict.fromkeys(known))[:2]


def blank_rows(columns: int, rows: int = BLANK_ROWS) -> tuple[tuple[str, ...], ...]:
    """Return empty rows to write in."""
    return (("",) * columns,) * rows
