"""Runs all checks on a visit, as far as it was read, and lists those that were not finished."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from generator import vocabulary
from generator.check.registry import Check, Scope, all_checks
from generator.check.rule_pages import limits_not_in_force
from generator.check.watched import OTHERS, watched_copy
from generator.check.wording import titles_text
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.load.incomplete import EVERYTHING
from generator.model.team import Team
from generator.model.visit import Visit
from generator.text import Text

_LISTS = frozenset({"guests", "parties", "schedule", "routine", "stays", "meals", "vehicles"})
_LISTS |= {"rides", "seating", "expenses", "contacts", "waivers", "notices", "venues", OTHERS}
_LISTS |= {"staff", "groups", "tasks", "roles", "courses", "checklists", "fleet"}
"""Lists that a check may read although some of their rows could not be read."""
_STANDING = ("courses", "fleet", "roles", "checklists")

_MESSAGES = {
    "check.not_done": {
        "zh": "{part}没有读全，以下问题没有检查：{checks}。涉及{part}的其他检查只查了读出的部分。"
        "请先改正读取的错误。",
        "en": "{part}: not read whole, so these were not checked: {checks}. Other checks looked at "
        "what was read of it. Correct what could not be read first.",
    },
    "check.partly_done": {
        "zh": "{part}没有读全，以下问题只查了读出的部分：{checks}。请先改正那里的错误。",
        "en": "{part}: not read whole, so these were checked only in what was read: {checks}. "
        "Correct the errors there first.",
    },
    "check.none_done": {
        "zh": "本次来访的基本内容没有读出来，各项检查都没有做。请先改正读取的错误。",
        "en": "The visit's own data were not read, so nothing was checked. Correct what could "
        "not be read first.",
    },
}
_PART_NAMES = {
    OTHERS: {"zh": "同期的其他来访", "en": "Other visits of these days"},
    EVERYTHING: {"zh": "visit.yml", "en": "visit.yml"},
    "fleet": {"zh": "车辆页", "en": "The fleet page"},
    "roles": {"zh": "工作组页", "en": "The roles' pages"},
    "courses": {"zh": "培训页", "en": "The courses' pages"},
    "checklists": {"zh": "流程清单", "en": "The checklists"},
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings of all checks on a visit, before waivers, in reading order.

    `unfinished` are the codes of the checks that could not run, or read only a part of the visit.
    """

    findings: tuple[Finding, ...]
    unfinished: frozenset[str] = frozenset()


def check_visit(
    visit: Visit,
    others: Iterable[Visit] = (),
    incomplete: Iterable[str] = (),
    unread_waivers: Container[str] = (),
    not_clashing: Iterable[Visit] = (),
) -> CheckResult:
    """Run every check that the parts read of a visit allow, and report those they do not.

    `others` are the host's other visits that may clash with it, `not_clashing` the rest of them.
    `incomplete` are the parts of the visit that were not read in full: names of fields, OTHERS or
    EVERYTHING. `unread_waivers` are the codes of checks whose waiver was refused, so that their
    findings are not reported. Of a classified visit there is a stub alone, on which no check runs.
    """
    if visit.is_classified:
        return CheckResult(())
    scope = Scope(
        visit,
        tuple(other for other in others if other.slug != visit.slug),
        tuple(not_clashing),
    )
    parts = frozenset(incomplete) | (visit.standing.unread - {"rules"})
    if parts:
        result = _check_incomplete(scope, parts, unread_waivers)
    else:
        result = CheckResult(tuple(f for check in all_checks() for f in check.run(scope)))
    findings = in_reading_order((*result.findings, *limits_not_in_force(scope)))
    not_run = {
        check.code
        for check in all_checks()
        if check.lacks_limits(scope) and not check.not_applied(visit.standing)
    }
    return CheckResult(findings, result.unfinished | not_run)


def nothing_checked(place: Place) -> Finding:
    """The finding on a visit of which nothing could be checked."""
    return _notice("check.none_done", place)


def _check_incomplete(
    scope: Scope, incomplete: frozenset[str], unread_waivers: Container[str]
) -> CheckResult:
    """Run the checks on a visit of which some parts were not read in full.

    A check is unfinished if it reads such a part. Its findings are kept if they are true of what
    was read of the part; otherwise the check is listed under the first such part.
    """
    findings: list[Finding] = []
    unfinished: set[str] = set()
    listed: dict[str, list[Check]] = {part: [] for part in _in_order(incomplete)}
    for check in all_checks():
        if check.code in unread_waivers and "waivers" in incomplete:
            unfinished.add(check.code)
            listed["waivers"].append(check)
            continue
        copy, read = watched_copy(scope)
        found = tuple(check.run(scope, copy))
        lacking = read - {OTHERS} if EVERYTHING in incomplete else read & incomplete
        if lacking:
            unfinished.add(check.code)
        if OTHERS in lacking:
            listed[OTHERS].append(check)
        if lacking and (check.needs_complete_lists or not lacking <= _LISTS):
            part = next(part for part in listed if part in (EVERYTHING, *lacking))
            listed[part].append(check)
        else:
            findings += found
    return CheckResult((*findings, *_not_finished(scope.visit, listed)), frozenset(unfinished))


def _in_order(parts: frozenset[str]) -> list[str]:
    """The parts of a visit in the order of its file."""
    known = (EVERYTHING, *Visit.model_fields, *Team.model_fields, *_STANDING, OTHERS)
    return list(dict.fromkeys(part for part in known if part in parts))


def _not_finished(visit: Visit, listed: dict[str, list[Check]]) -> Iterator[Finding]:
    """A finding for each part of which checks need more than was read."""
    for part, checks in listed.items():
        if checks:
            code = "check.partly_done" if part == OTHERS else "check.not_done"
            place = _place_of(visit, part)
            yield _notice(code, place, part=_part_text(part), checks=titles_text(checks))


def _place_of(visit: Visit, part: str) -> Place:
    """Where a part of a visit is written; the visit's own place for a part of another file."""
    if part in Team.model_fields:
        place = visit.team.written_at(part)
        return place if place.file else visit.written_at("team")
    return visit.written_at(part if part in Visit.model_fields else None)


def _part_text(part: str) -> Text:
    if part in _PART_NAMES:
        return Text.of(_PART_NAMES[part])
    return vocabulary.field_text("Team" if part in Team.model_fields else "Visit", part)


def _notice(code: str, place: Place, **values: object) -> Finding:
    message = Text.of(_MESSAGES[code]).format(**values)
    return Finding(code, Severity.NOTICE, place, message)
