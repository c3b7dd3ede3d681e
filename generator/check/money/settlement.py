"""Checks settlement: papers, headcounts, amounts, what guests pay, no cash."""

from __future__ import annotations

from collections.abc import Iterator

from generator.account.ceilings import agreed_lodging
from generator.account.charges import (
    LODGING,
    MEALS,
    RIDES,
    collected,
    cost_field_name,
    guests_meals,
    lines_for,
    meal_of,
)
from generator.account.settlement import missing_papers, voucher_difference
from generator.account.totals import total_of
from generator.agenda.attendance import Attendance
from generator.agenda.index import event_key
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import expense_texts, violations_in
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.enums import Payer
from generator.model.people import Guest, headcount
from generator.model.standing import Limit
from generator.model.transport import Ride
from generator.names.index import name_key


@check(
    "settlement.papers",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "结算材料不齐", "en": "Papers missing for settlement"},
    message={
        "zh": "费用“{item}”已有金额，结算还缺：{missing}。请补齐后再报销。",
        "en": "The cost “{item}” has an amount; settlement still lacks: {missing}.",
    },
    rule="settlement",
    limits=("set_words", "pending_words"),
    needs_complete_lists=True,
)
def expenses_without_papers(scope: Scope, papers: Limit, pending: Limit) -> Iterator[Violation]:
    """Expenses that the host paid, without the papers that the rule names (2013 art. 14)."""
    for expense in scope.visit.expenses:
        if expense.amount is None or expense.payer is not Payer.HOST:
            continue
        missing = missing_papers(scope.visit, expense, papers, pending)
        if missing:
            yield violation(expense, "voucher", item=expense.item, missing="、".join(missing))


@check(
    "settlement.headcount",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "费用人数与用餐人数不一致", "en": "Headcounts of cost and meal differ"},
    message={
        "zh": "费用“{item}”按 {people} 人，当餐 {diners} 人用餐。请核对人数。",
        "en": "The cost “{item}” is for {people} people; {diners} dine at that meal. Check.",
    },
    rule="settlement",
    limits=("headcount_difference",),
    needs_complete_lists=True,
)
def expenses_of_other_headcount(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """Expenses for a meal whose number of people differs from the number who dine."""
    for expense in scope.visit.expenses:
        meal = meal_of(scope.visit, expense)
        if meal is None or expense.people is None:
            continue
        diners = headcount(attendees(meal))
        if abs(diners - expense.people) > allowed.amount:
            yield violation(
                expense,
                "people",
                related=(meal,),
                item=expense.item,
                people=expense.people,
                diners=diners,
            )


@check(
    "settlement.attended",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "费用人数与点名实到不一致", "en": "Headcounts of cost and roll call differ"},
    message={
        "zh": "费用“{item}”按 {people} 人，当餐计划 {diners} 人，点名实到 {present} 人。"
        "点名不全的，请补收；有人缺席的，按实际人数更新来访文件。",
        "en": "The cost “{item}” is for {people} people; {diners} were to dine, and {present} were "
        "ticked off. Collect what is missing of the roll calls, or correct the plan.",
    },
    rule="settlement",
    limits=("headcount_difference",),
    needs_complete_lists=True,
)
def expenses_unlike_the_roll_call(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """Expenses for a meal whose number of people differs from those whom a roll call has there."""
    attended = Attendance(scope.visit).present
    for expense in scope.visit.expenses:
        meal = meal_of(scope.visit, expense)
        if meal is None or expense.people is None or event_key(meal) not in attended:
            continue
        present = headcount(attended[event_key(meal)])
        if abs(present - expense.people) > allowed.amount:
            yield violation(
                expense,
                "people",
                related=(meal,),
                item=expense.item,
                people=expense.people,
                diners=headcount(attendees(meal)),
                present=present,
            )


@check(
    "settlement.receivable",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "应向来宾收取的费用没有列出", "en": "What guests pay is not listed"},
    message={
        "zh": "应向来宾收取的“{item}”没有列在费用里。请列出并按标准收取。",
        "en": "Guests pay for “{item}” and no cost says so. List it and collect it.",
    },
    rule="settlement",
    limits=("receivable_items",),
    needs_complete_lists=True,
)
def receivables_not_listed(scope: Scope, items: Limit) -> Iterator[Violation]:
    """Meals and rides of guests without an expense that they or their sender pay (2025 art. 23)."""
    visit = scope.visit
    first_event: dict[str, Meal | Ride | None] = {
        MEALS: next(iter(guests_meals(visit)), None),
        RIDES: next((ride for ride in visit.rides if _has_guests(ride)), None),
    }
    for item in items.words:
        event = first_event.get(item)
        if visit.expenses and event and not collected(visit, item):
            yield violation(event, "payer" if isinstance(event, Meal) else None, item=item)


@check(
    "settlement.voucher_amount",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "清单与凭证的金额不一致", "en": "Amounts of statement and voucher differ"},
    message={
        "zh": "费用“{item}”写的是 {amount} 元，凭证是 {expected} 元。请查明原因，"
        "不得为求一致改动数字。",
        "en": "“{item}” says {amount}; its voucher says {expected}. Find out why they differ.",
    },
    rule="settlement",
    limits=("amount_difference",),
    needs_complete_lists=True,
)
def expenses_unlike_their_voucher(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """Expenses whose amount differs from that of their voucher."""
    for expense in scope.visit.expenses:
        if abs(voucher_difference(expense)) > allowed.amount:
            yield violation(
                expense,
                "amount",
                item=expense.item,
                amount=f"{expense.amount:f}",
                expected=f"{expense.voucher_amount:f}",
            )


@check(
    "settlement.lodging",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "住宿费与用房不一致", "en": "The cost of lodging is not that of the rooms"},
    message={
        "zh": "住宿费合计 {amount} 元，按用房、天数和协议价是 {expected} 元。请核对用房和金额。",
        "en": "Lodging costs {amount}; the rooms come to {expected} at agreed prices. Check both.",
    },
    rule="settlement",
    limits=("lodging_difference",),
    needs_complete_lists=True,
)
def lodging_costs_unlike_the_rooms(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """Expenses for lodging that differ from all rooms' nights at their agreed prices."""
    lines, expected = lines_for(scope.visit, LODGING), agreed_lodging(scope.visit)
    total = total_of(lines).cost
    if lines and total and expected is not None and abs(total - expected) > allowed.amount:
        yield violation(
            lines[0],
            cost_field_name(lines[0]),
            related=lines[1:],
            amount=f"{total:f}",
            expected=f"{expected:f}",
        )


def _has_guests(ride: Ride) -> bool:
    return any(isinstance(person, Guest) for person in ride.aboard)


@check(
    "settlement.cash",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "用现金结算", "en": "Settled in cash"},
    message={
        "zh": "费用“{text}”含“{word}”。结算不用现金，请改为转账或刷卡。",
        "en": "The cost “{text}” contains “{word}”. Pay by transfer or card.",
    },
    rule="settlement",
    limits=("cash_words",),
)
def expenses_in_cash(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Expenses that mention cash (2013 art. 14)."""
    return violations_in(scope, expense_texts(scope.visit), words)


@check(
    "settlement.kept_apart",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "没有单独核算", "en": "Not settled on its own"},
    message={
        "zh": "费用“{text}”含“{word}”。每次接待单独核算，请分开。",
        "en": "The cost “{text}” contains “{word}”. Each visit is settled on its own; part them.",
    },
    rule="settlement",
    limits=("kept_apart_words",),
)
def expenses_settled_together(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Expenses settled together with those of other visits."""
    return violations_in(scope, expense_texts(scope.visit), words)


@check(
    "settlement.shared_letter",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "两次来访登记了同一份公函", "en": "Two visits with one letter"},
    message={
        "zh": "公函“{number}”已登记在“{title}”（{day}）。一函一事一结：请核对文号；"
        "另一次来访请派出单位另行发函。",
        "en": "The letter “{number}” is also that of “{title}” ({day}). One letter is for one "
        "visit, "
        "which is settled by itself: check the number, or ask the sender for a further letter.",
    },
    rule="settlement",
    clause="one_letter",
)
def visits_with_one_letter(scope: Scope) -> Iterator[Violation]:
    """A letter that is entered in another visit of the host too (一函一事一结)."""
    letter = scope.visit.letter
    if letter is None or not letter.number:
        return
    for other in scope.all_others:
        number = other.letter.number if other.letter else None
        is_other = other.slug != scope.visit.slug
        if is_other and number and name_key(number) == name_key(letter.number):
            yield violation(
                letter,
                "number",
                related=(other,),
                number=letter.number,
                title=other.title,
                day=other.start,
            )
