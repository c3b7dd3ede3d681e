"""Each golden case: what a check finds, the smallest change that mends it, and the limit's part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden_case import bounds_of, cases_with, findings_of, laid_over, with_limit

from generator.model.standing import Standing


def _case(golden: Any) -> dict[str, Any]:
    return {
        "check": golden["check"],
        "others": golden.get("others"),
        "fleet": golden.get("fleet"),
    }


@pytest.mark.golden_test("**/*.yml")
def test_check_finds_what_the_case_says(golden, standing: Standing, tmp_path: Path) -> None:
    case = _case(golden)
    visit = golden["visit"]
    golden.get("about"), golden.get("mended"), golden.get("limit"), golden.get("bounds")

    assert golden.out["findings"] == findings_of(case, visit, standing, tmp_path / "broken")


@pytest.mark.golden_test(*cases_with("mended"))
def test_smallest_change_mends_it(golden, standing: Standing, tmp_path: Path) -> None:
    case = _case(golden)
    mended = laid_over(golden["visit"], golden["mended"])

    assert findings_of(case, mended, standing, tmp_path) == []


@pytest.mark.golden_test(*cases_with("limit"))
def test_limit_on_the_rule_page_changes_the_verdict(
    golden, standing: Standing, tmp_path: Path
) -> None:
    case = _case(golden)
    changed = with_limit(standing, golden["limit"])

    found = findings_of(case, golden["visit"], changed, tmp_path)
    assert golden.out["findings_with_limit"] == found
    if not golden.update_goldens:
        assert found != golden["findings"]


@pytest.mark.golden_test("**/*.yml")
def test_a_figure_on_the_rule_page_counts_to_the_last_one(
    golden, standing: Standing, tmp_path: Path
) -> None:
    case = _case(golden)
    bounds = bounds_of(case, golden["visit"], standing, tmp_path)

    if bounds:
        assert golden.out["bounds"] == bounds
    else:
        assert golden.get("bounds") is None
