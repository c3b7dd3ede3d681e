"""The benchmark runs, every budget of the design has its row, and the kept table is in form. No
time is held against anything: a busy machine fails no test.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.bench import projects
from tests.bench.measures import Sizes, measure
from tests.bench.memory import peak_of
from tests.bench.results import BOUNDS, RESULTS, rows_kept
from tests.bench.rewriting import Rewritten, rewritten, seen
from tests.bench.table import UNKNOWN, Row, rows

TINY = Sizes(3, 3, 3, 3)
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
}
"""The design's section 8, line by line."""


@pytest.mark.proof
def test_a_run_on_a_tiny_visit_says_all_that_the_kept_table_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test, since workers side by side would each measure for their own; and without the
    standing pages that no visit needs.
    """
    few = shutil.ignore_patterns("forms", "manual", "procedures", "training")
    shutil.copytree(projects.DOCS, tmp_path / "docs", ignore=few)
    monkeypatch.setattr(projects, "DOCS", tmp_path / "docs")
    tiny = measure(tmp_path / "run", TINY, runs=1, browser=False, memory=False)
    as_in_a_whole_run = list(rows(tiny, Sizes()))

    assert {row.what: row.budget for row in as_in_a_whole_run if row.budget} == BUDGETS
    assert [row.what for row in as_in_a_whole_run] == rows_kept()
    assert_nothing_unknown_is_met(list(rows(tiny, TINY)))
    assert_only_what_says_the_cell_is_rewritten(tiny.usual.rewritten)


def assert_nothing_unknown_is_met(table: list[Row]) -> None:
    """One size has no slope, which makes four; requests and memory were left out."""
    unknown = [row for row in table if row.measured == UNKNOWN]

    assert len(unknown) == 7
    assert {row.mark for row in unknown} == {"not measured", ""}


def assert_only_what_says_the_cell_is_rewritten(found: Rewritten) -> None:
    assert found.cards > 0
    assert found.needless == 0
    assert found.kept > 0


def test_the_kept_page_ends_with_what_bounds_it() -> None:
    assert RESULTS.read_text("utf-8").endswith(BOUNDS.read_text("utf-8"))


def test_a_file_written_as_it_was_is_needless(tmp_path: Path) -> None:
    cards = tmp_path / "site/guests/made/g"
    cards.mkdir(parents=True)
    for name in ("kept", "same", "other"):
        (cards / f"{name}.html").write_text(name)
    before = seen(tmp_path)
    for name, content in (("same", "same"), ("other", "another")):
        (cards / f"{name}.html").unlink()
        (tmp_path / name).write_text(content)
        (tmp_path / name).rename(cards / f"{name}.html")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/new.csv").write_text("")

    assert rewritten(before, seen(tmp_path)) == Rewritten(cards=1, others=1, needless=1, kept=1)


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process takes")
def test_memory_of_a_child_is_counted(tmp_path: Path) -> None:
    """A process that takes little starts one that takes 64 MB."""
    child = "import time; taken = b'x' * (64 << 20); time.sleep(1)"
    peak = peak_of(
        tmp_path, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    )

    assert peak is not None
    assert 64 < peak.alone < 200
    assert peak.alone < peak.together
