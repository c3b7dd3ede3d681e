"""Compares the rules' pages with the limits that checks need: missing, unused, not in force."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Check, Scope, all_checks
from generator.check.wording import list_text, titles_text
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.model.standing import Rule, Standing
from generator.names.nearest import hint_text, nearest_word
from generator.text import Text

READ_ELSEWHERE = {
    "confidentiality": {"sensitive_fields"},  # publish/retirement.py
    "integrity": {"denial_words"},  # check/text_search.py
    "plan": {"waiver_fields"},  # check/waivers.py
}
"""Limits, by rule, that no check names because other code reads them."""

_MESSAGES = {
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


def findings_on_rules(standing: Standing) -> tuple[Finding, ...]:
    """Report what checks need and the rules' pages lack, and the limits that nothing reads."""
    by_rule: dict[str, list[Check]] = {}
    for check in all_checks():
        if check.rule:
            by_rule.setdefault(check.rule, []).append(check)
    return in_reading_order(
        finding for name, checks in by_rule.items() for finding in _on_rule(standing, name, checks)
    )


def limits_not_in_force(scope: Scope) -> Iterator[Finding]:
    """Report the checks whose limits are on a page, but not in force on the visit's first day."""
    limits: dict[str, None] = {}
    checks = []
    for check in all_checks():
        if not check.applies_to(scope.visit):
            continue
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
        yield _finding(
            "check.not_in_force",
            Severity.NOTICE,
            scope.visit.written_at("start"),
            day=scope.visit.start,
            limits=list_text(list(limits)),
            checks=titles_text(checks),
        )


def _on_rule(standing: Standing, name: str, checks: list[Check]) -> Iterator[Finding]:
    rule = standing.rule(name)
    if rule is None:
        unread = "rules" in standing.unread
        code = "rule.page_unread" if unread else "rule.page_missing"
        severity = Severity.NOTICE if unread else Severity.WARNING
        place = Place(f"docs/rules/{name}.md")
        yield _finding(code, severity, place, rule=name, checks=titles_text(checks))
        return
    needed = dict.fromkeys(limit for check in checks for limit in check.limits)
    for limit in needed:
        if not rule.limits.get(limit):
            affected = titles_text(check for check in checks if limit in check.limits)
            place = rule.written_at("limits")
            code = "rule.limit_missing"
            yield _finding(code, Severity.WARNING, place, limit=limit, checks=affected)
    yield from _unused(rule, {*needed, *READ_ELSEWHERE.get(name, ())})


def _unused(rule: Rule, used: set[str]) -> Iterator[Finding]:
    missing = [name for name in sorted(used) if not rule.limits.get(name)]
    for name, versions in rule.limits.items():
        if name in used or not versions:
            continue
        hint = hint_text(nearest_word(name, missing))
        place = versions[0].written_at()
        yield _finding("rule.limit_unused", Severity.NOTICE, place, limit=name, hint=hint)


def _finding(code: str, severity: Severity, place: Place, **values: object) -> Finding:
    return Finding(code, severity, place, Text.of(_MESSAGES[code]).format(**values))
