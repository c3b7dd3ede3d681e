"""The canary visit, once for all tests of a session."""

from __future__ import annotations

import pytest

from tests.privacy.canary import Canary, made_canary


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Canary:
    return made_canary(tmp_path_factory.mktemp("canary"))
