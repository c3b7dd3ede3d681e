"""Finds tallies in a text, whatever a messenger did to it.

A tally is one word of plain letters, `RC1.<visit>.<event>.<point>.<mark>-<mark>…`: the event and
the people are named by their codes. A mark is the code of a person, a state (1 here, 0 not here,
2 left), five characters of minutes since 1970 in base 36, and perhaps a note in base32. The script
of the cards, tally.js, reads and writes the same.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from generator.model.enums import RollState

_WRAP = r"(?:=?\s)*"  # where a messenger broke the word
_MARK = r"(?:[a-z2-7] ){8}[012] (?:[0-9a-z] ){4}[0-9a-z](?:_(?:[a-z2-7](?:=\r?\n)*)*)?"
_START = re.compile(r"R C 1 \. ".replace(" ", _WRAP))
_TALLY = re.compile(
    rf"R C 1 \. ([a-z0-9-] )+\. ([a-z2-7] ){{8}}\. [12] \. {_MARK}( - {_MARK})*".replace(" ", _WRAP)
)
_BREAK = re.compile(r"=?\s")
_CONTINUES = re.compile(r"[\w.]|(=?\s)*-", re.ASCII)
_ENDS_IN_NOTE = re.compile(r"_[\w=\r\n]*\Z", re.ASCII)
_MORE_OF_NOTE = re.compile(r"(=?\s)+[a-z2-7]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_CODE_LENGTH = 8
_STATES = {"0": RollState.ABSENT, "1": RollState.HERE, "2": RollState.LEFT}


@dataclass(frozen=True, slots=True)
class TallyMark:
    """A mark: the code of a person, the state, minutes since 1970 in UTC, and a note."""

    person: str
    state: RollState
    minutes: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The marks of one roll call: of a visit, by the code of the event, at a point."""

    slug: str
    event: str
    point: int
    marks: tuple[TallyMark, ...]


def tallies_in(text: str) -> tuple[tuple[Tally, ...], tuple[int, ...]]:
    """The tallies in a text, and the lines, from 1, in which damaged ones begin.

    A tally that may lack its end is damaged: what is left of it is not read.
    """
    text = _INVISIBLE.sub("", text)
    found, damaged = [], []
    for start in _START.finditer(text):
        tally = _tally_at(text, start.start())
        if tally is None:
            damaged.append(text.count("\n", 0, start.start()) + 1)
        else:
            found.append(tally)
    return tuple(found), tuple(damaged)


def _tally_at(text: str, start: int) -> Tally | None:
    match = _TALLY.match(text, start)
    if match is None or _CONTINUES.match(text, match.end()):
        return None
    if _ENDS_IN_NOTE.search(match[0]) and _MORE_OF_NOTE.match(text, match.end()):
        return None
    _, slug, event, point, marks = _BREAK.sub("", match[0]).split(".")
    try:
        return Tally(slug, event, int(point), tuple(_mark(mark) for mark in marks.split("-")))
    except ValueError:  # a note that is no text
        return None


def _mark(text: str) -> TallyMark:
    """The mark in a text. Raises ValueError."""
    code, state, rest = text[:_CODE_LENGTH], text[_CODE_LENGTH], text[_CODE_LENGTH + 1 :]
    minutes, _, note = rest.partition("_")
    return TallyMark(code, _STATES[state], int(minutes, 36), _note(note))


def _note(text: str) -> str:
    padded = text.upper() + "=" * (-len(text) % 8)
    return " ".join(base64.b32decode(padded).decode("utf-8").split())
