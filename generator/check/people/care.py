"""Checks that guests can follow the plan: stairs and lifts, time to eat, rest and change places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from generator.check.itinerary import Itinerary, Step, itineraries_of, minutes_between, road_minutes
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text, place_text
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.enums import ItemKind
from generator.model.lodging import Stay, numbered
from generator.model.parsing.values import parse_span
from generator.model.people import Guest
from generator.model.schedule import ScheduleItem
from generator.model.standing import DiningRoom, Hall, Limit, Room

_AT_WORK = {ItemKind.MEETING, ItemKind.SITE_VISIT}


def _rooms_with_need(scope: Scope, words: Limit) -> Iterator[tuple[Stay, Room, Guest]]:
    """Stays of guests with one of `words` in their needs, and their rooms."""
    for stay, room in numbered(scope.visit.stays):
        for person in stay.people.people:
            if isinstance(person, Guest) and has_need(person, words):
                yield stay, room, person


def has_need(guest: Guest, words: Limit) -> bool:
    """Whether a guest has a need with one of `words`."""
    return any(words.is_in(need) for need in guest.needs)


def storey_of(floor: str | None) -> int:
    """The number of a floor; 0 where there is none."""
    digits = re.search(r"\d+", floor or "")
    return int(digits.group()) if digits else 0


@check(
    "care.step_free",
    category=Category.FIT,
    severity=Severity.ERROR,
    title={"zh": "行动不便的来宾住高层而没有电梯", "en": "No lift for a guest who needs one"},
    message={
        "zh": "{who}（{needs}）住 {room}，{floor} 楼，没有电梯。请换到低楼层。",
        "en": "{who} ({needs}) sleeps in {room} on floor {floor} without a lift. Change the room.",
    },
    rule="care",
    limits=("step_free_words", "max_floor_without_lift"),
)
def rooms_upstairs(scope: Scope, words: Limit, highest: Limit) -> Iterator[Violation]:
    """Rooms above the rule's floor, in a house without lift, of guests who cannot use stairs."""
    for stay, room, guest in _rooms_with_need(scope, words):
        floor = storey_of(room.floor)
        if not stay.venue.lift and floor > highest.amount:
            needs = "、".join(guest.needs)
            number = room.number
            yield violation(stay, "room", who=guest.name, needs=needs, room=number, floor=floor)


@check(
    "care.stairs",
    category=Category.FIT,
    severity=Severity.ERROR,
    title={"zh": "活动在楼上而没有电梯", "en": "An event up stairs for a guest who needs a lift"},
    message={
        "zh": "“{event}”在{place}，{floor} 楼，没有电梯，{who}不便到达。请另选场所。",
        "en": "“{event}” is in {place} on floor {floor} without a lift; {who} cannot get there. "
        "Choose another place.",
    },
    rule="care",
    limits=("max_floor_without_lift", "step_free_words"),
)
def events_upstairs(scope: Scope, highest: Limit, words: Limit) -> Iterator[Violation]:
    """Events with guests who cannot use stairs, above the rule's floor in a house without lift."""
    in_need = {guest.id for guest in scope.visit.guests if has_need(guest, words)}
    events: tuple[ScheduleItem | Meal, ...] = (*scope.visit.schedule, *scope.visit.meals)
    for event in events if in_need else ():
        place = event.place
        if place is None or place.venue.lift or not isinstance(place.space, Hall | DiningRoom):
            continue
        floor = storey_of(place.space.floor)
        who = [person for person in attendees(event) if person.id in in_need]
        if who and floor > highest.amount:
            title = event_text(event)
            at = place_text(place)
            yield violation(
                event, "place", event=title, place=at, floor=floor, who=people_text(who)
            )


@check(
    "care.accessible",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "需要无障碍客房而没有安排", "en": "No accessible room for who needs one"},
    message={
        "zh": "{who}（{needs}）住的 {room} 不是无障碍客房。请换房。",
        "en": "{who} ({needs}) sleeps in {room}, which is not accessible. Change the room.",
    },
    rule="care",
    limits=("accessible_words",),
)
def rooms_not_accessible(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Rooms that are not accessible, of guests with one of the rule's words in their needs."""
    for stay, room, guest in _rooms_with_need(scope, words):
        if not room.accessible:
            needs = "、".join(guest.needs)
            yield violation(stay, "room", who=guest.name, needs=needs, room=room.number)


@check(
    "care.short_meal",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "用餐时间太短", "en": "Too little time for a meal"},
    message={
        "zh": "{who}的“{meal}”只有 {minutes} 分钟（接着是“{next}”），至少 {least} 分钟。请调整。",
        "en": "{who} have {minutes} minutes for “{meal}” before “{next}”; {least} are due.",
    },
    rule="care",
    limits=("min_meal_minutes",),
    needs_complete_lists=True,
)
def meals_too_short(scope: Scope, least: Limit) -> Iterator[Violation]:
    """Meals with fewer minutes than the rule asks for, until their end or a guest's next event."""
    for itinerary in _itineraries_of_guests(scope):
        for step, following in pairwise(itinerary.binding_steps):
            if not isinstance(step.event, Meal):
                continue
            until = min(following.start, step.end) if step.event.end else following.start
            minutes = _minutes(step.start, until)
            if 0 <= minutes < least.amount:
                yield violation(
                    step.event,
                    "time",
                    related=(following.event,),
                    who=people_text(itinerary.people),
                    meal=event_text(step.event),
                    minutes=minutes,
                    next=event_text(following.event),
                    least=f"{least.value:f}",
                )


@check(
    "care.over_lunch",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "活动占满午餐时间", "en": "An item over the whole of lunch"},
    message={
        "zh": "“{item}”占满午餐时间（{window}），{who}没有午餐。请安排用餐。",
        "en": "“{item}” takes the whole of lunch ({window}) and {who} have none. Plan a meal.",
    },
    rule="care",
    limits=("lunch_window",),
    needs_complete_lists=True,
)
def items_over_lunch(scope: Scope, window: Limit) -> Iterator[Violation]:
    """Items that take all of the lunch window from guests who have no meal in it."""
    span = parse_span(window.words[0])
    for itinerary in _itineraries_of_guests(scope):
        for step in itinerary.binding_steps:
            start, end = span.on(step.start.date())
            if end is None or not (step.start <= start and step.end >= end) or step.is_ride:
                continue
            fed = any(
                isinstance(other.event, Meal) and start <= other.start < end
                for other in itinerary.steps
            ) or any(isinstance(e, Meal) and e.day == start.date() for e in itinerary.untimed)
            if not fed:
                who = people_text(itinerary.people)
                item = event_text(step.event)
                yield violation(step.event, "time", item=item, window=span, who=who)


@check(
    "care.no_break",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "连续活动没有休息", "en": "Items without a break"},
    message={
        "zh": "{who}从“{first}”到“{last}”连续 {items} 项没有休息，最多 {most} 项。请加一次休息。",
        "en": "{who} go from “{first}” to “{last}”, {items} items without a break; {most} at most.",
    },
    rule="care",
    limits=("max_items_without_break", "min_break_minutes"),
    needs_complete_lists=True,
)
def items_without_break(scope: Scope, most: Limit, pause: Limit) -> Iterator[Violation]:
    """More meetings and visits in a row than the rule allows, without a break between them."""
    for itinerary in _itineraries_of_guests(scope):
        for run in _runs(itinerary, pause.integer):
            if len(run) > most.amount:
                yield violation(
                    run[-1].event,
                    "time",
                    related=[step.event for step in run[:-1]],
                    who=people_text(itinerary.people),
                    first=event_text(run[0].event),
                    last=event_text(run[-1].event),
                    items=len(run),
                    most=f"{most.value:f}",
                )


@check(
    "care.short_change",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "换场时间太短", "en": "Too little time to change places"},
    message={
        "zh": "{who}从“{first}”到“{second}”，路程之外只有 {minutes} 分钟换场，"
        "至少 {least} 分钟。请错开。",
        "en": "{who} have {minutes} minutes beside the road from “{first}” to “{second}”; "
        "{least} are due. Move one.",
    },
    rule="care",
    limits=("min_change_minutes",),
    needs_complete_lists=True,
)
def changes_of_place_too_short(scope: Scope, least: Limit) -> Iterator[Violation]:
    """Two events in different places with too few minutes between them, journey excluded.

    Where even the journey is too long, `presence.travel_time` or `presence.ride_late` reports it.
    """
    default_minutes = road_minutes(scope)
    for itinerary in _itineraries_of_guests(scope):
        for earlier, later, minutes in _changes(itinerary, default_minutes):
            if 0 <= minutes < least.amount:
                yield violation(
                    later.event,
                    "time",
                    related=(earlier.event,),
                    who=people_text(itinerary.people),
                    first=event_text(earlier.event),
                    second=event_text(later.event),
                    minutes=minutes,
                    least=f"{least.value:f}",
                )


def _itineraries_of_guests(scope: Scope) -> Iterator[Itinerary]:
    return (itinerary for itinerary in itineraries_of(scope) if itinerary.is_of_guests)


def _changes(itinerary: Itinerary, default_minutes: int) -> Iterator[tuple[Step, Step, int]]:
    """Two successive events of a day in different places, and the minutes between them.

    The minutes of the rides between them are not counted, or of the road where there is no ride.
    """
    before: Step | None = None
    ridden = 0
    for step in itinerary.binding_steps:
        if step.is_ride:
            ridden += _minutes(step.start, step.end)
            continue
        if before and before.at and step.at and before.at.key != step.at.key:
            road = minutes_between(before.at.venue, step.at.venue, default_minutes)
            if before.start.date() == step.start.date():
                yield before, step, _minutes(before.end, step.start) - (ridden or road)
        before, ridden = step, 0


def _runs(itinerary: Itinerary, pause: int) -> Iterator[list[Step]]:
    """Meetings and visits in a row, with fewer than `pause` minutes between them."""
    run: list[Step] = []
    for step in itinerary.binding_steps:
        is_work = isinstance(step.event, ScheduleItem) and step.event.kind in _AT_WORK
        continues = bool(run) and _minutes(run[-1].end, step.start) < pause
        if is_work and (continues or not run):
            run.append(step)
        elif is_work or not (step.is_ride and continues):
            if run:
                yield run
            run = [step] if is_work else []
    if run:
        yield run


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)
