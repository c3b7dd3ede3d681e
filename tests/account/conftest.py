"""Visits whose office has filled in its local rates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.standing import Limit
from generator.model.visit import Visit
from tests.support.rates import Rated


@pytest.fixture
def rated(visit_of: Callable[..., Visit]) -> Rated:
    """A visit made from sections, with tables of rates for the page on standards, by name."""

    def made(rates: dict[str, dict[str, str]], /, **sections: Any) -> Visit:
        visit = visit_of(**sections)
        return visit.model_copy(update={"standing": _with(visit, rates)})

    return made


def _with(visit: Visit, rates: dict[str, dict[str, str]]) -> Any:
    filled = {
        name: (Limit.model_validate({"table": table, "clause": f"{name} 条"}),)
        for name, table in rates.items()
    }
    rules = tuple(
        rule.model_copy(update={"limits": {**rule.limits, **filled}})
        if rule.id == "standards"
        else rule
        for rule in visit.standing.rules
    )
    return visit.standing.model_copy(update={"rules": rules})
