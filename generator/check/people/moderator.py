"""Checks who is in the chair: a name that nobody bears, and somebody nearly does; or several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.parsing.values import split_list
from generator.model.people import Person
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit
from generator.names.index import name_key
from generator.names.nearest import the_nearest

_REMARK = re.compile(r"\s*[（(@].*$", re.DOTALL)


@check(
    "moderator.unknown",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "主持人的姓名像是写错了", "en": "A moderator whose name may be misspelt"},
    message={
        "zh": "“{event}”的主持人“{found}”不在来宾和专班里。是不是“{nearest}”？"
        "是的请只写“{nearest}”；是外单位的人，请连单位一起写，如“{bare}（某某局）”。",
        "en": "The moderator of “{event}”, “{found}”, is neither guest nor staff. Is it "
        "“{nearest}”? Then write the name alone; for somebody from elsewhere add the unit, as in "
        "“{bare}（某某局）”.",
    },
    rule="plan",
    limits=("moderator_likeness",),
    needs_complete_lists=True,
)
def misspelt_moderators(scope: Scope, likeness: Limit) -> Iterator[Violation]:
    """Moderators who are nobody of the visit, while somebody's name is nearly the same."""
    known = _people_by_name(scope)
    least = min(float(likeness.amount) / 100, 1.0)
    for item, said in _from_elsewhere(scope):
        bare, near = _bare(said), _meant(known, said, least)
        if near and len(_parts(said)) == 1:
            event = event_text(item)
            yield violation(item, "moderator", event=event, found=said, bare=bare, nearest=near)


@check(
    "moderator.several",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "写了几位主持人", "en": "Several moderators of one item"},
    message={
        "zh": "“{event}”的主持人写了几位（{found}），他们的卡上都没有这一项。"
        "请只写 {most} 位，其余的写在参加人员里，或写在备注里。",
        "en": "“{event}” has several moderators ({found}), and none of them has it on the card. "
        "Name {most}, and the others among the participants or in the note.",
    },
    rule="plan",
    limits=("moderators",),
    needs_complete_lists=True,
)
def several_moderators(scope: Scope, most: Limit) -> Iterator[Violation]:
    """Items whose moderators are more than one, of whom somebody has a card."""
    known = _people_by_name(scope)
    for item, said in _from_elsewhere(scope):
        named = _parts(said)
        if len(named) > most.amount and any(name_key(name) in known for name in named):
            yield violation(item, "moderator", event=event_text(item), found=said, most=most.amount)


def _from_elsewhere(scope: Scope) -> Iterator[tuple[ScheduleItem, str]]:
    """The items whose moderator is nobody of the visit, and what is written there."""
    for item in scope.visit.schedule:
        if isinstance(item.moderator, str):
            yield item, item.moderator


def _people_by_name(scope: Scope) -> dict[str, list[Person]]:
    """Everybody, by how names are compared."""
    known: dict[str, list[Person]] = {}
    for person in scope.visit.people.values():
        known.setdefault(name_key(person.name), []).append(person)
    return known


def _meant(known: Mapping[str, Sequence[Person]], said: str, least: float) -> str:
    """Whose name is nearly what is said; empty where it is nobody's, or more than one's.

    A surname alone is everybody's who bears it. A namesake of other unit and post is an outsider.
    """
    bare = _bare(said)
    if len(bare) == 1:
        return ""
    namesakes = known.get(name_key(bare), ())
    told = [(person, word) for person in namesakes for word in (person.unit, person.post) if word]
    if told and bare != said:
        remark = said[len(bare) :].strip("（）()@ ")
        own = {person.name for person, word in told if remark in word or word in remark}
        return own.pop() if own else ""
    near = the_nearest(name_key(said), known, least)
    return known[near][-1].name if near else ""


def _bare(said: str) -> str:
    """A name without what stands behind it, in brackets or after @."""
    return _REMARK.sub("", said) or said


def _parts(said: str) -> list[str]:
    parts = split_list(said)
    return parts if isinstance(parts, list) else [said]
