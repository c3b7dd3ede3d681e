"""What counts as a save, and that several in a row count as one."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.watching import QUIET, Watch, watching
from generator.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "visits/case").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: 手册\n", "utf-8")
    return Settings(tmp_path)


@pytest.fixture
def watch(settings: Settings) -> Iterator[Watch]:
    with watching(settings) as watch:
        yield watch


def noticed(watch: Watch) -> bool:
    """Whether a save is noticed within ten seconds."""
    waiting = threading.Thread(target=watch.wait, daemon=True)
    waiting.start()
    waiting.join(10)
    return not waiting.is_alive()


@pytest.mark.parametrize("name", ["visits/case/visit.yml", "docs/index.md", "mkdocs.yml"])
def test_a_save_is_noticed(settings: Settings, watch: Watch, name: str) -> None:
    (settings.root / name).write_text("改", "utf-8")

    assert noticed(watch)


def test_a_file_put_in_the_place_of_another_is_a_save(settings: Settings, watch: Watch) -> None:
    fresh = settings.root / "visits/case/.visit.yml.new"
    fresh.write_text("改", "utf-8")
    fresh.replace(settings.root / "visits/case/visit.yml")

    assert noticed(watch)


def test_several_saves_in_a_row_are_one(settings: Settings, watch: Watch) -> None:
    for number in range(5):
        (settings.root / "visits/case/visit.yml").write_text(str(number), "utf-8")

    assert noticed(watch)
    assert not threading.Event().wait(5 * QUIET)
    assert not watch.pending


def test_reading_and_what_is_only_beside_the_sources_is_no_save(
    settings: Settings, watch: Watch
) -> None:
    (settings.root / "mkdocs.yml").read_text("utf-8")
    (settings.root / "notes.txt").write_text("甲", "utf-8")
    (settings.root / "visits/case/~$book.xlsx").write_text("甲", "utf-8")
    (settings.root / "visits/case/.visit.yml.swp").write_text("甲", "utf-8")

    assert not threading.Event().wait(5 * QUIET)
    assert not watch.pending


def test_a_folder_that_was_removed_and_made_again_is_watched(
    settings: Settings, watch: Watch
) -> None:
    shutil.rmtree(settings.visits_folder)
    assert noticed(watch)
    watch.follow(settings)
    (settings.visits_folder / "case").mkdir(parents=True)
    assert noticed(watch)
    watch.follow(settings)

    (settings.visits_folder / "case/visit.yml").write_text("改", "utf-8")
    assert noticed(watch)
