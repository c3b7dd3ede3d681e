"""Checks meetings: class, cost per person and day, size, length and barred contents."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator import vocabulary
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
from generator.check.wording import event_text, fields_text
from generator.findings import Severity
from generator.model.enums import Payer
from generator.model.standing import Limit
from generator.text import Text


def _lacking_papers(scope: Scope, fields: Limit) -> Iterator[Violation]:
    papers = scope.visit.meeting_papers
    missing = [name for name in fields.words if not getattr(papers, name, None)]
    if missing:
        record, field = (papers, None) if papers else (scope.visit, "kind")
        yield violation(record, field, missing=fields_text("MeetingPapers", missing))


def _payer_text(payer: Payer) -> Text:
    return vocabulary.field_text("Payer", payer.value)


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
    if sizes.table and scope.visit.meeting_class is None:
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
    if number is None or not 1 <= number <= len(classes):
        return
    ceiling, total = meeting_ceiling(visit, classes[number - 1]), total_of(visit.expenses).cost
    if visit.guests and total > ceiling.maximum:
        yield violation(
            visit,
            "expenses",
            limit=f"class{number}",
            total=f"{total:f}",
            people=visit.guest_count,
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
    people = visit.guest_count
    if most is not None and people > most:
        yield violation(
            visit, "guests", number=visit.meeting_class, people=people, most=f"{most:f}"
        )


@check(
    "meetings.length",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "会期过长", "en": "A meeting that lasts too long"},
    message={
        "zh": "{number}类会议共 {days} 天，会期最多 {most} 天，"
        "另加报到和离会 {travel} 天。请缩短。",
        "en": "The meeting of class {number} takes {days} days; {most} are allowed, and {travel} "
        "to come and go. Make it shorter.",
    },
    rule="meetings",
    limits=("max_days", "travel_days"),
)
def meetings_too_long(scope: Scope, most: Limit, travel: Limit) -> Iterator[Violation]:
    """A meeting of more days than its class allows, days of travel included (财行〔2023〕86号)."""
    visit = scope.visit
    if visit.meeting_class is None:
        return
    allowed, travelling = (_days_of_class(visit.meeting_class, each) for each in (most, travel))
    if allowed is None or travelling is None or len(visit.days) <= allowed + travelling:
        return
    yield violation(
        visit,
        "end",
        number=visit.meeting_class,
        days=len(visit.days),
        most=f"{allowed:f}",
        travel=f"{travelling:f}",
    )


def _days_of_class(number: int, limit: Limit) -> Decimal | None:
    """The days of a class; a page written for version 0.1.0 has one figure for all of them."""
    try:
        return (limit.table or {}).get(f"class{number}")
    except ValueError:
        return limit.value


@check(
    "meetings.approval",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "会议没有写审批和通知", "en": "A meeting without approval or notice"},
    message={
        "zh": "会议先批后办；还没有写：{missing}。请在 meeting_papers 里填写文号。",
        "en": "A meeting is approved first; not written yet: {missing}. Write the numbers under "
        "meeting_papers.",
    },
    rule="meetings",
    limits=("meeting_approval_fields",),
)
def meetings_without_approval(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A meeting without the number of its approval or notice (财行〔2016〕214号 art. 16)."""
    yield from _lacking_papers(scope, fields)


@check(
    "meetings.papers",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "会议结算材料不齐", "en": "Papers missing for the settlement of a meeting"},
    message={
        "zh": "会议费用已有金额，结算还缺：{missing}。请补齐并写在 meeting_papers 里，再报销。",
        "en": "The meeting has costs; its settlement still lacks: {missing}. Write them under "
        "meeting_papers before you settle.",
    },
    rule="meetings",
    limits=("meeting_paper_fields",),
)
def meetings_without_papers(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A meeting with paid costs and without a paper for settlement (财行〔2016〕214号 art. 16)."""
    if any(expense.amount is not None for expense in scope.visit.expenses):
        yield from _lacking_papers(scope, fields)


@check(
    "meetings.charged",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "向参会人员收费", "en": "Participants of a meeting are charged"},
    message={
        "zh": "“{item}”的付款方是{payer}。会议费用由主办单位承担，不得向参会人员收取。请改付款方。",
        "en": "“{item}” is paid by: {payer}. The host bears the costs of its meeting; nobody who "
        "takes part is charged. Change the payer.",
    },
    rule="meetings",
    limits=("barred_payers",),
)
def meetings_with_charges(scope: Scope, barred: Limit) -> Iterator[Violation]:
    """Meals and expenses of a meeting that participants pay for (财行〔2016〕214号 art. 17)."""
    for meal in scope.visit.meals:
        if meal.payer and meal.payer.value in barred.words:
            yield violation(meal, "payer", item=event_text(meal), payer=_payer_text(meal.payer))
    for expense in scope.visit.expenses:
        if expense.payer and expense.payer.value in barred.words:
            payer = _payer_text(expense.payer)
            yield violation(expense, "payer", item=expense.item, payer=payer)


@check(
    "meetings.words",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "会议安排了不得有的内容", "en": "Something a meeting may not have"},
    message={
        "zh": "“{text}”含“{word}”。会议不得安排。请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”, which a meeting may not have. Cancel it, or waive "
        "the finding with a reason.",
    },
    rule="meetings",
    limits=("barred_words",),
)
def texts_barred_at_meetings(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Texts of a meeting with a barred word: suites, banquets, alcohol, flowers, souvenirs."""
    visit = scope.visit
    board_texts = (*room_texts(visit), *meal_texts(visit), *menu_texts(visit))
    texts = (*schedule_texts(visit), *board_texts, *expense_texts(visit))
    return violations_in(scope, texts, words)
