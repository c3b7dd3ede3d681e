"""The page that lists every check with its limit and its source, made from the registry."""

from __future__ import annotations

from generator.check.registry import Category, Check, all_checks
from generator.model.standing import Limit, Rule, Standing
from generator.render.handbook.blocks import Cell, Page, Remark, Rows, Section, cells, short
from generator.render.handbook.limits import anchor_of, limit_in_words
from generator.render.handbook.words import LANGUAGE, phrase, phrases
from generator.render.words.lists import dotted, listed
from generator.text import shortened

PATH = "checks.md"
LONG = 60
"""Characters of a limit that the page shows; a longer one is cut. The rule's page has it all."""


def checks_page(standing: Standing) -> Page:
    """Every registered check, by category, with its limits from the rules' pages."""
    sections = [Section(phrase("checks.intro_title"), (Remark(phrase("checks.intro")),), "intro")]
    headings = phrases("checks.what", "checks.severity", "checks.limit", "checks.source")
    for category in Category:
        rows = tuple(_row(check, standing) for check in all_checks() if check.category is category)
        if rows:
            title = phrase(f"checks.categories.{category}")
            sections.append(Section(title, (Rows(headings, rows),), category.value))
    return Page(PATH, phrase("checks.title"), tuple(sections))


def _row(check: Check, standing: Standing) -> tuple[Cell, ...]:
    rule = standing.rule(check.rule) if check.rule else None
    versions = [(name, limit) for name in check.limits for limit in _versions(rule, name)]
    return cells(
        Cell(check.title.in_(LANGUAGE), check.code),
        short(phrase(f"severity.{check.severity}")),
        "\n".join(_limit(name, limit) for name, limit in versions) or "—",
        _source(rule, check, [limit for _, limit in versions]),
    )


def _versions(rule: Rule | None, name: str) -> tuple[Limit, ...]:
    return rule.limits.get(name, ()) if rule else ()


def _limit(name: str, limit: Limit) -> str:
    return shortened(dotted(limit_in_words(name, limit), limit.note), LONG)


def _source(rule: Rule | None, check: Check, limits: list[Limit]) -> Cell:
    if rule is None:
        return Cell("—")
    anchor = f"#{anchor_of(check.limits[0])}" if check.limits else ""
    clauses = listed(dict.fromkeys(limit.clause for limit in limits))
    return Cell(rule.title, clauses, f"../{rule.page.removesuffix('.md')}/{anchor}")
