"""Keeps what became of each mutant, line by line, so that a run goes on where it was cut off; and
shows it as a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.mutation.asked import Asked
from tests.mutation.forks import Fate
from tests.mutation.mutants import Module, Mutant, is_tried


@dataclass(frozen=True)
class Result:
    """What became of a mutant of a module whose source has the digest `source`. `test` killed it;
    `tests` is the digest of that, or of all that were asked in vain.
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
    def of(cls, mutant: Mutant, fate: Fate, asked: Asked) -> Result:
        """The result to keep of a mutant."""
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
            killed=fate.killed,
            test=fate.test,
            tests=_digest(mutant.module, lines, fate.test, asked),
        )

    def holds(self, module: Module, asked: Asked) -> bool:
        """Whether module and tests are still those that it was found with."""
        if self.source != module.digest:
            return False
        lines = range(self.first, self.last + 1)
        return self.tests == _digest(module, lines, self.test, asked)

    @property
    def name(self) -> tuple[str, int]:
        """Which mutant of the module it is."""
        return self.operator, self.occurrence


def _digest(module: Module, lines: range, killer: str, asked: Asked) -> str:
    return asked.digest([killer] if killer else asked.about(module, lines))


class Kept:
    """The results in a file, a line each; of two about one mutant the later counts. A line
    `mutants` says how many a module has.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, result: Result) -> None:
        """Write one down, at once."""
        self._write(asdict(result))

    def add_number(self, module: Module, mutants: int) -> None:
        """Write down how many mutants a module has."""
        self._write({"module": module.name, "source": module.digest, "mutants": mutants})

    def of(self, module: Module, asked: Asked) -> dict[tuple[str, int], Result]:
        """The results of a module that hold, by mutant."""
        lines = (line for line in self._lines(module) if "mutants" not in line)
        results = {(result := Result(**line)).name: result for line in lines}
        return {
            name: each
            for name, each in results.items()
            if is_tried(each.operator) and each.holds(module, asked)
        }

    def number(self, module: Module) -> int | None:
        """How many mutants a module has, where that is known."""
        numbers = [each["mutants"] for each in self._lines(module) if "mutants" in each]
        return numbers[-1] if numbers else None

    def _lines(self, module: Module) -> Iterator[dict[str, Any]]:
        if self.file.is_file():
            for line in map(json.loads, self.file.read_text("utf-8").splitlines()):
                if (line["module"], line["source"]) == (module.name, module.digest):
                    yield line

    def _write(self, line: dict[str, Any]) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class Equivalent:
    """Mutants that were read and found to do the same as the program, and why they do."""

    module: str
    line: str
    operators: tuple[str, ...]
    why: str

    def covers(self, result: Result) -> bool:
        """Whether a result is one of them."""
        return (self.module, self.line) == (result.module, result.line) and (
            result.operator in self.operators
        )


def equivalents(file: Path) -> list[Equivalent]:
    """Those written down in a file."""
    entries = yaml.safe_load(file.read_text("utf-8")) or []
    return [
        Equivalent(entry["module"], entry["line"], tuple(entry["operators"]), entry["why"])
        for entry in entries
    ]


def score(results: Iterable[Result]) -> float:
    """How many percent were killed."""
    killed = [result.killed for result in results]
    return 100 * killed.count(True) / len(killed) if killed else 100.0


def survivors(results: Iterable[Result], known: Iterable[Equivalent] = ()) -> list[str]:
    """Those that no test told from the program, without those `known` to do the same."""
    return [
        f"{each.module}:{each.first} {each.operator}: `{each.line}` → `{each.changed}`"
        for each in results
        if not each.killed and not any(same.covers(each) for same in known)
    ]


def table(results: list[Result], known: list[Equivalent]) -> str:
    """A line a module; `same` are the survivors that do the same as the program."""
    rows = ["| module | mutants | killed | survived | killed, % | of these same |"]
    rows.append("|---|--:|--:|--:|--:|--:|")
    modules = sorted({result.module for result in results})
    parts = [(module, [r for r in results if r.module == module]) for module in modules]
    for name, part in [*parts, ("**all**", results)]:
        left = [result for result in part if not result.killed]
        same = [result for result in left if any(each.covers(result) for each in known)]
        rows.append(
            f"| {name} | {len(part)} | {len(part) - len(left)} | {len(left)} "
            f"| {score(part):.1f} | {len(same)} |"
        )
    return "\n".join(rows)
