"""A build that is stopped anywhere leaves the old tree or the new one, never a part of one."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build.office_files import build_office_files
from generator.build.visit import build_visit
from generator.project import LoadedVisit, load_project, visit_folders
from generator.settings import Settings
from tests.support.disk_operations import watch
from tests.support.proof import counts

ENVIRONMENT = {"SOURCE_DATE_EPOCH": str(int(datetime(2026, 5, 18, tzinfo=UTC).timestamp()))}
PLAN = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-18
schedule: [{{id: forum, day: 2026-05-18, time: 9:00, title: {title}}}]
guests: [甲, 乙, 丙, {more}]
"""
Tree = dict[str, bytes]


@pytest.fixture(autouse=True)
def _without_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out paper: it is written as the lists are, and takes a hundred times as long."""
    monkeypatch.setattr("generator.build.office_files.can_print", lambda: False)


def stay_in_one_process() -> None:
    """Keep a thread, so that nothing is forked and operations can be counted.

    Work in other processes is tested in test_workers.py.
    """
    threading.Thread(target=threading.Event().wait, daemon=True).start()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A project whose visit was built once, and then changed: everybody's item, and one guest."""
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "visits/case").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: 手册\n", "utf-8")
    settings = Settings(root)
    write(settings, title="座谈", more="丁")
    build(loaded(settings), settings)
    write(settings, title="改期座谈", more="戊")
    return settings


def build(visit: LoadedVisit, settings: Settings) -> None:
    build_visit(visit, settings, ENVIRONMENT)
    build_office_files(visit, settings, ENVIRONMENT)


def write(settings: Settings, **fields: str) -> None:
    (settings.visits_folder / "case/visit.yml").write_text(PLAN.format(**fields), "utf-8")


def loaded(settings: Settings) -> LoadedVisit:
    (visit,) = load_project(settings, visit_folders(settings)).selected_visits
    assert visit.is_buildable, visit.findings
    return visit


def tree(folder: Path) -> Tree:
    """Return every file of a tree by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def outcomes(settings: Settings) -> tuple[Tree, Tree]:
    """Return the present tree, and the one that an undisturbed build writes."""
    other = settings.root.with_name("undisturbed")
    shutil.copytree(settings.root, other, copy_function=shutil.copy2)
    elsewhere = Settings(other)
    build(loaded(elsewhere), elsewhere)
    old, new = (tree(project.microsite_folder("case")) for project in (settings, elsewhere))
    shutil.rmtree(other)
    assert old != new
    return old, new


def operations(settings: Settings) -> int:
    """Return how many operations on the disk an undisturbed build performs."""
    other = settings.root.with_name("counted")
    shutil.copytree(settings.root, other, copy_function=shutil.copy2)
    reading, writing = os.pipe()

    def count_operation(number: int) -> None:
        os.write(writing, b".")

    run_in_process(Settings(other), count_operation)
    os.close(writing)
    count = 0
    while chunk := os.read(reading, 4096):
        count += len(chunk)
    os.close(reading)
    shutil.rmtree(other)
    return count


def run_in_process(settings: Settings, at: Callable[[int], None]) -> int:
    """Build in a process of its own; return its exit status.

    The process calls `at` with the number of each operation on the disk, before the operation.
    """
    visit = loaded(settings)
    child = os.fork()
    if child == 0:
        stay_in_one_process()
        watch(settings.root, at)
        try:
            build(visit, settings)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def test_a_build_killed_at_any_operation_leaves_the_old_tree_or_the_new(
    settings: Settings, tmp_path: Path
) -> None:
    old, new = outcomes(settings)
    points = operations(settings)
    assert points >= 30
    start = tmp_path / "start"
    shutil.copytree(settings.root, start, copy_function=shutil.copy2)
    left = []

    for point in range(1, points + 1, counts(4, 1)):
        shutil.rmtree(settings.root)
        shutil.copytree(start, settings.root, copy_function=shutil.copy2)

        def kill(number: int, point: int = point) -> None:
            if number == point:
                os.kill(os.getpid(), signal.SIGKILL)

        assert os.WIFSIGNALED(run_in_process(settings, kill)), point
        current = tree(settings.microsite_folder("case"))
        left.append("old" if current == old else "new" if current == new else f"part at {point}")

        build(loaded(settings), settings)
        assert tree(settings.microsite_folder("case")) == new, point
        assert leftovers(settings) == [], point

    assert set(left) == {"old", "new"}
    assert left == sorted(left, reverse=True)  # once new, never old again


def leftovers(settings: Settings) -> list[str]:
    """Return the names of what a stopped build left."""
    paths = (*settings.site_folder.rglob(".*"), *settings.output_folder.rglob(".*.new"))
    return [path.name for path in paths]


@pytest.mark.parametrize("quota", [0, 1_000, 20_000, 50_000, 80_000, 100_000, 110_000])
def test_a_full_disk_leaves_the_old_tree_and_the_next_build_the_new(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, quota: int
) -> None:
    old, new = outcomes(settings)
    free = quota
    write_bytes = Path.write_bytes

    def short(path: Path, content: bytes) -> int:
        nonlocal free
        fits = content[:free]
        free -= len(fits)
        write_bytes(path, fits)
        if len(fits) < len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return len(content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", short)
        with pytest.raises(OSError, match="No space left"):
            build(loaded(settings), settings)

    assert tree(settings.microsite_folder("case")) in (old, new)
    build(loaded(settings), settings)
    assert tree(settings.microsite_folder("case")) == new
    assert leftovers(settings) == []
