"""Which tests are asked about a line: those that run it, recorded once by coverage.py."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

import coverage
import pytest

from tests.mutation.mutants import Module, Mutant
from tests.mutation.replacing import forget

AT_IMPORT = ""


@dataclass
class Asked:
    """For each module's file and line the tests that run it, with `AT_IMPORT` where it is run
    before any test; and the processor's seconds that each test takes."""

    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def about(self, mutant: Mutant) -> list[str]:
        """The tests to ask about a mutant, the quickest first."""
        run = self.lines.get(str(mutant.module.file), {})
        exactly = {test for line in mutant.lines for test in run.get(line, ())} - {AT_IMPORT}
        return self._quickest_first(exactly) or self.of_module(mutant.module)

    def of_module(self, module: Module) -> list[str]:
        """The tests that run anything of a module."""
        run = self.lines.get(str(module.file), {})
        return self._quickest_first({test for tests in run.values() for test in tests})

    def is_run_at_import(self, mutant: Mutant) -> bool:
        """Whether the change takes effect before any test begins."""
        run = self.lines.get(str(mutant.module.file), {})
        return mutant.function is None or any(
            AT_IMPORT in run.get(line, ()) for line in mutant.lines
        )

    def digest(self, module: Module) -> str:
        """Changes with the module, and with the files of the tests that run it."""
        files = {module.file, *(file for test in self.of_module(module) for file in _files(test))}
        said = b"".join(str(file).encode() + file.read_bytes() for file in sorted(files))
        return hashlib.sha256(said).hexdigest()[:16]

    def _quickest_first(self, tests: Iterable[str]) -> list[str]:
        return sorted(set(tests) - {AT_IMPORT}, key=lambda test: (self.seconds[test], test))


class Recorder:
    """A plugin of pytest that notes which test runs which line of `modules`.

    It is made before these are imported, so that what an import runs is told apart.
    """

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = tuple(modules)
        self.seconds: dict[str, float] = {}
        self.coverage = coverage.Coverage(
            data_file=None,
            config_file=False,
            include=[str(module.file) for module in self.modules],
            messages=False,
        )
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run one test, in a context of its name."""
        # What an earlier test left in a cache, this one would not be seen to need.
        forget(module.name for module in self.modules)
        self.coverage.switch_context(item.nodeid)
        began = process_time()
        result = yield
        self.seconds[item.nodeid] = process_time() - began
        self.coverage.switch_context(AT_IMPORT)
        return result

    def asked(self) -> Asked:
        """What was recorded."""
        self.coverage.stop()
        data = self.coverage.get_data()
        files = [str(module.file) for module in self.modules]
        return Asked({file: dict(data.contexts_by_lineno(file)) for file in files}, self.seconds)


def _files(test: str) -> set[Path]:
    """A test's module, the golden case it is about, and what stands beside it for it to use."""
    module = Path(test.partition("::")[0])
    beside = {file for file in module.parent.glob("*.py") if not file.name.startswith("test_")}
    case = re.search(r"\[(.+\.yml)\]$", test)
    golden = module.parent / case[1] if case else module
    return {module, *beside, *({golden} if golden.is_file() else ())}
