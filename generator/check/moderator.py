"""Checks who is in the chair: a name that nobody bears, and somebody nearly does."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.check.registry import Family, Fault, Scope, check, fault
from generator.check.wording import event_named
from generator.findings import Severity
from generator.load.names import name_key
from generator.model.people import Person
from generator.model.standing import Limit


@check(
    "moderator.unknown",
    family=Family.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "主持人的姓名像是写错了", "en": "A moderator whose name may be misspelt"},
    words={
        "zh": "“{event}”的主持人“{found}”不在来宾和专班里。是不是“{nearest}”？是的请改姓名；"
        "是外单位的人，请连单位一起写，如“{found}（某某局）”。",
        "en": "The moderator of “{event}”, “{found}”, is neither guest nor staff. Is it "
        "“{nearest}”? Then mend the name; for somebody from elsewhere add the unit in brackets.",
    },
    rule="plan",
    limits=("moderator_likeness",),
)
def misspelt_moderators(scope: Scope, likeness: Limit) -> Iterator[Fault]:
    """Moderators who are nobody of the visit, while somebody's name is nearly the same."""
    people = tuple(scope.visit.people.values())
    for item in scope.visit.schedule:
        if not isinstance(item.moderator, str):
            continue
        said = item.moderator
        nearest = max(people, key=lambda person: _likeness(person, said), default=None)
        if nearest and _likeness(nearest, said) >= likeness.amount:
            yield fault(
                item, "moderator", event=event_named(item), found=said, nearest=nearest.name
            )


def _likeness(person: Person, name: str) -> float:
    """How much of two names is the same, in percent."""
    return SequenceMatcher(None, name_key(person.name), name_key(name)).ratio() * 100
