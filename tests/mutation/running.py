"""Runs tests in forked processes: once to see which run what, then a few against each mutant."""

from __future__ import annotations

import gc
import importlib
import pickle
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from tempfile import TemporaryFile

import pytest

from tests.mutation.asked import Asked, Recorder
from tests.mutation.forks import FAILED, PASSED, Begun, Fate, status_of
from tests.mutation.mutants import Module, Mutant
from tests.mutation.replacing import forget, import_instead, swap

WARM = ("hypothesis", "icalendar", "openpyxl", "playwright.sync_api", "pydantic", "pytest_golden")
"""What tests import that is slow, and not the program: imported before the first fork."""

Tell = Callable[[Mutant, Fate], None]


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
        )
        return int(pytest.main([*quietly, *self.arguments, *self.paths], plugins=[*plugins]))


def warm_up() -> None:
    """Import what every run needs, and nothing of the program."""
    for name in WARM:
        importlib.import_module(name)


def recorded(tests: Suite, modules: Iterable[Module]) -> Asked:
    """Which test runs which line, with the program as it is."""
    with TemporaryFile() as kept:

        def record() -> int:
            recorder = Recorder(modules)
            status = tests.run(recorder)
            asked = recorder.asked()
            kept.write(pickle.dumps((asked.lines, asked.seconds)))
            kept.flush()
            return status

        if status_of(record) != PASSED:
            raise RuntimeError("the tests fail without any mutant")
        kept.seek(0)
        return Asked(*pickle.loads(kept.read()))


def judged(mutants: Iterable[Mutant], tests: Suite, asked: Asked, tell: Tell) -> None:
    """Tell of each mutant what became of it; it is told in another process.

    What changes a function's body is put into the running program, its tests collected. What
    takes effect at import, such as a decorator, needs a process that has imported nothing yet.
    """
    in_place, at_import = [], []
    for mutant in mutants:
        (at_import if asked.is_run_at_import(mutant) else in_place).append(mutant)
    if in_place:
        judging = _Judging(in_place, asked, tell)
        if status_of(lambda: tests.run(judging)) != PASSED:
            raise RuntimeError("the tests could not be run against mutants")
    for mutant in at_import:
        chosen = asked.about(mutant.module, mutant.lines)
        only = _Only(chosen)
        status = status_of(_imported_anew(mutant, tests, only), asked.seconds_of(chosen))
        tell(mutant, only.begun.fate(status))


def _imported_anew(mutant: Mutant, tests: Suite, only: _Only) -> Callable[[], int]:
    def run() -> int:
        import_instead(mutant.module, mutant.source)
        files = tuple(dict.fromkeys(test.partition("::")[0] for test in only.chosen))
        return min(replace(tests, paths=files).run(only), FAILED)

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
    """A plugin of pytest that takes the place of its loop: for each mutant a fork, in which the
    mutant is swapped in and the tests that concern it are run."""

    def __init__(self, mutants: list[Mutant], asked: Asked, tell: Tell) -> None:
        self.mutants, self.asked, self.tell = mutants, asked, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge them all, if the tests that will be asked pass without a mutant."""
        items = {item.nodeid: item for item in session.items}
        asked = {
            test: None
            for module in dict.fromkeys(mutant.module for mutant in self.mutants)
            for test in self.asked.about(module, ())
        }
        # What they cache is there for every fork: cases parsed, standing pages read.
        if _run([items[test] for test in asked], lambda _: None, session) == FAILED:
            print("the tests fail in another order", file=sys.stderr)
            pytest.exit("", returncode=FAILED)
        gc.freeze()  # else each fork's collector would copy every page of this process
        for mutant in self.mutants:
            self.tell(mutant, self._fate(mutant, items))
        return True

    def _fate(self, mutant: Mutant, items: dict[str, pytest.Item]) -> Fate:
        chosen = self.asked.about(mutant.module, mutant.lines)
        begun = Begun(chosen)

        def run() -> int:
            return _swapped_in(mutant, [items[test] for test in chosen], begun)

        return begun.fate(status_of(run, self.asked.seconds_of(chosen)))


def _swapped_in(mutant: Mutant, items: list[pytest.Item], begun: Begun) -> int:
    swap(mutant)
    forget(name for name in tuple(sys.modules) if name.startswith(_package(mutant.module)))
    return _run(items, begun.note, None)


def _run(
    items: list[pytest.Item], note: Callable[[str], None], following: pytest.Session | None
) -> int:
    """Whether the tests pass, up to the first that fails. With a `following` session, what was
    made for this one is kept."""
    for item, after in zip(items, [*items[1:], following], strict=True):
        note(item.nodeid)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if item.session.testsfailed:
            return FAILED
    return PASSED


def _package(module: Module) -> str:
    return ".".join(module.name.split(".")[:2])
