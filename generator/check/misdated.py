"""What has wrong dates of its own: reported once, and not again by what follows from them."""

from __future__ import annotations

from datetime import date, timedelta

from generator.agenda.index import Event
from generator.check.registry import Scope
from generator.model.lodging import Stay
from generator.model.people import Guest
from generator.model.visit import Visit


def is_outside(visit: Visit, first: date, last: date, allowed: timedelta) -> bool:
    """Whether first to last begins, or ends, more than `allowed` outside the visit's dates."""
    return first < visit.start - allowed or last > visit.end + allowed


def is_never_there(guest: Guest, visit: Visit, allowed: timedelta) -> bool:
    """Whether a guest comes after the visit, leaves before it, or leaves before he comes."""
    first = guest.arrival.day if guest.arrival else visit.start
    last = guest.departure.day if guest.departure else visit.end
    return is_outside(visit, last, first, allowed) or _leaves_first(guest)


def is_misdated(thing: Event | Guest | Stay, scope: Scope) -> bool:
    """Whether the dates of `thing` are reported as wrong: what other checks would find is then
    their consequence. Dates that somebody answers for, by a waiver, are right."""
    code = _reported_as(thing, scope)
    return code is not None and all(waiver.code != code for waiver in scope.visit.waivers)


def _reported_as(thing: Event | Guest | Stay, scope: Scope) -> str | None:
    """The check that reports the dates of `thing`, if one does."""
    if isinstance(thing, Stay) and len(thing.nights) < _figure(scope, "least_nights", 0):
        return "nights.check_out_first"
    try:
        allowed = timedelta(days=_figure(scope, "days_outside", timedelta.max.days))
        if isinstance(thing, Guest):
            return "dates.never_there" if is_never_there(thing, scope.visit, allowed) else None
        if isinstance(thing, Stay):
            out = is_outside(scope.visit, thing.check_in, thing.check_out, allowed)
            return "nights.outside_dates" if out else None
        out = is_outside(scope.visit, thing.day, thing.day, allowed)
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
