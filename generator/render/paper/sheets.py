"""Every printed sheet, in the order in which they are made. A sheet is added here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.render.paper.cards import card_job
from generator.render.paper.duties import duty_job
from generator.render.paper.fonts import font_list
from generator.render.paper.guide import guide_job, staff_handbook_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.poster import poster_job
from generator.render.paper.signs import sign_job
from generator.render.paper.statement import statement_job
from generator.render.paper.typeset import Job, Manuscript, typeset, written_out

SHEETS: dict[str, Callable[[PrintOrder], Job]] = {
    "cards": card_job,
    "signs": sign_job,
    "poster": poster_job,
    "duties": duty_job,
    "handbook": guide_job,
    "staff-handbook": staff_handbook_job,
    "statement": statement_job,
}
"""A sheet's name, which is its file's, and what makes its template's data."""
WITHOUT_AGENDAS = ("staff-handbook", "statement")
"""Sheets made of the visit itself, of what staff may see anyway."""


def paper_files(order: PrintOrder) -> Iterator[tuple[str, bytes]]:
    """(name, PDF) of each sheet of `order.only`, or of all. Raises PrintingError."""
    for name in SHEETS:
        if not order.only or name in order.only:
            yield f"{name}.pdf", paper_file(name, order)


def paper_file(name: str, order: PrintOrder) -> bytes:
    """One sheet as PDF. Raises PrintingError."""
    return typeset(manuscript_of(name, order))


def manuscript_of(name: str, order: PrintOrder) -> Manuscript:
    """What one sheet is set from. Raises PrintingError."""
    return written_out(SHEETS[name](order), order)


def work_out_what_is_shared(name: str, order: PrintOrder) -> None:
    """Find out, once for all sheets, what one needs: the fonts, and what each person does."""
    font_list()
    if name not in WITHOUT_AGENDAS:
        _ = order.agendas, order.common
