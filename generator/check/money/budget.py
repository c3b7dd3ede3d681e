"""Checks costs against the budget: sums, payers, line items, and costs booked elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.account.charges import cost_field_name, cost_of
from generator.account.settlement import sum_written
from generator.account.totals import host_total
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import expense_texts, violations_in
from generator.check.wording import fields_text
from generator.findings import Severity
from generator.model.standing import Limit


def _over(scope: Scope, total: Decimal, allowed: Limit) -> Iterator[Violation]:
    budget = scope.visit.budget
    if budget is not None and total > budget + allowed.amount:
        yield violation(scope.visit, "budget", total=f"{total:f}", budget=f"{budget:f}")


@check(
    "budget.overrun",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "实际费用超过预算", "en": "Costs above the budget"},
    message={
        "zh": "接待方承担的实际费用合计 {total} 元，预算 {budget} 元。请核对，或按程序调整预算。",
        "en": "What the host paid comes to {total}; the budget is {budget}. Check them.",
    },
    rule="budget",
    limits=("overrun",),
    needs_complete_lists=True,
)
def visits_over_budget(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """A visit for which the host paid more than the budget and the rule's tolerance."""
    return _over(scope, host_total(scope.visit).paid, allowed)


@check(
    "budget.planned_overrun",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "预计费用超过预算", "en": "Planned costs above the budget"},
    message={
        "zh": "接待方承担的预计费用合计 {total} 元，预算 {budget} 元。请压缩，或按程序调整预算。",
        "en": "What the host is to pay comes to {total}; the budget is {budget}. Plan less.",
    },
    rule="budget",
    limits=("planned_overrun",),
    needs_complete_lists=True,
)
def visits_planned_over_budget(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """A visit for which the host is to pay more than the budget and the rule's tolerance."""
    return _over(scope, host_total(scope.visit).planned, allowed)


@check(
    "budget.missing",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "有费用而没有预算", "en": "Costs without a budget"},
    message={
        "zh": "列了费用，没有预算。接待费用都要列入预算，请写 budget。",
        "en": "There are costs and no budget. Every cost belongs in a budget; give one.",
    },
    rule="budget",
    clause="unbudgeted_costs",
)
def visits_without_budget(scope: Scope) -> Iterator[Violation]:
    """A visit with expenses and no budget (2013 art. 12)."""
    if scope.visit.budget is None and scope.visit.expenses:
        yield violation(scope.visit, "expenses")


@check(
    "budget.payer",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "费用没有付款方", "en": "A cost without a payer"},
    message={
        "zh": "费用“{item}”缺：{missing}。请写明由谁承担。",
        "en": "The cost “{item}” lacks: {missing}. Say who pays.",
    },
    rule="budget",
    limits=("payer_fields",),
)
def expenses_without_payer(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Expenses without a payer (2025 art. 23)."""
    for expense in scope.visit.expenses:
        missing = [field for field in fields.words if not getattr(expense, field, None)]
        if missing:
            yield violation(
                expense, None, item=expense.item, missing=fields_text("Expense", missing)
            )


@check(
    "budget.shifted",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "费用转嫁或变相列支", "en": "A cost shifted or hidden"},
    message={
        "zh": "费用“{text}”含“{word}”。不得转嫁费用，也不得列入会议、培训等开支，请改正。",
        "en": "The cost “{text}” contains “{word}”. "
        "Costs are neither shifted nor hidden; correct it.",
    },
    rule="budget",
    limits=("shifted_words",),
)
def expenses_shifted_to_others(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Expenses shifted to others, or booked as something else (2013 art. 12)."""
    return violations_in(scope, expense_texts(scope.visit), words)


@check(
    "budget.line_items",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "费用项目不在目录里", "en": "A cost of no known kind"},
    message={
        "zh": "费用项目“{item}”不在目录里：{known}。请归入其中一项。",
        "en": "“{item}” is none of the known costs: {known}. Book it under one.",
    },
    rule="budget",
    limits=("line_items",),
)
def expenses_of_unknown_kind(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Expenses whose item is none of the line items that the rule lists."""
    for expense in scope.visit.expenses:
        if not any(word in expense.item for word in words.words):
            yield violation(expense, "item", item=expense.item, known="、".join(words.words))


@check(
    "budget.price",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "金额不等于单价乘以数量", "en": "An amount that is not price times quantity"},
    message={
        "zh": "费用“{item}”写的是 {amount} 元，单价乘以数量是 {expected} 元。请核对这三项。",
        "en": "“{item}” says {amount}; price times quantity is {expected}. Check all three.",
    },
    rule="budget",
    limits=("price_difference",),
)
def expenses_unlike_price_times_quantity(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """Expenses whose amount, or plan if not paid yet, is not price times quantity."""
    for expense in scope.visit.expenses:
        cost, expected = cost_of(expense), sum_written(expense)
        if cost is None or expected is None:
            continue
        if abs(cost - expected) > allowed.amount:
            field = cost_field_name(expense)
            yield violation(
                expense, field, item=expense.item, amount=f"{cost:f}", expected=f"{expected:f}"
            )
