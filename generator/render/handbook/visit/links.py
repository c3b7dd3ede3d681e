"""The addresses of a visit's pages, and the row of links between them."""

from __future__ import annotations

from posixpath import relpath

from generator.model.visit import StaffView
from generator.render.handbook.blocks import PageLinks
from generator.render.handbook.words import phrase, text

OVERVIEW = "index"
CARDS = "cards"
"""The folder of the pages that open everybody's card. It is not within the visit's folder, so that
a server can put it behind a second user."""

BOARD = "duty-board"
"""The duty board: a page of its own, without the theme, in the visit's folder."""

ROW = ("index", "duty-board", "schedule", "roster", "rooming", "dining", "transport",
       "arrivals", "contacts", "cards", "tasks", "team", "plan", "changes")  # fmt: skip
"""The pages of a visit, those that are needed most often during it first."""


def page_path(slug: str, name: str) -> str:
    """The path under docs/ of a visit's page."""
    return f"{CARDS}/{slug}.md" if name == CARDS else f"visits/{slug}/{name}.md"


def page_links(visit: StaffView, page: str | None) -> PageLinks:
    """The row of links on a visit's page; on the handbook's first page where that is None."""
    return PageLinks(
        phrase("pages_of", title=text(visit.title)),
        tuple(
            (phrase(f"link.{name}"), "" if name == page else link_between(visit.slug, page, name))
            for name in ROW
        ),
    )


def link_between(slug: str, page: str | None, other: str) -> str:
    """The relative link from a visit's page, or from the handbook's first, to another of its."""
    return f"{relpath(_folder(slug, other), _folder(slug, page) if page else '.')}/"


def page_address(slug: str, name: str, anchor: str) -> str:
    """The address of a place on a visit's page, under the handbook's root."""
    return f"{_folder(slug, name)}/#{anchor}"


def _folder(slug: str, name: str) -> str:
    """The folder of a page's address under the handbook's root."""
    return page_path(slug, name).removesuffix(".md").removesuffix(f"/{OVERVIEW}")
