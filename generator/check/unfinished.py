"""Which checks were not done, and why: a list that was not read whole, a rule that is missing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from generator import vocabulary
from generator.check.registry import Check, Scope, all_checks
from generator.check.scopes import OTHERS, WatchedScope
from generator.check.wording import listed
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.load.unread import EVERYTHING
from generator.model.standing import Rule, Standing
from generator.model.team import Team
from generator.model.visit import Visit
from generator.names.nearest import the_nearest
from generator.text import Text

READ_ELSEWHERE = {
    "confidentiality": {"sensitive_fields"},  # publish/retiring.py
    "integrity": {"denial_words"},  # check/saying.py
    "plan": {"waiver_fields"},  # check/waivers.py
}
"""Limits that something else than a check's own list of limits reads, by rule."""

_LISTS = frozenset({"guests", "parties", "schedule", "routine", "stays", "meals", "vehicles"})
_LISTS |= {"rides", "seating", "expenses", "contacts", "waivers", "notices", "venues", OTHERS}
_LISTS |= {"staff", "groups", "tasks", "roles", "courses", "checklists", "fleet"}
"""Parts of a visit of which some may be missing: what a check finds in the rest may hold."""
_STANDING = ("courses", "fleet", "roles", "checklists")

_WORDS = {
    "check.not_done": {
        "zh": "{part}没有读全，以下问题没有检查：{checks}。涉及{part}的其他检查只查了读出的部分。"
        "请先改正读取的错误。",
        "en": "{part}: not read whole, so these were not checked: {checks}. Other checks looked at "
        "what was read of it. Mend what could not be read first.",
    },
    "check.partly_done": {
        "zh": "{part}没有读全，以下问题只查了读出的部分：{checks}。请先改正那里的错误。",
        "en": "{part}: not read whole, so these were checked only in what was read: {checks}. Mend "
        "the errors there first.",
    },
    "check.none_done": {
        "zh": "这次来访的基本内容没有读出来，各项检查都没有做。请先改正读取的错误。",
        "en": "The visit's own data were not read, so nothing was checked. Mend what could not be "
        "read first.",
    },
    "check.not_in_force": {
        "zh": "来访开始之日（{day}），以下标准都不在有效期内：{limits}。没有检查：{checks}。"
        "请核对制度页上的起止日期（from、until）。",
        "en": "On the visit's first day ({day}) these limits are not in force: {limits}. Not "
        "checked: {checks}. See the dates (from, until) on the rules' pages.",
    },
    "rule.page_missing": {
        "zh": "没有制度页“{rule}”，以下问题不会检查：{checks}。请补上这一页，或恢复它的 id。",
        "en": "There is no rule page “{rule}”, so these are not checked: {checks}. Add the page, "
        "or restore its id.",
    },
    "rule.page_unread": {
        "zh": "制度页没有读全，其中没有“{rule}”，以下问题没有检查：{checks}。"
        "请先改正制度页的错误。",
        "en": "The rules' pages were not read whole and “{rule}” is not among them, so these were "
        "not checked: {checks}. Mend the pages first.",
    },
    "rule.limit_missing": {
        "zh": "本页没有标准 {limit}，以下问题不会检查：{checks}。请在 limits 下补上。",
        "en": "This page lacks the limit {limit}, so these are not checked: {checks}. Add it under "
        "limits.",
    },
    "rule.limit_unused": {
        "zh": "没有检查用到标准 {limit}。{hint}请核对名称；只供人看的，写在正文里。",
        "en": "No check uses the limit {limit}. {hint}See its name; what is only for people to "
        "read belongs in the text.",
    },
}
_NAMES = {
    OTHERS: {"zh": "同期的其他来访", "en": "Other visits of these days"},
    EVERYTHING: {"zh": "visit.yml", "en": "visit.yml"},
    "fleet": {"zh": "车辆页", "en": "The fleet page"},
    "roles": {"zh": "工作组页", "en": "The roles' pages"},
    "courses": {"zh": "培训页", "en": "The courses' pages"},
    "checklists": {"zh": "流程清单", "en": "The checklists"},
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks found on a visit, before waivers, and the codes of checks that saw only a
    part of it, or nothing.
    """

    findings: tuple[Finding, ...]
    undone: frozenset[str]


def check_read_visit(
    visit: Visit,
    others: Iterable[Visit] = (),
    incomplete: Iterable[str] = (),
    unread_waivers: Container[str] = (),
) -> Checked:
    """Do every check that what was read of a visit allows, and list those it does not.

    `incomplete` are the parts of it that were not read whole: names of fields, OTHERS, EVERYTHING;
    `unread_waivers` the checks whose findings somebody answers for in a waiver that was refused.
    """
    scope = Scope(visit, tuple(other for other in others if other.slug != visit.slug))
    parts = frozenset(incomplete) | (visit.standing.unread - {"rules"})
    run = _Run(scope, parts, unread_waivers)
    findings = tuple(finding for check in all_checks() for finding in run.findings_of(check))
    listing = (*run.not_done(), *_not_in_force(scope))
    return Checked(in_reading_order((*findings, *listing)), frozenset(run.undone))


def not_checked(place: Place) -> Finding:
    """The finding on a visit of which nothing could be checked."""
    return _finding("check.none_done", Severity.NOTICE, place)


class _Run:
    """The checks on one visit, and which of them could not be done because of which part."""

    def __init__(
        self, scope: Scope, incomplete: frozenset[str], unread_waivers: Container[str]
    ) -> None:
        self.scope = scope
        self.incomplete = incomplete
        self.unread_waivers = unread_waivers
        self.undone: set[str] = set()
        self._by_part: dict[str, list[Check]] = {part: [] for part in self._parts_in_order()}

    def findings_of(self, check: Check) -> tuple[Finding, ...]:
        """What a check finds; nothing where what it read lacks what it needs."""
        if not self.incomplete:
            return tuple(check.run(self.scope))
        if check.code in self.unread_waivers and "waivers" in self._by_part:
            self.undone.add(check.code)
            self._by_part["waivers"].append(check)
            return ()
        watched = WatchedScope(self.scope)
        findings = tuple(check.run(self.scope, cast("Scope", watched)))
        lacking = self._lacking(watched.read)
        if not lacking:
            return findings
        self.undone.add(check.code)
        if OTHERS in lacking:
            self._by_part[OTHERS].append(check)
        if not check.needs_whole and lacking <= _LISTS:
            return findings
        part = next(part for part in self._by_part if part in (EVERYTHING, *lacking))
        self._by_part[part].append(check)
        return ()

    def not_done(self) -> Iterator[Finding]:
        """A finding for each part that was not read whole and that a check needs."""
        for part, checks in self._by_part.items():
            if checks:
                code = "check.partly_done" if part == OTHERS else "check.not_done"
                values = {"part": _part_named(part), "checks": _titles(checks)}
                place = _place_of(self.scope.visit, part)
                yield _finding(code, Severity.NOTICE, place, **values)

    def _lacking(self, read: set[str]) -> set[str]:
        return read - {OTHERS} if EVERYTHING in self.incomplete else read & self.incomplete

    def _parts_in_order(self) -> list[str]:
        known = (*Visit.model_fields, *Team.model_fields, *_STANDING, OTHERS)
        return list(dict.fromkeys(n for n in (EVERYTHING, *known) if n in self.incomplete))


def findings_on_rules(standing: Standing) -> tuple[Finding, ...]:
    """What the rules' pages lack that checks need, and the limits on them that nothing reads."""
    checks: dict[str, list[Check]] = {}
    for check in all_checks():
        if check.rule:
            checks.setdefault(check.rule, []).append(check)
    return in_reading_order(
        finding
        for name, enforcing in checks.items()
        for finding in _on_rule(standing, name, enforcing)
    )


def _on_rule(standing: Standing, name: str, checks: list[Check]) -> Iterator[Finding]:
    rule = standing.rule(name)
    if rule is None:
        unread = "rules" in standing.unread
        code = "rule.page_unread" if unread else "rule.page_missing"
        severity = Severity.NOTICE if unread else Severity.WARNING
        place = Place(f"docs/rules/{name}.md")
        yield _finding(code, severity, place, rule=name, checks=_titles(checks))
        return
    asked = dict.fromkeys(limit for check in checks for limit in check.limits)
    for limit in asked:
        if not rule.limits.get(limit):
            without = [check for check in checks if limit in check.limits]
            place = rule.written_at("limits")
            values = {"limit": limit, "checks": _titles(without)}
            yield _finding("rule.limit_missing", Severity.WARNING, place, **values)
    yield from _unused(rule, {*asked, *READ_ELSEWHERE.get(name, ())})


def _unused(rule: Rule, used: set[str]) -> Iterator[Finding]:
    missing = [name for name in sorted(used) if not rule.limits.get(name)]
    for name, versions in rule.limits.items():
        if name in used or not versions:
            continue
        near = the_nearest(name, missing)
        hint = vocabulary.text("hint.nearest", nearest=near) if near else Text("")
        place = versions[0].written_at()
        yield _finding("rule.limit_unused", Severity.NOTICE, place, limit=name, hint=hint)


def _not_in_force(scope: Scope) -> Iterator[Finding]:
    """A finding on the checks whose limits are written, but not for the visit's first day."""
    limits: dict[str, None] = {}
    checks = []
    for check in all_checks():
        rule = scope.standing.rule(check.rule or "")
        written = rule.limits if rule else {}
        if not all(written.get(name) for name in check.limits):
            continue
        dated = zip(check.limits, check.limits_for(scope), strict=True)
        expired = [f"{check.rule}.{name}" for name, limit in dated if limit is None]
        if expired:
            limits.update(dict.fromkeys(expired))
            checks.append(check)
    if checks:
        place = scope.visit.written_at("start")
        values = {"day": scope.visit.start, "limits": listed(list(limits))}
        yield _finding(
            "check.not_in_force", Severity.NOTICE, place, checks=_titles(checks), **values
        )


def _place_of(visit: Visit, part: str) -> Place:
    """Where a part of a visit is written, or the whole where it is no part of its own file."""
    if part in Team.model_fields:
        inner = visit.team.written_at(part)
        return inner if inner.file else visit.written_at("team")
    return visit.written_at(part if part in Visit.model_fields else None)


def _part_named(part: str) -> Text:
    if part in _NAMES:
        return Text.of(_NAMES[part])
    return vocabulary.field_text("Team" if part in Team.model_fields else "Visit", part)


def _titles(checks: Iterable[Check]) -> Text:
    return listed([check.title for check in checks])


def _finding(code: str, severity: Severity, place: Place, **values: object) -> Finding:
    def filled(language: str, words: str) -> str:
        named = {
            key: value.in_(language) if isinstance(value, Text) else value
            for key, value in values.items()
        }
        return words.format(**named)

    versions = {language: filled(language, words) for language, words in _WORDS[code].items()}
    return Finding(code, severity, place, Text.of(versions))
