"""Checks meetings: class, cost per person and day, size, length and barred contents."""

from __future__ import annotations

from collections.abc import Iterator

from generator.account.ceilings import meeting_ceiling
from generator.account.totals import total_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import (
    expense_texts,
    meal_texts,
    menu_texts,
    room_texts,
    schedule_texts,
    violations_in,
)
from generator.findings import Severity
from generator.model.enums import VisitKind
from generator.model.standing import Limit


def _is_meeting(scope: Scope) -> bool:
    return scope.visit.kind is VisitKind.MEETING


@check(
    "meetings.no_class",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "会议没有写类别", "en": "A meeting without a class"},
    message={
        "zh": "会议没有写类别。请写 meeting_class（1 至 4），费用标准由此而定。",
        "en": "The meeting has no class. Write meeting_class (1 to 4): the limits depend on it.",
    },
    rule="meetings",
    limits=("class_sizes",),
)
def meetings_without_class(scope: Scope, sizes: Limit) -> Iterator[Violation]:
    """A visit of the kind meeting without a class, where the rule has figures by class."""
    if sizes.table and _is_meeting(scope) and scope.visit.meeting_class is None:
        yield violation(scope.visit, "kind")


@check(
    "meetings.cost",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "会议费超过综合定额", "en": "A meeting above its rate"},
    message={
        "zh": "会议费合计 {total} 元；{people} 人 {days} 天，每人每天 {rate} 元，最多 {most} 元。",
        "en": "The meeting costs {total}; {people} people for {days} days at {rate} make {most}.",
    },
    rule="meetings",
    limits=("class1", "class2", "class3", "class4"),
    needs_complete_lists=True,
)
def meetings_above_rate(scope: Scope, *classes: Limit) -> Iterator[Violation]:
    """A meeting whose costs, all together, are above people × days × the rate of its class."""
    visit = scope.visit
    number = visit.meeting_class
    if not _is_meeting(scope) or number is None or not 1 <= number <= len(classes):
        return
    ceiling, total = meeting_ceiling(visit, classes[number - 1]), total_of(visit.expenses).cost
    if visit.guests and total > ceiling.maximum:
        yield violation(
            visit,
            "expenses",
            limit=f"class{number}",
            total=f"{total:f}",
            people=len(visit.guests),
            days=len(visit.days),
            rate=f"{ceiling.per_unit:f}",
            most=f"{ceiling.maximum:f}",
        )


@check(
    "meetings.size",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "会议人数超过规定", "en": "More people than a meeting of its class may have"},
    message={
        "zh": "{number}类会议 {people} 人，最多 {most} 人。请减少人数，或按程序报批。",
        "en": "A meeting of class {number} has {people} people; at most {most} may come.",
    },
    rule="meetings",
    limits=("class_sizes",),
)
def meetings_too_large(scope: Scope, sizes: Limit) -> Iterator[Violation]:
    """A meeting with more guests than the rule allows for its class."""
    visit = scope.visit
    most = (sizes.table or {}).get(f"class{visit.meeting_class}")
    if _is_meeting(scope) and most is not None and len(visit.guests) > most:
        people = len(visit.guests)
        yield violation(
            visit, "guests", number=visit.meeting_class, people=people, most=f"{most:f}"
        )


@check(
    "meetings.length",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "会期过长", "en": "A meeting that lasts too long"},
    message={
        "zh": "会议共 {days} 天，会期最多 {most} 天，另加报到和离会 {travel} 天。请缩短。",
        "en": "The meeting takes {days} days; {most} are allowed, and {travel} to come and go.",
    },
    rule="meetings",
    limits=("max_days", "travel_days"),
)
def meetings_too_long(scope: Scope, most: Limit, travel: Limit) -> Iterator[Violation]:
    """A meeting of more days than the rule allows, travel days included."""
    days = len(scope.visit.days)
    if _is_meeting(scope) and days > most.amount + travel.amount:
        yield violation(
            scope.visit, "end", days=days, most=f"{most.value:f}", travel=f"{travel.value:f}"
        )


@check(
    "meetings.words",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "会议安排了不得有的内容", "en": "Something a meeting may not have"},
    message={
        "zh": "“{text}”含“{word}”。会议不安排，请删去。",
        "en": "“{text}” holds “{word}”, which a meeting may not have. Remove it.",
    },
    rule="meetings",
    limits=("barred_words",),
)
def texts_barred_at_meetings(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Texts of a meeting with a barred word: suites, banquets, alcohol, flowers, souvenirs."""
    if not _is_meeting(scope):
        return iter(())
    visit = scope.visit
    board_texts = (*room_texts(visit), *meal_texts(visit), *menu_texts(visit))
    texts = (*schedule_texts(visit), *board_texts, *expense_texts(visit))
    return violations_in(scope, texts, words.words)
