"""Reads the steps of the user manual in their order, as its reader follows them.

In a page's Markdown,

- 点 **检查** is a click on what has this label; 点 `book.xlsx` 后面的 **打开** one beside a text;
- 打开 `陆远` 的卡 opens a person's card on a telephone, and 回到工作台 returns from it;
- the table 栏目, 填写 has fields of a form, and what is typed, chosen, ticked (勾选) or pasted
  (（粘贴）) in each;
- a quotation (>) is what one then sees, with …… for what is left out;
- the table after 工作表“来宾”： has rows to type into that sheet, and a table with the headings
  工作表, 格, 原来, 改成 has cells to change;
- ```yaml are lines of visit.yml;
- 终端里：`handbook …` is the command that the last step at the desk was the same as.

No page names a date that passes: 〔今天〕 and 〔下个月6日〕 are dates that the reader works out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

PAGES = Path(__file__).parents[2] / "docs" / "manual"
ORDER = (
    "index",
    "first-visit",
    "workbook",
    "replies",
    "assign",
    "paper",
    "change-of-bus",
    "roll-call",
    "trouble",
    "afterwards",
    "update",
)
"""The order of a visit; the navigation lists trouble.md later."""
CHANGE = ("工作表", "格", "原来", "改成")
FIELDS = ("栏目", "填写")
TICK = "勾选"
PASTE = "（粘贴）"
EMPTY = "（空）"
"""Of a cell that is empty, or is to be."""

PICTURE = re.compile(r"!\[(.+?)\]\(\.\./assets/pictures/manual/([\w-]+)\.png\)")
_IN_TEXT = re.compile(
    r"点 (?:`(?P<beside>[^`]+)` 后面的 )?\*\*(?P<label>[^*]+)\*\*"
    r"|打开 `(?P<person>[^`]+)` 的卡"
    r"|(?P<home>回到工作台)"
    r"|终端里：`(?P<command>handbook [^`]+)`"
)
_DATE = re.compile(r"〔(今天|(这个|下个)月(\d{1,2})日)〕")


@dataclass(frozen=True)
class Click:
    """A click on what has a label; with `beside`, on the one in the entry that has this text."""

    label: str
    beside: str = ""


@dataclass(frozen=True)
class Card:
    """A person's card, opened on a telephone."""

    person: str


@dataclass(frozen=True)
class Home:
    """The way back from a telephone or the handbook to the desk's first page."""


@dataclass(frozen=True)
class Form:
    """Fields by their labels, and what is written in each."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class See:
    """A text on the page; …… stands for omitted text."""

    text: str


@dataclass(frozen=True)
class Command:
    """The command line that is the same as the last step at the desk."""

    line: str


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


Step = Click | Card | Home | Form | See | Command | Fill | Change | Edit | Heading | Picture


def steps_of(page: str) -> tuple[Step, ...]:
    """Return the steps of docs/manual/<page>.md."""
    blocks = ("", *_blocks((PAGES / f"{page}.md").read_text("utf-8")))
    return tuple(step for before, block in pairwise(blocks) for step in _steps(before, block))


def dated(text: str, today: date) -> str:
    """Return a text with the dates that it describes."""

    def written(match: re.Match[str]) -> str:
        if match[1] == "今天":
            return str(today)
        months = today.year * 12 + today.month - 1 + (match[2] == "下个")
        return str(date(months // 12, months % 12 + 1, int(match[3])))

    return _DATE.sub(written, text)


def _blocks(text: str) -> Iterator[str]:
    """Split at empty lines; a fenced block is one block, with its empty lines."""
    for part in re.split(r"^(```.*?^```)$", text, flags=re.M | re.S):
        yield from [part] if part.startswith("```") else re.findall(r".+(?:\n.+)*", part)


def _steps(before: str, block: str) -> Iterator[Step]:
    """Yield the steps in a block; the block before a table names its sheet."""
    if block.startswith("```"):
        if block.startswith("```yaml"):
            yield Edit("\n".join(block.splitlines()[1:-1]) + "\n")
    elif block.startswith("|"):
        yield from _of_table(before, _rows(block))
    elif heading := re.fullmatch(r"#+ .*\{#([\w-]+)\}", block):
        yield Heading(heading[1])
    elif block.startswith(">"):
        yield from (See(line.removeprefix("> ")) for line in block.splitlines())
    elif picture := PICTURE.fullmatch(block):
        yield Picture(picture[2], picture[1])
    else:
        yield from map(_in_text, _IN_TEXT.finditer(block))


def _of_table(before: str, rows: list[dict[str, str]]) -> Iterator[Step]:
    if tuple(rows[0]) == CHANGE:
        yield from (Change(*row.values()) for row in rows)
    elif tuple(rows[0]) == FIELDS:
        yield Form(tuple((row["栏目"], row["填写"]) for row in rows))
    elif sheet := re.fullmatch(r"工作表“(\w+)”.*：", before.rpartition("\n")[2]):
        yield Fill(sheet[1], tuple(rows))


_MAKERS: dict[str, Callable[[re.Match[str]], Step]] = {
    "label": lambda match: Click(match["label"], match["beside"] or ""),
    "person": lambda match: Card(match["person"]),
    "home": lambda _: Home(),
    "command": lambda match: Command(match["command"]),
}


def _in_text(match: re.Match[str]) -> Step:
    return _MAKERS[match.lastgroup or ""](match)


def _rows(table: str) -> list[dict[str, str]]:
    """Return a Markdown table's rows by heading, without empty cells."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    headings, _, *rows = lines
    return [{h: c for h, c in zip(headings, row, strict=True) if c} for row in rows]
