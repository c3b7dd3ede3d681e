"""The benchmark runs, and every budget of the design has a row. No test depends on a time."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.bench import projects
from tests.bench.file_changes import FileChanges, built_files, changes_between
from tests.bench.measures import Sizes, measure
from tests.bench.memory import peak_of
from tests.bench.results import BOUNDS, RESULTS, row_names
from tests.bench.table import UNKNOWN, Row, rows

TINY = Sizes(3, 3, 3, 3, 3)
BUDGETS = {
    "whole `handbook build`, 400 guests": "≤ 1.6 ×",
    "one more guest: load, check, page, seal, QR, write": "≤ 2 ms",
    "the same beyond a build without a change": "≤ 0.5 ms",
    "5,000 against 500 guests, guest part": "≤ 11 ×",
    "one cell changed, 400 guests: files rewritten": "only changed files",
    "one cell changed, 5,000 guests: files rewritten": "only changed files",
    "a card, compressed: median of 400 guests'": "≤ 14 KB",
    "a card, compressed: largest of 400 guests'": "≤ 14 KB",
    "a card, first opened: requests": "1",
    "memory, 5,000 guests: all processes together": "≤ 300 MB",
    "memory, 5,000 guests: the largest process": "≤ 300 MB",
    "places proposed for 400 guests: rooms, tables, vehicles": "≤ 3 s",
    "places proposed for 2,000 guests: rooms, tables, vehicles": "≤ 30 s",
}
"""Section 8 of the design, line by line."""


@pytest.mark.proof
def test_a_run_on_a_tiny_visit_has_the_rows_of_the_last_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test, because parallel workers would each measure."""
    few = shutil.ignore_patterns("forms", "manual", "procedures", "training")
    shutil.copytree(projects.DOCS, tmp_path / "docs", ignore=few)
    monkeypatch.setattr(projects, "DOCS", tmp_path / "docs")
    tiny = measure(tmp_path / "run", TINY, runs=1, browser=False, memory=False)
    complete_run = list(rows(tiny, Sizes()))

    assert {row.what: row.budget for row in complete_run if row.budget} == BUDGETS
    assert [row.what for row in complete_run] == row_names()
    assert_nothing_unknown_is_met(list(rows(tiny, TINY)))
    assert_only_files_with_the_cell_are_rewritten(tiny.usual.rewritten)


def assert_nothing_unknown_is_met(table: list[Row]) -> None:
    """Four rows need two sizes; requests and memory were not measured."""
    unknown = [row for row in table if row.measured == UNKNOWN]

    assert len(unknown) == 7
    assert {row.mark for row in unknown} == {"not measured", ""}


def assert_only_files_with_the_cell_are_rewritten(files: FileChanges) -> None:
    assert files.cards > 0
    assert files.unchanged == 0
    assert files.untouched > 0


def test_the_page_of_results_ends_with_its_explanation() -> None:
    assert RESULTS.read_text("utf-8").endswith(BOUNDS.read_text("utf-8"))


def test_a_file_written_again_with_the_same_content_is_counted_as_unchanged(tmp_path: Path) -> None:
    cards = tmp_path / "site/guests/made/g"
    cards.mkdir(parents=True)
    for name in ("kept", "same", "other"):
        (cards / f"{name}.html").write_text(name)
    before = built_files(tmp_path)
    for name, content in (("same", "same"), ("other", "another")):
        (cards / f"{name}.html").unlink()
        (tmp_path / name).write_text(content)
        (tmp_path / name).rename(cards / f"{name}.html")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/new.csv").write_text("")

    assert changes_between(before, built_files(tmp_path)) == FileChanges(
        cards=1, others=1, unchanged=1, untouched=1
    )


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports a process's memory")
def test_memory_of_a_child_is_counted(tmp_path: Path) -> None:
    """A small process starts one that uses 64 MB."""
    child = "import time; taken = b'x' * (64 << 20); time.sleep(1)"
    peak = peak_of(
        tmp_path, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    )

    assert peak is not None
    assert 64 < peak.alone < 200
    assert peak.alone < peak.together
