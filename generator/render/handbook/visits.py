"""The page that lists every visit, newest first, with what is still open in each."""

from __future__ import annotations

from collections.abc import Sequence

from generator.findings import Finding, Severity
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Page, Remark, Rows, Section, cells
from generator.render.handbook.words import dates, label, labels, name, phrase, text
from generator.render.words.lists import dotted

PATH = "visits/index.md"

Read = tuple[str, Visit | None, Sequence[Finding]]
"""A visit's slug, the visit unless its files have errors, and its findings."""


def visits_page(visits: Sequence[Read]) -> Page:
    """All visits, in the order given."""
    headings = (
        *labels("Visit", "title", "sender"),
        phrase("dates"),
        phrase("people_label"),
        label("Team", "lead"),
        phrase("open_findings"),
    )
    rows = tuple(_row(*visit) for visit in visits)
    block = Rows(headings, rows) if rows else Remark(phrase("no_visits"))
    return Page(PATH, phrase("visits"), (Section(phrase("all_visits"), (block,), "all"),))


def _row(slug: str, visit: Visit | None, findings: Sequence[Finding]) -> tuple[Cell, ...]:
    if visit is None:
        unread = Cell(slug, phrase("not_read_short"), f"{slug}/")
        return cells(unread, "", "", "", "", open_findings(findings, phrase("none")))
    view = visit.staff_view
    if visit.is_classified:
        title = Cell(text(view.title), phrase("classified"), f"{slug}/")
        return cells(title, "", dates(view.start, view.end), "", "", "")
    return cells(
        Cell(text(view.title), href=f"{slug}/"),
        text(view.sender),
        dates(view.start, view.end),
        view.guest_count,
        name(view.team.lead),
        open_findings(findings, phrase("none")),
    )


def open_findings(findings: Sequence[Finding], otherwise: str) -> Cell:
    """The numbers of errors and of warnings; `otherwise` where there are none."""
    counts = {
        severity: sum(1 for finding in findings if finding.severity is severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    }
    texts = (f"{phrase(f'severity.{kind}')} {count}" for kind, count in counts.items() if count)
    still_open = dotted(*texts)
    kind = "error" if counts[Severity.ERROR] else "open" if still_open else "done"
    return Cell(still_open or otherwise, kind=kind)
