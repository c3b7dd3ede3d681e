"""The runner itself: on a small module with a small test, what is tested is killed and the rest
lives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutation.asked import Asked
from tests.mutation.forks import Fate
from tests.mutation.mutants import Module, Mutant, mutants_of
from tests.mutation.results import Equivalent, Kept, Result, table
from tests.mutation.running import Suite, judged

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
    """A module of two functions, of which one is tested up to its bound; its folder is entered."""
    folder = tmp_path_factory.mktemp("coach")
    (folder / "coach.py").write_text(MODULE, "utf-8")
    (folder / "test_coach.py").write_text(TEST, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield Module("coach", folder / "coach.py")


SUITE = Suite(("test_coach.py",), ("-p", "no:xdist"))


@pytest.fixture(scope="module")
def asked(coach: Module) -> Asked:
    return recorded(SUITE, coach)


def recorded(suite: Suite, module: Module) -> Asked:
    return judged(suite, [module], lambda _: [], lambda *_: None)


def mutant(module: Module, operator: str, line: str) -> Mutant:
    return next(
        each for each in mutants_of(module) if each.operator == operator and each.line == line
    )


def fates(mutants: list[Mutant], asked: Asked, folder: Path) -> list[Fate]:
    kept = Kept(folder / "results.jsonl")
    module = mutants[0].module
    judged(SUITE, [module], lambda _: mutants, lambda *told: kept.add(Result.of(*told)))
    known = kept.of(module, asked)
    return [
        Fate(result.killed, result.test)
        for result in (known[each.operator, each.occurrence] for each in mutants)
    ]


def test_a_bound_that_is_tested_is_killed_and_one_that_is_not_survives(
    coach: Module, asked: Asked, tmp_path: Path
) -> None:
    full = "return seats is not None and aboard > seats"
    mutants = [
        mutant(coach, "ReplaceComparisonOperator_Gt_GtE", full),
        mutant(coach, "ReplaceComparisonOperator_Gt_GtE", "return minutes > LIMIT"),
    ]

    assert fates(mutants, asked, tmp_path) == [
        Fate(True, "test_coach.py::test_a_coach_is_full_with_one_more_than_its_seats"),
        Fate(False),
    ]


def test_what_takes_effect_at_import_is_imported_anew(
    coach: Module, asked: Asked, tmp_path: Path
) -> None:
    mutants = [
        mutant(coach, "ReplaceAndWithOr", "return LIMIT and function"),
        mutant(coach, "NumberReplacer", "LIMIT = 30"),
        mutant(coach, "RemoveDecorator", "@marked"),
    ]

    killed = Fate(True, "test_coach.py::test_a_coach_is_full_with_one_more_than_its_seats")
    assert fates(mutants, asked, tmp_path) == [killed, Fate(False), Fate(False)]


def test_annotations_are_left_alone(coach: Module) -> None:
    assert [each for each in mutants_of(coach) if "BitOr" in each.operator] == []


def test_a_new_test_asks_the_survivors_anew_and_leaves_the_killed(
    coach: Module, asked: Asked
) -> None:
    both = [
        Result.of(each, fate, asked)
        for each, fate in (
            (mutant(coach, "RemoveDecorator", "@marked"), Fate(False)),
            (
                mutant(coach, "ReplaceComparisonOperator_Gt_Lt", "return minutes > LIMIT"),
                Fate(True, "test_coach.py::test_a_way_of_an_hour_is_long"),
            ),
        )
    ]
    coach.file.with_name("test_more.py").write_text(TEST.replace("60", "31"), "utf-8")
    more = recorded(Suite(("test_coach.py", "test_more.py"), SUITE.arguments), coach)

    assert [each.holds(coach, asked) for each in both] == [True, True]
    assert [each.holds(coach, more) for each in both] == [False, True]


def test_what_does_the_same_is_counted_as_a_survivor_and_told_apart(
    coach: Module, asked: Asked
) -> None:
    same = mutant(coach, "RemoveDecorator", "@marked")
    known = Equivalent("coach", "@marked", ("RemoveDecorator",), "it returns the function")

    last = table([Result.of(same, Fate(False), asked)], [known]).splitlines()[-1]
    assert last == "| **all** | 1 | 0 | 1 | 0.0 | 1 |"
