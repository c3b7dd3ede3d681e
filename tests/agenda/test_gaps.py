"""Whom the rule page asks for at an event is whom the board misses there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.agenda.gaps import gaps_of
from generator.model.standing import Limit
from generator.model.visit import Visit


@pytest.mark.parametrize(
    ("words", "lacking"),
    [(["checker"], ["把关人"]), (None, ["接待人", "负责人", "把关人"])],
    ids=["one", "no rule"],
)
def test_an_event_lacks_whom_the_rule_asks_for(
    visit_of: Callable[..., Visit], words: list[str] | None, lacking: list[str]
) -> None:
    visit = visit_of(guests=["甲"], schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈"}])
    rule = visit.standing.rule("plan")
    assert rule is not None
    limits = {"three_names": (Limit(words=tuple(words), clause="一"),)} if words else {}
    changed = rule.model_copy(update={"limits": limits})
    standing = visit.standing.model_copy(update={"rules": (changed,)})

    (gap,) = gaps_of(visit.model_copy(update={"standing": standing}), ())
    assert [str(label) for label in gap.lacking] == lacking
