"""Booklets: chapters of sections, made of the same blocks as the handbook's pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import east_asian_width

from generator import vocabulary
from generator.render.handbook.blocks import Block, Cell, Pictures, Rows, Section
from generator.render.paper.fonts import sans_families
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words.days import full_range

Widths = Mapping[tuple[str, ...], tuple[float, ...]]
CAPACITY = {"a5": 78, "a4": 106}
"""How many half-width characters of a table stand in one line."""
SHORT = 17
"""Sections with more rows in tables than this never fit the part of a page in which a section stays
in one piece (94 mm of A5, a row has 5.4 or more): measuring them would take as long as setting
them."""
NARROW, GAP = 18, 3
"""Columns of at most so many are not broken; and the space between two columns."""


@dataclass(frozen=True)
class Chapter:
    """A part of a booklet; a short one may follow another on its page."""

    title: str
    sections: tuple[Section, ...]
    starts_page: bool = True


@dataclass(frozen=True)
class Booklet:
    """A booklet's paper (`a5` or `a4`), the words that say what it is and who may have it, and
    its chapters; those without content are left out.
    """

    paper: str
    kind: str
    caution: str
    chapters: Sequence[Chapter]


def booklet_job(order: PrintOrder, booklet: Booklet) -> Job:
    """Cover, contents and chapters."""
    visit, language = order.visit, order.language
    pictures: dict[str, str] = {}
    chapters = [
        _chapter(each, CAPACITY[booklet.paper], pictures)
        for each in booklet.chapters
        if each.sections
    ]
    data = {
        "paper": booklet.paper,
        "kind": booklet.kind,
        "caution": booklet.caution,
        "visit": visit.title.in_(language),
        "host": visit.host.in_(language),
        "greeting": visit.greeting.in_(language) if visit.greeting else "",
        "emblem": visit.appearance.emblem or "",
        "dates": full_range(visit.start, visit.end, language),
        "word": vocabulary.words_under("paper", language),
        "chapters": chapters,
    }
    return Job("booklet.typ", data, pictures, order.as_of_words)


def _chapter(chapter: Chapter, capacity: int, pictures: dict[str, str]) -> dict[str, Any]:
    tables = [b for s in chapter.sections for b in s.blocks if isinstance(b, Rows)]
    rows: dict[tuple[str, ...], list[tuple[Cell, ...]]] = {}
    for table in tables:
        rows.setdefault(table.headings, []).extend(table.rows)
    widths = {headings: _widths(headings, said, capacity) for headings, said in rows.items()}
    return {
        "title": chapter.title,
        "starts_page": chapter.starts_page,
        "sections": [_section(each, widths, pictures) for each in chapter.sections],
    }


def _section(section: Section, widths: Widths, pictures: dict[str, str]) -> dict[str, Any]:
    lines = sum(len(block.rows) for block in section.blocks if isinstance(block, Rows))
    return {
        "title": section.title,
        "long": lines > SHORT,
        "blocks": [_block(block, widths, pictures) for block in section.blocks],
    }


def _block(block: Block, widths: Widths, pictures: dict[str, str]) -> dict[str, Any]:
    """A block as data; its pictures go into files of their own."""
    kind = {"block": type(block).__name__}
    if isinstance(block, Pictures):
        names = []
        for caption, picture in block.pictures:
            if picture:
                name = f"picture-{len(pictures)}.svg"
                pictures[name] = coloured(str(picture))
                names.append((name, caption))
        return {**kind, "pictures": names}
    if isinstance(block, Rows):
        rows = [[_cell(cell) for cell in row] for row in block.rows]
        return {**kind, "headings": block.headings, "rows": rows, "empty": block.empty,
                "widths": widths[block.headings]}  # fmt: skip
    return {**kind, **asdict(block)}


def _cell(cell: Cell) -> dict[str, str]:
    """What a booklet shows of a cell: on paper nothing leads anywhere."""
    return {"text": cell.text, "more": cell.more, "kind": cell.kind}


def _widths(
    headings: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], capacity: int
) -> tuple[float, ...]:
    """Each column's share of the width; where not all fits in one line, nought for a column so
    narrow that it takes what it needs. Tables with the same headings in a chapter share them, so
    that their columns stand in line.
    """
    longest = [
        max([_length(title), *(_cell_length(row[n]) for row in rows if n < len(row))]) + GAP
        for n, title in enumerate(headings)
    ]
    if sum(longest) <= capacity:
        return tuple(longest)
    return tuple(0 if length <= NARROW + GAP else min(length, 60) ** 0.7 for length in longest)


def _cell_length(cell: Cell) -> float:
    more = _length(cell.more) * 0.8 if cell.more else 0
    return max(_length(cell.text), more)


def _length(text: str) -> int:
    """The longest line in half-width characters."""
    if text.isascii() and "\n" not in text:
        return len(text)
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines)


def coloured(picture: str) -> str:
    """An SVG that carries the colours and the font which a page's style sheet would give it."""
    start = picture.index(">") + 1
    return f"{picture[:start]}<style>{_style()}</style>{picture[start:]}"


@cache
def _style() -> str:
    style = files("generator.render.paper").joinpath("templates", "pictures.css").read_text("utf-8")
    return style.replace("FAMILY", sans_families()[0])
