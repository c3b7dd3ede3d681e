"""Golden cases: a check's findings, the smallest correction, and the effect of the limit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from golden_case import bounds_of, cases_with, findings_of, with_limit

from generator.model.standing import Standing
from tests.support.golden import merged


def _case(golden: Any) -> dict[str, Any]:
    return {
        "check": golden["check"],
        "others": golden.get("others"),
        "fleet": golden.get("fleet"),
        "attended": golden.get("attended"),
    }


@pytest.mark.golden_test("**/*.yml")
def test_check_has_the_findings_of_the_case(golden, standing: Standing, tmp_path: Path) -> None:
    case = _case(golden)
    visit = golden["visit"]
    golden.get("about"), golden.get("mended"), golden.get("limit"), golden.get("bounds")

    assert golden.out["findings"] == findings_of(case, visit, standing, tmp_path / "broken")


@pytest.mark.golden_test(*cases_with("mended"))
def test_smallest_correction_leaves_no_finding(golden, standing: Standing, tmp_path: Path) -> None:
    case = _case(golden)
    corrected = merged(golden["visit"], golden["mended"])

    assert findings_of(case, corrected, standing, tmp_path) == []


@pytest.mark.golden_test(*cases_with("limit"))
def test_another_limit_on_the_rule_page_changes_the_findings(
    golden, standing: Standing, tmp_path: Path
) -> None:
    case = _case(golden)
    changed = with_limit(standing, golden["limit"])

    findings = findings_of(case, golden["visit"], changed, tmp_path)
    assert golden.out["findings_with_limit"] == findings
    if not golden.update_goldens:
        assert findings != golden["findings"]


@pytest.mark.golden_test("**/*.yml")
def test_the_figure_on_the_rule_page_decides_to_the_last_unit(
    golden, standing: Standing, tmp_path: Path
) -> None:
    case = _case(golden)
    bounds = bounds_of(case, golden["visit"], standing, tmp_path)

    if bounds:
        assert golden.out["bounds"] == bounds
    else:
        assert golden.get("bounds") is None
