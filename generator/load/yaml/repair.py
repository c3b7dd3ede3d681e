"""What the YAML parser stumbles over, said to a clerk, and the mends worth trying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml

from generator.findings import Finding, Place, error

MOST_RELATED = 20

# The parser's words, the code for them, and which of its two marks shows the fault.
_KINDS = (
    ("found a tab character", "yaml.tab", "problem"),
    ("mapping values are not allowed", "yaml.unexpected_colon", "problem"),
    ("could not find expected ':'", "yaml.missing_colon", "context"),
    ("block sequence entries are not allowed", "yaml.list_on_key_line", "problem"),
    ("did not find expected ',' or", "yaml.unclosed_bracket", "context"),
    ("did not find expected node content", "yaml.unclosed_bracket", "context"),
    ("did not find expected key", "yaml.indentation", "problem"),
    ("did not find expected '-' indicator", "yaml.indentation", "problem"),
    ("did not find expected <document start>", "yaml.indentation", "problem"),
    ("did not find expected alphabetic or numeric", "yaml.reserved_character", "context"),
    ("undefined tag handle", "yaml.tag", "problem"),
    ("escape", "yaml.escape", "problem"),
    ("hexdecimal", "yaml.escape", "problem"),
)
WIDE_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENT = re.compile(rf"[ \t{WIDE_SPACES}]*")
_ITEM_START = re.compile(r"(?:[ \t]|-[ \t])*")
_WIDE_MARKS = tuple(
    str.maketrans(table)
    for table in (
        {"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"},
        {"“": '"', "”": '"', "＂": '"'},
        {"‘": "'", "’": "'", "＇": "'"},
    )
)


@dataclass(frozen=True, slots=True)
class Mend:
    """The lines with one kind of slip put right, and the finding that says so."""

    lines: tuple[str, ...]
    finding: Finding


def fault(
    broken: yaml.MarkedYAMLError, lines: tuple[str, ...], shown: str, first_line: int
) -> Finding:
    """The finding for what ended the parser's run over `lines`."""
    code, mark = _kind_of(broken, lines)
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = min(mark.column, len(lines[line])) if mark else 0
    if code == "yaml.unclosed_bracket" and lines[line][column : column + 1] not in {"[", "{"}:
        line, column = _last_bracket(lines, broken.problem_mark) or (line, column)
    place = Place(shown, first_line + line + 1, column + 1)
    return error(code, place, found=lines[line][column : column + 1].strip() or "␣")


def mends_for(
    broken: yaml.MarkedYAMLError, lines: tuple[str, ...], shown: str, first_line: int
) -> Iterator[Mend]:
    """Mends that may help with `broken`, the likeliest first; the caller tries each."""
    for step in (2, 4, 8):
        yield from _tabs_mended(broken, lines, shown, first_line, step)
    for number in _lines_near(broken, lines):
        place = Place(shown, first_line + number + 1, 1)
        yield from _glued_mended(lines, number, place)
        yield from _marks_mended(lines, number, place)


def mend_slip(suspect: Suspect, lines: tuple[str, ...], first_line: int) -> Mend | None:
    """The mend of a slip that the parser took for something else."""
    place = suspect.place
    number, column = (place.line or 1) - 1 - first_line, (place.column or 1) - 1
    line = lines[number]
    if suspect.slip is Slip.WIDE_INDENT:
        indent = _INDENT.match(line)
        width = sum(2 if c == "\u3000" else 1 for c in indent.group()) if indent else 0
        mended = " " * width + line[indent.end() if indent else 0 :]
        wide = Place(place.file, place.line, column + 1)
        return Mend(_replaced(lines, number, mended), error("yaml.wide_indent", wide))
    if suspect.slip is Slip.WIDE_COMMA:
        return next(_commas_mended(lines, number, place), None)
    match = GLUED_KEY.match(line, column)
    return _unglued(lines, number, match, place) if match else None


def _kind_of(broken: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> tuple[str, Any]:
    problem, context = broken.problem or "", broken.context or ""
    mark: Any = broken.problem_mark or broken.context_mark
    start: Any = broken.context_mark or mark
    if "unexpected end of stream" in problem and "quoted" in context:
        return "yaml.unclosed_quote", start
    if "cannot start any token" in problem and mark and mark.line < len(lines):
        tab = lines[mark.line][mark.column : mark.column + 1] == "\t"
        return ("yaml.tab" if tab else "yaml.reserved_character"), mark
    for words, code, which in _KINDS:
        if words in problem:
            return code, start if which == "context" else mark
    return "yaml.syntax", mark


def _last_bracket(lines: tuple[str, ...], mark: Any) -> tuple[int, int] | None:
    """Where the last bracket before `mark` opens."""
    last = min(mark.line, len(lines) - 1) if mark else len(lines) - 1
    for number in range(last, -1, -1):
        column = max(lines[number].rfind("["), lines[number].rfind("{"))
        if column >= 0:
            return number, column
    return None


def _lines_near(broken: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> Iterator[int]:
    """The lines where the cause may stand: the one named, and the filled one before it."""
    mark: Any = broken.problem_mark or broken.context_mark
    last = min(mark.line, len(lines) - 1) if mark else 0
    before = next((n for n in range(last - 1, -1, -1) if lines[n].strip()), None)
    start: Any = broken.context_mark
    if start is not None and "simple key" in (broken.context or "") and start.line < len(lines):
        before = start.line
    yield from dict.fromkeys(n for n in (before, last) if n is not None)


def _tabs_mended(
    broken: yaml.MarkedYAMLError, lines: tuple[str, ...], shown: str, first_line: int, step: int
) -> Iterator[Mend]:
    mark: Any = broken.problem_mark
    start = mark.line if mark else 0
    if start >= len(lines) or "\t" not in _indent_of(lines[start]):
        return
    found = [n for n in range(start, len(lines)) if "\t" in _indent_of(lines[n])]
    mended = list(lines)
    for number in found:
        indent = _indent_of(lines[number])
        mended[number] = indent.expandtabs(step) + lines[number][len(indent) :]
    places = tuple(
        Place(shown, first_line + n + 1, _indent_of(lines[n]).index("\t") + 1)
        for n in found[: MOST_RELATED + 1]
    )
    yield Mend(tuple(mended), error("yaml.tab", places[0], places[1:]))


def _glued_mended(lines: tuple[str, ...], number: int, place: Place) -> Iterator[Mend]:
    start = _ITEM_START.match(lines[number])
    match = GLUED_KEY.match(lines[number], start.end() if start else 0)
    if match is not None:
        yield _unglued(lines, number, match, place)


def _unglued(lines: tuple[str, ...], number: int, match: re.Match[str], place: Place) -> Mend:
    """The key set apart from its value: an ASCII colon and a space, and the next key's comma."""
    line = lines[number]
    rest = WIDE_COMMA.sub(",", line[match.end() :]).lstrip(" \t\u3000")
    code = "yaml.wide_colon" if match[2] == "：" else "yaml.glued_colon"
    at = Place(place.file, place.line, match.start(2) + 1)
    mended = f"{line[: match.start(2)]}: {rest}"
    return Mend(_replaced(lines, number, mended), error(code, at, found=match[1]))


def _marks_mended(lines: tuple[str, ...], number: int, place: Place) -> Iterator[Mend]:
    yield from _commas_mended(lines, number, place)
    for table in _WIDE_MARKS:
        mended = lines[number].translate(table)
        if mended != lines[number]:
            yield _mark_mend(lines, number, mended, place)


def _commas_mended(lines: tuple[str, ...], number: int, place: Place) -> Iterator[Mend]:
    mended = WIDE_COMMA.sub(",", lines[number])
    if mended != lines[number]:
        yield _mark_mend(lines, number, mended, place)


def _mark_mend(lines: tuple[str, ...], number: int, mended: str, place: Place) -> Mend:
    """The mend of a line's full-width marks; the finding names the first that was changed."""
    pairs = enumerate(zip(lines[number], mended, strict=False))
    column, (wide, narrow) = next((n, pair) for n, pair in pairs if pair[0] != pair[1])
    at = Place(place.file, place.line, column + 1)
    problem = error("yaml.wide_mark", at, found=wide, expected=narrow)
    return Mend(_replaced(lines, number, mended), problem)


def _replaced(lines: tuple[str, ...], number: int, line: str) -> tuple[str, ...]:
    return (*lines[:number], line, *lines[number + 1 :])


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


GLUED_KEY = re.compile(
    r"([^\s:：,，、{}\[\]\"'#&*!|>%@`-][^\s:：,，、{}\[\]\"']{0,24})([:：])(?=([^ \t]))"
)
WIDE_COMMA = re.compile(r"，(?=\s*[a-z][a-z0-9_]*\s*[:：])")

_WIDE_START = re.compile(f"[{WIDE_SPACES}]")
_KEY_WORD = re.compile(r"[a-z][a-z0-9_]*")


class Slip(StrEnum):
    """A slip of the pen that parses, but not into what was meant."""

    WIDE_INDENT = "wide_indent"
    GLUED_KEY = "glued_key"
    WIDE_COMMA = "wide_comma"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A slip, and the place of the value it is in."""

    slip: Slip
    place: Place


def slip_in(
    value: str, *, in_flow: bool, may_be_indented: bool, may_begin_mapping: bool
) -> Slip | None:
    """The slip that the plain scalar `value` looks like, for where it stands.

    `may_be_indented`: it is the first on its line. `may_begin_mapping`: a mapping could stand here.
    """
    if in_flow and WIDE_COMMA.search(value):
        return Slip.WIDE_COMMA
    if may_be_indented and _WIDE_START.match(value):
        return Slip.WIDE_INDENT
    if may_begin_mapping and _is_glued_key(value):
        return Slip.GLUED_KEY
    return None


def _is_glued_key(value: str) -> bool:
    """Whether `value` begins like `what：早餐` or `what:早餐`.

    Chinese before a full-width colon is ordinary prose (`时间：另行通知`).
    """
    match = GLUED_KEY.match(value)
    if match is None or _KEY_WORD.fullmatch(match[1]) is None:
        return False
    return match[2] == "：" or not match[3].isascii()
