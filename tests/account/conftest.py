"""Visits whose office has filled in its local rates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.visit import Visit
from tests.support.rates import Rated, with_rates


@pytest.fixture
def rated(visit_of: Callable[..., Visit]) -> Rated:
    """A visit made from sections, with tables of rates for the page on standards, by name."""

    def made(rates: dict[str, dict[str, str]], /, **sections: Any) -> Visit:
        return with_rates(visit_of(**sections), rates)

    return made
