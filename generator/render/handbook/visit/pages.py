"""Every page of a visit in the handbook, in the order in which the navigation shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator import vocabulary
from generator.findings import Finding, has_errors
from generator.model.record import PersonId
from generator.model.visit import StaffView, Visit
from generator.render.changes.report import ChangeLog
from generator.render.handbook.blocks import Block, Cell, Filter, Line, Page, Remark, Section, facts
from generator.render.handbook.findings import finding_blocks, for_staff
from generator.render.handbook.visit.cards import card_sections
from generator.render.handbook.visit.changelog import change_sections
from generator.render.handbook.visit.dining import dining_sections
from generator.render.handbook.visit.entries import search_entries
from generator.render.handbook.visit.links import (
    CARDS,
    OVERVIEW,
    link_between,
    page_links,
    page_path,
)
from generator.render.handbook.visit.lodging import rooming_sections
from generator.render.handbook.visit.overview import overview_sections
from generator.render.handbook.visit.people import contact_sections, roster_sections
from generator.render.handbook.visit.plan import plan_sections
from generator.render.handbook.visit.schedule import schedule_sections
from generator.render.handbook.visit.team import task_sections, team_sections
from generator.render.handbook.visit.transport import transport_sections
from generator.render.handbook.visit.travel import travel_sections
from generator.render.handbook.words import LANGUAGE, dates, label, phrase, see, text
from generator.render.words.lists import dotted

Sections = Callable[[StaffView], Iterable[Section]]
PAGES: tuple[tuple[str, Sections, tuple[str, ...]], ...] = (
    ("plan", plan_sections, ("accompanying", "integrity", "standards", "scope", "meetings")),
    ("team", team_sections, ("team",)),
    ("tasks", task_sections, ("preparation",)),
    ("schedule", schedule_sections, ("presence", "dates", "halls", "care", "integrity")),
    ("roster", roster_sections, ("letter", "statement", "dates")),
    ("rooming", rooming_sections, ("lodging", "open_rooms", "nights", "standards")),
    ("dining", dining_sections, ("dining", "tables", "diet", "accompanying", "care")),
    ("transport", transport_sections, ("transport", "fleet", "pickups")),
    ("arrivals", travel_sections, ("pickups",)),
    ("contacts", contact_sections, ("team",)),
)
"""Each page below the overview: its name, its sections, and the modules of the checks whose
findings it shows. The overview shows every finding."""

LISTS = {"roster", "rooming", "dining", "transport", "arrivals"}
"""The pages that name the same people again and again: a search finds each person once."""
BOOSTS = {"roster": 3, "plan": 0.5, CARDS: 0}
"""A search for a name shows the roster before the pages that repeat the name, and no card."""


def pages_of(
    visit: Visit,
    findings: Sequence[Finding] = (),
    links: Mapping[PersonId, str] | None = None,
    log: ChangeLog | None = None,
) -> tuple[Page, ...]:
    """The pages of a visit: overview first, cards last.

    `links` maps a person's id to the card's address; None where the visit has no microsite. `log`
    is the visit's change log. A classified visit has one page, its stub.
    """
    if visit.is_classified:
        return (stub_page(visit, findings),)
    shown, view = for_staff(findings), visit.staff_view
    title = text(view.title)
    of_view = _by_view(visit, view, links or {})

    def page(name: str, *sections: Section) -> Page:
        top: tuple[Block, ...] = (_belonging(view, name), page_links(view, name))
        if any(section.folds for section in sections):
            top += (Filter(vocabulary.words_under("handbook.filter", LANGUAGE)),)
        sections = (Section("", top), *sections)
        path = page_path(visit.slug, name)
        return Page(
            path,
            phrase(f"page.{name}"),
            sections,
            BOOSTS.get(name, 1),
            visit=title,
            is_list=name in LISTS,
        )

    overview = (Section("", (page_links(view, OVERVIEW),)), *overview_sections(view, shown))
    return (
        Page(page_path(visit.slug, OVERVIEW), title, overview, entries=search_entries(view)),
        *(page(name, _found(shown, modules), *sections(view)) for name, sections, modules in PAGES),
        page("changes", *change_sections(log or ChangeLog())),
        page(CARDS, *card_sections(view, of_view)),
    )


def _by_view(visit: Visit, view: StaffView, links: Mapping[PersonId, str]) -> dict[PersonId, str]:
    """The addresses of cards by the ids that the people of a visit have in the view for staff."""
    pairs = zip(visit.people, view.people, strict=True)
    return {in_view: links[person] for person, in_view in pairs if person in links}


def stub_page(visit: Visit, findings: Sequence[Finding]) -> Page:
    """The page of a classified visit: title, dates, who keeps the papers; no finding is quoted."""
    view = visit.staff_view
    stub = facts(
        (label("Visit", "host"), text(view.host)),
        (phrase("dates"), dates(view.start, view.end)),
        (label("Visit", "papers_kept_by"), see(view, "papers_kept_by")),
    )
    remark = "state_secret" if has_errors(findings) else "withheld"
    blocks = (stub, Remark(phrase(remark), "warning"))
    return Page(
        page_path(visit.slug, OVERVIEW),
        text(view.title),
        (Section(phrase("facts"), blocks, "facts"),),
    )


def unread_page(slug: str, findings: Sequence[Finding], visit: Visit | None = None) -> Page:
    """The page of a visit whose files have errors: the errors alone.

    `visit` is as much of it as could be read; it may be known to be classified.
    """
    if visit is not None and visit.is_classified:
        return stub_page(visit, findings)
    blocks = (Remark(phrase("not_read"), "warning"), *finding_blocks(for_staff(findings)))
    return Page(
        page_path(slug, OVERVIEW), slug, (Section(phrase("readiness"), blocks, "readiness"),)
    )


def _belonging(visit: StaffView, page: str) -> Line:
    """The line that names the visit, for a page that is read alone: on a phone, or on paper."""
    line = dotted(text(visit.title), dates(visit.start, visit.end))
    return Line(Cell(line, href=link_between(visit.slug, page, OVERVIEW)))


def _found(findings: Sequence[Finding], modules: tuple[str, ...]) -> Section:
    """The findings of the checks in `modules`.

    The section is there without any too, so that the headings of a page, and with them what is
    kept of it from one build to the next, do not depend on findings.
    """
    matching = [finding for finding in findings if finding.code.split(".")[0] in modules]
    none = Remark(phrase("no_findings_here"), "success")
    blocks = tuple(finding_blocks(matching, depth=3)) if matching else (none,)
    return Section(phrase("open_findings"), blocks, "findings")
