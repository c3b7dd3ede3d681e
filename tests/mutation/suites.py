"""The packages whose mutants are tried, and the tests that must find them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Module, Mutant
from tests.mutation.running import Suite


@dataclass(frozen=True)
class Scope:
    """Packages of the program, their tests, and the percentage of mutants that these must find."""

    packages: tuple[str, ...]
    suite: Suite
    at_least: int

    @property
    def name(self) -> str:
        """The packages' names."""
        return " and ".join(self.packages)

    @property
    def modules(self) -> list[Module]:
        """Every module of the packages."""
        files = [file for name in self.packages for file in Path("generator", name).rglob("*.py")]
        return [Module(_dotted(file), file.absolute()) for file in sorted(files)]


SCOPES = (
    Scope(
        ("check", "agenda"),
        Suite(
            paths=(
                *("tests/check", "tests/agenda", "tests/changes/test_report.py"),
                # Panels, boards and roll calls are tested by what a reader of them sees.
                *("tests/changes/test_panel_changes.py", "tests/changes/test_snapshot.py"),
                *("tests/render/card", "tests/render/handbook", "tests/render/test_calendar.py"),
                *("tests/render/test_attendance.py", "tests/render/test_headcounts.py"),
            ),
            # A planted mistake is a golden case already, and runs every check on a complete sample;
            # random visits may kill a mutant today and not tomorrow.
            left_out=(
                "tests/check/test_planted.py",
                "tests/changes/test_report.py"
                "::test_each_changed_card_is_in_the_report_and_no_unchanged_one",
            ),
        ),
        97,
    ),
    Scope(
        ("assign",),
        Suite(
            paths=("tests/assign",),
            # It proves optima by another program, without ours; or visits are random, as above.
            left_out=(
                "tests/assign/test_optimum.py::test_the_optimum_of_a_case_is_proven_again",
                "tests/assign/test_rooms_property.py",
                "tests/assign/test_ride_rules.py"
                "::test_a_proposal_adds_no_finding_and_places_whom_it_does_not_lack",
                "tests/assign/test_ride_rules.py"
                "::test_the_same_visit_has_the_same_proposal_and_accepted_places_stay",
            ),
        ),
        90,
    ),
    Scope(
        ("changes",),
        Suite(
            paths=(
                *("tests/changes", "tests/render/changes"),
                *("tests/render/test_calendar_again.py", "tests/build/test_edition.py"),
                # It reads records of the first format.
                "tests/v0_1_0/test_v0_1_0.py::test_what_each_publication_changed_is_known",
            ),
            left_out=(
                "tests/changes/test_report.py"
                "::test_each_changed_card_is_in_the_report_and_no_unchanged_one",
            ),
        ),
        90,
    ),
)


def sample(mutants: Iterable[Mutant], number: int, seed: int) -> list[Mutant]:
    """Choose a number of mutants at random; all of them if `number` is 0.

    Whether a mutant is chosen before another depends on these two and the seed alone, so that a
    change of one module leaves most of the sample of the others as it was.
    """
    drawn = sorted(mutants, key=lambda mutant: _rank(mutant, seed))
    return drawn[:number] if number else drawn


def _rank(mutant: Mutant, seed: int) -> str:
    name = f"{seed} {mutant.module.name} {mutant.operator} {mutant.occurrence}"
    return hashlib.sha256(name.encode()).hexdigest()


def _dotted(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")
