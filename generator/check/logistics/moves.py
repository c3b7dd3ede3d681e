"""Checks that guests who change place have a ride, or that a note names their transport."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from generator import vocabulary
from generator.agenda.connections import NEAR
from generator.check.itinerary import (
    Itinerary,
    Step,
    itineraries_with_stays,
    minutes_between,
    road_minutes,
)
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text
from generator.check.wrong_dates import wrong_dates_test
from generator.findings import Severity
from generator.model.dining import Meal
from generator.model.enums import VenueKind
from generator.model.parsing.values import Moment
from generator.model.people import Guest, Person
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit, Location, Venue
from generator.model.transport import Ride
from generator.text import Text

_GOING = "(?:前往|去|到|至|赴|返|回)"
"""Follows a means of transport in a title: `步行前往博物馆`, but not `步行游览古街`."""


@check(
    "moves.no_ride",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "从一处到另一处没有排车", "en": "A way between two places without a ride"},
    message={
        "zh": "{who} {time:%m-%d %H:%M} {what}，须从{origin}到{place}（车程 {minutes} 分钟），"
        "没有排车。请在乘车表排车；步行或自行前往的，在“{title}”的备注里写明。",
        "en": "{who}: {what} at {time:%m-%d %H:%M}; from {origin} to {place} ({minutes} minutes by "
        "road) there is no ride. Plan one; where they walk or go by themselves, write so in the "
        "note of “{title}”.",
    },
    rule="plan",
    limits=("ride_answers", "walking_minutes", "guest_needs"),
    needs_complete_lists=True,
)
def moves_without_ride(
    scope: Scope, answers: Limit, walking: Limit, needs: Limit
) -> Iterator[Violation]:
    """Guests whose next event or bed is at another venue, to which there is no ride."""
    if "ride" not in needs.words:
        return
    default = road_minutes(scope)
    moves: dict[tuple[str, str, str], tuple[Move, list[Person]]] = {}
    for move, itinerary in moves_of_guests(scope, answers, walking):
        if not _has_ride_of_others(move, scope):
            key = (move.step.event.id, move.origin.id, move.place.id)
            moves.setdefault(key, (move, []))[1].extend(itinerary.people)
    for move, people in moves.values():
        yield violation(
            move.step.event,
            who=people_text(people),
            time=move.time,
            what=_purpose(move),
            origin=move.origin.name,
            place=move.place.name,
            minutes=minutes_between(move.origin, move.place, default),
            title=event_text(move.step.event),
        )


@check(
    "moves.arrival",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "抵达没有排接站的车", "en": "An arrival without a ride"},
    message={
        "zh": "{who} {time} 抵达{by}，没有排接站的车。请在乘车表排车；自行前往的，"
        "在名册“{column}”一列写“自行前往”或“自驾”。",
        "en": "{who}: nobody meets them at {time}{by}. Plan a ride; where they come by themselves, "
        "write so in the roster's column “{column}”.",
    },
    rule="plan",
    limits=("ride_answers", "guest_needs"),
    needs_complete_lists=True,
)
def arrivals_without_ride(scope: Scope, answers: Limit, needs: Limit) -> Iterator[Violation]:
    """Guests who arrive at a known time or by a known train, and are aboard no ride then."""
    return _journeys(scope, "arrival", answers, needs)


@check(
    "moves.departure",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "返程没有排送站的车", "en": "A departure without a ride"},
    message={
        "zh": "{who} {time} 返程{by}，没有排送站的车。请在乘车表排车；自行返程的，"
        "在名册“{column}”一列写“自行返程”或“自驾”。",
        "en": "{who}: nobody takes them to leave at {time}{by}. Plan a ride; where they go by "
        "themselves, write so in the roster's column “{column}”.",
    },
    rule="plan",
    limits=("ride_answers", "guest_needs"),
    needs_complete_lists=True,
)
def departures_without_ride(scope: Scope, answers: Limit, needs: Limit) -> Iterator[Violation]:
    """Guests who leave at a known time or by a known train, and are aboard no ride before."""
    return _journeys(scope, "departure", answers, needs)


@dataclass(frozen=True, slots=True)
class Move:
    """A change of venue: to a step, or after it to the bed.

    `since` is when the step before begins; the beginning of the day where there is none.
    `free_from` is when that step ends, None where there is none.
    """

    origin: Venue
    place: Venue
    step: Step
    since: datetime
    free_from: datetime | None
    to_bed: bool = False

    @property
    def time(self) -> datetime:
        """When the step begins; on the way to bed, when it ends."""
        return self.step.end if self.to_bed else self.step.start


def moves_of_guests(
    scope: Scope, answers: Limit, walking: Limit
) -> Iterator[tuple[Move, Itinerary]]:
    """The moves of guests without a ride of their own, that are too far to walk.

    `answers` and `walking` are the limits `ride_answers` and `walking_minutes` of the plan's rule.
    """
    default = road_minutes(scope)
    for itinerary in itineraries_with_stays(scope):
        if itinerary.is_of_guests:
            for move in _moves_without_ride(itinerary, answers):
                if minutes_between(move.origin, move.place, default) > walking.integer:
                    yield move, itinerary


def _moves_without_ride(itinerary: Itinerary, words: Limit) -> Iterator[Move]:
    """The moves of an itinerary without a ride, and without one of `words` in a note or title."""
    for day, steps in itinerary.steps_by_day:
        yield from _moves_of_day(itinerary, day, steps, words)


def _moves_of_day(
    itinerary: Itinerary, day: date, steps: Iterable[Step], words: Limit
) -> Iterator[Move]:
    before: Step | None = None
    answered = False
    for step in steps:
        here = itinerary.venue_before(step, before)
        ends = before.end if before else None
        answered = answered or _names_transport(step, words)
        place = step.at.venue if step.at and not step.is_ride else None
        if place and here and place.id != here.id and not answered:
            since = before.start if before else datetime.combine(day, time.min)
            if not itinerary.may_be_taken((here, place), day, ends, step.start):
                yield Move(here, place, step, since, ends)
        if step.ends_somewhere:
            before, answered = step, _is_journey(step, words)
    if before and not answered:
        yield from _to_bed(itinerary, before, words)


def _to_bed(itinerary: Itinerary, last: Step, words: Limit) -> Iterator[Move]:
    """The move from the last step of a day to the venue slept in."""
    night = last.start.date()
    stay = next((s for s in itinerary.stays if s.check_in <= night < s.check_out), None)
    if stay is None or last.left_at is None or last.left_at.venue.id == stay.venue.id:
        return
    if last.left_at.venue.kind is VenueKind.STATION or _names_transport(last, words):
        return
    may_ride = itinerary.may_be_taken((last.left_at.venue, stay.venue), night, last.end, None)
    if not _has_word(stay.note, words) and not may_ride:
        yield Move(last.left_at.venue, stay.venue, last, last.start, last.end, to_bed=True)


def _has_ride_of_others(move: Move, scope: Scope) -> bool:
    """Whether a ride takes others there in time: `transport.no_place` reports that."""
    if move.to_bed:
        return False
    return any(
        ride.destination
        and ride.destination.venue.id == move.place.id
        and ride.aboard
        and not ride.is_shuttle
        and move.since <= ride.start <= move.step.start
        for ride in scope.visit.rides
    )


def _names_transport(step: Step, words: Limit) -> bool:
    """Whether a note or the title of an event names the transport of its people."""
    event = step.event
    notes: list[object] = [event.note] if not isinstance(event, ScheduleItem) else []
    if isinstance(event, ScheduleItem):
        notes = [event.note, event.staff_note]
    return any(_has_word(note, words) for note in notes) or _is_journey(step, words)


def _is_journey(step: Step, words: Limit) -> bool:
    """Whether an event is itself the journey, by its title: `步行前往博物馆`."""
    event = step.event
    if not isinstance(event, ScheduleItem | Meal) or event.title is None:
        return False
    title = str(event.title)
    return any(re.search(re.escape(word) + _GOING, title) for word in words.words)


def _has_word(note: object, words: Limit) -> bool:
    return words.is_in(str(note or ""))


def _purpose(move: Move) -> Text:
    """The purpose of a move."""
    title = event_text(move.step.event)
    zh, en = title.in_("zh"), title.in_("en")
    if move.to_bed:
        return Text.of({"zh": f"“{zh}”之后返回住地", "en": f"back to bed after “{en}”"})
    return Text.of({"zh": f"参加“{zh}”", "en": f"for “{en}”"})


def _journeys(scope: Scope, field: str, answers: Limit, needs: Limit) -> Iterator[Violation]:
    """Guests who arrive, or leave, without a ride near that time; by time and transport."""
    if "ride" not in needs.words:
        return
    groups: dict[tuple[str, str | None], list[Guest]] = {}
    for guest in guests_without_ride(scope, field, answers):
        key = (str(getattr(guest, field)), getattr(guest, f"{field}_by"))
        groups.setdefault(key, []).append(guest)
    for (moment, by), guests in groups.items():
        yield violation(
            guests[0],
            field,
            who=people_text(guests),
            time=moment,
            by=f"（{by}）" if by else "",
            column=vocabulary.field_text("Guest", f"{field}_by"),
        )


def guests_without_ride(scope: Scope, field: str, answers: Limit) -> Iterator[Guest]:
    """The guests who need a ride at their arrival, or departure, and have none.

    `answers` is the limit `ride_answers` of the rule on plans.
    """
    has_wrong_dates = wrong_dates_test(scope)
    for guest in scope.visit.guests:
        moment: Moment | None = getattr(guest, field)
        by: str | None = getattr(guest, f"{field}_by")
        if moment is None or not (moment.clock or by) or has_wrong_dates(guest):
            continue
        if not _has_word(by, answers) and not _has_ride(scope, guest, moment, field):
            yield guest


_RIDES = {
    "arrival": ("origin", timedelta(0), NEAR),
    "departure": ("destination", NEAR, timedelta(0)),
}
"""The end of a ride that is at the station, and how long before and after the guest's time it may
leave."""


def _has_ride(scope: Scope, guest: Guest, moment: Moment, field: str) -> bool:
    """Whether a guest is aboard a ride soon after the arrival, or before the departure.

    A ride from or to a station may be at any time of that day, and so may one whose time or place
    is still to be decided.
    """
    station_end, before, after = _RIDES[field]
    for ride, _ in scope.index.of(guest).events.values():
        if not isinstance(ride, Ride):
            continue
        end: Location | None = getattr(ride, station_end)
        if ride.is_shuttle:
            if _is_served(ride, moment):
                return True
            continue
        may_fit = ride.time is None or end is None or end.venue.kind is VenueKind.STATION
        if ride.day == moment.day and may_fit:
            return True
        if moment.earliest - before <= ride.start <= moment.latest + after:
            return True
    return False


def _is_served(shuttle: Ride, moment: Moment) -> bool:
    """Whether a shuttle from or to a station goes at a guest's time."""
    ends = (shuttle.origin, shuttle.destination)
    is_there = any(end is not None and end.venue.kind is VenueKind.STATION for end in ends)
    return is_there and shuttle.earliest <= moment.latest and moment.earliest <= shuttle.latest
