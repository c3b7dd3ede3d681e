"""A small microsite to be delivered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.delivery import Built, address


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Write a built tree in which each person's card has a given text."""

    def make(index: str = "你好", /, **cards: str) -> Path:
        folder = tmp_path / "site/guests/case"
        for path in folder.rglob("*.html"):
            path.unlink()
        files = {"index.html": index, "sw.js": "//"}
        files |= {address(name): text for name, text in cards.items()}
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, "utf-8")
        return folder

    return make
