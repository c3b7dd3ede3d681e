"""Runs tests in forked processes: once to see which run what, then a few against each mutant."""

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

from tests.mutation.asked import Asked, Recorder
from tests.mutation.forks import FAILED, PASSED, Begun, Fate, status_of
from tests.mutation.mutants import Module, Mutant
from tests.mutation.replacing import forget, import_instead, swap

WARM = ("hypothesis", "icalendar", "openpyxl", "playwright.sync_api", "pydantic", "pytest_golden")
"""What tests import that is slow, and not the program: imported before the first fork."""
FOLDER = Path(".cache/mutation/tmp")
"""Where tests may write. Of the usual folders pytest keeps three, and removes that of a long run:
then every test fails and every mutant seems killed."""

Choose = Callable[[Asked], list[Mutant]]
Tell = Callable[[Mutant, Fate, Asked], None]


@dataclass(frozen=True)
class Suite:
    """The files or folders of tests that may be asked, and pytest's further arguments."""

    paths: tuple[str, ...]
    arguments: tuple[str, ...] = ()

    def run(self, *plugins: object) -> int:
        """What pytest says, without saying it."""
        quietly = (
            *("-x", "-s", "-p", "no:terminal", "-p", "no:cacheprovider"),
            *("-o", "addopts=", "-o", "tmp_path_retention_policy=none"),
            f"--basetemp={FOLDER.absolute()}",
        )
        return int(pytest.main([*quietly, *self.arguments, *self.paths], plugins=[*plugins]))


def warm_up() -> None:
    """Import what every run needs, and nothing of the program."""
    for name in WARM:
        importlib.import_module(name)


def judged(suite: Suite, modules: Iterable[Module], choose: Choose, tell: Tell) -> Asked:
    """Run the tests once to see which run which line, then those that concern it against each
    mutant chosen, and tell what became of it; it is told in another process.

    What changes a function's body is put into the running program. What takes effect at import,
    such as a decorator, needs a process that has imported nothing yet.
    """
    with TemporaryFile() as kept:

        def judge_in_place() -> int:
            return suite.run(_Judging(Recorder(modules), choose, tell, kept))

        if status_of(judge_in_place) != PASSED:
            raise RuntimeError("the tests fail, or mutants could not be put in place")
        kept.seek(0)
        asked = Asked(*pickle.load(kept))
    for mutant in choose(asked):
        if asked.is_run_at_import(mutant):
            only = _Only(asked.about(mutant.module, mutant.lines))
            run = _imported_anew(mutant, suite, only)
            tell(mutant, only.begun.fate(status_of(run, asked.seconds_of(only.chosen))), asked)
    return asked


def _imported_anew(mutant: Mutant, suite: Suite, only: _Only) -> Callable[[], int]:
    def run() -> int:
        import_instead(mutant.module, mutant.source)
        files = tuple(dict.fromkeys(test.partition("::")[0] for test in only.chosen))
        return min(replace(suite, paths=files).run(only), FAILED)

    return run


class _Only:
    """A plugin of pytest that runs the chosen tests, in their order; one that is gone fails."""

    def __init__(self, chosen: list[str]) -> None:
        self.chosen = chosen
        self.begun = Begun(chosen)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        by_name = {item.nodeid: item for item in items}
        items[:] = [by_name[name] for name in self.chosen]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.begun.note(nodeid)


class _Judging:
    """A plugin of pytest that takes the place of its loop: all tests, then for each mutant a fork,
    in which it is swapped in and the tests that concern it are run.
    """

    def __init__(self, recorder: Recorder, choose: Choose, tell: Tell, kept: IO[bytes]) -> None:
        self.recorder, self.choose, self.tell, self.kept = recorder, choose, tell, kept

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge the mutants that are not imported anew, if the tests pass without any."""
        # What the tests cache is there for every fork: cases parsed, standing pages read.
        if _run(session.items, self.recorder.begin, session) == FAILED:
            print(f"{self.recorder.began[-1][0]} fails without a mutant", file=sys.stderr)
            return True
        asked = self.recorder.asked()
        pickle.dump((asked.lines, asked.seconds), self.kept)
        self.kept.flush()
        items = {item.nodeid: item for item in session.items}
        mutants = [each for each in self.choose(asked) if not asked.is_run_at_import(each)]
        gc.freeze()  # else each fork's collector would copy every page of this process
        for mutant in mutants:
            chosen = asked.about(mutant.module, mutant.lines)
            begun = Begun(chosen)
            run = partial(_swapped_in, mutant, [items[test] for test in chosen], begun)
            self.tell(mutant, begun.fate(status_of(run, asked.seconds_of(chosen))), asked)
        if _run(session.items[:1], lambda _: None, session) == FAILED:
            print("tests fail by now without a mutant: the results are wrong", file=sys.stderr)
        return True


def _swapped_in(mutant: Mutant, items: list[pytest.Item], begun: Begun) -> int:
    swap(mutant)
    forget(name for name in tuple(sys.modules) if name.startswith(_package(mutant.module)))
    return _run(items, begun.note, None)


def _run(
    items: list[pytest.Item], begin: Callable[[str], None], following: pytest.Session | None
) -> int:
    """Whether the tests pass, up to the first that fails. With a `following` session, what was
    made for this one is kept.
    """
    for item, after in zip(items, [*items[1:], following], strict=True):
        begin(item.nodeid)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if item.session.testsfailed:
            return FAILED
    return PASSED


def _package(module: Module) -> str:
    return ".".join(module.name.split(".")[:2])
