"""Records whose own dates are wrong: one check reports them, and others do not repeat it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from generator.check.registry import Scope
from generator.model.lodging import Stay
from generator.model.people import Guest
from generator.model.visit import Event, Visit

Dated = Event | Guest | Stay


def is_outside(visit: Visit, first: date, last: date, allowed: timedelta) -> bool:
    """Whether `first` is before the visit, or `last` after it, by more than `allowed`."""
    return first < visit.start - allowed or last > visit.end + allowed


def is_never_there(guest: Guest, visit: Visit, allowed: timedelta) -> bool:
    """Whether a guest arrives after the visit, leaves before it, or leaves before arriving."""
    first = guest.arrival.day if guest.arrival else visit.start
    last = guest.departure.day if guest.departure else visit.end
    return is_outside(visit, last, first, allowed) or _leaves_before_arriving(guest)


def wrong_dates_test(scope: Scope) -> Callable[[Dated], bool]:
    """Return the test whether a check reports the dates of a record as wrong.

    What other checks would find in such a record follows from its dates. Dates that a waiver covers
    are right.
    """
    least_nights = _figure(scope, "least_nights", 0)
    days_outside = _figure(scope, "days_outside", timedelta.max.days)
    waived = {waiver.code for waiver in scope.visit.waivers}

    def has_wrong_dates(record: Dated) -> bool:
        code = _reported_as(record, scope.visit, least_nights, days_outside)
        return code is not None and code not in waived

    return has_wrong_dates


def _reported_as(record: Dated, visit: Visit, least_nights: int, days_outside: int) -> str | None:
    """The code of the check that reports the dates of a record, if one does."""
    if isinstance(record, Stay) and len(record.nights) < least_nights:
        return "nights.check_out_first"
    try:
        allowed = timedelta(days=days_outside)
        if isinstance(record, Guest):
            return "dates.never_there" if is_never_there(record, visit, allowed) else None
        if isinstance(record, Stay):
            outside = is_outside(visit, record.check_in, record.check_out, allowed)
            return "nights.outside_dates" if outside else None
        outside = is_outside(visit, record.day, record.day, allowed)
        return "dates.outside_dates" if outside else None
    except OverflowError:  # so many days are allowed that no calendar has them
        return None


def _figure(scope: Scope, name: str, default: int) -> int:
    """A figure of the rule on plans; `default` where none is in force."""
    limit = scope.standing.limit("plan", name, scope.visit.start)
    return default if limit is None or limit.value is None else int(limit.value)


def _leaves_before_arriving(guest: Guest) -> bool:
    if guest.arrival is None or guest.departure is None:
        return False
    return guest.departure.latest < guest.arrival.earliest
