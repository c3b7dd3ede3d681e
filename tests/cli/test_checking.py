"""`handbook check` reports what it could not check, and why."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.support.clerk import Clerk
from tests.support.project import PROJECT


def findings(clerk: Clerk, *slugs: str) -> list[dict[str, Any]]:
    """Return the findings that `check` reports."""
    rows: list[dict[str, Any]] = json.loads(clerk.runs("check", *slugs, "--format", "json").stdout)
    return rows


def with_rules(root: Path) -> None:
    """Give the project the sample office's rule pages."""
    shutil.copytree(PROJECT / "docs/rules", root / "docs/rules")


def test_each_missing_rule_page_is_reported_with_its_checks(clerk: Clerk) -> None:
    with_rules(clerk.root)
    before = {row["code"] for row in findings(clerk)}
    (clerk.root / "docs/rules/letter.md").unlink()
    rows = findings(clerk)

    assert "letter.missing" in before
    assert "rule.page_missing" not in before
    assert "letter.missing" not in {row["code"] for row in rows}
    (missing,) = [row for row in rows if row["code"] == "rule.page_missing"]
    assert "没有公函" in missing["message"]


def test_checks_across_visits_are_partial_where_another_visit_was_not_read(clerk: Clerk) -> None:
    with_rules(clerk.root)
    other = clerk.root / "visits/other"
    shutil.copytree(clerk.folder, other)
    assert "check.partly_done" not in {row["code"] for row in findings(clerk, "case")}
    plan = (other / "visit.yml").read_text("utf-8")
    (other / "visit.yml").write_text(plan.replace("people: 第一组", "people: 第二组"), "utf-8")

    (partly,) = [row for row in findings(clerk, "case") if row["code"] == "check.partly_done"]
    assert partly["message"].startswith("同期的其他来访没有读全")
    (other / "visit.yml").write_text(plan.replace("2026-05", "2026-07").replace("一组", "二组", 1))
    assert "check.partly_done" not in {row["code"] for row in findings(clerk, "case")}


def test_an_unreadable_visit_is_not_checked(clerk: Clerk) -> None:
    (clerk.folder / "visit.yml").write_text("title: [", "utf-8")

    assert [r["code"] for r in findings(clerk) if r["code"].startswith("check.")] == [
        "check.none_done"
    ]
