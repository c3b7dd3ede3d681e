"""Sets findings aside that somebody answers for, and reports waivers that no longer apply."""

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

_UNCUT = ("[0-9]", "[A-Za-z]")
_WORDS = {
    "zh": "豁免“{code}”已不适用：没有它所指的问题。请从 waivers 中删去。",
    "en": "The waiver of “{code}” no longer applies: no such finding is left. Delete it.",
}


@dataclass(frozen=True, slots=True)
class Waived:
    """A visit's findings, sorted by its waivers.

    `open` still need an answer. `waived` pairs each finding set aside with its waiver. `stale`
    are the findings that a waiver sets nothing aside.
    """

    open: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    stale: tuple[Finding, ...]


def apply_waivers(visit: Visit, findings: Iterable[Finding], undone: Container[str] = ()) -> Waived:
    """The findings on a visit after its waivers; `undone` are the checks that may have found more.

    A waiver sets aside the findings of the check it names; with `where`, only those whose place,
    as text, contains it, no number or word of it cut short: `住宿!B1` is not `住宿!B12`. Only what
    checks say can be waived, also that a check cannot use its rule page; never what the loader
    refused.
    """
    known = {UNUSABLE, *(check.code for check in all_checks())}
    kept: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    used: set[int] = set()
    for finding in findings:
        matching = [w for w in visit.waivers if finding.code in known and _covers(w, finding)]
        if matching:
            waived.append((finding, matching[0]))
            used |= {id(waiver) for waiver in matching}
        else:
            kept.append(finding)
    stale = (
        _stale(visit, waiver)
        for waiver in visit.waivers
        if id(waiver) not in used and waiver.code not in undone
    )
    return Waived(in_reading_order(kept), tuple(waived), in_reading_order(stale))


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """A line of visit.yml that waives findings; who answers for it, and why, is left open. Without
    a place it waives all of its kind, also those to come; `waived` are there now.
    """

    text: str
    waived: int
    has_place: bool


def waiver_lines(findings: Iterable[Finding], on: date) -> tuple[WaiverLine, ...]:
    """The lines that waive all of the findings."""
    named = Counter((finding.code, _lasting(finding.place)) for finding in findings)
    return tuple(
        WaiverLine(_line(code, where, on), waived, where is not None)
        for (code, where), waived in named.items()
    )


def _line(code: str, where: str | None, on: date) -> str:
    named = f", where: {json.dumps(where, ensure_ascii=False)}" if where else ""
    return f"- {{code: {code}{named}, by: …, on: {on}, why: …}}"


def _lasting(place: Place) -> str | None:
    """A place as a waiver can name it: a cell, or a list's line; None for visit.yml, whose lines
    move with each that is written above them.
    """
    name = PurePosixPath(place.file).name
    if place.where or name == "visit.yml":
        return place.where
    return f"{name}:{place.line}" if place.line else name


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return waiver.code == finding.code and _names(waiver.where or "", str(finding.place))


def _names(where: str, place: str) -> bool:
    """Whether a part of a place is `where`, with nothing left of a number or a word beside it."""
    before = "".join(f"(?<!{kind})" for kind in _UNCUT if re.match(kind, where))
    after = "".join(f"(?!{kind})" for kind in _UNCUT if re.search(f"{kind}$", where))
    return re.search(before + re.escape(where) + after, place) is not None


def _stale(visit: Visit, waiver: Waiver) -> Finding:
    limit = visit.standing.limit(RULE, LIMIT, visit.start)
    words = {language: text.format(code=waiver.code) for language, text in _WORDS.items()}
    return Finding(
        code=STALE,
        severity=Severity.WARNING,
        place=waiver.written_at("code"),
        message=Text.of(words),
        rule=RULE,
        clause=limit.clause if limit else None,
        anchor=ANCHOR,
    )
