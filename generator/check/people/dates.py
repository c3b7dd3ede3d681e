"""Checks that events are on days of the visit, with people who are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text
from generator.check.wrong_dates import Dated, is_never_there, is_outside, wrong_dates_test
from generator.findings import Severity
from generator.model.attendance import attendees, named_for
from generator.model.dining import Meal
from generator.model.people import Guest
from generator.model.schedule import ScheduleItem
from generator.model.transport import Ride
from generator.model.visit import Event


@check(
    "dates.before_arrival",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "来宾抵达之前已有安排", "en": "Something before a guest has arrived"},
    message={
        "zh": "{who}届时尚未抵达（{times}），但排入了“{title}”。请改名单或抵达时间。",
        "en": "{who}: not yet there ({times}), but named for “{title}”. Change the list or the "
        "arrival.",
    },
    rule="plan",
    clause="days_outside",
)
def events_before_arrival(scope: Scope) -> Iterator[Violation]:
    """Events that name guests, or give them a seat, before they arrive."""
    return _events_of_absent_guests(scope, _is_before_arrival, "arrival")


@check(
    "dates.after_departure",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "来宾离开之后仍有安排", "en": "Something after a guest has left"},
    message={
        "zh": "{who}届时已经离开（{times}），但排入了“{title}”。请改名单或返程时间。",
        "en": "{who}: already gone ({times}), but named for “{title}”. Change the list or the "
        "departure.",
    },
    rule="plan",
    clause="days_outside",
)
def events_after_departure(scope: Scope) -> Iterator[Violation]:
    """Events that name guests, or give them a seat, after they leave."""
    return _events_of_absent_guests(scope, _is_after_departure, "departure")


@check(
    "dates.outside_dates",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "安排在来访起止日期之外", "en": "An event outside the visit's dates"},
    message={
        "zh": "“{title}”在 {day}，来访是 {first} 至 {last}。请改日期，或改来访的起止日期。",
        "en": "“{title}” is on {day}; the visit lasts from {first} to {last}. Change one of them.",
    },
    rule="plan",
    clause="days_outside",
)
def events_outside_dates(scope: Scope) -> Iterator[Violation]:
    """Items, meals and rides outside the visit's dates."""
    visit = scope.visit
    for event in (*visit.events, *visit.daily_matters):
        if is_outside(visit, event.day, event.day):
            yield violation(
                event,
                "day",
                title=event_text(event),
                day=event.day,
                first=visit.start,
                last=visit.end,
            )


@check(
    "dates.never_there",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "来宾的抵离日期不在来访期间", "en": "A guest who is never there"},
    message={
        "zh": "{who} {arrival} 抵达、{departure} 返程，来访是 {first} 至 {last}，"
        "没有一天在来访期间。请核对抵达和返程的日期。",
        "en": "{who} arrives on {arrival} and leaves on {departure}; the visit lasts from {first} "
        "to {last}. Check both dates.",
    },
    rule="plan",
    clause="days_outside",
)
def guests_never_there(scope: Scope) -> Iterator[Violation]:
    """Guests who arrive after the visit, leave before it, or leave before they arrive."""
    visit = scope.visit
    for guest in visit.guests:
        if is_never_there(guest, visit):
            late = guest.arrival and is_outside(visit, visit.start, guest.arrival.day)
            yield violation(
                guest,
                "arrival" if late else "departure",
                who=guest.name,
                arrival=guest.arrival or visit.start,
                departure=guest.departure or visit.end,
                first=visit.start,
                last=visit.end,
            )


@check(
    "dates.nobody",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "日程无人参加", "en": "An item that nobody takes part in"},
    message={
        "zh": "“{title}”没有写明参加人员。请补上，或取消这一项。",
        "en": "Nobody takes part in “{title}”. Name them, or cancel the item.",
    },
    rule="plan",
    clause="least_people",
    needs_complete_lists=True,
)
def items_without_people(scope: Scope) -> Iterator[Violation]:
    """Schedule items without participants."""
    has_wrong_dates = wrong_dates_test(scope)
    for item in scope.visit.schedule:
        if not attendees(item) and not _is_empty_by_dates(item, has_wrong_dates):
            yield violation(item, "participants", title=item.title)


def _events_of_absent_guests(
    scope: Scope, is_absent: Callable[[Event, Guest], bool], field: str
) -> Iterator[Violation]:
    """Events that name absent guests, with up to three of the times in the guests' `field`."""
    for event, guests in scope.once(_named_guests):
        absent = [guest for guest in guests if is_absent(event, guest)]
        if absent:
            times = sorted({str(getattr(guest, field)) for guest in absent})
            yield violation(
                event,
                related=absent,
                who=people_text(absent),
                times=" / ".join(times[:3]),
                title=event_text(event),
            )


def _is_empty_by_dates(item: ScheduleItem, has_wrong_dates: Callable[[Dated], bool]) -> bool:
    """Whether the item, or a guest named for it, has wrong dates."""
    guests = (person for person in named_for(item) if isinstance(person, Guest))
    return has_wrong_dates(item) or any(map(has_wrong_dates, guests))


def _named_guests(scope: Scope) -> tuple[tuple[Event, tuple[Guest, ...]], ...]:
    """Each event with the guests who are named for it or have a seat.

    Events and guests with wrong dates are left out: other checks report those dates.
    """
    has_wrong_dates = wrong_dates_test(scope)
    by_event = []
    misdated = {guest.id for guest in scope.visit.guests if has_wrong_dates(guest)}
    for event in scope.visit.events:
        if has_wrong_dates(event) or (isinstance(event, Ride) and event.is_shuttle):
            continue
        named = named_for(event)
        if not isinstance(event, Ride) and not (isinstance(event, Meal) and event.tables):
            names = {str(name) for name in event.participants.named}
            named = tuple(person for person in named if person.name in names)
        guests = (person for person in named if isinstance(person, Guest))
        by_event.append((event, tuple(guest for guest in guests if guest.id not in misdated)))
    return tuple(by_event)


def _is_before_arrival(event: Event, guest: Guest) -> bool:
    if guest.arrival is None:
        return False
    latest = event.start if isinstance(event, Ride) else event.end or event.start
    return latest < guest.arrival.earliest


def _is_after_departure(event: Event, guest: Guest) -> bool:
    if guest.departure is None:
        return False
    earliest = event.latest if isinstance(event, Ride) and event.time else event.earliest
    return earliest > guest.departure.latest
