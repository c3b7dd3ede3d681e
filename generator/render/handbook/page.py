"""A page of the handbook, before MkDocs knows of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.handbook.blocks import Section


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path under docs/, its title, and its sections.

    `boost` ranks it in the search; nought where there is nothing to look up, as among codes.
    """

    path: str
    title: str
    sections: tuple[Section, ...]
    boost: float = 1
