"""The parser's syntax errors as findings: what is wrong, in our words, and where.

The parser's message is read in one place, `_MESSAGES`. Its wording may change with any version of
libyaml: a message that is not listed gives `yaml.syntax` at the place the parser names.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.findings import Finding, Place, error

# A part of the message, the finding's code, and which of the parser's two marks shows the error.
_MESSAGES = (
    ("cannot start any token", "yaml.reserved_character", "problem"),
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
_CLOSED_QUOTE = {
    '"': re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL),
    "'": re.compile(r"'[^']*+(?:''[^']*+)*+'"),
}

Lines = tuple[str, ...]


def syntax_finding(
    problem: yaml.MarkedYAMLError, lines: Lines, shown: str, first_line: int
) -> Finding:
    """The finding for the error that ended the parser's run over `lines`.

    `first_line` is the number, from 0, of the first of `lines` in the file.
    """
    code, mark = _code_and_mark(problem, lines)
    line = min(mark.line, len(lines) - 1) if mark else 0
    column = min(mark.column, len(lines[line])) if mark else 0
    if code == "yaml.unclosed_bracket" and lines[line][column : column + 1] not in {"[", "{"}:
        line, column = _last_bracket(lines, problem.problem_mark) or (line, column)
    place = Place(shown, first_line + line + 1, column + 1)
    return error(code, place, found=lines[line][column : column + 1].strip() or "␣")


def lines_to_repair(problem: yaml.MarkedYAMLError, lines: Lines) -> list[int]:
    """The numbers of the lines that may hold the cause: the filled one before, then the one named.

    A key without its colon may begin before both of them.
    """
    mark: Any = problem.problem_mark or problem.context_mark
    last = min(mark.line, len(lines) - 1) if mark else 0
    before = next((n for n in range(last - 1, -1, -1) if lines[n].strip()), None)
    code, start = _code_and_mark(problem, lines)
    if code == "yaml.missing_colon" and start is not None and start.line < len(lines):
        before = start.line
    return list(dict.fromkeys(n for n in (before, last) if n is not None))


def _code_and_mark(problem: yaml.MarkedYAMLError, lines: Lines) -> tuple[str, Any]:
    """The code for an error, and the parser's mark that shows where it is."""
    mark: Any = problem.problem_mark or problem.context_mark
    start: Any = problem.context_mark or mark
    if _is_at_end(mark, lines) and _begins_open_quote(start, lines):
        return "yaml.unclosed_quote", start
    if _char_at(mark, lines) == "\t" and _char_at(start, lines) not in {"&", "*", "%", "!"}:
        return "yaml.tab", mark
    for words, code, which in _MESSAGES:
        if words in (problem.problem or ""):
            return code, start if which == "context" else mark
    return "yaml.syntax", mark


def _begins_open_quote(mark: Any, lines: Lines) -> bool:
    """Whether a quotation begins at `mark` that nothing closes."""
    closed = _CLOSED_QUOTE.get(_char_at(mark, lines))
    if closed is None:
        return False
    text = "\n".join(lines[mark.line :])
    return closed.match(text, mark.column) is None


def _is_at_end(mark: Any, lines: Lines) -> bool:
    """Whether nothing of the text follows `mark`."""
    if mark is None:
        return False
    return bool((mark.line, mark.column) >= (len(lines) - 1, len(lines[-1])))


def _char_at(mark: Any, lines: Lines) -> str:
    """The character at `mark`, empty beyond the end of its line."""
    if mark is None or mark.line >= len(lines):
        return ""
    line: str = lines[mark.line]
    return line[mark.column : mark.column + 1]


def _last_bracket(lines: Lines, mark: Any) -> tuple[int, int] | None:
    """Where the last bracket before `mark` opens."""
    last = min(mark.line, len(lines) - 1) if mark else len(lines) - 1
    for number in range(last, -1, -1):
        column = max(lines[number].rfind("["), lines[number].rfind("{"))
        if column >= 0:
            return number, column
    return None
