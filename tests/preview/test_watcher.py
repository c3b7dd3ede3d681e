"""What counts as a save, and that several in a row count as one."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileModifiedEvent
from watchdog.observers import Observer

from generator.preview.watcher import QUIET, SourceWatcher, watch_sources
from generator.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "visits/case/replies").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 手册\n", "utf-8")
    return Settings(tmp_path)


@pytest.fixture
def watcher(settings: Settings) -> Iterator[SourceWatcher]:
    with watch_sources(settings) as watcher:
        yield watcher


def noticed(watcher: SourceWatcher) -> bool:
    """Whether a save is noticed within a minute."""
    waiting = threading.Thread(target=watcher.wait, daemon=True)
    waiting.start()
    waiting.join(60)
    return not waiting.is_alive()


@pytest.mark.parametrize(
    "name", ["visits/case/visit.yml", "visits/case/replies/a.csv", "docs/index.md", "mkdocs.yml"]
)
def test_a_save_is_noticed(settings: Settings, watcher: SourceWatcher, name: str) -> None:
    (settings.root / name).write_text("改", "utf-8")

    assert noticed(watcher)


def test_a_replaced_file_is_a_save(settings: Settings, watcher: SourceWatcher) -> None:
    fresh = settings.root / "visits/case/.visit.yml.new"
    fresh.write_text("改", "utf-8")
    fresh.replace(settings.root / "visits/case/visit.yml")

    assert noticed(watcher)


def test_several_saves_in_a_row_are_one(settings: Settings) -> None:
    """As an observer reports them: a real one may, on a busy machine, pause between two."""
    watcher = SourceWatcher(Observer())
    watcher.follow(settings)
    for _ in range(5):
        watcher.on_any_event(FileModifiedEvent(str(settings.visits_folder / "case/visit.yml")))

    assert watcher.pending
    watcher.wait()
    assert not watcher.pending


def test_reading_and_files_that_are_no_sources_are_no_saves(
    settings: Settings, watcher: SourceWatcher
) -> None:
    (settings.root / "mkdocs.yml").read_text("utf-8")
    (settings.root / "notes.txt").write_text("甲", "utf-8")
    (settings.root / "visits/case/~$book.xlsx").write_text("甲", "utf-8")
    (settings.root / "visits/case/.visit.yml.swp").write_text("甲", "utf-8")

    assert not threading.Event().wait(5 * QUIET)
    assert not watcher.pending


def test_a_folder_that_was_removed_and_created_again_is_watched(
    settings: Settings, watcher: SourceWatcher
) -> None:
    shutil.rmtree(settings.visits_folder)
    assert noticed(watcher)
    watcher.follow(settings)
    (settings.visits_folder / "case").mkdir(parents=True)
    assert noticed(watcher)
    watcher.follow(settings)

    (settings.visits_folder / "case/visit.yml").write_text("改", "utf-8")
    assert noticed(watcher)
