"""The visits on the handbook's first page: those of today, those to come and those that are over.

The office writes that page, docs/index.md. The visits are where it has the mark, or else below its
title. The browser works out which visits are of today: a page is read for days after it was built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator import vocabulary
from generator.findings import Finding
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Line,
    Remark,
    VisitEntry,
    VisitList,
    blocks_html,
)
from generator.render.handbook.visit.links import page_links
from generator.render.handbook.visits import Read, open_findings
from generator.render.handbook.words import LANGUAGE, dates, label, name, phrase, text
from generator.render.words.lists import dotted, joined

MARK = "<!-- visits:today -->"
FIRST_STEPS = "manual/first-visit.md"
"""The page of the user manual that shows how to begin; an office may have removed it."""
_TITLE_END = "</h1>"


def visits_html(visits: Sequence[Read], *, has_first_steps: bool) -> str:
    """The visits, which are in the order given without a script."""
    block = _visit_list(visits) if visits else _how_to_begin(has_first_steps)
    return blocks_html((block,))


def with_visits(html: str, shown: str) -> str:
    """The first page's HTML with what is `shown` of the visits."""
    if MARK in html:
        return html.replace(MARK, shown, 1)
    title, end, rest = html.partition(_TITLE_END)
    return f"{title}{end}{shown}{rest}" if end else f"{shown}{html}"


def _how_to_begin(has_first_steps: bool) -> Block:
    if not has_first_steps:
        return Remark(phrase("home.none"))
    return Line(Cell(phrase("home.begin"), href=FIRST_STEPS.removesuffix(".md") + "/"))


def _visit_list(visits: Sequence[Read]) -> VisitList:
    words = vocabulary.words_under("handbook.home.words", LANGUAGE)
    return VisitList(phrase("visits"), dict(words), tuple(_entry(*visit) for visit in visits))


def _entry(slug: str, visit: Visit | None, findings: Sequence[Finding]) -> VisitEntry:
    page = f"visits/{slug}/"
    checked = replace(open_findings(findings, phrase("home.clean")), href=f"{page}#readiness")
    if visit is None:
        unread = phrase("not_read_short")
        return VisitEntry(Cell(slug, href=page), "", "", "", unread, checked, None)
    view = visit.staff_view
    title = Cell(text(view.title), href=page)
    when = (view.start.isoformat(), view.end.isoformat(), view.timezone)
    days = dates(view.start, view.end)
    if visit.is_classified:
        about = dotted(days, phrase("classified"))
        return VisitEntry(title, *when, about, Cell(""), None)
    lead = joined(label("Team", "lead"), name(view.team.lead)) if view.team.lead else ""
    people = phrase("people", n=view.guest_count) if view.guest_count else ""
    about = dotted(days, people, lead)
    return VisitEntry(title, *when, about, checked, page_links(view, None))
