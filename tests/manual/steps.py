"""Reads the steps of the user manual in their order: commands, rows to type, cells to change.

In a page's Markdown, ```sh is a command line, the ```text after it the output, ```yaml are lines of
visit.yml. The table after 工作表“来宾”： has rows to type into that sheet, and a table with the
headings 工作表, 格, 原来, 改成 has cells to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "manual"
ORDER = (
    "index",
    "first-visit",
    "replies",
    "change-of-bus",
    "roll-call",
    "paper",
    "trouble",
    "afterwards",
    "update",
)
"""The order of a visit; the navigation lists trouble.md later."""
ALONE = ("assign",)
"""Pages with a visit of their own, which are followed in another new project."""
CHANGE = ("工作表", "格", "原来", "改成")

PICTURE = re.compile(r"!\[(.+?)\]\(\.\./assets/pictures/manual/([\w-]+)\.png\)")


@dataclass(frozen=True)
class Command:
    """A command line, its exit code, and lines of its output."""

    line: str
    code: int
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Fill:
    """Rows to type into a sheet below its example, as texts by heading."""

    sheet: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Change:
    """A cell whose value is to be changed."""

    sheet: str
    cell: str
    old: str
    new: str


@dataclass(frozen=True)
class Edit:
    """Lines of visit.yml, which replace the keys that they begin with."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading with an id, at which a test may cause the problem that the section solves."""

    id: str


@dataclass(frozen=True)
class Picture:
    """A screenshot and its alternative text."""

    name: str
    alt: str


Step = Command | Fill | Change | Edit | Heading | Picture


def steps_of(page: str) -> tuple[Step, ...]:
    """Return the steps of docs/manual/<page>.md."""
    blocks = ("", *_blocks((PAGES / f"{page}.md").read_text("utf-8")), "")
    triples = zip(blocks, blocks[1:], blocks[2:], strict=False)
    return tuple(step for before, block, after in triples for step in _steps(before, block, after))


def _blocks(text: str) -> Iterator[str]:
    """Split at empty lines; a fenced block is one block, with its empty lines."""
    for part in re.split(r"^(```.*?^```)$", text, flags=re.M | re.S):
        yield from [part] if part.startswith("```") else re.findall(r".+(?:\n.+)*", part)


def _steps(before: str, block: str, after: str) -> Iterator[Step]:
    """Yield the steps in a block; the blocks before and after belong to some of them."""
    if block.startswith("```sh"):
        (line,) = _fenced(block)
        printed = _fenced(after) if after.startswith("```text") else ()
        code = re.fullmatch(r"<!-- exit (\d) -->", before)
        yield Command(line, int(code[1]) if code else 0, printed)
    elif block.startswith("```yaml"):
        yield Edit("\n".join(_fenced(block)) + "\n")
    elif block.startswith("|"):
        rows = _rows(block)
        if tuple(rows[0]) == CHANGE:
            yield from (Change(*row.values()) for row in rows)
        elif sheet := re.fullmatch(r"工作表“(\w+)”.*：", before.rpartition("\n")[2]):
            yield Fill(sheet[1], tuple(rows))
    elif heading := re.fullmatch(r"#+ .*\{#([\w-]+)\}", block):
        yield Heading(heading[1])
    else:
        yield from (Picture(name, alt) for alt, name in PICTURE.findall(block))


def _fenced(block: str) -> tuple[str, ...]:
    return tuple(block.splitlines()[1:-1])


def _rows(table: str) -> list[dict[str, str]]:
    """Return a Markdown table's rows by heading, without empty cells."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    headings, _, *rows = lines
    return [{h: c for h, c in zip(headings, row, strict=True) if c} for row in rows]
