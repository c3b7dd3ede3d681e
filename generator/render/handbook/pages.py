"""Every page of a visit in the handbook, in the order in which the navigation shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.findings import Finding
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.handbook.blocks import Remark, Section
from generator.render.handbook.cards import card_sections
from generator.render.handbook.dining import dining_sections
from generator.render.handbook.lodging import rooming_sections
from generator.render.handbook.overview import finding_blocks, overview_sections
from generator.render.handbook.people import contact_sections, roster_sections
from generator.render.handbook.plan import plan_sections
from generator.render.handbook.schedule import schedule_sections
from generator.render.handbook.team import task_sections, team_sections
from generator.render.handbook.transport import transport_sections
from generator.render.handbook.words import say, text


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path under docs/, its title, and its sections."""

    path: str
    title: str
    sections: tuple[Section, ...]


Sections = Callable[[Visit], Iterable[Section]]
PAGES: tuple[tuple[str, Sections], ...] = (
    ("plan", plan_sections),
    ("team", team_sections),
    ("tasks", task_sections),
    ("schedule", schedule_sections),
    ("roster", roster_sections),
    ("rooming", rooming_sections),
    ("dining", dining_sections),
    ("transport", transport_sections),
    ("contacts", contact_sections),
)


def unread_page(slug: str, findings: Sequence[Finding]) -> Page:
    """The page of a visit whose files have errors: what is wrong, and nothing made up."""
    blocks = (Remark(say("not_read"), "warning"), *finding_blocks(findings))
    return Page(f"visits/{slug}/index.md", slug, (Section(say("readiness"), blocks),))


def pages_of(
    visit: Visit, findings: Sequence[Finding] = (), links: Mapping[PersonId, str] | None = None
) -> tuple[Page, ...]:
    """The pages of a visit: overview first, cards last. `links` maps a person's id to the card's
    address; None where the visit has no microsite."""
    folder = f"visits/{visit.slug}"
    overview = Page(
        f"{folder}/index.md", text(visit.title), tuple(overview_sections(visit, findings))
    )
    pages = [
        Page(f"{folder}/{name}.md", say(f"page.{name}"), tuple(sections(visit)))
        for name, sections in PAGES
    ]
    cards = Page(f"{folder}/cards.md", say("page.cards"), tuple(card_sections(visit, links)))
    return (overview, *pages, cards)
