"""YAML files to nodes with places, and everything wrong with the text as findings, in one run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from generator.findings import Finding, Place, error, in_reading_order
from generator.load.files import MEGABYTE, decode, read_bytes
from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.load.yaml.events import ParseResult, read_events
from generator.load.yaml.repairs import Repair, SuspectedMistake, possible_repairs, repair_of
from generator.load.yaml.syntax_errors import Lines, syntax_finding

MAX_BYTES = 10 * MEGABYTE
MAX_REREAD = 5 * MEGABYTE
MOST_ALIKE = 20
MAX_ENTRIES = 1_000

_LINE_BREAK = re.compile(r"\r\n|\r")
# Breaks to YAML 1.1 but not to editors: left in, they would shift every line number after them.
_RARE_BREAK = re.compile(r"[\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_CUT = re.compile(r"(?<=\S)( +)(#[^\s#!].*)")
_TOP_KEY = re.compile(r"[^\s#\]}&*!|>%,-][^:：]*[:：]")


def read_yaml(
    path: Path, shown: str, within: Path | None = None
) -> tuple[Node | None, tuple[Finding, ...]]:
    """The mapping in the YAML file at `path`, and what is wrong with the text.

    `shown` is the path for findings; the file must be in `within` (its own folder unless given).
    The node is None where the text cannot be relied on. Values are text as written; nothing, `~`
    and `null` are None. Mistakes that can be repaired (tabs, full-width colons) are errors all
    the same, but the rest of the file is read as it was meant.
    """
    content, findings = read_bytes(path, shown, MAX_BYTES, within)
    if content is None:
        return None, findings
    return parse_yaml(content, shown)


def parse_yaml(content: bytes, shown: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """`read_yaml` for a file's content."""
    if len(content) > MAX_BYTES:
        size, limit = -(-len(content) // MEGABYTE), MAX_BYTES // MEGABYTE
        return None, (error("file.too_large", Place(shown), size=size, limit=limit),)
    text, findings = decode(content, shown)
    if text is None:
        return None, findings
    lines, removed = _clean_lines(text, shown)
    if not _has_content(lines):
        code = "yaml.only_comments" if "#" in text else "yaml.empty"
        return None, (*findings, *removed, error(code, Place(shown, 1, 1)))
    node, problems = _parse(lines, shown, 0)
    return node, in_reading_order((*findings, *removed, *problems))


def read_front_matter(
    path: Path, shown: str, within: Path | None = None
) -> tuple[Node | None, tuple[Finding, ...]]:
    """The mapping between the `---` lines at the top of a Markdown page; None where there is none.

    Places count the lines of the page.
    """
    content, findings = read_bytes(path, shown, MAX_BYTES, within)
    if content is None:
        return None, findings
    text, encoding = decode(content, shown)
    if text is None or not re.match(r"---[ \t]*[\r\n]", text):
        return None, encoding
    lines, removed = _clean_lines(text, shown)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in {"---", "..."}), None)
    if end is None:
        return None, (*encoding, error("yaml.front_matter_open", Place(shown, 1, 1)))
    lines = lines[1:end]
    removed = tuple(finding for finding in removed if (finding.place.line or 0) <= end)
    if not _has_content(lines):
        return None, (*encoding, *removed)
    node, problems = _parse(lines, shown, 1)
    return node, in_reading_order((*encoding, *removed, *problems))


def _has_content(lines: Lines) -> bool:
    """Whether any line is more than a remark."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


@dataclass(frozen=True, slots=True)
class _ReadLines:
    """Lines as read after repairs, with the findings; `error` is what ended the reading."""

    result: ParseResult
    repairs: tuple[Finding, ...]
    error: Finding | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        last = (self.error,) if self.error and not self._is_explained(self.error) else ()
        return (*self.repairs, *self.result.findings, *last)

    def _is_explained(self, problem: Finding) -> bool:
        """Whether the indentation of the error's line was a guess, which is already reported."""
        guesses = [
            finding for finding in self.repairs if finding.code in {"yaml.tab", "yaml.wide_indent"}
        ]
        places = (place for guess in guesses for place in (guess.place, *guess.related))
        return any(place.line == problem.place.line for place in places)


def _parse(lines: Lines, shown: str, first_line: int) -> tuple[Node | None, tuple[Finding, ...]]:
    """The mapping in `lines`, the first of which is line `first_line` (from 0) of the file."""
    file = _read_lines(lines, shown, first_line)
    if file.error is not None:
        return _parse_by_entry(file, lines, shown, first_line)
    if not file.result.complete:
        return None, file.findings
    root = file.result.node
    if root is None or not isinstance(root, MappingNode):
        place = root.place if root else Place(shown, 1, 1)
        nothing = root is None or getattr(root, "text", "") is None
        code = "yaml.empty" if nothing else "yaml.not_mapping"
        return None, (*file.findings, error(code, place))
    return root, file.findings


def _parse_by_entry(
    file: _ReadLines, lines: Lines, shown: str, first_line: int
) -> tuple[Node | None, tuple[Finding, ...]]:
    """Each top-level entry read on its own, so that one error hides no other."""
    starts = [n for n, line in enumerate(lines) if n and _TOP_KEY.match(line)]
    if len(starts) > MAX_ENTRIES:
        return None, file.findings
    edges = pairwise((0, *starts, len(lines)))
    entries = [_read_lines(lines[a:b], shown, first_line + a) for a, b in edges]
    if not any(entry.error or entry.repairs for entry in entries):
        return None, file.findings
    # An alias may name an anchor of another entry: only the whole file shows that it is unknown.
    findings = [finding for entry in entries for finding in entry.findings]
    kept = tuple(finding for finding in findings if finding.code != "yaml.unknown_alias")
    pairs, repeated = _joined([entry.result.node for entry in entries])
    if len(kept) < len(findings) or not all(entry.result.complete for entry in entries):
        return None, (*kept, *repeated)
    return MappingNode(pairs, Place(shown, first_line + 1, 1)), (*kept, *repeated)


def _joined(
    roots: list[Node | None],
) -> tuple[tuple[tuple[ScalarNode, Node], ...], list[Finding]]:
    """The entries of all mappings, the first of each key, and a finding for each repeated one."""
    first: dict[str | None, tuple[ScalarNode, Node]] = {}
    repeated = []
    mappings = [root for root in roots if isinstance(root, MappingNode)]
    for key, value in (entry for mapping in mappings for entry in mapping.entries):
        if key.text not in first:
            first[key.text] = (key, value)
            continue
        earlier = first[key.text][0].place
        values = {"found": key.text, "line": earlier.line}
        repeated.append(error("yaml.duplicate_key", key.place, (earlier,), **values))
    return tuple(first.values()), repeated


def _read_lines(lines: Lines, shown: str, first_line: int) -> _ReadLines:
    """Read `lines`, and repair and read again until no repair helps."""
    repairs: list[Finding] = []
    tried: set[SuspectedMistake] = set()
    size = sum(map(len, lines)) + 1
    left = MAX_REREAD // size
    result = _read(lines, shown, first_line)
    while left > 0:
        left -= 1
        repaired = _repair_suspects(result, lines, first_line, tried)
        if repaired is None and result.error is not None:
            repair = _repair_error(result, lines, shown, first_line)
            repaired = (repair.lines, [repair.finding]) if repair else None
        if repaired is None:
            break
        lines, findings = repaired
        repairs.extend(findings)
        result = _read(lines, shown, first_line)
    problem = result.error
    last = syntax_finding(problem, lines, shown, first_line) if problem is not None else None
    return _ReadLines(result, tuple(repairs), last)


def _repair_suspects(
    result: ParseResult, lines: Lines, first_line: int, tried: set[SuspectedMistake]
) -> tuple[Lines, list[Finding]] | None:
    """The lines with each suspected mistake repaired that was not `tried` before."""
    findings: list[Finding] = []
    for suspect in result.suspects:
        if suspect in tried:
            continue
        tried.add(suspect)
        repair = repair_of(suspect, lines, first_line)
        if repair is not None:
            lines, findings = repair.lines, [*findings, repair.finding]
    return (lines, findings) if findings else None


def _repair_error(result: ParseResult, lines: Lines, shown: str, first_line: int) -> Repair | None:
    """The first repair with which the parser gets further than before."""
    if result.error is None:
        return None
    for repair in possible_repairs(result.error, lines, shown, first_line):
        if _end_of(_read(repair.lines, shown, first_line)) > _end_of(result):
            return repair
    return None


def _end_of(result: ParseResult) -> tuple[float, float]:
    """Where the parser's run ended."""
    if result.error is None:
        return (float("inf"), 0)
    mark = result.error.problem_mark or result.error.context_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _read(lines: Lines, shown: str, first_line: int) -> ParseResult:
    return read_events("\n".join(lines), shown, first_line, _cuts(lines, first_line))


def _cuts(lines: Lines, first_line: int) -> dict[tuple[int, int], str]:
    """Where ` #` without a space after it ends a value: more often a number than a remark."""
    matches = ((n, _CUT.search(line)) for n, line in enumerate(lines) if " #" in line)
    return {(n + first_line, match.start()): match[2] for n, match in matches if match}


def _clean_lines(text: str, shown: str) -> tuple[Lines, tuple[Finding, ...]]:
    """The lines as an editor counts them, without characters that YAML does not allow."""
    text = _RARE_BREAK.sub(" ", _LINE_BREAK.sub("\n", text))
    lines = tuple(text.split("\n"))
    if not _CONTROL.search(text):
        return lines, ()
    findings = (
        error(
            "yaml.control_character",
            Place(shown, number + 1, match.start() + 1),
            codes=f"U+{ord(match.group()):04X}",
        )
        for number, line in enumerate(lines)
        for match in _CONTROL.finditer(line)
    )
    return tuple(_CONTROL.sub(" ", line) for line in lines), tuple(islice(findings, MOST_ALIKE))
