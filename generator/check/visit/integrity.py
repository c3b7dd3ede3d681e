"""Checks that a reception has no tours, shows, gifts or ceremony."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import conduct_texts, expense_texts, schedule_texts, violations_in
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.dining import Meal
from generator.model.enums import ItemKind
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit


@check(
    "integrity.venue_kind",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "活动安排在景区、会所或娱乐场所", "en": "An event at a scenic spot or club"},
    message={
        "zh": "“{event}”安排在{venue}，这类场所不得用于接待。请换地点。",
        "en": "“{event}” is at {venue}, a kind of place not used for receptions. Move it.",
    },
    rule="integrity",
    limits=("venue_kinds",),
)
def events_at_barred_venues(scope: Scope, kinds: Limit) -> Iterator[Violation]:
    """Items and meals at venues of a kind that the rule bars (2013 arts 10, 16)."""
    events: tuple[ScheduleItem | Meal, ...] = (*scope.visit.schedule, *scope.visit.meals)
    for event in events:
        if event.place and event.place.venue.kind.value in kinds.words:
            yield violation(event, "place", event=event_text(event), venue=event.place.venue.name)


@check(
    "integrity.entertainment",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "日程有游览或娱乐", "en": "Sightseeing or entertainment"},
    message={
        "zh": "“{text}”含“{word}”。不得组织游览、娱乐和演出，"
        "请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. No tours, entertainment or shows. "
        "Cancel it; if misread, waive the finding with a reason.",
    },
    rule="integrity",
    limits=("entertainment_words",),
)
def texts_about_entertainment(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Schedules and expenses that mention tours or shows (2013 art. 16)."""
    texts = (*schedule_texts(scope.visit), *expense_texts(scope.visit))
    # Golf at a golf course is golf: the names of places do not excuse it.
    return violations_in(scope, texts, words, names=())


@check(
    "integrity.gifts",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "安排或报销礼品", "en": "Gifts planned or paid for"},
    message={
        "zh": "“{text}”含“{word}”。不得赠送礼品、纪念品和土特产，"
        "请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. No gifts or souvenirs. "
        "Cancel it; if misread, waive the finding with a reason.",
    },
    rule="integrity",
    limits=("gift_words",),
)
def texts_about_gifts(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Schedules, tasks and expenses that mention gifts (2013 art. 16)."""
    return violations_in(scope, conduct_texts(scope.visit), words)


@check(
    "integrity.welcome",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "安排迎送仪式或布置", "en": "Ceremony or decoration for arrival"},
    message={
        "zh": "“{text}”含“{word}”。不挂横幅、不铺地毯、不献花、不组织群众迎送，"
        "请取消该项安排；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. No banners, carpets, flowers or crowds. "
        "Cancel it; if misread, waive the finding with a reason.",
    },
    rule="integrity",
    limits=("welcome_words",),
)
def texts_about_ceremony(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Schedules, tasks and expenses that mention ceremony (2013 art. 8; 2025 art. 23)."""
    return violations_in(scope, conduct_texts(scope.visit), words)


@check(
    "integrity.welcome_at_station",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "在车站、机场举行迎送", "en": "A welcome at a station or airport"},
    message={
        "zh": "“{event}”在{venue}举行。不得在车站、机场和辖区边界迎送，请取消。",
        "en": "“{event}” is at {venue}. There is no welcome at stations or airports; cancel it.",
    },
    rule="integrity",
    limits=("welcome_kinds",),
)
def ceremonies_at_stations(scope: Scope, kinds: Limit) -> Iterator[Violation]:
    """Ceremonies at stations and airports, the kinds of venue that the rule names (2013 art. 8)."""
    for item in scope.visit.schedule:
        venue = item.place.venue if item.place else None
        if venue and venue.kind.value in kinds.words and item.kind is ItemKind.CEREMONY:
            yield violation(item, "place", event=item.title, venue=venue.name)
