"""`handbook serve`: pages on this machine, no listing, a build after a change."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.publish.serving import serve_site
from generator.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "site/handbook").mkdir(parents=True)
    (tmp_path / "site/handbook/index.html").write_text("手册", "utf-8")
    (tmp_path / "visits/case").mkdir(parents=True)
    return Settings(tmp_path)


def test_pages_are_served_and_folders_are_not_listed(settings: Settings) -> None:
    with serve_site(settings, 0, lambda: None) as address:
        with urllib.request.urlopen(f"{address}/handbook/") as answer:
            assert answer.read().decode("utf-8") == "手册"
            assert answer.headers["Cache-Control"] == "no-store"
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{address}/")


def test_a_saved_change_is_built(settings: Settings) -> None:
    built = threading.Event()

    with serve_site(settings, 0, built.set):
        (settings.root / "visits/case/visit.yml").write_text("title: 改", "utf-8")
        assert built.wait(10)
