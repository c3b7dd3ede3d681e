"""Checks halls: a seat for each participant, and one item in a hall at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import place_text
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.people import headcount
from generator.model.schedule import ScheduleItem
from generator.model.standing import Hall
from generator.model.visit import Visit


@check(
    "halls.over_seats",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "会场的人数超过座位", "en": "More people than a hall seats"},
    message={
        "zh": "{place}有 {seats} 座，“{title}”有 {count} 人参加。请换会场或分批。",
        "en": "{place} seats {seats}; {count} take part in “{title}”. Change the hall, or split "
        "the group.",
    },
    rule="plan",
    clause="full_percent",
)
def items_over_seats(scope: Scope) -> Iterator[Violation]:
    """Items with more participants than their hall has seats."""
    for item, hall in _in_halls(scope.visit):
        count = headcount(attendees(item))
        if hall.seats is not None and count > hall.seats:
            place = place_text(item.place) if item.place else ""
            yield violation(
                item, "place", place=place, seats=hall.seats, title=item.title, count=count
            )


@check(
    "halls.two_items",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一间会议室同时有两项活动", "en": "Two items in one hall at once"},
    message={
        "zh": "{place}同一时间排了“{earlier}”（{earlier_time}）和“{later}”（{later_time}）。"
        "请改时间或换会场。",
        "en": "{place} has “{earlier}” ({earlier_time}) and “{later}” ({later_time}) at once. "
        "Change a time or a hall.",
    },
    rule="plan",
    clause="visits_at_once",
)
def halls_with_two_items(scope: Scope) -> Iterator[Violation]:
    """Halls with two items at once.

    Items with the same title and start, one for each party, are one item.
    """
    taken: dict[str, list[ScheduleItem]] = defaultdict(list)
    for item, _ in sorted(_in_halls(scope.visit), key=lambda pair: pair[0].start):
        key = item.place.key if item.place else ""
        overlapping = [other for other in taken[key] if _overlap(other, item)]
        taken[key].append(item)
        if overlapping:
            yield violation(
                item,
                "place",
                related=(overlapping[-1],),
                place=place_text(item.place) if item.place else "",
                earlier=overlapping[-1].title,
                earlier_time=overlapping[-1].time,
                later=item.title,
                later_time=item.time,
            )


@check(
    "halls.two_visits",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一间会议室同时安排给两次来访", "en": "One hall held by two visits at once"},
    message={
        "zh": "{place}在“{title}”（{time}）时也排给了“{other}”。请与对方协调，一方改时间或换会场。",
        "en": "{place} is also held by “{other}” during “{title}” ({time}). One of the two must "
        "move.",
    },
    rule="plan",
    clause="visits_at_once",
)
def halls_of_two_visits(scope: Scope) -> Iterator[Violation]:
    """Halls that two visits use at one time.

    An item with the same title and start in two visits is one that they share.
    """
    other_items: dict[str, list[tuple[Visit, ScheduleItem]]] = defaultdict(list)
    for other in scope.others:
        for item, _ in _in_halls(other):
            other_items[item.place.key if item.place else ""].append((other, item))
    for item, _ in _in_halls(scope.visit):
        others = other_items.get(item.place.key if item.place else "", [])
        clashes = [(visit, other) for visit, other in others if _overlap(other, item)]
        if clashes:
            other_visit, other_item = clashes[0]
            yield violation(
                item,
                "place",
                related=(other_item,),
                place=place_text(item.place) if item.place else "",
                title=item.title,
                time=item.time,
                other=other_visit.title,
            )


def _in_halls(visit: Visit) -> Iterator[tuple[ScheduleItem, Hall]]:
    for item in visit.schedule:
        if item.place and isinstance(item.place.space, Hall):
            yield item, item.place.space


def _overlap(first: ScheduleItem, second: ScheduleItem) -> bool:
    """Whether two different items take a hall at one time, where both times are known."""
    if not (first.time and second.time):
        return False
    if first.start == second.start:
        return str(first.title) != str(second.title)
    return first.start < _end(second) and second.start < _end(first)


def _end(item: ScheduleItem) -> datetime:
    return item.end or item.start
