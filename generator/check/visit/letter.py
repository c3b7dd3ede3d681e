"""Checks the letter: that there is one, and that it covers all guests."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import fields_text, people_text
from generator.findings import Severity
from generator.model.standing import Limit
from generator.names.index import name_key


@check(
    "letter.missing",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "没有公函，或公函不全", "en": "No letter, or an incomplete one"},
    message={
        "zh": "无公函不接待。公函缺：{missing}。请派出单位发公函，收到后登记文号、日期、"
        "发函单位和人数；"
        "收到前不安排接待。",
        "en": "Without a letter there is no reception. It lacks: {missing}. Ask the sender for the "
        "letter, then enter its number, date, unit and people; until then arrange nothing.",
    },
    rule="letter",
    limits=("required_fields",),
)
def letters_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A visit without a letter, or whose letter lacks a field that the rule names."""
    letter = scope.visit.letter
    missing = [f for f in fields.words if letter is None or not getattr(letter, f, None)]
    if missing:
        record, field = (letter, None) if letter else (scope.visit, "letter")
        yield violation(record, field, missing=fields_text("Letter", missing))


@check(
    "letter.more_guests",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "来宾多于公函人数", "en": "More guests than the letter says"},
    message={
        "zh": "来宾 {guests} 人，公函写 {people} 人。请核对名册；确有增加的，"
        "请派出单位另行发函或发书面变更。",
        "en": "There are {guests} guests; the letter says {people}. Check the roster; where more "
        "really come, ask the sender for a further letter or a change in writing.",
    },
    rule="letter",
    limits=("extra_guests",),
)
def rosters_longer_than_the_letter(scope: Scope, extra: Limit) -> Iterator[Violation]:
    """A roster of more guests than the letter's number of people and the rule's tolerance."""
    letter, guests = scope.visit.letter, scope.visit.guest_count
    if letter and letter.people is not None and guests > letter.people + extra.integer:
        yield violation(letter, "people", guests=guests, people=letter.people)


@check(
    "letter.unnamed_guests",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "来宾不在公函名单里", "en": "Guests whom the letter does not name"},
    message={
        "zh": "公函名单里没有：{who}。请核对姓名；确有增加的，请派出单位另行发函或发书面变更。",
        "en": "The letter does not name: {who}. Check the names; where more really come, ask the "
        "sender for a further letter or a change in writing.",
    },
    rule="letter",
    limits=("unnamed_guests",),
)
def guests_not_in_the_letter(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """Guests who are not in the letter's list of names, where it has one."""
    letter = scope.visit.letter
    if letter is None or not letter.names:
        return
    named = {name_key(name) for name in letter.names}
    unnamed = [guest for guest in scope.visit.guests if name_key(guest.name) not in named]
    if len(unnamed) > allowed.integer:
        yield violation(letter, "names", related=unnamed, who=people_text(unnamed))


@check(
    "letter.dated_late",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "公函日期晚于来访", "en": "A letter dated after the visit began"},
    message={
        "zh": "公函日期 {date} 晚于来访第一天（{start}）。请核对登记的日期；"
        "公函到达前不得安排接待。",
        "en": "The letter is dated {date}, after the visit's first day {start}. Check the date "
        "that "
        "was entered; nothing is arranged before the letter is there.",
    },
    rule="letter",
    limits=("days_after_start",),
)
def letters_dated_late(scope: Scope, most: Limit) -> Iterator[Violation]:
    """A letter dated more days after the visit's first day than the rule allows."""
    letter, start = scope.visit.letter, scope.visit.start
    if letter and letter.date and (letter.date - start).days > most.amount:
        yield violation(letter, "date", date=letter.date, start=start)
