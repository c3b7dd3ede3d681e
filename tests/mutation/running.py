"""Runs tests in forked processes: all tests once, then against each mutant those of its lines."""

from __future__ import annotations

import gc
import importlib
import pickle
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest

from tests.mutation.line_tests import LineTests, Recorder
from tests.mutation.mutants import Module, Mutant
from tests.mutation.patching import clear_caches, replace_code, replace_import
from tests.mutation.processes import FAILED, PASSED, LastTest, Outcome, status_of

WARM = ("hypothesis", "icalendar", "openpyxl", "playwright.sync_api", "pydantic", "pytest_golden")
"""Slow imports of the tests, other than the program: imported before the first fork."""
FOLDER = Path(".cache/mutation/tmp")
"""Where tests may write. pytest keeps only three of its usual folders, and removes that of a long
run: then every test fails and every mutant seems killed."""

Choose = Callable[[LineTests], list[Mutant]]
Report = Callable[[Mutant, Outcome, LineTests], None]


@dataclass(frozen=True)
class Suite:
    """The files or folders of tests to run, and the files and tests in them that are left out."""

    paths: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    def run(self, *plugins: object) -> int:
        """Run pytest without output and return its exit code."""
        quietly = (
            *("-x", "-s", "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist"),
            # A busy machine makes a test wait, and a mutant is stopped by seconds of the processor.
            *("-p", "no:timeout"),
            *("-o", "addopts=", "-o", "tmp_path_retention_policy=none"),
            f"--basetemp={FOLDER.absolute()}",
        )
        FOLDER.parent.mkdir(parents=True, exist_ok=True)
        left_out = (f"--deselect={name}" for name in self.left_out)
        return int(pytest.main([*quietly, *left_out, *self.paths], plugins=[*plugins]))


def warm_up() -> None:
    """Import the libraries that every run needs, and nothing of the program."""
    for name in WARM:
        importlib.import_module(name)


def judged(suite: Suite, modules: Iterable[Module], choose: Choose, report: Report) -> LineTests:
    """Record which tests run which line, and try each chosen mutant with the tests of its lines.

    `report` is called with each outcome, in another process. A mutant of a function's body replaces
    the code in the running program. One that takes effect at import, such as a decorator, needs a
    process that has imported nothing yet. Raises RuntimeError if the tests fail without a mutant.
    """
    with TemporaryFile() as kept:

        def run_in_fork() -> int:
            return suite.run(_JudgingLoop(Recorder(modules), choose, report, kept))

        if status_of(run_in_fork) != PASSED:
            raise RuntimeError("the tests fail, or mutants could not be applied")
        kept.seek(0)
        line_tests = LineTests(*pickle.load(kept))
    for mutant in choose(line_tests):
        if line_tests.is_run_at_import(mutant):
            only = _Only(line_tests.about(mutant.module, mutant.lines))
            run = _run_imported(mutant, suite, only)
            report(
                mutant,
                only.last_test.outcome(status_of(run, line_tests.seconds_of(only.chosen))),
                line_tests,
            )
    return line_tests


def _run_imported(mutant: Mutant, suite: Suite, only: _Only) -> Callable[[], int]:
    def run() -> int:
        replace_import(mutant.module, mutant.source)
        files = tuple(dict.fromkeys(test.partition("::")[0] for test in only.chosen))
        return min(replace(suite, paths=files).run(only), FAILED)

    return run


class _Only:
    """A pytest plugin that runs the chosen tests in their order; a missing one is an error."""

    def __init__(self, chosen: list[str]) -> None:
        self.chosen = chosen
        self.last_test = LastTest(chosen)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        by_name = {item.nodeid: item for item in items}
        items[:] = [by_name[name] for name in self.chosen]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.last_test.note(nodeid)


class _JudgingLoop:
    """A pytest plugin that replaces its loop: all tests once, then one fork for each mutant.

    In the fork the mutant's code is replaced and the tests of its lines run.
    """

    def __init__(self, recorder: Recorder, choose: Choose, report: Report, kept: IO[bytes]) -> None:
        self.recorder, self.choose, self.report, self.kept = recorder, choose, report, kept

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the mutants that need no new import, if the tests pass without any."""
        # Every fork then has what the tests cache: parsed cases and standing pages.
        if _run(session.items, self.recorder.begin, session) == FAILED:
            print(f"{self.recorder.began[-1][0]} fails without a mutant", file=sys.stderr)
            return True
        line_tests = self.recorder.line_tests()
        pickle.dump((line_tests.lines, line_tests.seconds), self.kept)
        self.kept.flush()
        items = {item.nodeid: item for item in session.items}
        mutants = [
            mutant for mutant in self.choose(line_tests) if not line_tests.is_run_at_import(mutant)
        ]
        gc.freeze()  # otherwise the collector of each fork would copy every page of memory
        for mutant in mutants:
            chosen = line_tests.about(mutant.module, mutant.lines)
            last_test = LastTest(chosen)
            run = partial(_run_replaced, mutant, [items[test] for test in chosen], last_test)
            self.report(
                mutant, last_test.outcome(status_of(run, line_tests.seconds_of(chosen))), line_tests
            )
        if _run(session.items[:1], lambda _: None, session) == FAILED:
            print("tests fail now without a mutant: the results are wrong", file=sys.stderr)
        return True


def _run_replaced(mutant: Mutant, items: list[pytest.Item], last_test: LastTest) -> int:
    replace_code(mutant)
    clear_caches(name for name in tuple(sys.modules) if name.startswith(_package(mutant.module)))
    return _run(items, last_test.note, None)


def _run(
    items: list[pytest.Item], begin: Callable[[str], None], following: pytest.Session | None
) -> int:
    """Run the tests up to the first that fails; return PASSED or FAILED.

    With a `following` session, its fixtures stay for later tests.
    """
    for item, after in zip(items, [*items[1:], following], strict=True):
        begin(item.nodeid)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if item.session.testsfailed:
            return FAILED
    return PASSED


def _package(module: Module) -> str:
    return ".".join(module.name.split(".")[:2])
