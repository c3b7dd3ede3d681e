"""Compares the rules' pages with the limits and clauses that checks need.

Some are missing, unused, not in force, or limits where only a clause is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from generator import vocabulary
from generator.check.registry import Check, Scope, all_checks
from generator.check.wording import list_text, titles_text
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.model.enums import PlanSection
from generator.model.parsing.labels import is_member
from generator.model.standing import Rule, Standing
from generator.names.nearest import hint, hint_text, nearest_word
from generator.text import Text

READ_ELSEWHERE = {
    "confidentiality": {
        "sensitive_fields",  # publish/retirement.py
        "work_secret_kinds",  # model/visit.py
    },
    "integrity": {"denial_words"},  # check/text_search.py
    "placement": {
        "wishes",  # assign/weights.py, as the next seven
        "party",
        "unit",
        "rank",
        "alike",
        "steady",
        "informed",
        "fewest",
        "seated_words",  # assign/diners.py
        "minutes_after_train",  # assign/pickups.py, as the next three
        "minutes_after_flight",
        "minutes_before_train",
        "minutes_before_flight",
    },
    "plan": {
        "waiver_fields",  # check/waivers.py
        "plan_sections",  # render/handbook/visit/plan.py, as the next two
        "contingency_words",
        "reviewers",
    },
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
        "not checked: {checks}. Correct the pages first.",
    },
    "rule.not_applied_unknown": {
        "zh": "没有检查用到“{found}”。{hint}请写制度页的 id，或写“制度页.标准”。",
        "en": "No check uses “{found}”. {hint}Write the id of a rule page, or “page.limit”.",
    },
    "rule.limit_missing": {
        "zh": "本页没有标准 {limit}，以下问题不会检查：{checks}。请在 limits 下补上。",
        "en": "This page lacks the limit {limit}, so these are not checked: {checks}. Add it under "
        "limits.",
    },
    "rule.limit_unused": {
        "zh": "没有检查用到标准 {limit}。{hint}请核对名称；仅供阅读的，写在正文里。",
        "en": "No check uses the limit {limit}. {hint}See its name; what is only for people to "
        "read belongs in the text.",
    },
    "rule.limit_replaced": {
        "zh": "标准 {limit} 的数值、词语不再使用，以下检查照常进行：{checks}。"
        "请删去 limits 下的这一项，在 clauses 下写：“{limit}: {clause}”。",
        "en": "The figure or words of the limit {limit} are no longer used; these are checked as "
        "before: {checks}. Delete it under limits and write under clauses: “{limit}: {clause}”.",
    },
    "rule.clause_missing": {
        "zh": "本页没有条款 {clause}，以下问题不会检查：{checks}。请在 clauses 下补上。",
        "en": "This page lacks the clause {clause}, so these are not checked: {checks}. Add it "
        "under clauses.",
    },
    "rule.clause_unused": {
        "zh": "没有检查引用条款 {clause}。{hint}请核对名称；仅供阅读的，写在正文里。",
        "en": "No check cites the clause {clause}. {hint}See its name; what is only for people to "
        "read belongs in the text.",
    },
    "rule.exception_unused": {
        "zh": "标准 {limit} 的 except 里，{found}不含本项的任何词语，不起作用。"
        "请改为含有其中词语的较长的词，或删去：{words}。",
        "en": "In except of the limit {limit}, {found} contains none of its words: no effect. "
        "Write a longer word that contains one of them, or delete it: {words}.",
    },
    "rule.unknown_section": {
        "zh": "方案没有“{found}”这一部分，生成的方案不会列出。{hint}请在 plan_sections 下改为："
        "{known}。",
        "en": "A plan has no section “{found}”, so the plans leave it out. {hint}Under "
        "plan_sections, name one of: {known}.",
    },
}


def findings_on_rules(standing: Standing) -> tuple[Finding, ...]:
    """Report what checks need and the rules' pages lack, and what on them nothing reads."""
    by_rule: dict[str, list[Check]] = {rule: [] for rule in READ_ELSEWHERE}
    for check in all_checks():
        if check.rule:
            by_rule.setdefault(check.rule, []).append(check)
    return in_reading_order(
        (
            *(f for name, checks in by_rule.items() for f in _on_rule(standing, name, checks)),
            *_unknown_not_applied(standing, by_rule),
        )
    )


def _unknown_not_applied(
    standing: Standing, by_rule: Mapping[str, list[Check]]
) -> Iterator[Finding]:
    """Report names that the index of the rules leaves out and no check reads: typing errors."""
    known = {
        *by_rule,
        *(f"{rule}.{name}" for rule, checks in by_rule.items() for c in checks for name in c.cited),
        *(f"{rule}.{name}" for rule, names in READ_ELSEWHERE.items() for name in names),
    }
    for name, entry in standing.not_applied.items():
        if name not in known:
            nearest = hint_text(nearest_word(name, sorted(known)))
            place = entry.written_at()
            code = "rule.not_applied_unknown"
            yield _finding(code, Severity.WARNING, place, found=name, hint=nearest)


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
    applied = [check for check in checks if not check.not_applied(standing)]
    if rule is None and not applied:
        return
    if rule is None:
        unread = "rules" in standing.unread
        code = "rule.page_unread" if unread else "rule.page_missing"
        severity = Severity.NOTICE if unread else Severity.WARNING
        place = Place(f"docs/rules/{name}.md")
        yield _finding(code, severity, place, rule=name, checks=titles_text(applied))
        return
    by_limit = _by_name((limit, check) for check in applied for limit in check.limits)
    by_clause = _by_name((check.clause, check) for check in applied if check.clause)
    for limit, affected in by_limit.items():
        if not rule.limits.get(limit):
            place, titles = rule.written_at("limits"), titles_text(affected)
            code = "rule.limit_missing"
            yield _finding(code, Severity.WARNING, place, limit=limit, checks=titles)
    for clause, affected in by_clause.items():
        if clause not in rule.clauses and not rule.limits.get(clause):
            place, titles = rule.written_at("clauses"), titles_text(affected)
            code = "rule.clause_missing"
            yield _finding(code, Severity.WARNING, place, clause=clause, checks=titles)
    read = {limit for check in checks for limit in check.limits} | READ_ELSEWHERE.get(name, set())
    yield from _unread_limits(rule, read, by_clause)
    if checks:  # on a page without checks, clauses are for people to read
        yield from _unread_clauses(rule, (check.clause for check in checks if check.clause))
    yield from _unknown_sections(rule)
    yield from _unused_exceptions(rule)


def _by_name(pairs: Iterable[tuple[str, Check]]) -> dict[str, list[Check]]:
    by_name: dict[str, list[Check]] = {}
    for name, check in pairs:
        by_name.setdefault(name, []).append(check)
    return by_name


def _unread_limits(
    rule: Rule, used: Set[str], by_clause: Mapping[str, list[Check]]
) -> Iterator[Finding]:
    """Limits that no check reads; of some a check cites the clause."""
    missing = [name for name in sorted(used) if not rule.limits.get(name)]
    for name, versions in rule.limits.items():
        if name in used or not versions:
            continue
        place = versions[0].written_at()
        if name in by_clause:
            yield _finding(
                "rule.limit_replaced",
                Severity.NOTICE,
                place,
                limit=name,
                clause=versions[-1].clause,
                checks=titles_text(by_clause[name]),
            )
        else:
            nearest = hint_text(nearest_word(name, missing))
            yield _finding("rule.limit_unused", Severity.NOTICE, place, limit=name, hint=nearest)


def _unread_clauses(rule: Rule, cited: Iterable[str]) -> Iterator[Finding]:
    names = set(cited)
    missing = sorted(names - {*rule.clauses, *rule.limits})
    for name, clause in rule.clauses.items():
        if name not in names:
            nearest = hint_text(nearest_word(name, missing))
            place = clause.written_at()
            yield _finding("rule.clause_unused", Severity.NOTICE, place, clause=name, hint=nearest)


def _unknown_sections(rule: Rule) -> Iterator[Finding]:
    """Report what the rule page lists as a section of the plan, and no plan can have."""
    labels = [vocabulary.label("PlanSection", section) for section in PlanSection]
    for limit in rule.limits.get("plan_sections", ()):
        for word in limit.words:
            if not is_member(PlanSection, word):
                yield _finding(
                    "rule.unknown_section",
                    Severity.WARNING,
                    limit.written_at("words"),
                    found=word,
                    hint=hint(word, labels),
                    known=list_text([vocabulary.field_text("PlanSection", s) for s in PlanSection]),
                )


def _unused_exceptions(rule: Rule) -> Iterator[Finding]:
    """Report the exceptions from words that contain none of these."""
    versions = ((name, limit) for name, limits in rule.limits.items() for limit in limits)
    for name, limit in versions:
        unused = [
            exception
            for exception in limit.exceptions
            if not any(word.casefold() in exception.casefold() for word in limit.words)
        ]
        if unused:
            yield _finding(
                "rule.exception_unused",
                Severity.NOTICE,
                limit.written_at("exceptions"),
                limit=name,
                found="、".join(f"“{exception}”" for exception in unused),
                words="、".join(limit.words) or "—",
            )


def _finding(code: str, severity: Severity, place: Place, **values: object) -> Finding:
    return Finding(code, severity, place, Text.of(_MESSAGES[code]).format(**values))
