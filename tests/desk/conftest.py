"""The desk of a project, served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.office import Office, served_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with served_office(tmp_path) as office:
        yield office
