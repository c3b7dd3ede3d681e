"""`make mutants`: the mutants of checks and agenda, and how many of them the tests kill.

`python -m tests.mutation lodging nights` judges those modules alone, and shows their survivors.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.machine import where_and_when
from tests.mutation.asked import Asked
from tests.mutation.mutants import Module, Mutant, mutants_of
from tests.mutation.results import Equivalent, Kept, Result, equivalents, score, table
from tests.mutation.running import Tests, Verdict, judged, recorded, warm_up

AT_LEAST = 85
PACKAGES = ("check", "agenda")
TESTS = Tests(
    paths=("tests/check", "tests/agenda", "tests/publish/test_changes.py"),
    # Each planted mistake is a golden case already, and runs every check on a whole sample.
    arguments=("--ignore=tests/check/test_planted.py", "-p", "no:xdist"),
)
HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
KEPT = Kept(Path(".cache/mutation/results.jsonl"))


def main() -> int:
    """Judge what is not judged yet, print the table, and keep it where all were judged."""
    begun = where_and_when()
    named = _arguments().modules
    modules = [module for module in _modules() if not named or _short(module) in named]
    warm_up()
    asked = recorded(TESTS, modules)
    digests = {module.name: asked.digest(module) for module in modules}
    for module in modules:
        if not KEPT.is_done(module.name, digests[module.name]):
            _judge(module, digests[module.name], asked)
    results = [each for name, digest in digests.items() for each in KEPT.of(name, digest)]
    known = equivalents(HERE / "survivors.yml")
    if named:
        print("\n".join(_survivors(results, known)))
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


def _judge(module: Module, digest: str, asked: Asked) -> None:
    known = {result.name for result in KEPT.of(module.name, digest)}
    mutants = [
        mutant
        for mutant in mutants_of(module)
        if (module.name, mutant.operator, mutant.occurrence) not in known
    ]

    def tell(mutant: Mutant, verdict: Verdict) -> None:
        KEPT.add(Result.of(mutant, digest, verdict))

    print(f"{module.name}: {len(mutants)} mutants", file=sys.stderr)
    judged(mutants, TESTS, asked, tell)
    KEPT.add_done(module.name, digest)


def _survivors(results: list[Result], known: list[Equivalent]) -> list[str]:
    return [
        f"{each.module}:{each.number} {each.operator}\n  - {each.line}\n  + {each.changed}"
        for each in results
        if each.survived and not any(same.covers(each) for same in known)
    ]


def _page(begun: str, results: list[Result], known: list[Equivalent]) -> str:
    left = [each for each in results if not any(same.covers(each) for same in known)]
    return "\n".join(
        (
            f"# Mutants\n\n{begun}.\n",
            f"**{score(results):.1f} %** of {len(results)} mutants killed; {score(left):.1f} % of "
            "those that do something else than the program.\n",
            table(results, known),
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
