"""The coverage report counts lines, and fails at the first package below the bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from coverage import Coverage

from tests.support.project import PROJECT
from tests.tools.coverage_report import PACKAGES, Covered, main


@pytest.mark.parametrize(("missed", "percent"), [(0, 100.0), (10, 95.0), (11, 94.5)])
def test_percent_are_of_lines(missed: int, percent: float) -> None:
    assert Covered("model", 200, missed).percent == percent


def test_a_package_without_lines_is_covered() -> None:
    assert Covered("model", 0, 0).percent == 100.0


def test_it_fails_where_nothing_was_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.setattr(Coverage, "load", lambda _: None)

    assert main() == 1
    assert [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines()[2:7]] == [
        f"| {name}" for name in PACKAGES
    ]
