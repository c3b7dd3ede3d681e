"""Builds that share nothing with those of other tests: they are what is tested here."""

from __future__ import annotations

import pytest

from generator.build import handbook
from generator.build.shells import make_shells


@pytest.fixture(autouse=True)
def _own_shells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handbook, "make_shells", make_shells)
