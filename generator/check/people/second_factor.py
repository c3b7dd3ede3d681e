"""Checks that a card which asks for digits of a telephone number can do so."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.findings import Severity
from generator.model.enums import Privacy, SecondFactor
from generator.model.parsing.phones import last_digits
from generator.model.people import Person
from generator.model.visit import Visit
from generator.text import Text

_MISSING = Text.of({"zh": "没有填写", "en": "is missing"})
_TOO_SHORT = Text.of({"zh": "不足 4 位数字", "en": "has fewer than 4 digits"})


@check(
    "second_factor.no_number",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "开卡须输入号码后四位，而没有号码", "en": "No number to open a card with"},
    message={
        "zh": "{who}的卡打开时须输入本人电话号码的后四位，而联系电话{problem}。请填写完整的号码；"
        "没有电话的，为此人写 second_factor: none（表里“开卡验证”一列写“不验证”）。",
        "en": "The card of {who} asks for the last four digits of their telephone, whose number "
        "{problem}. Enter the whole number; where there is none, write second_factor: none for "
        "this person.",
    },
)
def cards_without_number(scope: Scope) -> Iterator[Violation]:
    """People whose sealed card asks for digits that their telephone number does not have."""
    visit = scope.visit
    if visit.privacy is not Privacy.SEALED:
        return
    for person in visit.people.values():
        asked = visit.second_factor_of(person) is SecondFactor.PHONE
        if asked and last_digits(person.phone) is None:
            problem = _TOO_SHORT if person.phone else _MISSING
            yield violation(person, "phone", who=person.name, problem=problem)


@check(
    "second_factor.not_sealed",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "未加密的卡不能设开卡验证", "en": "A second factor on cards that are not sealed"},
    message={
        "zh": "公开方式是“链接”，网页不加密，输入号码后四位不起保护作用。"
        "请改成 privacy: sealed，或去掉 second_factor。",
        "en": "With privacy: link the pages are not sealed, so that digits would keep nobody out. "
        "Write privacy: sealed, or leave second_factor out.",
    },
)
def second_factors_of_plain_pages(scope: Scope) -> Iterator[Violation]:
    """A visit with unsealed pages that asks for digits, for all cards or for some."""
    visit = scope.visit
    if visit.privacy is not Privacy.LINK:
        return
    records: tuple[Visit | Person, ...] = (visit, *visit.people.values())
    asking = [record for record in records if record.second_factor is SecondFactor.PHONE]
    if asking:
        yield violation(asking[0], "second_factor", related=asking[1:])
