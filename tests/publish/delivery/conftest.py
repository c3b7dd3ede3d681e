"""A small microsite, built by hand, to be delivered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

Built = Callable[..., Path]


def address(name: str) -> str:
    """The path of somebody's card."""
    return f"g/{hashlib.sha256(name.encode()).hexdigest()[:22]}.html"


def unwatched(done: int, every: int) -> None:
    """Watches nothing."""


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Makes the tree in which each person's card says a word, as a build leaves it."""

    def make(index: str = "你好", /, **cards: str) -> Path:
        folder = tmp_path / "site/guests/case"
        for path in folder.rglob("*.html"):
            path.unlink()
        files = {"index.html": index, "sw.js": "//"}
        files |= {address(name): said for name, said in cards.items()}
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, "utf-8")
        return folder

    return make
