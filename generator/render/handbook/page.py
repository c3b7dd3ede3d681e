"""A page of the handbook, before MkDocs knows of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.handbook.blocks import Section


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path under docs/, its title, and its sections. Pages that hold nothing to look
    up, such as codes, are left out of the search."""

    path: str
    title: str
    sections: tuple[Section, ...]
    searched: bool = True
