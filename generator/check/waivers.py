"""Applies waivers: takes away findings that somebody answers for, reports stale waivers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from generator.check.registry import UNUSABLE, all_checks
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.model.visit import Visit, Waiver
from generator.text import Text

STALE = "waiver.stale"
RULE, LIMIT, ANCHOR = "plan", "waiver_fields", "waiver-fields"

_UNBROKEN = ("[0-9]", "[A-Za-z]")
"""Kinds of characters of which a waiver names a whole run: `住宿!B1` does not cover `住宿!B12`."""
_MESSAGE = Text.of(
    {
        "zh": "豁免“{code}”已不适用：没有它所指的问题。请从 waivers 中删去。",
        "en": "The waiver of “{code}” no longer applies: no such finding is left. Delete it.",
    }
)


@dataclass(frozen=True, slots=True)
class WaiverResult:
    """The findings on a visit, divided by its waivers.

    `open` are the findings that no waiver covers. `waived` pairs each of the others with the waiver
    that covers it. `stale` has a finding for each waiver that covers none.
    """

    open: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    stale: tuple[Finding, ...]


def apply_waivers(
    visit: Visit, findings: Iterable[Finding], unfinished: Container[str] = ()
) -> WaiverResult:
    """Divide the findings on a visit by its waivers.

    A waiver covers the findings of the check it names; with `where`, only those whose place, as
    text, contains it without cutting a number or a word short: `住宿!B1` is not `住宿!B12`. It
    never covers findings of the loader. A waiver of an `unfinished` check, which could have found
    more, is not stale.
    """
    known = {UNUSABLE, *(check.code for check in all_checks())}
    remaining: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    used: set[int] = set()
    for finding in findings:
        matching = [
            waiver for waiver in visit.waivers if finding.code in known and _covers(waiver, finding)
        ]
        if matching:
            waived.append((finding, matching[0]))
            used |= {id(waiver) for waiver in matching}
        else:
            remaining.append(finding)
    stale = (
        _stale(visit, waiver)
        for waiver in visit.waivers
        if id(waiver) not in used and waiver.code not in unfinished
    )
    return WaiverResult(in_reading_order(remaining), tuple(waived), in_reading_order(stale))


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """A line for `waivers` in visit.yml, in which who answers for the findings, and why, are open.

    `waived` is the number of findings it covers. Without a place it covers all findings of its
    check, later ones too.
    """

    text: str
    waived: int
    has_place: bool


def waiver_lines(findings: Iterable[Finding], on: date) -> tuple[WaiverLine, ...]:
    """Return the lines that cover all of the findings."""
    counted = Counter((finding.code, _lasting_place(finding.place)) for finding in findings)
    return tuple(
        WaiverLine(_line(code, where, on), waived, where is not None)
        for (code, where), waived in counted.items()
    )


def _line(code: str, where: str | None, on: date) -> str:
    place = f", where: {json.dumps(where, ensure_ascii=False)}" if where else ""
    return f"- {{code: {code}{place}, by: …, on: {on}, why: …}}"


def _lasting_place(place: Place) -> str | None:
    """A place as a waiver can name it: a cell, or a line of a list.

    None for visit.yml, where a line's number changes with each line written above it.
    """
    name = PurePosixPath(place.file).name
    if place.where or name == "visit.yml":
        return place.where
    return f"{name}:{place.line}" if place.line else name


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return waiver.code == finding.code and _is_in(waiver.where or "", str(finding.place))


def _is_in(where: str, place: str) -> bool:
    """Whether `place` contains `where` without cutting a number or a word short."""
    before = "".join(f"(?<!{kind})" for kind in _UNBROKEN if re.match(kind, where))
    after = "".join(f"(?!{kind})" for kind in _UNBROKEN if re.search(f"{kind}$", where))
    return re.search(before + re.escape(where) + after, place) is not None


def _stale(visit: Visit, waiver: Waiver) -> Finding:
    limit = visit.limit(RULE, LIMIT)
    return Finding(
        code=STALE,
        severity=Severity.WARNING,
        place=waiver.written_at("code"),
        message=_MESSAGE.format(code=waiver.code),
        rule=RULE,
        clause=limit.clause if limit else None,
        anchor=ANCHOR,
    )
