"""Booklets: chapters of sections with the same blocks as the handbook's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import chain, groupby
from math import inf
from operator import itemgetter
from typing import Any

from generator import vocabulary
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Checklist,
    Facts,
    Pictures,
    Points,
    Remark,
    Rows,
    Section,
    cells,
    short,
)
from generator.render.paper.fonts import sans_families
from generator.render.paper.heights import half_widths, least_lines, most_lines
from generator.render.paper.order import PrintOrder
from generator.render.paper.parts import MOST_ROWS, Part, in_parts
from generator.render.paper.typeset import Job
from generator.render.words.days import full_range
from generator.render.words.spelling import note_text, title_text

Widths = Mapping[tuple[str, ...], tuple[float, ...]]
"""The widths of columns by the headings of their table."""
CAPACITY = {"a5": 78, "a4": 106}
"""The half-width characters that fit in a line of a table."""
KEPT = {"a5": 94.0, "a4": 83.0}
"""Millimetres: a section that is no taller is kept in one piece."""
_ROW, _LEAST_LINE = 5.4, 4.0
"""Millimetres: a row of a table, and each further line of it, at least."""
_HEADING, _SPACE, _GAP, _LINE = 8.0, 5.0, 1.8, 4.4
"""Millimetres at most: a section's heading, between two blocks, between two rows, and a line."""
NARROW, GAP = 18, 3
"""In half-width characters: the texts of columns up to this width are not broken; the space between
two columns."""
_LISTED: Mapping[type, str] = {
    Rows: "rows",
    Points: "lines",
    Checklist: "items",
    Pictures: "pictures",
}
"""The blocks that grow with the guests, and the field with what grows."""


@dataclass(frozen=True)
class Chapter:
    """A part of a booklet; a short one may follow another on its page."""

    title: str
    sections: tuple[Section, ...]
    starts_page: bool = True


@dataclass(frozen=True)
class Booklet:
    """A booklet on `paper` (`a5` or `a4`), with a title and a note on who may have it.

    Chapters without content are left out. Without a `cover` it has no list of contents either, and
    begins with the visit's title; its chapters have titles only where it is `headed`.
    """

    paper: str
    kind: str
    caution: str
    chapters: Sequence[Chapter]
    cover: bool = True
    headed: bool = False


def booklet_job(order: PrintOrder, booklet: Booklet) -> Job:
    """Return cover and contents, if there are to be any, and the chapters."""
    visit, language = order.visit, order.language
    pictures: dict[str, str] = {}
    chapters = [
        _chapter(chapter, booklet.paper, pictures)
        for chapter in booklet.chapters
        if chapter.sections
    ]
    data = {
        "paper": booklet.paper,
        "kind": booklet.kind,
        "cover": booklet.cover,
        "headed": booklet.cover or booklet.headed,
        "caution": booklet.caution,
        "visit": title_text(visit.title, language),
        "host": title_text(visit.host, language),
        "greeting": note_text(visit.greeting, language),
        "emblem": visit.appearance.emblem or "",
        "dates": full_range(visit.start, visit.end, language),
        "word": vocabulary.words_under("paper", language),
        "chapters": chapters,
    }
    return Job("booklet.typ", data, pictures, order.as_of_words)


def booklet_parts(order: PrintOrder, booklet: Booklet) -> Iterator[Part]:
    """Yield a booklet in parts: short chapters together, a long one in parts of its own."""
    groups = [
        (
            chapter.title,
            [(number, piece) for section in chapter.sections for piece in pieces(section)],
        )
        for number, chapter in enumerate(booklet.chapters)
    ]
    for title, numbered in in_parts(groups, weight=lambda piece: rows_of(piece[1])):
        chapters = [
            replace(booklet.chapters[number], sections=tuple(section for _, section in sections))
            for number, sections in groupby(numbered, key=itemgetter(0))
        ]
        part = replace(booklet, chapters=chapters, cover=False, headed=True)
        rows = sum(rows_of(section) for _, section in numbered)
        yield Part(title, rows, booklet_job(order, part))


def contents_part(order: PrintOrder, paths: Sequence[str], parts: Sequence[Part]) -> Part:
    """Return the list of a sheet's parts, which is the first file in its folder."""
    title = vocabulary.word("paper.contents", order.language)
    headings = tuple(vocabulary.words_under("paper.part", order.language).values())
    rows = tuple(
        cells(path.rpartition("/")[2], short(part.rows))
        for path, part in zip(paths, parts, strict=True)
    )
    chapter = Chapter(title, (Section("", (Rows(headings, rows),)),))
    job = booklet_job(order, Booklet("a4", title, "", (chapter,), cover=False))
    return Part(title, len(rows), job)


def pieces(section: Section) -> Iterator[Section]:
    """Yield a section, or pieces of it with as many rows as a part may have."""
    blocks: list[Block] = []
    for block in chain.from_iterable(map(_pieces, section.blocks)):
        if blocks and sum(map(_rows, blocks)) + _rows(block) > MOST_ROWS:
            yield replace(section, blocks=tuple(blocks))
            blocks = []
        blocks.append(block)
    yield replace(section, blocks=tuple(blocks))


def _pieces(block: Block) -> Iterator[Block]:
    """Yield a block, or pieces of a long table or list."""
    field = _LISTED.get(type(block))
    if field is None or _rows(block) <= MOST_ROWS:
        yield block
        return
    listed = getattr(block, field)
    for start in range(0, len(listed), MOST_ROWS):
        yield replace(block, **{field: listed[start : start + MOST_ROWS]})


def rows_of(section: Section) -> int:
    """Return the rows, lines and pictures of a section."""
    return sum(map(_rows, section.blocks))


def _rows(block: Block) -> int:
    field = _LISTED.get(type(block))
    return len(getattr(block, field)) if field else 1


def _chapter(chapter: Chapter, paper: str, pictures: dict[str, str]) -> dict[str, Any]:
    blocks = (block for section in chapter.sections for block in section.blocks)
    tables = [block for block in blocks if isinstance(block, Rows)]
    rows: dict[tuple[str, ...], list[tuple[Cell, ...]]] = {}
    for table in tables:
        rows.setdefault(table.headings, []).extend(table.rows)
    widths = {
        headings: _widths(headings, cells, CAPACITY[paper]) for headings, cells in rows.items()
    }
    return {
        "title": chapter.title,
        "starts_page": chapter.starts_page,
        "sections": [_section(section, widths, paper, pictures) for section in chapter.sections],
    }


def _section(
    section: Section, widths: Widths, paper: str, pictures: dict[str, str]
) -> dict[str, Any]:
    return {
        "title": section.title,
        "fit": _fit(section, widths, paper),
        "blocks": [_block(block, widths, pictures) for block in section.blocks],
    }


def _fit(section: Section, widths: Widths, paper: str) -> str:
    """Whether a section is kept in one piece (short) or not (long), where that is sure.

    Otherwise typst measures it, which takes as long as to set it.
    """
    capacity, tables = CAPACITY[paper], [b for b in section.blocks if isinstance(b, Rows)]
    least = _ROW * sum(len(table.rows) for table in tables)
    if least <= KEPT[paper]:
        least += sum(_least_further(table, widths, capacity) for table in tables)
    if least > KEPT[paper]:
        return "long"
    heights = (_SPACE + _most_height(block, widths, capacity) for block in section.blocks)
    return "short" if _HEADING + sum(heights) <= KEPT[paper] else "open"


def _least_further(table: Rows, widths: Widths, capacity: int) -> float:
    """The least millimetres of the lines of a table's rows but the first of each."""
    places = _places(table.headings, table.rows, widths[table.headings], capacity)
    lines = (max(map(_least_lines, row, places), default=1) for row in table.rows)
    return _LEAST_LINE * sum(max(0, number - 1) for number in lines)


def _most_height(block: Block, widths: Widths, capacity: int) -> float:
    """The most millimetres that a block takes; those of a picture are not known."""
    match block:
        case Facts(pairs):
            return _height(((cell.text, cell.more) for _, cell in pairs), capacity / 3)
        case Rows(headings, rows):
            places = _places(headings, rows, widths[headings], capacity)
            lines = (max(map(_most_lines, row, places), default=1) for row in rows)
            return sum(_GAP + _LINE * number for number in (1, *lines))
        case Points(points):
            return _height(((cell.text, cell.more) for cell in points), capacity - 8)
        case Checklist(items):
            return _height(((what, *details) for what, details, _, _ in items), capacity - 8)
        case Remark(text):
            return _height([(text,)], capacity - 8)
    return inf


def _height(rows: Iterable[tuple[str, ...]], place: float) -> float:
    return sum(_GAP + _LINE * sum(most_lines(text, place) for text in row) for row in rows)


def _most_lines(cell: Cell, place: float) -> float:
    if cell.kind == "sign":
        return inf
    return most_lines(cell.text, place) + most_lines(cell.more, place)


def _least_lines(cell: Cell, place: float) -> int:
    return least_lines(cell.text, place) + least_lines(cell.more, place)


def _places(
    headings: tuple[str, ...],
    rows: Sequence[tuple[Cell, ...]],
    widths: tuple[float, ...],
    capacity: int,
) -> list[float]:
    """The half-width characters that fit in each column at least."""
    longest = _longest(headings, rows)
    natural = sum(length for length, width in zip(longest, widths, strict=True) if not width)
    left = max(1.0, capacity - natural) / (sum(widths) or 1)
    return [
        max(1.0, (width * left if width else length) - GAP)
        for length, width in zip(longest, widths, strict=True)
    ]


def _block(block: Block, widths: Widths, pictures: dict[str, str]) -> dict[str, Any]:
    """A block as data; its pictures are added to `pictures` by their file names."""
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
    """A cell as data, without its link."""
    return {"text": cell.text, "more": cell.more, "kind": cell.kind}


def _widths(
    headings: tuple[str, ...], rows: Sequence[tuple[Cell, ...]], capacity: int
) -> tuple[float, ...]:
    """Each column's share of the width.

    Where the texts do not all fit in one line, it is 0 for a narrow column, which gets the width
    that it needs. Tables of a chapter with the same headings have the same widths, so that their
    columns are aligned.
    """
    longest = _longest(headings, rows)
    if sum(longest) <= capacity:
        return tuple(longest)
    return tuple(0 if length <= NARROW + GAP else min(length, 60) ** 0.7 for length in longest)


def _longest(headings: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> list[float]:
    """The longest text of each column and the space beside it, in half-width characters."""
    return [
        max([half_widths(title), *(_cell_length(row[n]) for row in rows if n < len(row))]) + GAP
        for n, title in enumerate(headings)
    ]


def _cell_length(cell: Cell) -> float:
    more = half_widths(cell.more) * 0.8 if cell.more else 0
    return max(half_widths(cell.text), more)


def coloured(picture: str) -> str:
    """Return an SVG with the colours and the font that a page's style sheet would give it."""
    start = picture.index(">") + 1
    return f"{picture[:start]}<style>{_style()}</style>{picture[start:]}"


@cache
def _style() -> str:
    style = files("generator.render.paper").joinpath("templates", "pictures.css").read_text("utf-8")
    return style.replace("FAMILY", sans_families()[0])
