"""Booklets: chapters of sections, made of the same blocks as the handbook's pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import east_asian_width

from generator import vocabulary
from generator.render.card.wording import span_of_days
from generator.render.handbook.blocks import Block, Cell, Pictures, Rows, Section
from generator.render.paper.fonts import sans_families
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job

NARROW = 14
"""Columns of at most so many half-width characters are never broken."""


@dataclass(frozen=True)
class Chapter:
    """A part of a booklet that starts a page."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Booklet:
    """A booklet's paper (`a5` or `a4`), the words that say what it is and who may have it, and
    its chapters; those without content are left out."""

    paper: str
    kind: str
    caution: str
    chapters: Sequence[Chapter]


def booklet_job(order: PrintOrder, booklet: Booklet) -> Job:
    """Cover, contents and chapters."""
    visit, language = order.visit, order.language
    pictures: dict[str, str] = {}
    chapters = [
        {"title": c.title, "sections": [_section(s, pictures) for s in c.sections]}
        for c in booklet.chapters
        if c.sections
    ]
    data = {
        "paper": booklet.paper,
        "kind": booklet.kind,
        "caution": booklet.caution,
        "visit": visit.title.in_(language),
        "host": visit.host.in_(language),
        "greeting": visit.greeting.in_(language) if visit.greeting else "",
        "emblem": visit.appearance.emblem or "",
        "dates": span_of_days(visit.start, visit.end, language),
        "as_of": f"{order.as_of.astimezone(visit.zone):%Y-%m-%d %H:%M}",
        "word": vocabulary.words_under("paper", language),
        "chapters": chapters,
    }
    return Job("booklet.typ", data, pictures)


def _section(section: Section, pictures: dict[str, str]) -> dict[str, Any]:
    blocks = [_block(block, pictures) for block in section.blocks]
    return {"title": section.title, "blocks": blocks}


def _block(block: Block, pictures: dict[str, str]) -> dict[str, Any]:
    """A block as data; its pictures go into files of their own."""
    kind = {"block": type(block).__name__}
    if isinstance(block, Pictures):
        names = []
        for caption, picture in block.pictures:
            if picture:
                name = f"picture-{len(pictures)}.svg"
                pictures[name] = _coloured(str(picture))
                names.append((name, caption))
        return {**kind, "pictures": names}
    if isinstance(block, Rows):
        return {**kind, **asdict(block), "widths": _widths(block)}
    return {**kind, **asdict(block)}


def _widths(table: Rows) -> list[float]:
    """Each column's share of the width: nought for one so narrow that it takes what it needs."""
    return [
        _share([*(row[n] for row in table.rows if n < len(row))], heading)
        for n, heading in enumerate(table.headings)
    ]


def _share(column: Iterable[Cell], heading: str) -> float:
    lengths = [max(_length(cell.text), _length(cell.more) * 0.8) for cell in column]
    longest = max([_length(heading), *lengths])
    if longest <= NARROW:
        return 0
    return min(longest, 60) ** 0.7


def _length(text: str) -> int:
    """The longest line in half-width characters."""
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines)


def _coloured(picture: str) -> str:
    """An SVG that carries the colours and the font which a page's style sheet would give it."""
    start = picture.index(">") + 1
    return f"{picture[:start]}<style>{_style()}</style>{picture[start:]}"


@cache
def _style() -> str:
    style = files("generator.render.paper").joinpath("pictures.css").read_text("utf-8")
    return style.replace("FAMILY", sans_families()[0])
