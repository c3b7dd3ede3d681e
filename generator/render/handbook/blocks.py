"""What a handbook page is made of: sections of facts, tables, lists and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: its text, a quieter second line, and where it leads."""

    text: str
    more: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they are."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; on a phone each row becomes a block with the headings beside its cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to do, ticked when done: (what, details, done)."""

    items: tuple[tuple[str, tuple[str, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """SVG pictures beside one another, each with a caption."""

    pictures: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class CodeCards:
    """QR codes with a name and lines below: (name, lines, code, link)."""

    cards: tuple[tuple[str, tuple[str, ...], Markup, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence set apart; `kind` is note, warning or success."""

    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """Findings: (severity, severity in words, message, place, link's words, link)."""

    findings: tuple[tuple[str, str, str, str, str, str], ...]


Block = Facts | Rows | Points | Checklist | Pictures | CodeCards | Remark | FoundBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def html(self) -> str:
        """The section below its heading."""
        return blocks_html(self.blocks)


def cells(*texts: object) -> tuple[Cell, ...]:
    """A row of plain cells; None is an empty one."""
    return tuple(
        text if isinstance(text, Cell) else Cell("" if text is None else str(text))
        for text in texts
    )


def blocks_html(blocks: Sequence[Block]) -> str:
    """The HTML of a section's blocks, everything in them escaped."""
    return _template().render(blocks=[(type(block).__name__, block) for block in blocks])


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("generator.render.handbook", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("blocks.html.j2")
