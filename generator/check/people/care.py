"""Checks that the plan can be borne: steps and lifts, time to eat, to rest and to walk over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from generator.check.itinerary import Stop, Way, minutes_between, road_minutes, ways_of
from generator.check.registry import Family, Fault, Scope, check, fault
from generator.check.wording import event_named, people_named, place_named
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.enums import ItemKind
from generator.model.lodging import Stay
from generator.model.parsing.values import parse_span
from generator.model.people import Guest
from generator.model.schedule import ScheduleItem
from generator.model.standing import DiningRoom, Hall, Limit

_AT_WORK = {ItemKind.MEETING, ItemKind.SITE_VISIT}


def _stays_of_needs(scope: Scope, words: Limit) -> Iterator[tuple[Stay, Guest]]:
    """Stays of guests whose needs hold one of `words`."""
    for stay in scope.visit.stays:
        for person in stay.people.people:
            if isinstance(person, Guest) and _says_need(person, words):
                yield stay, person


def _says_need(guest: Guest, words: Limit) -> bool:
    return any(word in need for need in guest.needs for word in words.words)


def _storey(floor: str | None) -> int:
    """The number of a floor; 0 where it says none."""
    digits = re.search(r"\d+", floor or "")
    return int(digits.group()) if digits else 0


@check(
    "care.step_free",
    family=Family.FIT,
    severity=Severity.ERROR,
    title={"zh": "行动不便的来宾住高层而没有电梯", "en": "No lift for a guest who needs one"},
    words={
        "zh": "{who}（{needs}）住 {room}，{floor} 楼，没有电梯。请换到低楼层。",
        "en": "{who} ({needs}) sleeps in {room} on floor {floor} without a lift. Change the room.",
    },
    rule="care",
    limits=("step_free_words", "max_floor_without_lift"),
)
def rooms_up_stairs(scope: Scope, words: Limit, highest: Limit) -> Iterator[Fault]:
    """Rooms above the rule's floor, in a house without lift, of guests who need level ways."""
    for stay, guest in _stays_of_needs(scope, words):
        floor = _storey(stay.room.floor)
        if not stay.venue.lift and floor > highest.amount:
            needs = "、".join(guest.needs)
            room = stay.room.number
            yield fault(stay, "room", who=guest.name, needs=needs, room=room, floor=floor)


@check(
    "care.stairs",
    family=Family.FIT,
    severity=Severity.ERROR,
    title={"zh": "活动在楼上而没有电梯", "en": "An event up stairs for a guest who needs a lift"},
    words={
        "zh": "“{event}”在{place}，{floor} 楼，没有电梯，{who}上不去。请另选场所。",
        "en": "“{event}” is in {place} on floor {floor} without a lift; {who} cannot get there. "
        "Choose another place.",
    },
    rule="care",
    limits=("max_floor_without_lift", "step_free_words"),
)
def events_up_stairs(scope: Scope, highest: Limit, words: Limit) -> Iterator[Fault]:
    """Halls and dining rooms above the rule's floor, in a house without lift, to which guests
    who need level ways go.
    """
    in_need = {guest.id for guest in scope.visit.guests if _says_need(guest, words)}
    events: tuple[ScheduleItem | Meal, ...] = (*scope.visit.schedule, *scope.visit.meals)
    for event in events if in_need else ():
        place = event.place
        if place is None or place.venue.lift or not isinstance(place.space, Hall | DiningRoom):
            continue
        floor = _storey(place.space.floor)
        who = [person for person in attendees(event) if person.id in in_need]
        if who and floor > highest.amount:
            named = event_named(event)
            at = place_named(place)
            yield fault(event, "place", event=named, place=at, floor=floor, who=people_named(who))


@check(
    "care.accessible",
    family=Family.FIT,
    severity=Severity.WARNING,
    title={"zh": "需要无障碍客房而没有安排", "en": "No accessible room for who needs one"},
    words={
        "zh": "{who}（{needs}）住的 {room} 不是无障碍客房。请换房。",
        "en": "{who} ({needs}) sleeps in {room}, which is not accessible. Change the room.",
    },
    rule="care",
    limits=("accessible_words",),
)
def rooms_not_accessible(scope: Scope, words: Limit) -> Iterator[Fault]:
    """Rooms that are not accessible, of guests whose needs hold the rule's words."""
    for stay, guest in _stays_of_needs(scope, words):
        if not stay.room.accessible:
            needs = "、".join(guest.needs)
            yield fault(stay, "room", who=guest.name, needs=needs, room=stay.room.number)


@check(
    "care.short_meal",
    family=Family.FIT,
    severity=Severity.WARNING,
    title={"zh": "用餐时间太短", "en": "Too little time for a meal"},
    words={
        "zh": "{who}的“{meal}”只有 {minutes} 分钟（接着是“{next}”），至少 {least} 分钟。请调整。",
        "en": "{who} have {minutes} minutes for “{meal}” before “{next}”; {least} are due.",
    },
    rule="care",
    limits=("min_meal_minutes",),
    needs_whole=True,
)
def short_meals(scope: Scope, least: Limit) -> Iterator[Fault]:
    """Meals after whose start the next binding event of a guest comes too soon, or too short."""
    for way in _ways_of_guests(scope):
        for stop, following in pairwise(way.binding):
            if not isinstance(stop.event, Meal):
                continue
            until = min(following.start, stop.end) if stop.event.end else following.start
            minutes = _minutes(stop.start, until)
            if 0 <= minutes < least.amount:
                yield fault(
                    stop.event,
                    "time",
                    related=(following.event,),
                    who=people_named(way.people),
                    meal=event_named(stop.event),
                    minutes=minutes,
                    next=event_named(following.event),
                    least=f"{least.value:f}",
                )


@check(
    "care.over_lunch",
    family=Family.FIT,
    severity=Severity.WARNING,
    title={"zh": "活动占满午餐时间", "en": "An item over the whole of lunch"},
    words={
        "zh": "“{item}”占满午餐时间（{window}），{who}没有午餐。请安排用餐。",
        "en": "“{item}” takes the whole of lunch ({window}) and {who} have none. Plan a meal.",
    },
    rule="care",
    limits=("lunch_window",),
    needs_whole=True,
)
def over_lunch(scope: Scope, window: Limit) -> Iterator[Fault]:
    """Items over the whole lunch window on days on which their people have no meal in it."""
    span = parse_span(window.words[0])
    for way in _ways_of_guests(scope):
        for stop in way.binding:
            start, end = span.on(stop.start.date())
            if end is None or not (stop.start <= start and stop.end >= end) or stop.is_ride:
                continue
            fed = any(
                isinstance(other.event, Meal) and start <= other.start < end for other in way.stops
            )
            if not fed:
                who = people_named(way.people)
                item = event_named(stop.event)
                yield fault(stop.event, "time", item=item, window=span, who=who)


@check(
    "care.no_break",
    family=Family.FIT,
    severity=Severity.WARNING,
    title={"zh": "连续活动没有休息", "en": "Items without a break"},
    words={
        "zh": "{who}从“{first}”到“{last}”连续 {items} 项没有休息，最多 {most} 项。请加一次休息。",
        "en": "{who} go from “{first}” to “{last}”, {items} items without a break; {most} at most.",
    },
    rule="care",
    limits=("max_items_without_break", "min_break_minutes"),
    needs_whole=True,
)
def no_break(scope: Scope, most: Limit, pause: Limit) -> Iterator[Fault]:
    """More meetings and visits in a row than the rule allows, with gaps too short for a rest."""
    for way in _ways_of_guests(scope):
        for run in _runs(way, pause.whole):
            if len(run) > most.amount:
                yield fault(
                    run[-1].event,
                    "time",
                    related=[stop.event for stop in run[:-1]],
                    who=people_named(way.people),
                    first=event_named(run[0].event),
                    last=event_named(run[-1].event),
                    items=len(run),
                    most=f"{most.value:f}",
                )


@check(
    "care.short_change",
    family=Family.FIT,
    severity=Severity.WARNING,
    title={"zh": "换场时间太短", "en": "Too little time to change places"},
    words={
        "zh": "{who}从“{first}”到“{second}”，路程之外只有 {minutes} 分钟换场，"
        "至少 {least} 分钟。请错开。",
        "en": "{who} have {minutes} minutes beside the road from “{first}” to “{second}”; "
        "{least} are due. Move one.",
    },
    rule="care",
    limits=("min_change_minutes",),
    needs_whole=True,
)
def short_changes(scope: Scope, least: Limit) -> Iterator[Fault]:
    """Two events in different places with less between, beside the road, than the rule asks.
    Where not even the road fits in, presence.travel_time or presence.ride_late says so.
    """
    default_minutes = road_minutes(scope)
    for way in _ways_of_guests(scope):
        for one, other, minutes in _changes(way, default_minutes):
            if 0 <= minutes < least.amount:
                yield fault(
                    other.event,
                    "time",
                    related=(one.event,),
                    who=people_named(way.people),
                    first=event_named(one.event),
                    second=event_named(other.event),
                    minutes=minutes,
                    least=f"{least.value:f}",
                )


def _ways_of_guests(scope: Scope) -> Iterator[Way]:
    return (way for way in ways_of(scope) if isinstance(way.people[0], Guest))


def _changes(way: Way, default_minutes: int) -> Iterator[tuple[Stop, Stop, int]]:
    """Each two events of a day in different places, with the minutes between that are not spent
    on the road: as long as the rides between them take, or as the road does.
    """
    before: Stop | None = None
    ridden = 0
    for stop in way.binding:
        if stop.is_ride:
            ridden += _minutes(stop.start, stop.end)
            continue
        if before and before.at and stop.at and before.at.key != stop.at.key:
            road = minutes_between(before.at.venue, stop.at.venue, default_minutes)
            if before.start.date() == stop.start.date():
                yield before, stop, _minutes(before.end, stop.start) - (ridden or road)
        before, ridden = stop, 0


def _runs(way: Way, pause: int) -> Iterator[list[Stop]]:
    """Meetings and visits that follow one another with less than `pause` minutes between."""
    run: list[Stop] = []
    for stop in way.binding:
        works = isinstance(stop.event, ScheduleItem) and stop.event.kind in _AT_WORK
        goes_on = bool(run) and _minutes(run[-1].end, stop.start) < pause
        if works and (goes_on or not run):
            run.append(stop)
        elif works or not (stop.is_ride and goes_on):
            if run:
                yield run
            run = [stop] if works else []
    if run:
        yield run


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)
