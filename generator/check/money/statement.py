"""Checks that the statement (接待清单) has all fields of guests, activities, staff and costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.account.settlement import escorts, gaps_in
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import fields_text
from generator.findings import Severity
from generator.model.record import Record
from generator.model.standing import Limit


def _without_fields(
    records: Sequence[Record], model: str, fields: Limit, name: str
) -> Iterator[Violation]:
    for gap in gaps_in(records, model, fields.words, name):
        missing = fields_text(model, gap.fields)
        yield violation(gap.record, None, who=getattr(gap.record, name), missing=missing)


@check(
    "statement.guests",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "接待清单缺来宾的单位、姓名或职务", "en": "Guests without unit, name or post"},
    message={
        "zh": "接待清单里{who}缺：{missing}。请补上。",
        "en": "For the statement {who} lacks: {missing}. Fill it in.",
    },
    rule="letter",
    limits=("statement_guest_fields",),
)
def guests_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Guests who lack a field of the statement."""
    return _without_fields(scope.visit.guests, "Guest", fields, "name")


@check(
    "statement.activities",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "接待清单缺活动的时间或地点", "en": "Activities without time or place"},
    message={
        "zh": "接待清单里“{who}”缺：{missing}。请补上。",
        "en": "For the statement “{who}” lacks: {missing}. Fill it in.",
    },
    rule="letter",
    limits=("statement_activity_fields",),
)
def activities_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Schedule items that lack a field of the statement."""
    return _without_fields(scope.visit.schedule, "ScheduleItem", fields, "title")


@check(
    "statement.costs",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "接待清单缺费用的日期、付款方或凭证", "en": "Costs without day, payer or voucher"},
    message={
        "zh": "费用“{who}”已有金额，还缺：{missing}。请补上。",
        "en": "The cost “{who}” has an amount but lacks: {missing}. Fill it in.",
    },
    rule="letter",
    limits=("statement_cost_fields",),
)
def costs_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Paid expenses that lack a field of the statement."""
    paid = [expense for expense in scope.visit.expenses if expense.amount is not None]
    return _without_fields(paid, "Expense", fields, "item")


@check(
    "statement.staff",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "接待清单缺陪同人员的单位或职务", "en": "Escorts without unit or post"},
    message={
        "zh": "接待清单里陪同人员{who}缺：{missing}。请补上。",
        "en": "For the statement the escort {who} lacks: {missing}. Fill it in.",
    },
    rule="letter",
    limits=("statement_staff_fields",),
)
def escorts_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Staff who are with the guests and lack a field of the statement."""
    return _without_fields(tuple(escorts(scope.visit)), "Staff", fields, "name")
