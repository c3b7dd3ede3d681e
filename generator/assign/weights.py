"""The weights of a proposal's terms: figures of the rule page `placement`.

An office changes them there. A page of an older project, which lacks one, gets these defaults.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.visit import Visit

RULE = "placement"
"""The id of the rule page."""

DEFAULTS = {
    "wishes": 1000,
    "party": 300,
    "unit": 100,
    "rank": 40,
    "alike": 30,
    "steady": 20,
    "informed": 200,
    "fewest": 10,
}
"""The weights of the soft terms by name, the weightiest first. 0 switches a term off."""


def figure_of(visit: Visit, name: str, defaults: Mapping[str, int]) -> int:
    """A figure of the rule page; that of `defaults` where the page has none."""
    limit = visit.limit(RULE, name)
    if limit is None or limit.value is None:
        return defaults[name]
    return max(0, int(limit.value))


def weight_of(visit: Visit, name: str) -> int:
    """The weight of a soft term. Raises KeyError where there is no such term."""
    return figure_of(visit, name, DEFAULTS)


def weights_of(visit: Visit) -> dict[str, int]:
    """All weights by name."""
    return {name: weight_of(visit, name) for name in DEFAULTS}
