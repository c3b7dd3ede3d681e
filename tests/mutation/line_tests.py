"""Which tests run a line of a module, recorded once by coverage.py."""

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
from tests.mutation.patching import clear_caches

AT_IMPORT = ""


@dataclass
class LineTests:
    """The tests that run each line of each file, and the processor seconds that each test takes.

    `AT_IMPORT` marks a line that is run before any test.
    """

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def about(self, module: Module, lines: Iterable[int]) -> list[str]:
        """Return the tests that run any of these lines, the quickest first.

        If none does, as with a line that only an import runs: the tests that run anything of the
        module, and those that run no module, because they look at the result of imports.
        """
        run = self.lines.get(str(module.file), {})
        exactly = {test for line in lines for test in run.get(line, ())} - {AT_IMPORT}
        chosen = exactly or _in(run) | (set(self.seconds) - self._tests_with_lines)
        return sorted(chosen, key=lambda test: (self.seconds[test], test))

    @cached_property
    def _tests_with_lines(self) -> set[str]:
        return {test for run in self.lines.values() for test in _in(run)}

    def is_run_at_import(self, mutant: Mutant) -> bool:
        """Tell whether the change takes effect before any test begins."""
        run = self.lines.get(str(mutant.module.file), {})
        return mutant.function is None or any(
            AT_IMPORT in run.get(line, ()) for line in mutant.lines
        )

    def seconds_of(self, tests: Iterable[str]) -> float:
        """Return how long these tests take together."""
        return sum(self.seconds[test] for test in tests)

    def digest(self, tests: Iterable[str]) -> str:
        """Return a digest of these tests' names and files; empty if one of them does not exist."""
        named = sorted(tests)
        if any(test not in self.seconds for test in named):
            return ""
        files = sorted({file for test in named for file in _files(test)})
        parts = (*map(str.encode, named), *(file.read_bytes() for file in files))
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


class Recorder:
    """Records which test runs which line of `modules`, and how long it takes.

    Create it before these are imported, to know which lines an import runs.
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
        """Record what runs from now on as run by `test`."""
        # A cached result of an earlier test would hide lines that this test needs.
        clear_caches(module.name for module in self.modules)
        self.coverage.switch_context(test)
        self.began.append((test, process_time()))

    def line_tests(self) -> LineTests:
        """Stop, and return what was recorded."""
        self.coverage.stop()
        data = self.coverage.get_data()
        files = [str(module.file) for module in self.modules]
        ends = [*self.began[1:], ("", process_time())]
        seconds = {
            test: end - start for (test, start), (_, end) in zip(self.began, ends, strict=True)
        }
        return LineTests({file: dict(data.contexts_by_lineno(file)) for file in files}, seconds)


def _in(run: dict[int, list[str]]) -> set[str]:
    return {test for tests in run.values() for test in tests} - {AT_IMPORT}


@cache
def _files(test: str) -> set[Path]:
    """A test's module, its golden case, and the helpers in the same folder."""
    module = Path(test.partition("::")[0])
    helpers = {file for file in module.parent.glob("*.py") if not file.name.startswith("test_")}
    case = re.search(r"\[(.+\.yml)\]$", test)
    golden = module.parent / case[1] if case else module
    return {module, *helpers, *({golden} if golden.is_file() else ())}
