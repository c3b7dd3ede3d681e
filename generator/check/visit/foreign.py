"""Checks the reception of foreign guests: days, banquets, company at table, restricted areas."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.check.money.accompanying import meals_with_more_hosts_than
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import (
    conduct_texts,
    known_names,
    violations_in,
)
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.dining import Meal
from generator.model.lodging import Stay
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit, Venue
from generator.model.visit import Event, Visit
from generator.text import Text


@check(
    "foreign.days",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "外宾招待天数过多", "en": "Foreign guests are hosted for too many days"},
    message={
        "zh": "来访共 {days} 天，外宾招待一般不超过 {most} 天。请按批准的方案核对；"
        "确有批准的，写明理由后豁免。",
        "en": "The visit takes {days} days; foreign guests are hosted for {most} as a rule. See "
        "the approved plan, or waive the finding with a reason.",
    },
    rule="foreign",
    limits=("max_days",),
)
def foreign_visits_too_long(scope: Scope, most: Limit) -> Iterator[Violation]:
    """A visit of foreign guests of more days than the rule allows."""
    days = len(scope.visit.days)
    if days > most.amount:
        yield violation(scope.visit, "end", days=days, most=f"{most.amount:f}")


@check(
    "foreign.banquets",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "外宾宴请超过次数", "en": "More banquets for foreign guests than the rule allows"},
    message={
        "zh": "宴请有 {banquets} 次，最多 {most} 次，含外地宴请。请改为工作餐或自助餐。",
        "en": "There are {banquets} banquets; at most {most} may be, those elsewhere included. "
        "Serve a working meal or a buffet instead.",
    },
    rule="foreign",
    limits=("max_banquets", "banquet_words"),
)
def banquets_beyond_limit(scope: Scope, most: Limit, words: Limit) -> Iterator[Violation]:
    """Banquets, by the words in their titles and forms, beyond the number that the rule allows."""
    names = known_names(scope)
    banquets = sorted(
        (meal for meal in scope.visit.meals if _is_banquet(meal, words, names)),
        key=lambda meal: meal.start,
    )
    allowed = most.integer
    if len(banquets) > allowed:
        first, related = banquets[allowed], banquets[:allowed]
        yield violation(first, "form", related=related, banquets=len(banquets), most=allowed)


@check(
    "foreign.diners",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "外宾陪餐人数超过规定", "en": "More hosts dine with foreign guests than allowed"},
    message={
        "zh": "“{meal}”外宾 {guests} 人，陪餐 {hosts} 人，最多 {most} 人。请减少陪餐。",
        "en": "“{meal}”: {hosts} hosts dine with {guests} foreign guests; at most {most} may. Seat "
        "fewer.",
    },
    rule="foreign",
    limits=("few_guests", "share_above"),
    needs_complete_lists=True,
)
def foreign_meals_with_too_many_hosts(
    scope: Scope, few: Limit, share: Limit
) -> Iterator[Violation]:
    """Meals with more hosts than guests, up to `few` guests, and one for each `share` beyond."""

    def most_hosts(guests: int) -> int:
        return min(guests, few.integer) + max(0, guests - few.integer) // share.integer

    return meals_with_more_hosts_than(scope.visit, most_hosts)


@check(
    "foreign.gifts",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "对外赠礼须经批准", "en": "Gifts to foreign guests need approval"},
    message={
        "zh": "“{text}”含“{word}”。对外赠礼须事先批准；已批准的，写明批准人和理由后豁免。",
        "en": "“{text}” contains “{word}”. "
        "Gifts to foreign guests need approval beforehand; where it was given, "
        "waive the finding with its reason.",
    },
    rule="foreign",
    limits=("gift_words",),
)
def texts_about_foreign_gifts(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Schedules, tasks and expenses of a foreign visit that mention gifts."""
    return violations_in(scope, conduct_texts(scope.visit), words)


@check(
    "foreign.restricted_areas",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "外宾行程涉及限制区域", "en": "Foreign guests go to a restricted area"},
    message={
        "zh": "{what}在{venue}，属于限制外国人进入的区域。请事先取得公安机关批准；"
        "已批准的，写明理由后豁免。",
        "en": "{what} is at {venue}, in an area closed to foreigners. Get the permit of the "
        "public security office first, then waive the finding with its number.",
    },
    rule="foreign",
    clause="restricted_areas",
)
def visits_to_restricted_areas(scope: Scope) -> Iterator[Violation]:
    """Items, meals, nights and rides to a venue closed to foreigners (出境入境管理法 art. 44)."""
    for record, field, venue in _places_of_guests(scope.visit):
        if venue.restricted:
            what = _STAY if isinstance(record, Stay) else _EVENT.format(event=event_text(record))
            yield violation(record, field, what=what, venue=venue.name)


_STAY = Text.of({"zh": "住宿安排", "en": "A stay"})
_EVENT = Text.of({"zh": "“{event}”", "en": "“{event}”"})


def _places_of_guests(visit: Visit) -> Iterator[tuple[Event | Stay, str, Venue]]:
    """Where guests go, with the field that names the place."""
    events: tuple[ScheduleItem | Meal, ...] = (*visit.schedule, *visit.meals)
    for event in events:
        if event.place:
            yield event, "place", event.place.venue
    for stay in visit.stays:
        yield stay, "venue", stay.venue
    for ride in visit.rides:
        if ride.destination:
            yield ride, "destination", ride.destination.venue


def _is_banquet(meal: Meal, words: Limit, names: Collection[str]) -> bool:
    return any(words.is_in(str(text), names) for text in (meal.title, meal.form) if text)
