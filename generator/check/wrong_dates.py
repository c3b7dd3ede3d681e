"""What has wrong dates of its own: reported once, and not again by what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from generator.agenda.index import Event
from generator.check.registry import Scope
from generator.model.lodging import Stay
from generator.model.people import Guest
from generator.model.visit import Visit

Dated = Event | Guest | Stay


def is_outside(visit: Visit, first: date, last: date, allowed: timedelta) -> bool:
    """Whether first to last begins, or ends, more than `allowed` outside the visit's dates."""
    return first < visit.start - allowed or last > visit.end + allowed


def is_never_there(guest: Guest, visit: Visit, allowed: timedelta) -> bool:
    """Whether a guest comes after the visit, leaves before it, or leaves before he comes."""
    first = guest.arrival.day if guest.arrival else visit.start
    last = guest.departure.day if guest.departure else visit.end
    return is_outside(visit, last, first, allowed) or _leaves_first(guest)


def wrong_dates_test(scope: Scope) -> Callable[[Dated], bool]:
    """What tells whether the dates of a thing are reported as wrong: what other checks would find
    is then their consequence. Dates that somebody answers for, by a waiver, are right.
    """
    least = _figure(scope, "least_nights", 0)
    days = _figure(scope, "days_outside", timedelta.max.days)
    waived = {waiver.code for waiver in scope.visit.waivers}

    def has_wrong_dates(thing: Dated) -> bool:
        code = _reported_as(thing, scope.visit, least, days)
        return code is not None and code not in waived

    return has_wrong_dates


def _reported_as(thing: Dated, visit: Visit, least_nights: int, days_outside: int) -> str | None:
    """The check that reports the dates of `thing`, if one does."""
    if isinstance(thing, Stay) and len(thing.nights) < least_nights:
        return "nights.check_out_first"
    try:
        allowed = timedelta(days=days_outside)
        if isinstance(thing, Guest):
            return "dates.never_there" if is_never_there(thing, visit, allowed) else None
        if isinstance(thing, Stay):
            out = is_outside(visit, thing.check_in, thing.check_out, allowed)
            return "nights.outside_dates" if out else None
        out = is_outside(visit, thing.day, thing.day, allowed)
        return "dates.outside_dates" if out else None
    except OverflowError:  # so many days are allowed that no calendar has them
        return None


def _figure(scope: Scope, name: str, otherwise: int) -> int:
    """A figure of the rule on plans; `otherwise` where none is in force."""
    limit = scope.standing.limit("plan", name, scope.visit.start)
    return otherwise if limit is None or limit.value is None else int(limit.value)


def _leaves_first(guest: Guest) -> bool:
    if guest.arrival is None or guest.departure is None:
        return False
    return guest.departure.latest < guest.arrival.earliest
