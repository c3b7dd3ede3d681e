"""The list of printed sheets, in the order in which they are printed: add a sheet here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.render.paper.board import duty_board_job
from generator.render.paper.booklet import contents_part
from generator.render.paper.cards import card_job, card_parts
from generator.render.paper.change_slips import change_job
from generator.render.paper.duties import duty_job, duty_parts
from generator.render.paper.fonts import font_list
from generator.render.paper.guide import (
    guide_job,
    guide_parts,
    staff_handbook_job,
    staff_handbook_parts,
)
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
from generator.render.paper.parts import Part, part_paths
from generator.render.paper.plan import plan_job
from generator.render.paper.poster import poster_job
from generator.render.paper.signs import sign_job, sign_parts
from generator.render.paper.statement import statement_job, statement_parts
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
PARTS: dict[str, Callable[[PrintOrder], Iterator[Part]]] = {
    "cards": card_parts,
    "signs": sign_parts,
    "duties": duty_parts,
    "handbook": guide_parts,
    "staff-handbook": staff_handbook_parts,
    "statement": statement_parts,
}
"""The sheets that grow with the guests: those of a large visit are folders of parts."""
WITHOUT_AGENDAS = ("staff-handbook", "duty-board", "plan", "statement")
"""Sheets that show the visit itself, as staff or the office may see it, not people's agendas."""


def sheet_names(order: PrintOrder) -> tuple[str, ...]:
    """Return the names of the sheets and forms of `order.only`, or of all sheets."""
    return tuple(name for name in ALL_SHEETS if name in (order.only or SHEETS))


@dataclass(frozen=True)
class SheetFile:
    """A file of a sheet: its path in the visit's output, and what typst reads for it."""

    path: str
    sources: TypstSources


def is_in_parts(name: str, order: PrintOrder) -> bool:
    """Whether a sheet is a folder of parts, not one file."""
    return name in PARTS and order.is_in_parts


def sheet_files(name: str, order: PrintOrder) -> tuple[SheetFile, ...]:
    """Return the one file of a sheet, or the files of its folder. Raises PrintingError."""
    if not is_in_parts(name, order):
        return (SheetFile(f"{name}.pdf", sheet_sources(name, order)),)
    parts = tuple(PARTS[name](order))
    contents = contents_part(order, part_paths(name, parts), parts)
    return tuple(
        SheetFile(path, typst_sources(part.job, order))
        for path, part in zip(
            part_paths(name, (contents, *parts), first=0), (contents, *parts), strict=True
        )
    )


def paper_files(order: PrintOrder) -> Iterator[tuple[str, bytes]]:
    """Yield (path, PDF) of each file that is to be printed. Raises PrintingError."""
    for name in sheet_names(order):
        for file in sheet_files(name, order):
            yield file.path, typeset(file.sources)


def paper_file(name: str, order: PrintOrder) -> bytes:
    """Return one sheet as one PDF. Raises PrintingError."""
    return typeset(sheet_sources(name, order))


def sheet_sources(name: str, order: PrintOrder) -> TypstSources:
    """Return what typst reads for one sheet. Raises PrintingError."""
    return typst_sources(ALL_SHEETS[name](order), order)


def prepare_shared(name: str, order: PrintOrder) -> None:
    """Compute what a sheet shares with others, once for all: the fonts and everybody's agenda."""
    font_list()
    if name not in WITHOUT_AGENDAS:
        _ = order.agendas, order.common
