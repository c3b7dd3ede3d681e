"""What a handbook page is made of: sections of facts, tables, lists and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.render.words.people import dialled


@dataclass(frozen=True, slots=True)
class Cell:
    """Something said: its text, a quieter second line, where it leads, and its look.

    `kind` is a class of handbook.css: `short` is never broken, `open` still wants doing. What is
    `private` – a telephone number, a diet – stands on the page and not in the search index.
    """

    text: str
    more: str = ""
    href: str = ""
    kind: str = ""
    private: bool = False

    def __bool__(self) -> bool:
        return bool(self.text or self.more)


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they are."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table whose first column names the row; on a phone each row becomes a block under that
    name, with the headings beside the other cells.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of lines."""

    lines: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures to take in at a glance: (label, figure). `open` ones stand out."""

    tiles: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to do, ticked when done: (what, details, done)."""

    items: tuple[tuple[str, tuple[str, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG pictures beside one another, each with a caption; the picture itself says the caption
    to those who cannot see it. Pictures of what stands in words beside them are not searched.
    """

    pictures: tuple[tuple[str, Markup], ...]
    searched: bool = True


@dataclass(frozen=True, slots=True)
class CodeCards:
    """QR codes with a name and lines below: (name, lines, code, link)."""

    cards: tuple[tuple[str, tuple[str, ...], Markup, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence set apart; `kind` is note, warning, success or label."""

    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its own, such as what a page belongs to."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """Findings: (severity, severity in words, message, place, link's words, link)."""

    findings: tuple[tuple[str, str, str, str, str, str], ...]


Block = (
    Facts | Rows | Points | Tiles | Checklist | Pictures | CodeCards | Remark | Line | FoundBlock
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it; without a title, blocks that stand before the first
    heading. `anchor` is what a link to it ends in; empty where the section's number does.
    """

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""

    @property
    def html(self) -> str:
        """The section below its heading."""
        return blocks_html(self.blocks)


def cells(*said: object) -> tuple[Cell, ...]:
    """A row of cells from texts, numbers and cells; None is an empty one."""
    return tuple(_cell(each) for each in said)


def facts(*pairs: tuple[str, object]) -> Facts:
    """Facts from labels and what is said of them, without those of which nothing is said."""
    said = ((label, _cell(value)) for label, value in pairs)
    return Facts(tuple((label, cell) for label, cell in said if cell))


def points(lines: Iterable[object]) -> Points:
    """A list of texts and cells."""
    return Points(cells(*lines))


def short(text: object) -> Cell:
    """A cell that is never broken over two lines: a number, a name, a plate."""
    return Cell("" if text is None else str(text), kind="short")


def phone(number: str | None, otherwise: str = "") -> Cell:
    """A telephone number that a phone dials when tapped."""
    if not number:
        return Cell(otherwise)
    return Cell(number, href=f"tel:{dialled(number)}", kind="short", private=True)


def blocks_html(blocks: Sequence[Block]) -> str:
    """The HTML of a section's blocks, everything in them escaped."""
    return _template().render(blocks=[(type(block).__name__, block) for block in blocks])


def _cell(said: object) -> Cell:
    if isinstance(said, Cell):
        return said
    return Cell("" if said is None else str(said))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("generator.render.handbook", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("blocks.html.j2")
