"""YAML files to nodes with places, and everything wrong with the text as findings, in one run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.findings import Finding, Place, error, in_reading_order
from generator.load.files import MEGABYTE, decode, read_bytes
from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.load.yaml.events import Reading, read_events
from generator.load.yaml.repair import Mend, Slip, fault, mend_slip, mends_for

MAX_BYTES = 10 * MEGABYTE
MAX_REREAD = 5 * MEGABYTE
MOST_ALIKE = 20
MOST_PARTS = 1_000

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

    `shown` is the path for findings; the file must lie in `within` (its own folder unless
    given). The node is None where there is none to trust. Values are text as written; nothing,
    `~` and `null` are None. Slips that could be mended (tabs, full-width colons) are errors all
    the same, but the rest of the file is read as it was meant.
    """
    content, findings = read_bytes(path, shown, MAX_BYTES, within)
    if content is None:
        return None, findings
    return parse_yaml(content, shown)


def parse_yaml(content: bytes, shown: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """`read_yaml` for content at hand."""
    if len(content) > MAX_BYTES:
        size, limit = -(-len(content) // MEGABYTE), MAX_BYTES // MEGABYTE
        return None, (error("file.too_large", Place(shown), size=size, limit=limit),)
    text, findings = decode(content, shown)
    if text is None:
        return None, findings
    lines, unclean = _clean_lines(text, shown)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in lines):
        code = "yaml.only_comments" if "#" in text else "yaml.empty"
        return None, (*findings, *unclean, error(code, Place(shown, 1, 1)))
    node, found = _parse(lines, shown, 0)
    return node, in_reading_order((*findings, *unclean, *found))


def read_front_matter(
    path: Path, shown: str, within: Path | None = None
) -> tuple[Node | None, tuple[Finding, ...]]:
    """The mapping between the `---` lines at the top of a Markdown page; None where there is none.

    Places count the page's own lines.
    """
    content, findings = read_bytes(path, shown, MAX_BYTES, within)
    if content is None:
        return None, findings
    text, coded = decode(content, shown)
    if text is None or not re.match(r"---[ \t]*[\r\n]", text):
        return None, coded
    lines, found_unclean = _clean_lines(text, shown)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in {"---", "..."}), None)
    if end is None:
        return None, (*coded, error("yaml.front_matter_open", Place(shown, 1, 1)))
    lines = lines[1:end]
    unclean = tuple(each for each in found_unclean if (each.place.line or 0) <= end)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in lines):
        return None, (*coded, *unclean)
    node, found = _parse(lines, shown, 1)
    return node, in_reading_order((*coded, *unclean, *found))


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that were read, as mended, with what was found; `fault` is what ended the reading."""

    reading: Reading
    mends: tuple[Finding, ...]
    fault: Finding | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        last = (self.fault,) if self.fault and not self._is_explained(self.fault) else ()
        return (*self.mends, *self.reading.findings, *last)

    def _is_explained(self, fault: Finding) -> bool:
        """Whether the line of the fault was indented in a way that had to be guessed at."""
        guessed = [mend for mend in self.mends if mend.code in {"yaml.tab", "yaml.wide_indent"}]
        places = (place for mend in guessed for place in (mend.place, *mend.related))
        return any(place.line == fault.place.line for place in places)


def _parse(
    lines: tuple[str, ...], shown: str, first_line: int
) -> tuple[Node | None, tuple[Finding, ...]]:
    whole = _read_part(lines, shown, first_line)
    if whole.fault is not None:
        return _parse_by_part(whole, lines, shown, first_line)
    if not whole.reading.complete:
        return None, whole.findings
    root = whole.reading.node
    if root is None or not isinstance(root, MappingNode):
        place = root.place if root else Place(shown, 1, 1)
        nothing = root is None or getattr(root, "text", "") is None
        code = "yaml.empty" if nothing else "yaml.not_mapping"
        return None, (*whole.findings, error(code, place))
    return root, whole.findings


def _parse_by_part(
    whole: _Part, lines: tuple[str, ...], shown: str, first_line: int
) -> tuple[Node | None, tuple[Finding, ...]]:
    """What each top-level entry says when read on its own, so that one fault hides no other."""
    starts = [n for n, line in enumerate(lines) if n and _TOP_KEY.match(line)]
    if len(starts) > MOST_PARTS:
        return None, whole.findings
    edges = pairwise((0, *starts, len(lines)))
    parts = [_read_part(lines[a:b], shown, first_line + a) for a, b in edges]
    if not any(part.fault or part.mends for part in parts):
        return None, whole.findings
    # An alias may name an anchor of another part: only the whole file can say it is unknown.
    found = [each for part in parts for each in part.findings]
    kept = tuple(each for each in found if each.code != "yaml.unknown_alias")
    entries, repeated = _joined([part.reading.node for part in parts])
    findings = (*kept, *repeated)
    if len(kept) < len(found) or not all(part.reading.complete for part in parts):
        return None, findings
    return MappingNode(entries, Place(shown, first_line + 1, 1)), findings


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
        words = {"found": key.text, "line": earlier.line}
        repeated.append(error("yaml.duplicate_key", key.place, (earlier,), **words))
    return tuple(first.values()), repeated


def _read_part(lines: tuple[str, ...], shown: str, first_line: int) -> _Part:
    """Reads `lines`, mending what can be mended, until nothing more can be."""
    mends: list[Finding] = []
    tried: set[tuple[Slip, Place]] = set()
    size = sum(map(len, lines)) + 1
    left = MAX_REREAD // size
    reading = _read(lines, shown, first_line)
    while left > 0:
        left -= 1
        step = _mend_suspects(reading, lines, first_line, tried)
        if step is None and reading.broken is not None:
            mended = _mend_break(reading, lines, shown, first_line)
            step = (mended.lines, [mended.finding]) if mended else None
        if step is None:
            break
        lines, found = step
        mends.extend(found)
        reading = _read(lines, shown, first_line)
    broken = reading.broken
    last = fault(broken, lines, shown, first_line) if broken is not None else None
    return _Part(reading, tuple(mends), last)


def _mend_suspects(
    reading: Reading, lines: tuple[str, ...], first_line: int, tried: set[tuple[Slip, Place]]
) -> tuple[tuple[str, ...], list[Finding]] | None:
    found: list[Finding] = []
    for suspect in reading.suspects:
        if (suspect.slip, suspect.place) in tried:
            continue
        tried.add((suspect.slip, suspect.place))
        mend = mend_slip(suspect, lines, first_line)
        if mend is not None:
            lines, found = mend.lines, [*found, mend.finding]
    return (lines, found) if found else None


def _mend_break(
    reading: Reading, lines: tuple[str, ...], shown: str, first_line: int
) -> Mend | None:
    """The first mend with which the parser gets further than before."""
    broken = reading.broken
    if broken is None:
        return None
    for mend in mends_for(broken, lines, shown, first_line):
        if _end_of(_read(mend.lines, shown, first_line)) > _end_of(reading):
            return mend
    return None


def _end_of(reading: Reading) -> tuple[float, float]:
    if reading.broken is None:
        return (float("inf"), 0)
    mark = reading.broken.problem_mark or reading.broken.context_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _read(lines: tuple[str, ...], shown: str, first_line: int) -> Reading:
    return read_events("\n".join(lines), shown, first_line, _cuts(lines, first_line))


def _cuts(lines: tuple[str, ...], first_line: int) -> dict[tuple[int, int], str]:
    """Where ` #` without a space after it ends a value: more often a number than a remark."""
    found = ((n, _CUT.search(line)) for n, line in enumerate(lines) if " #" in line)
    return {(n + first_line, match.start()): match[2] for n, match in found if match}


def _clean_lines(text: str, shown: str) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The lines as an editor counts them, without characters that YAML does not allow."""
    even = _RARE_BREAK.sub(" ", _LINE_BREAK.sub("\n", text))
    if not _CONTROL.search(even):
        return tuple(even.split("\n")), ()
    lines = tuple(even.split("\n"))
    found = (
        error(
            "yaml.control_character",
            Place(shown, number + 1, match.start() + 1),
            codes=f"U+{ord(match.group()):04X}",
        )
        for number, line in enumerate(lines)
        for match in _CONTROL.finditer(line)
    )
    first = tuple(finding for finding, _ in zip(found, range(MOST_ALIKE), strict=False))
    return tuple(_CONTROL.sub(" ", line) for line in lines), first
