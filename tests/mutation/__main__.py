"""`make mutants`: how many mutants of checks and agenda the tests kill.

`python -m tests.mutation lodging nights` tries these modules only, and prints their survivors.
"""

from __future__ import annotations

import argparse
import sys
import warnings
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
from tests.mutation.running import Suite, judged, warm_up

AT_LEAST = 85
PACKAGES = ("check", "agenda")
SUITE = Suite(
    paths=("tests/check", "tests/agenda", "tests/changes/test_report.py"),
    # A planted mistake is a golden case already, and runs every check on a complete sample; random
    # visits may kill a mutant today and not tomorrow.
    arguments=(
        *("--ignore=tests/check/test_planted.py", "-p", "no:xdist", "--deselect"),
        "tests/changes/test_report.py::test_each_changed_card_is_in_the_report_and_no_unchanged_one",
    ),
)
HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
KEPT = ResultFile(Path(".cache/mutation/results.jsonl"))


def main() -> int:
    """Try the mutants without a result, print the table, and write it if all modules were tried."""
    conditions = where_and_when()
    warnings.simplefilter("ignore", SyntaxWarning)  # `is` for `==` beside a literal
    named = _arguments().modules
    modules = [module for module in _modules() if not named or _short(module) in named]
    warm_up()

    def choose(line_tests: LineTests) -> list[Mutant]:
        return [mutant for module in modules for mutant in _left(module, line_tests)]

    line_tests = judged(SUITE, modules, choose, lambda *result: KEPT.add(Result.of(*result)))
    results = [result for module in modules for result in KEPT.of(module, line_tests).values()]
    known = equivalents(HERE / "survivors.yml")
    if named:
        print("\n".join(survivors(results, known)))
    else:
        RESULTS.write_text(_page(conditions, results, known), "utf-8")
    print(table(results, known))
    return 0 if score(results) >= AT_LEAST else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*")
    return parser.parse_args()


def _modules() -> list[Module]:
    files = [file for package in PACKAGES for file in Path("generator", package).rglob("*.py")]
    return [Module(_dotted(file), file.absolute()) for file in sorted(files)]


def _dotted(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def _short(module: Module) -> str:
    return module.name.rpartition(".")[2]


def _left(module: Module, line_tests: LineTests) -> list[Mutant]:
    """The mutants of a module that have no current result."""
    known = KEPT.of(module, line_tests)
    if len(known) == KEPT.number(module):
        return []
    mutants = list(mutants_of(module))
    KEPT.add_number(module, len(mutants))
    left = [mutant for mutant in mutants if (mutant.operator, mutant.occurrence) not in known]
    print(f"{module.name}: {len(left)} of {len(mutants)} mutants", file=sys.stderr)
    return left


def _page(conditions: str, results: list[Result], known: list[Equivalent]) -> str:
    left = [result for result in results if not any(entry.covers(result) for entry in known)]
    same = [entry for entry in known if any(entry.covers(result) for result in results)]
    reasons = (
        f"- `{entry.line}` ({entry.module}; {', '.join(entry.operators)}): {entry.why}"
        for entry in same
    )
    return "\n".join(
        (
            f"# Mutants\n\n{conditions}.\n",
            f"**{score(results):.1f} %** of {len(results)} mutants killed; {score(left):.1f} % of "
            "those that behave unlike the program.\n",
            table(results, known),
            "\n## Survivors that behave like the program\n",
            *reasons,
            "\n## Survivors that a test could kill\n",
            *(f"- {line}" for line in survivors(left)),
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
