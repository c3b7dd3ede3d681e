"""Checks how many hosts dine with guests and escort them, and how many meals they pay for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.enums import ItemKind, MealKind, Payer
from generator.model.people import Guest, Staff, headcount
from generator.model.standing import Limit
from generator.model.visit import Visit


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
def meals_with_too_many_hosts(
    scope: Scope, few: Limit, few_hosts: Limit, share: Limit
) -> Iterator[Violation]:
    """Meals with more hosts than the rule allows (2013 art. 10).

    The rule: three hosts for up to ten guests; above ten, one third of the guests, rounded down.
    """

    def most_hosts(guests: int) -> int:
        return few_hosts.integer if guests <= few.amount else guests // share.integer

    return meals_with_more_hosts_than(scope.visit, most_hosts)


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
def hosted_meals_beyond_limit(scope: Scope, most: Limit) -> Iterator[Violation]:
    """Meals that the host pays for, beyond the number that the rule allows."""
    hosted = sorted((meal for meal in scope.visit.meals if _is_hosted(meal)), key=lambda m: m.start)
    allowed = most.integer
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
def site_visits_with_too_many_escorts(
    scope: Scope, most: Limit, exempt: Limit
) -> Iterator[Violation]:
    """Visits to a site with more staff than the rule allows for the kind of visit.

    Liaisons, guides, medical and security staff are at work and are not counted.
    """
    allowed = (most.table or {}).get(scope.visit.kind.value)
    for item in scope.visit.schedule:
        if allowed is None or item.kind is not ItemKind.SITE_VISIT:
            continue
        attending = [person for person in attendees(item) if isinstance(person, Staff)]
        staff = {person.id: person for person in (*attending, *item.attendants.values())}
        escorts = [person for person in staff.values() if not _is_at_work(scope, person, exempt)]
        if len(escorts) > allowed:
            most_allowed = f"{allowed:f}"
            yield violation(
                item, "participants", item=item.title, escorts=len(escorts), most=most_allowed
            )


def meals_with_more_hosts_than(
    visit: Visit, most_hosts: Callable[[int], int]
) -> Iterator[Violation]:
    """Meals with guests and more hosts than `most_hosts(guests)` allows."""
    for meal in visit.meals:
        diners = attendees(meal)
        guests, hosts = headcount(diners, Guest), headcount(diners, Staff)
        most = most_hosts(guests)
        if guests and hosts > most:
            field = "tables" if meal.tables else "participants"
            yield violation(
                meal, field, meal=event_text(meal), guests=guests, hosts=hosts, most=most
            )


def _is_at_work(scope: Scope, staff: Staff, exempt: Limit) -> bool:
    """Whether a staff member escorts for work: is a liaison, or has an exempt role or post."""
    titles = (*(str(role.title) for role in staff.roles), staff.post or "")
    is_exempt = any(exempt.is_in(title) for title in titles)
    return is_exempt or bool(scope.index.of(staff).charges)


def _is_hosted(meal: Meal) -> bool:
    """Whether the host pays for a meal; tea between two sessions is none."""
    return meal.payer is Payer.HOST and meal.kind is not MealKind.TEA
