"""The row of headings on a sheet: which of its rows it is, and headings made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator.load.clean_text import LONGEST_TEXT
from generator.load.tables.cells import Row
from generator.model.parsing.values import normal

HEADING_ROWS = 20

_FEWEST_HEADINGS = 2
_LONGEST_HEADING = 40
_DECORATED = re.compile(
    r"[*※]{0,3}(?P<heading>.+?)"
    r"(?:[*※:]|\((?:必填项?|选填项?|非必填|可选|needed|required|optional)\)){0,3}",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings that a sheet may have, as `heading_key` returns them, and their columns.

    A row with a text below one of `needed` is data, even where it begins like a remark. Below one
    of `people` are the names of people. An empty cell below one of `carried` takes the value
    above it. `running` only count the rows. `needed_columns` are the `needed` of each column.
    """

    known: frozenset[str]
    needed: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()
    needed_columns: tuple[frozenset[str], ...] = ()


def heading_row(rows: list[Row], known: frozenset[str]) -> tuple[int, int]:
    """How many known headings are in the likeliest of the first rows, and that row's number."""
    keys = _keys_of(known)
    scores = []
    for number, row in enumerate(rows[:HEADING_ROWS]):
        short = (text for text in row if text and len(text) <= _LONGEST_HEADING)
        scores.append((len({heading_key(text) for text in short} & keys), -number))
    score, number = max(scores, default=(0, 0))
    return score, -number


@lru_cache(maxsize=64)
def _keys_of(known: frozenset[str]) -> frozenset[str]:
    """The keys of the words `known`; cached, since every reply of a unit is a file of its own."""
    return frozenset(map(heading_key, known))


def is_list(rows: list[Row], kinds: Iterable[Headings]) -> bool:
    """Whether a sheet that begins with `rows` looks like a list of one of `kinds`.

    It does where it has the headings that such a list needs, two at least, and a row below them.
    """
    for kind in kinds:
        score, top = heading_row(rows, kind.known)
        if score >= _FEWEST_HEADINGS and any(any(row) for row in rows[top + 1 :]):
            keys = {heading_key(text) for text in rows[top] if text}
            if all(keys & column for column in kind.needed_columns):
                return True
    return False


def heading_key(text: str) -> str:
    """A heading for comparing: `姓 名`, `*姓名` and `姓名（必填）：` are all `姓名`.

    Capitals and small letters are the same.
    """
    return undecorated(text).casefold()


def undecorated(text: str) -> str:
    """A heading without gaps, and without remarks on how to fill in its column.

    Of a text that is too long for a cell, only what such a cell holds is looked at: no heading is
    that long, and a text of many megabytes would take many times its memory.
    """
    plain = "".join(normal(text[:LONGEST_TEXT]).split())
    match = _DECORATED.fullmatch(plain)
    return match["heading"] if match else plain
