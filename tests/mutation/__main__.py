"""`make mutants`: how many mutants of checks, agenda, proposals and changes the tests kill.

`python -m tests.mutation lodging nights` tries these modules only, and prints their survivors.
`--sample 300` tries that many mutants of each group of packages, drawn by `--seed`.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.machine import where_and_when
from tests.mutation.line_tests import LineTests
from tests.mutation.mutants import Module, Mutant, mutants_of
from tests.mutation.results import (
    Equivalent,
    Result,
    ResultFile,
    equivalents,
    score,
    survivors,
    table,
)
from tests.mutation.running import judged, warm_up
from tests.mutation.suites import SCOPES, Scope, sample

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
KEPT = ResultFile(Path(".cache/mutation/results.jsonl"))


@dataclass(frozen=True)
class Score:
    """The results of the mutants of a scope that were tried, of `all_mutants`."""

    scope: Scope
    results: Sequence[Result]
    all_mutants: int

    @property
    def is_met(self) -> bool:
        """Whether the tests kill enough of them."""
        return score(self.results) >= self.scope.at_least

    def line(self, known: Sequence[Equivalent]) -> str:
        """Describe the score in a sentence, with the size of the sample if it is one."""
        tried, name = len(self.results), self.scope.name
        number = (
            f"all {tried:,}" if tried == self.all_mutants else f"{tried:,} of {self.all_mutants:,}"
        )
        different = [r for r in self.results if not any(entry.covers(r) for entry in known)]
        return (
            f"{name}: **{score(self.results):.1f} %** of {number} mutants killed, "
            f"{score(different):.1f} % of those that behave unlike the program "
            f"(at least {self.scope.at_least} % are required)."
        )


def main() -> int:
    """Try the mutants without a result, print the scores, and write those of all packages."""
    conditions = where_and_when()
    warnings.simplefilter("ignore", SyntaxWarning)  # `is` for `==` beside a literal
    options = _arguments()
    warm_up()
    known = equivalents(HERE / "survivors.yml")
    scores = [
        _score(scope, modules, options.sample, options.seed)
        for scope in SCOPES
        if (modules := _named(scope, options.modules))
    ]
    if not options.modules:
        drawn = f"seed {options.seed}; " if options.sample else ""
        RESULTS.write_text(_page(f"{drawn}{conditions}", scores, known), "utf-8")
    results = [result for each in scores for result in each.results]
    print("\n".join(survivors(results, known)))
    print(table(results, known))
    print("\n".join(part.line(known) for part in scores))
    return 0 if all(part.is_met for part in scores) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--sample", type=int, default=0, help="mutants of each group of packages")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _named(scope: Scope, names: Sequence[str]) -> list[Module]:
    """The modules of a scope, or those that are named, by their last name or their package's."""
    return [
        module
        for module in scope.modules
        if not names or not set(names).isdisjoint(module.name.split(".")[1:])
    ]


def _score(scope: Scope, modules: Sequence[Module], number: int, seed: int) -> Score:
    """Try those mutants of a sample that have no current result."""
    mutants = [mutant for module in modules for mutant in mutants_of(module)]
    drawn = sample(mutants, number, seed)

    def left(line_tests: LineTests) -> list[Mutant]:
        known = _known(modules, line_tests)
        without = [mutant for mutant in drawn if _name(mutant) not in known]
        print(f"{scope.name}: {len(without):,} of {len(drawn):,} mutants", file=sys.stderr)
        return without

    line_tests = judged(scope.suite, modules, left, lambda *result: KEPT.add(Result.of(*result)))
    known = _known(modules, line_tests)
    return Score(scope, [known[_name(mutant)] for mutant in drawn], len(mutants))


def _known(modules: Sequence[Module], line_tests: LineTests) -> dict[tuple[str, str, int], Result]:
    return {
        (module.name, *name): result
        for module in modules
        for name, result in KEPT.of(module, line_tests).items()
    }


def _name(mutant: Mutant) -> tuple[str, str, int]:
    return mutant.module.name, mutant.operator, mutant.occurrence


def _page(conditions: str, scores: Sequence[Score], known: Sequence[Equivalent]) -> str:
    results = [result for part in scores for result in part.results]
    same = [entry for entry in known if any(entry.covers(result) for result in results)]
    reasons = (
        f"- `{entry.line}` ({entry.module}; {', '.join(entry.operators)}): {entry.why}"
        for entry in same
    )
    return "\n".join(
        (
            f"# Mutants\n\n{conditions}.\n",
            *(f"- {part.line(known)}" for part in scores),
            "",
            table(results, known),
            "\n## Survivors that behave like the program\n",
            *reasons,
            "\n## Survivors that a test could kill\n",
            *(f"- {line}" for line in survivors(results, known)),
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
