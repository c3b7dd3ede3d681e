"""The benchmark runs, and every budget of the design has a row. No test depends on a time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from generator.render.paper.sheets import SHEETS
from tests.bench import handbook, measures
from tests.bench.bounds import Parts, busy, least
from tests.bench.engines import HUGO_TEMPLATE, PageCost, markdown_of, parts_of
from tests.bench.file_changes import FileChanges, built_files, changes_between
from tests.bench.measures import Built, Measured, Sizes, measure
from tests.bench.placing import Placing
from tests.bench.processes import Cost
from tests.bench.publishing import Publication, Watch
from tests.bench.results import BOUNDS, RESULTS
from tests.bench.table import rows, tables
from tests.bench.transfers import CardSizes

BUDGETS = {
    "400 guests, cold, with all paper": "≤ 4 ×",
    "nothing changed, 400 guests": "≤ 0.2 ×",
    "nothing changed, 5,000 guests": "≤ 0.2 ×",
    "one cell changed, 400 guests: everything": "≤ 2.5 ×",
    "one cell changed, 400 guests: files rewritten": "only changed files",
    "one cell changed, 400 guests: the changed cards at the web root": "≤ 1 ×",
    "one cell changed, 5,000 guests: everything": "≤ 12 ×",
    "one cell changed, 5,000 guests: files rewritten": "only changed files",
    "5,000 against 500 guests, guest part": "≤ 11 ×",
    "memory, 5,000 guests, cold: the largest process": "≤ 600 MB",
    "a card against a Hugo page of the same content": "≤ 1.5 ×",
    "`assign`, 400 guests: rooms, tables, vehicles": "≤ 3 s",
    "`assign`, 2,000 guests: rooms, tables, vehicles": "≤ 30 s",
    "a card over the wire, a guest's, one language: largest (median)": "≤ 14,336 bytes",
    "a card over the wire, a guest's, two languages: largest (median)": "≤ 17,408 bytes",
    "a card over the wire, of staff, two languages: largest (median)": "≤ 24,576 bytes",
    "a card, first opened: requests": "1",
}
"""Section 8 of the design, line by line."""
PARTS = Parts(0.2, 0.1, {"lists.xlsx": 0.3}, 0.4, {"duties": 0.5})
NO_TIME, SECOND = Cost(0.0, 0.0), Cost(1.0, 1.0, 100.0)


def measured_as(unit: Cost, many: Cost) -> Measured:
    """Everything takes a `unit`, but the largest visit takes `many`."""
    built = Built(unit, unit, unit, FileChanges(3, 11, 0, 500), unit)
    return Measured(
        pages="docs/ of v0.1.0",
        alone=unit,
        empty=NO_TIME,
        built={40: built, 400: built, 500: built, 2000: built, 5000: replace(built, cold=many)},
        publication=Publication(unit.wall, unit, 3),
        card=unit.cpu,
        engines=(PageCost(HUGO_TEMPLATE, 448, unit, unit),),
        one_language=CardSizes((14_336,), (1,)),
        two_languages=CardSizes((17_409,), (1,)),
        requests=None,
        placing=(Placing(400, 3.0, 70.0), Placing(2000, 31.0, 200.0)),
        fillings=(),
        parts=(PARTS, PARTS),
    )


def test_works_take_what_both_processors_do_or_the_longest_of_them() -> None:
    assert least(1.0, (2.0, 2.0, 1.0), processors=2) == 3.0
    assert least(1.0, (4.0, 1.0), processors=2) == 5.0
    assert PARTS.least_for_a_cell(processors=2) == pytest.approx(0.8)


def test_a_busy_schedule_halves_all_but_what_runs_alone() -> None:
    assert busy(7.0, alone=1.0, processors=2) == 4.0


def test_every_budget_of_the_design_has_a_row() -> None:
    table = list(rows(measured_as(SECOND, SECOND), Sizes()))

    assert {row.what: row.budget for row in table if row.budget} == BUDGETS


def test_a_row_is_met_up_to_its_budget_and_not_beyond() -> None:
    table = rows(measured_as(SECOND, Cost(11.0, 11.0, 601.0)), Sizes())

    assert [row.what for row in table if row.budget and row.met is not True] == [
        "nothing changed, 400 guests",
        "nothing changed, 5,000 guests",
        "memory, 5,000 guests, cold: the largest process",
        "`assign`, 2,000 guests: rooms, tables, vehicles",
        "a card over the wire, a guest's, two languages: largest (median)",
        "a card, first opened: requests",
    ]


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_a_run_on_tiny_visits_measures_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One test, because parallel workers would each measure."""

    def few_pages(folder: Path) -> str:
        made = standing_pages(folder)
        for name in ("forms", "manual", "procedures", "training"):
            shutil.rmtree(folder / "docs" / name)
        return made

    standing_pages = measures.standing_pages
    monkeypatch.setattr(measures, "standing_pages", few_pages)
    tiny = Sizes(3, 5, 5, 5, 5)

    measured = measure(tmp_path / "run", tiny, runs=1, browser=False)

    usual = measured.built[tiny.usual]
    assert usual.rewritten.cards > 0
    assert usual.rewritten.unchanged == 0
    assert usual.rewritten.untouched > 0
    assert 0 < measured.publication.delivered <= measured.publication.whole.wall
    assert measured.publication.cards == usual.rewritten.cards
    named = {name for steps in handbook.STEPS.values() for name in steps.values()}
    sheets = {f"{name}.pdf" for name in handbook.SHEETS}
    assert {step.name for step in usual.cold_steps} >= (
        {handbook.START, *named, *sheets} - {"file", handbook.PARTS}
    )
    assert tables(measured, tiny).count("\n## ") == 6


@pytest.mark.parametrize("module", handbook.STEPS)
def test_the_functions_that_are_timed_exist(module: str) -> None:
    functions = vars(import_module(module))

    assert [name for name in handbook.STEPS[module] if name not in functions] == []


def test_the_sheets_of_the_workload_are_still_printed() -> None:
    assert set(handbook.SHEETS) <= set(SHEETS)


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


def test_a_card_is_delivered_when_it_was_last_changed(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).write_text(name)

    with Watch(tmp_path) as watch:
        (tmp_path / "second").write_text("another card")

    assert watch.delivered({"first"}) == 0
    assert watch.delivered({"first", "second"}) > 0


CARD = '<h2>我的房间</h2><dl><dt>房号<dd class="big">A115</dl><a class="call" href="tel:1">1</a>'


def test_a_card_is_the_same_text_for_each_generator() -> None:
    assert markdown_of(CARD) == "## 我的房间\n\n 房号 A115[1](tel:1)\n"
    assert parts_of(CARD) == [
        {"tag": "h2", "class": "", "href": "", "text": "我的房间"},
        {"tag": "dt", "class": "", "href": "", "text": "房号"},
        {"tag": "dd", "class": "big", "href": "", "text": "A115"},
        {"tag": "a", "class": "call", "href": "tel:1", "text": "1"},
    ]
