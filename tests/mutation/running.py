"""Runs tests in forked processes: once to see which run what, then a few against each mutant."""

from __future__ import annotations

import importlib
import mmap
import os
import pickle
import resource
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.mutation.asked import Asked, Recorder
from tests.mutation.mutants import NOTHING, Module, Mutant, unchanged
from tests.mutation.replacing import forget, import_instead, swap

WARM = ("hypothesis", "icalendar", "openpyxl", "playwright.sync_api", "pydantic", "pytest_golden")
"""What tests import that is slow, and not the program: imported before the first fork."""
AT_LEAST, TIMES, MEMORY = 10, 5, 2 << 30
"""A mutant may take so many times as long as the tests do without it, in the processor's seconds,
which a busy machine does not change; and so many bytes."""
PASSED, FAILED, BROKEN = 0, 1, 99


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: killed or not, and in which test: that which failed, or was under
    way when it took too long; empty where nothing could be imported."""

    killed: bool
    test: str = ""


Tell = Callable[[Mutant, Fate], None]


@dataclass(frozen=True)
class Tests:
    """The files or folders of tests that may be asked, and pytest's further arguments."""

    paths: tuple[str, ...]
    arguments: tuple[str, ...] = ()

    def run(self, *plugins: object) -> int:
        """What pytest says, without saying it."""
        quietly = ("-o", "addopts=", "-x", "-s", "-p", "no:terminal", "-p", "no:cacheprovider")
        return int(pytest.main([*quietly, *self.arguments, *self.paths], plugins=[*plugins]))


def warm_up() -> None:
    """Import what every run needs, and nothing of the program."""
    for name in WARM:
        importlib.import_module(name)


def recorded(tests: Tests, modules: Iterable[Module]) -> Asked:
    """Which test runs which line, with the program as it is."""
    with TemporaryFile() as kept:

        def record() -> int:
            recorder = Recorder(modules)
            status = tests.run(recorder)
            asked = recorder.asked()
            kept.write(pickle.dumps((asked.lines, asked.seconds)))
            kept.flush()
            return status

        if _status_of(record) != PASSED:
            raise RuntimeError("the tests fail without any mutant")
        kept.seek(0)
        return Asked(*pickle.loads(kept.read()))


def judged(mutants: Iterable[Mutant], tests: Tests, asked: Asked, tell: Tell) -> None:
    """Tell of each mutant what became of it; it is told in another process.

    What changes a function's body is put into the running program, its tests collected. What
    takes effect at import, such as a decorator, needs a process that has imported nothing yet.
    """
    in_place, at_import = [], []
    for mutant in mutants:
        (at_import if asked.is_run_at_import(mutant) else in_place).append(mutant)
    if in_place:
        modules = dict.fromkeys(mutant.module for mutant in in_place)
        judging = _Judging([*map(unchanged, modules), *in_place], asked, tell)
        if _status_of(lambda: tests.run(judging)) != PASSED:
            raise RuntimeError("the tests could not be run against mutants")
    for mutant in at_import:
        chosen = asked.about(mutant.module, mutant.lines)
        only = _Only(chosen)
        tell(
            mutant, only.begun.fate(_status_of(_imported_anew(mutant, tests, only), asked, chosen))
        )


def _imported_anew(mutant: Mutant, tests: Tests, only: _Only) -> Callable[[], int]:
    def run() -> int:
        import_instead(mutant.module, mutant.source)
        files = tuple(dict.fromkeys(test.partition("::")[0] for test in only.chosen))
        return min(replace(tests, paths=files).run(only), FAILED)

    return run


class _Begun:
    """The number of the test that was begun last, counted from one, also for other processes."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests
        self.number = mmap.mmap(-1, 8)

    def note(self, test: str) -> None:
        self.number[:] = (self.tests.index(test) + 1).to_bytes(8)

    def fate(self, status: int) -> Fate:
        """What became of the mutant in whose process these tests were run."""
        if status == BROKEN:
            raise RuntimeError("a mutant could not be put in place; see above")
        last = ["", *self.tests][int.from_bytes(self.number[:])]
        return Fate(True, last) if status else Fate(False)


class _Only:
    """A plugin of pytest that runs the chosen tests, in their order; one that is gone fails."""

    def __init__(self, chosen: list[str]) -> None:
        self.chosen = chosen
        self.begun = _Begun(chosen)

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
        """Judge them all."""
        _make_what_a_session_needs(session)
        items = {item.nodeid: item for item in session.items}
        for mutant in self.mutants:
            fate = self._fate(mutant, items)
            if mutant.operator != NOTHING:
                self.tell(mutant, fate)
            elif fate.killed:
                raise RuntimeError(f"{mutant.module.name} fails {fate.test} without a change")
        return True

    def _fate(self, mutant: Mutant, items: dict[str, pytest.Item]) -> Fate:
        chosen = self.asked.about(mutant.module, mutant.lines)
        begun = _Begun(chosen)

        def run() -> int:
            return _swapped_in(mutant, [items[test] for test in chosen], begun)

        return begun.fate(_status_of(run, self.asked, chosen))


def _make_what_a_session_needs(session: pytest.Session) -> None:
    """Run one test that asks for the standing pages: every fork has them then."""
    for item in session.items:
        if "standing" in getattr(item, "fixturenames", ()):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)
            return


def _swapped_in(mutant: Mutant, items: list[pytest.Item], begun: _Begun) -> int:
    swap(mutant)
    forget(name for name in tuple(sys.modules) if name.startswith(_package(mutant.module)))
    for item, following in zip(items, [*items[1:], None], strict=True):
        begun.note(item.nodeid)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if item.session.testsfailed:
            return FAILED
    return PASSED


def _package(module: Module) -> str:
    return ".".join(module.name.split(".")[:2])


def _status_of(
    run: Callable[[], int], asked: Asked | None = None, chosen: Iterable[str] = ()
) -> int:
    """What `run` returns in a fork of this process; where it is `asked` about `chosen` tests,
    within a limit of time and memory. Negative: the signal that ended it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        status = BROKEN
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
            if asked is not None:
                _limit(AT_LEAST + TIMES * sum(asked.seconds[test] for test in chosen))
            status = run()
        except MemoryError:
            status = FAILED
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _limit(seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    in_use = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY, in_use + MEMORY))
