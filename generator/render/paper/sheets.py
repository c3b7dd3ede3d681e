"""The list of printed sheets, in the order in which they are printed: add a sheet here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.render.paper.board import duty_board_job
from generator.render.paper.cards import card_job
from generator.render.paper.change_slips import change_job
from generator.render.paper.duties import duty_job
from generator.render.paper.fonts import font_list
from generator.render.paper.guide import guide_job, staff_handbook_job
from generator.render.paper.labels import (
    badge_job,
    board_job,
    emergency_job,
    tag_job,
    voucher_job,
)
from generator.render.paper.office_forms import approval_job, menu_job, receipt_job, roster_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.participant_forms import agenda_job, notice_job, privacy_job
from generator.render.paper.plan import plan_job
from generator.render.paper.poster import poster_job
from generator.render.paper.signs import sign_job
from generator.render.paper.statement import statement_job
from generator.render.paper.typeset import Job, TypstSources, typeset, typst_sources

SHEETS: dict[str, Callable[[PrintOrder], Job]] = {
    "cards": card_job,
    "signs": sign_job,
    "poster": poster_job,
    "duties": duty_job,
    "handbook": guide_job,
    "staff-handbook": staff_handbook_job,
    "duty-board": duty_board_job,
    "plan": plan_job,
    "statement": statement_job,
}
"""The function of each sheet that is always printed, by its name, which is also its file's."""
FORMS: dict[str, Callable[[PrintOrder], Job]] = {
    "approval": approval_job,
    "meeting-notice": notice_job,
    "agenda-papers": agenda_job,
    "privacy-notice": privacy_job,
    "menu-approval": menu_job,
    "vouchers": voucher_job,
    "welcome-board": board_job,
    "luggage-tags": tag_job,
    "badges": badge_job,
    "emergency-card": emergency_job,
    "duty-roster": roster_job,
    "receipt": receipt_job,
    "changes": change_job,
}
"""Sheets that are printed only when they are asked for: each fills the form of the page of its
name under docs/forms/.
"""
ALL_SHEETS = {**SHEETS, **FORMS}
WITHOUT_AGENDAS = ("staff-handbook", "duty-board", "plan", "statement")
"""Sheets that show the visit itself, as staff or the office may see it, not people's agendas."""


def sheet_names(order: PrintOrder) -> tuple[str, ...]:
    """Return the names of the sheets and forms of `order.only`, or of all sheets."""
    return tuple(name for name in ALL_SHEETS if name in (order.only or SHEETS))


def paper_files(order: PrintOrder) -> Iterator[tuple[str, bytes]]:
    """Yield (name, PDF) of each sheet that is to be printed. Raises PrintingError."""
    for name in sheet_names(order):
        yield f"{name}.pdf", paper_file(name, order)


def paper_file(name: str, order: PrintOrder) -> bytes:
    """Return one sheet as PDF. Raises PrintingError."""
    return typeset(sheet_sources(name, order))


def sheet_sources(name: str, order: PrintOrder) -> TypstSources:
    """Return what typst reads for one sheet. Raises PrintingError."""
    return typst_sources(ALL_SHEETS[name](order), order)


def prepare_shared(name: str, order: PrintOrder) -> None:
    """Compute what a sheet shares with others, once for all: the fonts and everybody's agenda."""
    font_list()
    if name not in WITHOUT_AGENDAS:
        _ = order.agendas, order.common
