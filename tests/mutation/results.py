"""Keeps what became of each mutant, line by line, so that a run goes on where it was cut off; and
shows it as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.mutation.mutants import Mutant


@dataclass(frozen=True)
class Result:
    """What became of a mutant. `digest` is its module's and its tests'."""

    module: str
    digest: str
    operator: str
    occurrence: int
    number: int
    line: str
    changed: str
    verdict: str

    @classmethod
    def of(cls, mutant: Mutant, digest: str, verdict: str) -> Result:
        """The result to keep of a mutant."""
        return cls(
            module=mutant.module.name,
            digest=digest,
            operator=mutant.operator,
            occurrence=mutant.occurrence,
            number=mutant.lines.start,
            line=mutant.line,
            changed=mutant.changed_line,
            verdict=verdict,
        )

    @property
    def survived(self) -> bool:
        """Whether no test saw the change."""
        return self.verdict == "survived"

    @property
    def name(self) -> tuple[str, str, int]:
        """Which mutant of the modules it is."""
        return self.module, self.operator, self.occurrence


class Kept:
    """The results in a file, a line each. A line without a mutant says that a module is done."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, result: Result) -> None:
        """Write one down, at once."""
        self._write(asdict(result))

    def add_done(self, module: str, digest: str) -> None:
        """Write down that every mutant of a module is judged."""
        self._write({"module": module, "digest": digest, "done": True})

    def of(self, module: str, digest: str) -> list[Result]:
        """What is known of a module as it is."""
        return [Result(**line) for line in self._lines(module, digest) if "done" not in line]

    def is_done(self, module: str, digest: str) -> bool:
        """Whether every mutant of a module as it is has been judged."""
        return any("done" in line for line in self._lines(module, digest))

    def _lines(self, module: str, digest: str) -> Iterator[dict[str, Any]]:
        if self.file.is_file():
            for line in map(json.loads, self.file.read_text("utf-8").splitlines()):
                if (line["module"], line["digest"]) == (module, digest):
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
    verdicts = [result.survived for result in results]
    return 100 * verdicts.count(False) / len(verdicts) if verdicts else 100.0


def table(results: list[Result], known: list[Equivalent]) -> str:
    """A line a module; `same` are the survivors that do the same as the program."""
    rows = ["| module | mutants | killed | survived | killed, % | of these same |"]
    rows.append("|---|--:|--:|--:|--:|--:|")
    modules = sorted({result.module for result in results})
    parts = [(module, [r for r in results if r.module == module]) for module in modules]
    for name, part in [*parts, ("**all**", results)]:
        left = [result for result in part if result.survived]
        same = [result for result in left if any(each.covers(result) for each in known)]
        rows.append(
            f"| {name} | {len(part)} | {len(part) - len(left)} | {len(left)} "
            f"| {score(part):.1f} | {len(same)} |"
        )
    return "\n".join(rows)
