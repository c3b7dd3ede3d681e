"""The same plan out of other files is the same plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compare import differences_between
from generator.load import load_visit
from generator.model.standing import Standing
from tests.support.documents.lists_workbook import Again
from tests.support.project import PROJECT

SAMPLES = sorted(path.parent for path in (PROJECT / "visits").glob("*/visit.yml"))


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_lists_in_a_workbook_and_in_yaml_do_not_differ(
    folder: Path, standing: Standing, again: Again
) -> None:
    visit, _ = load_visit(folder, standing, PROJECT)
    assert visit is not None

    assert differences_between(visit, again(visit, folder)) == ()
