"""`make mutants`: the mutants of checks and agenda, and how many of them the tests kill.

`python -m tests.mutation lodging nights` judges those modules alone, and shows their survivors.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from tests.bench.machine import where_and_when
from tests.mutation.asked import Asked
from tests.mutation.mutants import Module, Mutant, mutants_of
from tests.mutation.results import Equivalent, Kept, Result, equivalents, score, survivors, table
from tests.mutation.running import Suite, judged, warm_up

AT_LEAST = 85
PACKAGES = ("check", "agenda")
SUITE = Suite(
    paths=("tests/check", "tests/agenda", "tests/publish/test_changes.py"),
    # Each planted mistake is a golden case already, and runs every check on a whole sample; and
    # what random visits kill today they may let live tomorrow.
    arguments=(
        *("--ignore=tests/check/test_planted.py", "-p", "no:xdist", "--deselect"),
        "tests/publish/test_changes.py::test_each_changed_card_is_in_the_report_and_no_unchanged_one",
    ),
)
HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
KEPT = Kept(Path(".cache/mutation/results.jsonl"))


def main() -> int:
    """Judge what is not judged yet, print the table, and keep it where all were judged."""
    begun = where_and_when()
    warnings.simplefilter("ignore", SyntaxWarning)  # `is` for `==` beside a literal
    named = _arguments().modules
    modules = [module for module in _modules() if not named or _short(module) in named]
    warm_up()

    def choose(asked: Asked) -> list[Mutant]:
        return [mutant for module in modules for mutant in _left(module, asked)]

    asked = judged(SUITE, modules, choose, lambda *told: KEPT.add(Result.of(*told)))
    results = [result for module in modules for result in KEPT.of(module, asked).values()]
    known = equivalents(HERE / "survivors.yml")
    if named:
        print("\n".join(survivors(results, known)))
    else:
        RESULTS.write_text(_page(begun, results, known), "utf-8")
    print(table(results, known))
    return 0 if score(results) >= AT_LEAST else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*")
    return parser.parse_args()


def _modules() -> list[Module]:
    files = [file for package in PACKAGES for file in Path("generator", package).glob("*.py")]
    return [Module(_dotted(file), file.absolute()) for file in sorted(files)]


def _dotted(file: Path) -> str:
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def _short(module: Module) -> str:
    return module.name.rpartition(".")[2]


def _left(module: Module, asked: Asked) -> list[Mutant]:
    """The mutants of a module of which it is not known what becomes."""
    known = KEPT.of(module, asked)
    if len(known) == KEPT.number(module):
        return []
    mutants = list(mutants_of(module))
    KEPT.add_number(module, len(mutants))
    left = [each for each in mutants if (each.operator, each.occurrence) not in known]
    print(f"{module.name}: {len(left)} of {len(mutants)} mutants", file=sys.stderr)
    return left


def _page(begun: str, results: list[Result], known: list[Equivalent]) -> str:
    left = [each for each in results if not any(same.covers(each) for same in known)]
    same = [each for each in known if any(each.covers(result) for result in results)]
    reasons = (
        f"- `{each.line}` ({each.module}; {', '.join(each.operators)}): {each.why}" for each in same
    )
    return "\n".join(
        (
            f"# Mutants\n\n{begun}.\n",
            f"**{score(results):.1f} %** of {len(results)} mutants killed; {score(left):.1f} % of "
            "those that do something else than the program.\n",
            table(results, known),
            "\n## Survivors that no test tells from the program\n",
            *reasons,
            "\n## Survivors that one could\n",
            *(f"- {line}" for line in survivors(left)),
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
