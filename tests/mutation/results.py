"""Stores the outcome of each mutant in a file, so that a run can continue, and tabulates them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.mutation.line_tests import LineTests
from tests.mutation.mutants import Module, Mutant, is_tried
from tests.mutation.processes import Outcome


@dataclass(frozen=True)
class Result:
    """The outcome of a mutant of a module whose source has the digest `source`.

    `test` killed it; `tests` is the digest of that test, or of all tests that ran if none failed.
    """

    module: str
    source: str
    operator: str
    occurrence: int
    first: int
    last: int
    line: str
    changed: str
    killed: bool
    test: str
    tests: str

    @classmethod
    def of(cls, mutant: Mutant, outcome: Outcome, line_tests: LineTests) -> Result:
        """Return the result to store for a mutant."""
        lines = mutant.lines
        return cls(
            module=mutant.module.name,
            source=mutant.module.digest,
            operator=mutant.operator,
            occurrence=mutant.occurrence,
            first=lines[0],
            last=lines[-1],
            line=mutant.line,
            changed=mutant.changed_line,
            killed=outcome.killed,
            test=outcome.test,
            tests=_digest(mutant.module, lines, outcome.test, line_tests),
        )

    def is_current(self, module: Module, line_tests: LineTests) -> bool:
        """Tell whether module and tests are unchanged since."""
        if self.source != module.digest:
            return False
        lines = range(self.first, self.last + 1)
        return self.tests == _digest(module, lines, self.test, line_tests)

    @property
    def name(self) -> tuple[str, int]:
        """The operator and the occurrence: they identify a mutant of a module."""
        return self.operator, self.occurrence


def _digest(module: Module, lines: range, killer: str, line_tests: LineTests) -> str:
    return line_tests.digest([killer] if killer else line_tests.about(module, lines))


class ResultFile:
    """The results in a file, one per line; of two for one mutant the later counts."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, result: Result) -> None:
        """Append a result at once."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")

    def of(self, module: Module, line_tests: LineTests) -> dict[tuple[str, int], Result]:
        """Return the current results of a module, by mutant."""
        results = {(result := Result(**line)).name: result for line in self._lines(module)}
        return {
            name: result
            for name, result in results.items()
            if is_tried(result.operator) and result.is_current(module, line_tests)
        }

    def _lines(self, module: Module) -> Iterator[dict[str, Any]]:
        if self.file.is_file():
            for line in map(json.loads, self.file.read_text("utf-8").splitlines()):
                if (line["module"], line["source"]) == (module.name, module.digest):
                    yield line


@dataclass(frozen=True)
class Equivalent:
    """Mutants that somebody has read and that behave like the program, and why."""

    module: str
    line: str
    operators: tuple[str, ...]
    why: str

    def covers(self, result: Result) -> bool:
        """Tell whether a result is that of one of them."""
        return (self.module, self.line) == (result.module, result.line) and (
            result.operator in self.operators
        )


def equivalents(file: Path) -> list[Equivalent]:
    """Read them from a file."""
    entries = yaml.safe_load(file.read_text("utf-8")) or []
    return [
        Equivalent(entry["module"], entry["line"], tuple(entry["operators"]), entry["why"])
        for entry in entries
    ]


def score(results: Iterable[Result]) -> float:
    """Return how many percent were killed."""
    killed = [result.killed for result in results]
    return 100 * killed.count(True) / len(killed) if killed else 100.0


def survivors(results: Iterable[Result], known: Iterable[Equivalent] = ()) -> list[str]:
    """Describe the mutants that no test killed, without those `known` to be equivalent."""
    return [
        f"{result.module}:{result.first} {result.operator}: `{result.line}` → `{result.changed}`"
        for result in results
        if not result.killed and not any(entry.covers(result) for entry in known)
    ]


def table(results: list[Result], known: list[Equivalent]) -> str:
    """Return a table with one line per module, and the survivors that behave like the program."""
    rows = ["| module | mutants | killed | survived | killed, % | like the program |"]
    rows.append("|---|--:|--:|--:|--:|--:|")
    modules = sorted({result.module for result in results})
    parts = [(module, [r for r in results if r.module == module]) for module in modules]
    for name, part in [*parts, ("**all**", results)]:
        left = [result for result in part if not result.killed]
        same = [result for result in left if any(entry.covers(result) for entry in known)]
        rows.append(
            f"| {name} | {len(part)} | {len(part) - len(left)} | {len(left)} "
            f"| {score(part):.1f} | {len(same)} |"
        )
    return "\n".join(rows)
