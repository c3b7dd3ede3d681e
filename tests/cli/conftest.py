"""A small project that a clerk works on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clerk import Clerk
from tests.support.project import without_paper


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779062400")  # 18 May 2026, 8 o'clock in Shanghai
    with without_paper():
        yield Clerk(tmp_path / "项目")
