"""The runner on a small module with a small test: mutants of tested lines are killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutation.__main__ import HERE
from tests.mutation.line_tests import LineTests
from tests.mutation.mutants import Module, Mutant, mutants_of
from tests.mutation.processes import Outcome
from tests.mutation.results import Equivalent, Result, ResultFile, equivalents, table
from tests.mutation.running import Suite, judged
from tests.mutation.suites import SCOPES, sample
from tests.support.project import PROJECT

MODULE = """
from __future__ import annotations

LIMIT = 30


def marked(function: object) -> object:
    return LIMIT and function


@marked
def is_full(aboard: int, seats: int | None) -> bool:
    return seats is not None and aboard > seats


def is_long(minutes: int) -> bool:
    return minutes > LIMIT
"""
TEST = """
from coach import is_full, is_long


def test_a_coach_is_full_with_one_more_than_its_seats() -> None:
    assert is_full(46, 45)
    assert not is_full(45, 45)
    assert not is_full(45, None)


def test_a_way_of_an_hour_is_long() -> None:
    assert is_long(60)
"""


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Module]:
    """A module of two functions, one of them tested up to its bound, in the current folder."""
    folder = tmp_path_factory.mktemp("coach")
    (folder / "coach.py").write_text(MODULE, "utf-8")
    (folder / "test_coach.py").write_text(TEST, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield Module("coach", folder / "coach.py")


SUITE = Suite(("test_coach.py",))


@pytest.fixture(scope="module")
def line_tests(coach: Module) -> LineTests:
    return recorded(SUITE, coach)


def recorded(suite: Suite, module: Module) -> LineTests:
    return judged(suite, [module], lambda _: [], lambda *_: None)


def mutant(module: Module, operator: str, line: str) -> Mutant:
    return next(
        mutant
        for mutant in mutants_of(module)
        if mutant.operator == operator and mutant.line == line
    )


def outcomes(mutants: list[Mutant], line_tests: LineTests, folder: Path) -> list[Outcome]:
    kept = ResultFile(folder / "results.jsonl")
    module = mutants[0].module
    judged(SUITE, [module], lambda _: mutants, lambda *result: kept.add(Result.of(*result)))
    known = kept.of(module, line_tests)
    return [
        Outcome(result.killed, result.test)
        for result in (known[mutant.operator, mutant.occurrence] for mutant in mutants)
    ]


def test_a_bound_that_is_tested_is_killed_and_one_that_is_not_survives(
    coach: Module, line_tests: LineTests, tmp_path: Path
) -> None:
    full = "return seats is not None and aboard > seats"
    mutants = [
        mutant(coach, "ReplaceComparisonOperator_Gt_GtE", full),
        mutant(coach, "ReplaceComparisonOperator_Gt_GtE", "return minutes > LIMIT"),
    ]

    assert outcomes(mutants, line_tests, tmp_path) == [
        Outcome(True, "test_coach.py::test_a_coach_is_full_with_one_more_than_its_seats"),
        Outcome(False),
    ]


def test_a_mutant_that_takes_effect_at_import_is_imported_again(
    coach: Module, line_tests: LineTests, tmp_path: Path
) -> None:
    mutants = [
        mutant(coach, "ReplaceAndWithOr", "return LIMIT and function"),
        mutant(coach, "NumberReplacer", "LIMIT = 30"),
        mutant(coach, "RemoveDecorator", "@marked"),
    ]

    killed = Outcome(True, "test_coach.py::test_a_coach_is_full_with_one_more_than_its_seats")
    assert outcomes(mutants, line_tests, tmp_path) == [killed, Outcome(False), Outcome(False)]


def test_annotations_are_not_mutated(coach: Module) -> None:
    assert [mutant for mutant in mutants_of(coach) if "BitOr" in mutant.operator] == []


def test_a_new_test_makes_results_of_survivors_outdated_and_not_those_of_killed(
    coach: Module, line_tests: LineTests
) -> None:
    both = [
        Result.of(change, outcome, line_tests)
        for change, outcome in (
            (mutant(coach, "RemoveDecorator", "@marked"), Outcome(False)),
            (
                mutant(coach, "ReplaceComparisonOperator_Gt_Lt", "return minutes > LIMIT"),
                Outcome(True, "test_coach.py::test_a_way_of_an_hour_is_long"),
            ),
        )
    ]
    coach.file.with_name("test_more.py").write_text(TEST.replace("60", "31"), "utf-8")
    more = recorded(Suite(("test_coach.py", "test_more.py")), coach)

    assert [result.is_current(coach, line_tests) for result in both] == [True, True]
    assert [result.is_current(coach, more) for result in both] == [False, True]


def test_a_mutant_that_behaves_like_the_program_is_a_survivor_with_a_column_of_its_own(
    coach: Module, line_tests: LineTests
) -> None:
    same = mutant(coach, "RemoveDecorator", "@marked")
    known = Equivalent("coach", "@marked", ("RemoveDecorator",), "it returns the function")

    last = table([Result.of(same, Outcome(False), line_tests)], [known]).splitlines()[-1]
    assert last == "| **all** | 1 | 0 | 1 | 0.0 | 1 |"


def test_every_survivor_is_a_line_of_its_module() -> None:
    missing = [
        f"{entry.module}: {entry.line}"
        for entry in equivalents(HERE / "survivors.yml")
        if entry.line not in lines_of(entry.module)
    ]

    assert missing == []


def lines_of(module: str) -> set[str]:
    path = PROJECT / module.replace(".", "/")
    file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"
    return (
        {line.strip() for line in file.read_text("utf-8").splitlines()} if file.is_file() else set()
    )


def test_the_tests_that_mutants_are_tried_with_and_those_left_out_exist() -> None:
    for scope in SCOPES:
        for path in (*scope.suite.paths, *scope.suite.left_out):
            file, _, name = path.partition("::")
            assert (PROJECT / file).exists()
            assert not name or f"def {name}(" in (PROJECT / file).read_text("utf-8")


def test_a_sample_is_the_beginning_of_a_larger_one_and_another_with_another_seed(
    coach: Module,
) -> None:
    mutants = list(mutants_of(coach))

    assert sample(mutants, 3, 0) == sample(mutants, 5, 0)[:3]
    assert sample(mutants, 5, 0) != sample(mutants, 5, 1)
    assert sorted(map(id, sample(mutants, 0, 0))) == sorted(map(id, mutants))
