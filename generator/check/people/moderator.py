"""Checks moderators: misspelt names, and several moderators of one item."""

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
from generator.names.nearest import nearest_word

_REMARK = re.compile(r"\s*[（(@].*$", re.DOTALL)


@check(
    "moderator.unknown",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "主持人的姓名疑似有误", "en": "A moderator whose name may be misspelt"},
    message={
        "zh": "“{event}”的主持人“{written}”不在来宾和专班里。是不是“{nearest}”？"
        "是的，请只写“{nearest}”；是外单位的人，请连单位一起写，如“{bare}（某某局）”。",
        "en": "The moderator of “{event}”, “{written}”, is neither guest nor staff. Is it "
        "“{nearest}”? Then write the name alone; for somebody from elsewhere add the unit, as in "
        "“{bare}（某某局）”.",
    },
    rule="plan",
    limits=("moderator_likeness",),
    needs_complete_lists=True,
)
def moderators_misspelt(scope: Scope, likeness: Limit) -> Iterator[Violation]:
    """Moderators who are neither guests nor staff, though somebody's name is nearly theirs."""
    known = _people_by_name(scope)
    least = min(float(likeness.amount) / 100, 1.0)
    for item, written in _other_moderators(scope):
        bare, near = _without_remark(written), _likely_name(known, written, least)
        if near and len(_parts(written)) == 1:
            event = event_text(item)
            yield violation(
                item, "moderator", event=event, written=written, bare=bare, nearest=near
            )


@check(
    "moderator.several",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "写了多位主持人", "en": "Several moderators of one item"},
    message={
        "zh": "“{event}”的主持人写了多位（{written}），他们的卡上都没有这一项。"
        "请只写一位，其余的写在参加人员里，或写在备注里。",
        "en": "“{event}” has several moderators ({written}), and none of them has it on the card. "
        "Name one, and the others among the participants or in the note.",
    },
    rule="plan",
    clause="moderators",
    needs_complete_lists=True,
)
def items_with_several_moderators(scope: Scope) -> Iterator[Violation]:
    """Items with several moderators, of whom at least one is a guest or staff."""
    known = _people_by_name(scope)
    for item, written in _other_moderators(scope):
        named = _parts(written)
        if len(named) > 1 and any(name_key(name) in known for name in named):
            yield violation(item, "moderator", event=event_text(item), written=written)


def _other_moderators(scope: Scope) -> Iterator[tuple[ScheduleItem, str]]:
    """The items whose moderator is neither guest nor staff, and the text written there."""
    for item in scope.visit.schedule:
        if isinstance(item.moderator, str):
            yield item, item.moderator


def _people_by_name(scope: Scope) -> dict[str, list[Person]]:
    """Everybody in the visit, by the key by which names are compared."""
    known: dict[str, list[Person]] = {}
    for person in scope.visit.people.values():
        known.setdefault(name_key(person.name), []).append(person)
    return known


def _likely_name(known: Mapping[str, Sequence[Person]], written: str, least: float) -> str:
    """The name of the person who is probably meant; empty where there is none, or several.

    A surname alone could be several people's. A namesake of another unit and post is an outsider.
    """
    bare = _without_remark(written)
    if len(bare) == 1:
        return ""
    namesakes = known.get(name_key(bare), ())
    described = [
        (person, word) for person in namesakes for word in (person.unit, person.post) if word
    ]
    remark = written[len(bare) :].strip("（）()@ ")
    if described and remark:
        names = {person.name for person, word in described if remark in word or word in remark}
        return names.pop() if names else ""
    nearest = nearest_word(name_key(written), known, least)
    return known[nearest][-1].name if nearest else ""


def _without_remark(written: str) -> str:
    """A name without the remark after it, in brackets or after @."""
    return _REMARK.sub("", written) or written


def _parts(written: str) -> list[str]:
    parts = split_list(written)
    return parts if isinstance(parts, list) else [written]
