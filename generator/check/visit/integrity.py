"""Checks for what a reception may not hold: tours, shows, gifts, ceremony."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Family, Fault, Scope, check, fault
from generator.check.text_search import money_sayings, programme_sayings, spoken, task_sayings
from generator.check.wording import event_named
from generator.findings import Severity
from generator.model.dining import Meal
from generator.model.enums import ItemKind
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit


@check(
    "integrity.venue_kind",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "活动安排在景区、会所或娱乐场所", "en": "An event at a scenic spot or club"},
    words={
        "zh": "“{event}”安排在{venue}，这类场所不得用于接待。请换地点。",
        "en": "“{event}” is at {venue}, a kind of place not used for receptions. Move it.",
    },
    rule="integrity",
    limits=("venue_kinds",),
)
def barred_venues(scope: Scope, kinds: Limit) -> Iterator[Fault]:
    """Items and meals at venues of a kind that the rule bars (2013 arts 10, 16)."""
    events: tuple[ScheduleItem | Meal, ...] = (*scope.visit.schedule, *scope.visit.meals)
    for event in events:
        if event.place and event.place.venue.kind.value in kinds.words:
            yield fault(event, "place", event=event_named(event), venue=event.place.venue.name)


@check(
    "integrity.entertainment",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "日程有游览或娱乐", "en": "Sightseeing or entertainment"},
    words={
        "zh": "“{text}”含“{word}”。不得组织游览、娱乐和演出，请删去。",
        "en": "“{text}” holds “{word}”. No tours, entertainment or shows; remove it.",
    },
    rule="integrity",
    limits=("entertainment_words",),
)
def entertainment(scope: Scope, words: Limit) -> Iterator[Fault]:
    """Schedules and expenses that speak of tours or shows (2013 art. 16)."""
    sayings = (*programme_sayings(scope.visit), *money_sayings(scope.visit))
    return spoken(scope, sayings, words.words)


@check(
    "integrity.gifts",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "安排或报销礼品", "en": "Gifts planned or paid for"},
    words={
        "zh": "“{text}”含“{word}”。不得赠送礼品、纪念品和土特产，请删去。",
        "en": "“{text}” holds “{word}”. No gifts or souvenirs; remove it.",
    },
    rule="integrity",
    limits=("gift_words",),
)
def gifts(scope: Scope, words: Limit) -> Iterator[Fault]:
    """Schedules, tasks and expenses that speak of gifts (2013 art. 16)."""
    visit = scope.visit
    sayings = (*programme_sayings(visit), *task_sayings(visit), *money_sayings(visit))
    return spoken(scope, sayings, words.words)


@check(
    "integrity.welcome",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "安排迎送仪式或布置", "en": "Ceremony or decoration for arrival"},
    words={
        "zh": "“{text}”含“{word}”。不挂横幅、不铺地毯、不献花、不组织群众迎送，请删去。",
        "en": "“{text}” holds “{word}”. No banners, carpets, flowers or crowds; remove it.",
    },
    rule="integrity",
    limits=("welcome_words",),
)
def welcome(scope: Scope, words: Limit) -> Iterator[Fault]:
    """Schedules, tasks and expenses that speak of ceremony (2013 art. 8; 2025 art. 23)."""
    visit = scope.visit
    sayings = (*programme_sayings(visit), *task_sayings(visit), *money_sayings(visit))
    return spoken(scope, sayings, words.words)


@check(
    "integrity.welcome_at_station",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "在车站、机场举行迎送", "en": "A welcome at a station or airport"},
    words={
        "zh": "“{event}”在{venue}举行。不得在车站、机场和辖区边界迎送，请取消。",
        "en": "“{event}” is at {venue}. There is no welcome at stations or airports; cancel it.",
    },
    rule="integrity",
    limits=("welcome_kinds",),
)
def welcome_at_station(scope: Scope, kinds: Limit) -> Iterator[Fault]:
    """Ceremonies at a venue of a kind where nobody is welcomed (2013 art. 8)."""
    for item in scope.visit.schedule:
        at = item.place.venue if item.place else None
        if at and at.kind.value in kinds.words and item.kind is ItemKind.CEREMONY:
            yield fault(item, "place", event=item.title, venue=at.name)
