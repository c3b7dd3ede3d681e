"""The page that lists every check with its limit and its source, made from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.registry import Category, Check, all_checks
from generator.model.enums import VisitKind
from generator.model.standing import Clause, Limit, Rule, Standing
from generator.render.handbook.blocks import Cell, Page, Remark, Rows, Section, cells, short
from generator.render.handbook.limits import (
    anchor_of,
    kinds_in_words,
    limit_in_words,
    reason_in_words,
)
from generator.render.handbook.words import LANGUAGE, phrase, phrases
from generator.render.words.lists import dotted, listed

PATH = "checks.md"
NEWEST = date.max
"""The day of which the page shows the kinds of visit: that of limits without an end."""
MOST_WORDS = 6
"""The most words of a list that are shown; the rule's own page has them all."""


def checks_page(standing: Standing) -> Page:
    """Every registered check, by category, with its limits and its source on the rules' pages."""
    sections = [Section(phrase("checks.intro_title"), (Remark(phrase("checks.intro")),), "intro")]
    headings = phrases(
        "checks.what", "checks.severity", "checks.limit", "checks.applies", "checks.source"
    )
    applied = [check for check in all_checks() if not check.not_applied(standing)]
    for category in Category:
        rows = tuple(_row(check, standing) for check in applied if check.category is category)
        if rows:
            title = phrase(f"checks.categories.{category}")
            sections.append(Section(title, (Rows(headings, rows),), category.value))
    if rows := tuple(_not_applied(standing)):
        headings = phrases("checks.what", "checks.why")
        left_out = (Remark(phrase("checks.not_applied_note")), Rows(headings, rows))
        sections.append(Section(phrase("checks.not_applied"), left_out, "not-applied"))
    return Page(PATH, phrase("checks.title"), tuple(sections))


def _not_applied(standing: Standing) -> Iterator[tuple[Cell, ...]]:
    """The checks that the office leaves out on purpose, with the reason in rules/index.md."""
    for check in all_checks():
        if entry := check.not_applied(standing):
            yield cells(Cell(check.title.in_(LANGUAGE), check.code), entry.why)


def _row(check: Check, standing: Standing) -> tuple[Cell, ...]:
    rule = standing.rule(check.rule) if check.rule else None
    versions = [(name, limit) for name in check.limits for limit in _versions(rule, name)]
    return cells(
        Cell(check.title.in_(LANGUAGE), check.code),
        short(phrase(f"severity.{check.severity}")),
        "\n".join(_limit(name, limit) for name, limit in versions) or "—",
        _applies(rule, check),
        _source(rule, check),
    )


def _versions(rule: Rule | None, name: str) -> tuple[Limit, ...]:
    return rule.limits.get(name, ()) if rule else ()


def _entries(rule: Rule, name: str) -> tuple[Clause | Limit, ...]:
    """The clause of a name, or else the versions of the limit of that name."""
    clause = rule.clauses.get(name)
    return (clause,) if clause else _versions(rule, name)


def _applies(rule: Rule | None, check: Check) -> Cell:
    """The kinds of visit that the check runs for, and why not for all."""
    if rule is None:
        return Cell(kinds_in_words(tuple(VisitKind)))
    kinds = [kind for kind in VisitKind if rule.applies_to(kind, NEWEST, check.cited)]
    restrictions = [rule.applicability_of(name, NEWEST) for name in check.cited] or [rule.applies]
    reasons = dict.fromkeys(
        reason_in_words(each) for each in restrictions if each and len(kinds) < len(VisitKind)
    )
    return Cell(kinds_in_words(kinds), "".join(reasons))


def _limit(name: str, limit: Limit) -> str:
    return dotted(limit_in_words(name, limit, MOST_WORDS), limit.note)


def _source(rule: Rule | None, check: Check) -> Cell:
    if rule is None:
        return Cell("—")
    anchor = f"#{anchor_of(check.cited[0])}" if check.cited else ""
    entries = [entry for name in check.cited for entry in _entries(rule, name)]
    clauses = listed(dict.fromkeys(entry.clause for entry in entries))
    return Cell(rule.title, clauses, f"../{rule.page.removesuffix('.md')}/{anchor}")
