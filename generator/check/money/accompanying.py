"""Checks company at meals and on visits: how many hosts dine and escort, and who pays."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.enums import ItemKind, MealKind, Payer
from generator.model.people import Guest, Staff
from generator.model.standing import Limit


@check(
    "accompanying.diners",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "陪餐人数超过规定", "en": "More hosts at a meal than the rule allows"},
    message={
        "zh": "“{meal}”来宾 {guests} 人，陪餐 {hosts} 人，最多 {most} 人。请减少陪餐。",
        "en": "“{meal}”: {hosts} hosts dine with {guests} guests; at most {most} may. Seat fewer.",
    },
    rule="accompanying",
    limits=("few_guests", "few_hosts", "share_above"),
    needs_complete_lists=True,
)
def too_many_hosts(scope: Scope, few: Limit, few_hosts: Limit, share: Limit) -> Iterator[Violation]:
    """Up to ten guests, three hosts; above ten, one third, rounded down (2013 art. 10)."""
    for meal in scope.visit.meals:
        diners = attendees(meal)
        guests = sum(isinstance(person, Guest) for person in diners)
        hosts = sum(isinstance(person, Staff) for person in diners)
        is_few = guests <= few.amount
        most = few_hosts.whole if is_few else guests // share.whole
        if guests and hosts > most:
            field = "tables" if meal.tables else "participants"
            yield violation(
                meal, field, meal=event_text(meal), guests=guests, hosts=hosts, most=most
            )


@check(
    "accompanying.hosted_meals",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "接待方承担的用餐超过次数", "en": "More hosted meals than the rule allows"},
    message={
        "zh": "接待方付费的用餐有 {hosted} 次，最多 {most} 次。请改由来宾按标准交费。",
        "en": "The host pays for {hosted} meals; at most {most} may be. Let guests pay for others.",
    },
    rule="accompanying",
    limits=("hosted_meals",),
)
def too_many_hosted_meals(scope: Scope, most: Limit) -> Iterator[Violation]:
    """Meals the host pays for, beyond the one work meal that may be given."""
    hosted = sorted((meal for meal in scope.visit.meals if _is_hosted(meal)), key=lambda m: m.start)
    allowed = most.whole
    if len(hosted) > allowed:
        beyond = hosted[allowed:]
        yield violation(
            beyond[0], "payer", related=hosted[:allowed], hosted=len(hosted), most=allowed
        )


@check(
    "accompanying.escorts",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "陪同人员过多", "en": "More escorts than the rule allows"},
    message={
        "zh": "“{item}”陪同 {escorts} 人，这类接待最多 {most} 人。请减少陪同。",
        "en": "“{item}” has {escorts} escorts; at most {most} for this kind of visit. Send fewer.",
    },
    rule="accompanying",
    limits=("escorts", "escorts_exempt"),
    needs_complete_lists=True,
)
def too_many_escorts(scope: Scope, most: Limit, exempt: Limit) -> Iterator[Violation]:
    """Staff who take part in or see to a visit to a site, beyond the number for its category.
    Liaisons, guides, medical and security staff are at work and are not counted.
    """
    allowed = (most.table or {}).get(scope.visit.kind.value)
    for item in scope.visit.schedule:
        if allowed is None or item.kind is not ItemKind.SITE_VISIT:
            continue
        there = [person for person in attendees(item) if isinstance(person, Staff)]
        staff = {each.id: each for each in (*there, *item.attendants.values())}
        escorts = [each for each in staff.values() if not _at_work(scope, each, exempt)]
        if len(escorts) > allowed:
            most_allowed = f"{allowed:f}"
            yield violation(
                item, "participants", item=item.title, escorts=len(escorts), most=most_allowed
            )


def _at_work(scope: Scope, staff: Staff, exempt: Limit) -> bool:
    """Whether somebody comes along for his work: guests are in his care, or his role says so."""
    called = (*(str(role.title) for role in staff.roles), staff.post or "")
    by_role = any(word in name for word in exempt.words for name in called)
    return by_role or bool(scope.index.of(staff).charges)


def _is_hosted(meal: Meal) -> bool:
    """Whether the host pays for a meal; tea between two sessions is none."""
    return meal.payer is Payer.HOST and meal.kind is not MealKind.TEA
