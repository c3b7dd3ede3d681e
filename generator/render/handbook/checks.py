"""The page that lists every check with its limit and its source, made from the registry."""

from __future__ import annotations

from generator.check.registry import Check, Family, all_checks
from generator.render.handbook.blocks import Cell, Remark, Rows, Section, cells
from generator.render.handbook.pages import Page
from generator.render.handbook.words import LANGUAGE, say

PATH = "checks.md"


def checks_page() -> Page:
    """Every registered check, by family."""
    sections = [Section(say("checks.intro_title"), (Remark(say("checks.intro")),))]
    for family in Family:
        rows = tuple(_row(check) for check in all_checks() if check.family is family)
        headings = tuple(say(f"checks.{key}") for key in ("what", "severity", "source", "code"))
        if rows:
            sections.append(Section(say(f"checks.families.{family}"), (Rows(headings, rows),)))
    return Page(PATH, say("checks.title"), tuple(sections))


def _row(check: Check) -> tuple[Cell, ...]:
    link = ""
    if check.rule:
        anchor = f"#{check.limits[0].replace('_', '-')}" if check.limits else ""
        link = f"../rules/{check.rule}/{anchor}"
    limits = "、".join(check.limits)
    return cells(
        check.title.in_(LANGUAGE),
        say(f"severity.{check.severity}"),
        Cell(check.rule or "", limits, link),
        check.code,
    )
