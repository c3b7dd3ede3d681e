"""Reads the clerk's manual as what she does: the commands, the rows, the cells, in their order.

A page says it in Markdown made for people: ```sh is a command line, the ```text after it what is
printed, ```yaml are lines of visit.yml. 工作表“来宾”： has the rows to type there after it, and a
table with the headings 工作表, 格, 原来, 改成 has cells to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "manual"
ORDER = ("index", "first-visit", "change-of-bus", "paper", "trouble", "afterwards")
"""As a visit lives; the navigation has what to do in trouble at the end."""
CHANGE = ("工作表", "格", "原来", "改成")

PICTURE = re.compile(r"!\[(.+?)\]\(\.\./assets/pictures/manual/([\w-]+)\.png\)")


@dataclass(frozen=True)
class Command:
    """A command line, the exit code it ends with, and lines of what it prints."""

    line: str
    code: int
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Fill:
    """Rows typed into a sheet below its example, as texts by heading."""

    sheet: str
    rows: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Change:
    """One cell that gets another value."""

    sheet: str
    cell: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Edit:
    """Lines of visit.yml: each key gets this in place of what it had."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading with an id: what has gone wrong there is up to who walks."""

    id: str


@dataclass(frozen=True)
class Picture:
    """A screenshot, and what it says to who does not see it."""

    name: str
    alt: str


Step = Command | Fill | Change | Edit | Heading | Picture


def steps_of(page: str) -> tuple[Step, ...]:
    """The steps of docs/manual/<page>.md."""
    blocks = ("", *_blocks((PAGES / f"{page}.md").read_text("utf-8")), "")
    around = zip(blocks, blocks[1:], blocks[2:], strict=False)
    return tuple(step for before, block, after in around for step in _steps(before, block, after))


def _blocks(text: str) -> Iterator[str]:
    """What stands between empty lines; a fenced block is one, whatever is in it."""
    for part in re.split(r"^(```.*?^```)$", text, flags=re.M | re.S):
        yield from [part] if part.startswith("```") else re.findall(r".+(?:\n.+)*", part)


def _steps(before: str, block: str, after: str) -> Iterator[Step]:
    """The steps in a block; what stands before and after it belongs to some."""
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
    """A Markdown table's rows by heading, without its empty cells."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    headings, _, *rows = lines
    return [{h: c for h, c in zip(headings, row, strict=True) if c} for row in rows]
