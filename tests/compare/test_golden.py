"""Golden cases: two versions of a small visit, and the text of their comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.compare import differences_between
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.comparison.report import comparison_text
from tests.support.project import HEADER


def loaded(sections: dict[str, Any], folder: Path, standing: Standing) -> Visit:
    folder.mkdir()
    text = yaml.safe_dump(HEADER | sections, allow_unicode=True, sort_keys=False)
    (folder / "visit.yml").write_text(text, "utf-8")
    visit, findings = load_visit(folder, standing, folder)
    assert visit is not None
    assert [finding.message.default for finding in findings if finding.code != "visit.slug"] == []
    return visit


@pytest.mark.golden_test("cases/*.yml")
def test_two_versions(golden, standing: Standing, tmp_path: Path) -> None:
    """`now` are the sections that differ; `about` describes the case."""
    was, now = dict(golden["was"]), dict(golden["now"])
    golden.get("about")

    before = loaded(was, tmp_path / "was", standing)
    after = loaded(was | now, tmp_path / "now", standing)

    text = comparison_text(differences_between(before, after), "zh") + "\n"
    assert golden.out["text"] == text
    for visit in (before, after):
        assert differences_between(visit, visit) == ()
