"""For each kind of visit: which checks run and which do not, by what the rules' pages say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from golden_case import cases, scope_of

from generator.check import all_checks
from generator.check.registry import Check, Scope
from generator.model.enums import VisitKind
from generator.model.standing import Standing
from generator.model.visit import Visit

TABLE = Path(__file__).with_name("kinds.md")
WORK_SECRETS = {VisitKind.INSPECTION, VisitKind.FOREIGN}
NOT_BROKEN = {
    "accompanying.escorts": {VisitKind.FOREIGN, VisitKind.INVESTMENT},
    "confidentiality.work_secret_published": set(VisitKind) - WORK_SECRETS,
    "confidentiality.work_secret_unanswered": WORK_SECRETS,
}
"""Kinds of visit whose case breaks no rule: another figure, or another answer by default."""
FOUND_WITH_ANOTHER_LIMIT = {
    "rates.meal", "rates.meal_money", "rates.travel", "scope.kind", "standards.lodging_rate",
}  # fmt: skip
"""Checks that find nothing by the pages as delivered: rates are empty, every kind is listed."""
RUNS, DOES_NOT_RUN = "✓", "–"
INTRODUCTION = """\
# Checks by kind of visit

Which checks run for each kind of visit, by `applies` on the pages under docs/rules/. A visit
without a kind is of the kind `other`. `pytest tests/check/test_kinds.py --update-goldens` writes
this table: read the difference.
"""


@cache
def broken_case_of(code: str) -> dict[str, Any] | None:
    """The first golden case in which a check has findings."""
    return next((case for case in cases() if case["check"] == code and case["findings"]), None)


def kinds_on_the_page(check: Check, standing: Standing) -> set[VisitKind]:
    """The kinds of visit that the check's page names, for all that the check cites of it."""
    kinds = set(VisitKind)
    rule = standing.rule(check.rule or "")
    for name in check.cited if rule else ():
        applies = rule.applicability_of(name, date.max) if rule else None
        kinds &= set(applies.kinds) if applies else kinds
    return kinds


def table_of(checks: dict[str, set[VisitKind]]) -> str:
    """A table with a line for each check and a column for each kind of visit."""
    lines = [["check", *VisitKind], ["---", *(":-:" for _ in VisitKind)]]
    for code, kinds in checks.items():
        lines.append([f"`{code}`", *(RUNS if k in kinds else DOES_NOT_RUN for k in VisitKind)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def test_the_table_of_checks_by_kind_is_what_the_pages_say(
    standing: Standing, request: pytest.FixtureRequest
) -> None:
    table = table_of({check.code: kinds_on_the_page(check, standing) for check in all_checks()})
    text = f"{INTRODUCTION}\n{table}\n"

    if request.config.getoption("--update-goldens"):
        TABLE.write_text(text, "utf-8")
    assert TABLE.read_text("utf-8").splitlines() == text.splitlines()


@pytest.mark.parametrize("kind", VisitKind)
def test_a_check_runs_for_the_kinds_of_its_page(
    kind: VisitKind, standing: Standing, visit_of: Callable[..., Visit]
) -> None:
    visit = visit_of(kind=kind.value)

    runs = {check.code for check in all_checks() if check.applies_to(visit)}
    assert runs == {c.code for c in all_checks() if kind in kinds_on_the_page(c, standing)}


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.code)
def test_what_breaks_a_rule_is_found_for_the_kinds_of_its_page(
    check: Check, standing: Standing, tmp_path: Path
) -> None:
    case = broken_case_of(check.code)
    if case is None:
        assert check.code in FOUND_WITH_ANOTHER_LIMIT
        return
    scope = scope_of(case, case["visit"], standing, tmp_path)

    def is_found(kind: VisitKind) -> bool:
        visit = scope.visit.model_copy(update={"kind": kind})
        return bool(list(check.run(Scope(visit, scope.others))))

    found = {kind for kind in VisitKind if is_found(kind)}
    assert found | NOT_BROKEN.get(check.code, set()) == kinds_on_the_page(check, standing)
