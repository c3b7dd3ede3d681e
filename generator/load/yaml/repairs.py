"""Common mistakes in YAML text, and the repairs with which the rest of a file can still be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml

from generator.findings import Finding, Place, error
from generator.load.yaml.syntax_errors import Lines, lines_to_repair

MOST_RELATED = 20

WIDE_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
GLUED_KEY = re.compile(
    r"([^\s:：,，、{}\[\]\"'#&*!|>%@`-][^\s:：,，、{}\[\]\"']{0,24})([:：])(?=([^ \t]))"
)
WIDE_COMMA = re.compile(r"，(?=\s*[a-z][a-z0-9_]*\s*[:：])")

_INDENT = re.compile(rf"[ \t{WIDE_SPACES}]*")
_ITEM_START = re.compile(r"(?:[ \t]|-[ \t])*")
_WIDE_START = re.compile(f"[{WIDE_SPACES}]")
_KEY_WORD = re.compile(r"[a-z][a-z0-9_]*")
_WIDE_MARKS = tuple(
    str.maketrans(table)
    for table in (
        {"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"},
        {"“": '"', "”": '"', "＂": '"'},
        {"‘": "'", "’": "'", "＇": "'"},
    )
)


class Mistake(StrEnum):
    """A mistake that parses, but not into what was meant."""

    WIDE_INDENT = "wide_indent"
    GLUED_KEY = "glued_key"
    WIDE_COMMA = "wide_comma"


@dataclass(frozen=True, slots=True)
class SuspectedMistake:
    """A probable mistake, and the place of the value that it is in."""

    kind: Mistake
    place: Place


@dataclass(frozen=True, slots=True)
class Repair:
    """The lines with one mistake repaired, and the finding that reports it."""

    lines: Lines
    finding: Finding


def mistake_in(
    value: str, *, in_flow: bool, may_be_indented: bool, may_begin_mapping: bool
) -> Mistake | None:
    """The mistake that a plain scalar looks like, given its position.

    `may_be_indented`: it is the first on its line. `may_begin_mapping`: a mapping is allowed there.
    """
    if in_flow and WIDE_COMMA.search(value):
        return Mistake.WIDE_COMMA
    if may_be_indented and _WIDE_START.match(value):
        return Mistake.WIDE_INDENT
    if may_begin_mapping and _is_glued_key(value):
        return Mistake.GLUED_KEY
    return None


def repair_of(suspected: SuspectedMistake, lines: Lines, first_line: int) -> Repair | None:
    """The repair of a mistake that parsed; None where its line does not show it."""
    place = suspected.place
    number, column = (place.line or 1) - 1 - first_line, (place.column or 1) - 1
    line = lines[number]
    if suspected.kind is Mistake.WIDE_INDENT:
        indent = _INDENT.match(line)
        width = sum(2 if c == "\u3000" else 1 for c in indent.group()) if indent else 0
        repaired = " " * width + line[indent.end() if indent else 0 :]
        wide = Place(place.file, place.line, column + 1)
        return Repair(_replaced(lines, number, repaired), error("yaml.wide_indent", wide))
    if suspected.kind is Mistake.WIDE_COMMA:
        return next(_comma_repairs(lines, number, place), None)
    match = GLUED_KEY.match(line, column)
    return _glued_key_repair(lines, number, match, place) if match else None


def possible_repairs(
    problem: yaml.MarkedYAMLError, lines: Lines, shown: str, first_line: int
) -> Iterator[Repair]:
    """Repairs that may remove a syntax error, the likeliest first; the caller tries each."""
    for width in (2, 4, 8):
        yield from _tab_repairs(problem, lines, shown, first_line, width)
    for number in lines_to_repair(problem, lines):
        place = Place(shown, first_line + number + 1, 1)
        yield from _glued_key_repairs(lines, number, place)
        yield from _wide_mark_repairs(lines, number, place)


def _is_glued_key(value: str) -> bool:
    """Whether `value` begins like `what：早餐` or `what:早餐`.

    Chinese before a full-width colon is ordinary prose (`时间：另行通知`).
    """
    match = GLUED_KEY.match(value)
    if match is None or _KEY_WORD.fullmatch(match[1]) is None:
        return False
    return match[2] == "：" or not match[3].isascii()


def _tab_repairs(
    problem: yaml.MarkedYAMLError, lines: Lines, shown: str, first_line: int, width: int
) -> Iterator[Repair]:
    """Tabs of `width` columns in indentation, from the line of the error on, made spaces."""
    mark: Any = problem.problem_mark
    start = mark.line if mark else 0
    if start >= len(lines) or "\t" not in _indent_of(lines[start]):
        return
    numbers = [n for n in range(start, len(lines)) if "\t" in _indent_of(lines[n])]
    repaired = list(lines)
    for number in numbers:
        indent = _indent_of(lines[number])
        repaired[number] = indent.expandtabs(width) + lines[number][len(indent) :]
    places = tuple(
        Place(shown, first_line + n + 1, _indent_of(lines[n]).index("\t") + 1)
        for n in numbers[: MOST_RELATED + 1]
    )
    yield Repair(tuple(repaired), error("yaml.tab", places[0], places[1:]))


def _glued_key_repairs(lines: Lines, number: int, place: Place) -> Iterator[Repair]:
    start = _ITEM_START.match(lines[number])
    match = GLUED_KEY.match(lines[number], start.end() if start else 0)
    if match is not None:
        yield _glued_key_repair(lines, number, match, place)


def _glued_key_repair(lines: Lines, number: int, match: re.Match[str], place: Place) -> Repair:
    """The key divided from its value: an ASCII colon and a space, and the next key's comma."""
    line = lines[number]
    value = WIDE_COMMA.sub(",", line[match.end() :]).lstrip(" \t\u3000")
    code = "yaml.wide_colon" if match[2] == "：" else "yaml.glued_colon"
    colon = Place(place.file, place.line, match.start(2) + 1)
    repaired = f"{line[: match.start(2)]}: {value}"
    return Repair(_replaced(lines, number, repaired), error(code, colon, found=match[1]))


def _wide_mark_repairs(lines: Lines, number: int, place: Place) -> Iterator[Repair]:
    yield from _comma_repairs(lines, number, place)
    for table in _WIDE_MARKS:
        repaired = lines[number].translate(table)
        if repaired != lines[number]:
            yield _wide_mark_repair(lines, number, repaired, place)


def _comma_repairs(lines: Lines, number: int, place: Place) -> Iterator[Repair]:
    repaired = WIDE_COMMA.sub(",", lines[number])
    if repaired != lines[number]:
        yield _wide_mark_repair(lines, number, repaired, place)


def _wide_mark_repair(lines: Lines, number: int, repaired: str, place: Place) -> Repair:
    """The repair of a line's full-width marks; the finding names the first that was changed."""
    pairs = enumerate(zip(lines[number], repaired, strict=False))
    column, (wide, narrow) = next((n, pair) for n, pair in pairs if pair[0] != pair[1])
    mark = Place(place.file, place.line, column + 1)
    problem = error("yaml.wide_mark", mark, found=wide, expected=narrow)
    return Repair(_replaced(lines, number, repaired), problem)


def _replaced(lines: Lines, number: int, line: str) -> Lines:
    return (*lines[:number], line, *lines[number + 1 :])


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
