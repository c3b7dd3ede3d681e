"""Which tests are asked about a line: those that run it, recorded once by coverage.py."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from time import process_time

import coverage

from tests.mutation.mutants import Module, Mutant
from tests.mutation.replacing import forget

AT_IMPORT = ""


@dataclass
class Asked:
    """For each module's file and line the tests that run it, with `AT_IMPORT` where it is run
    before any test; and the processor's seconds that each test takes.
    """

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def about(self, module: Module, lines: Iterable[int]) -> list[str]:
        """The tests that run any of these lines, the quickest first. Where none does, as of what
        an import runs: those that run anything of the module, and those that run nothing of any,
        for these look at what imports made.
        """
        run = self.lines.get(str(module.file), {})
        exactly = {test for line in lines for test in run.get(line, ())} - {AT_IMPORT}
        chosen = exactly or _in(run) | (set(self.seconds) - self._that_run_anything)
        return sorted(chosen, key=lambda test: (self.seconds[test], test))

    @cached_property
    def _that_run_anything(self) -> set[str]:
        return {test for run in self.lines.values() for test in _in(run)}

    def is_run_at_import(self, mutant: Mutant) -> bool:
        """Whether the change takes effect before any test begins."""
        run = self.lines.get(str(mutant.module.file), {})
        return mutant.function is None or any(
            AT_IMPORT in run.get(line, ()) for line in mutant.lines
        )

    def seconds_of(self, tests: Iterable[str]) -> float:
        """How long these tests take."""
        return sum(self.seconds[test] for test in tests)

    def digest(self, tests: Iterable[str]) -> str:
        """Changes with the files of these tests, and with which they are; empty where one of them
        is there no more.
        """
        named = sorted(tests)
        if any(test not in self.seconds for test in named):
            return ""
        files = sorted({file for test in named for file in _files(test)})
        parts = (*map(str.encode, named), *(file.read_bytes() for file in files))
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


class Recorder:
    """Notes which test runs which line of `modules`, and how long it takes.

    It is made before these are imported, so that what an import runs is told apart.
    """

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = tuple(modules)
        self.began: list[tuple[str, float]] = []
        self.coverage = coverage.Coverage(
            data_file=None,
            config_file=False,
            include=[str(module.file) for module in self.modules],
            messages=False,
        )
        self.coverage.start()

    def begin(self, test: str) -> None:
        """Note that what is run from now on, `test` runs."""
        # What an earlier test left in a cache, this one would not be seen to need.
        forget(module.name for module in self.modules)
        self.coverage.switch_context(test)
        self.began.append((test, process_time()))

    def asked(self) -> Asked:
        """What was recorded, up to now."""
        self.coverage.stop()
        data = self.coverage.get_data()
        files = [str(module.file) for module in self.modules]
        ends = [*self.began[1:], ("", process_time())]
        seconds = {
            test: end - begun for (test, begun), (_, end) in zip(self.began, ends, strict=True)
        }
        return Asked({file: dict(data.contexts_by_lineno(file)) for file in files}, seconds)


def _in(run: dict[int, list[str]]) -> set[str]:
    return {test for tests in run.values() for test in tests} - {AT_IMPORT}


@cache
def _files(test: str) -> set[Path]:
    """A test's module, the golden case it is about, and what stands beside it for it to use."""
    module = Path(test.partition("::")[0])
    beside = {file for file in module.parent.glob("*.py") if not file.name.startswith("test_")}
    case = re.search(r"\[(.+\.yml)\]$", test)
    golden = module.parent / case[1] if case else module
    return {module, *beside, *({golden} if golden.is_file() else ())}
