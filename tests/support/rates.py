"""Visits of an office that has filled in its local rates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.model.standing import Limit
from generator.model.visit import Visit

Rated = Callable[..., Visit]
"""The type of the fixture `rated`."""


def with_rates(visit: Visit, rates: Mapping[str, Mapping[str, str]]) -> Visit:
    """Return a visit with tables of rates, by name, on the page on standards."""
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
    standing = visit.standing.model_copy(update={"rules": rules})
    return visit.model_copy(update={"standing": standing})
