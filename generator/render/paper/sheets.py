"""Every printed sheet, in the order in which they are made. A sheet is added here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.render.paper.cards import card_job
from generator.render.paper.duties import duty_job
from generator.render.paper.guide import guide_job, staff_handbook_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.poster import poster_job
from generator.render.paper.signs import sign_job
from generator.render.paper.statement import statement_job
from generator.render.paper.typeset import Job, PrintingError, typeset, typst_module

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


def paper_files(order: PrintOrder) -> Iterator[tuple[str, bytes]]:
    """(name, PDF) of each sheet of `order.only`, or of all. Raises PrintingError."""
    for name in SHEETS:
        if not order.only or name in order.only:
            yield f"{name}.pdf", paper_file(name, order)


def paper_file(name: str, order: PrintOrder) -> bytes:
    """One sheet as PDF. Raises PrintingError."""
    return typeset(SHEETS[name](order), order)


def can_print() -> bool:
    """Whether what printing needs is installed."""
    try:
        typst_module()
    except PrintingError:
        return False
    return True
