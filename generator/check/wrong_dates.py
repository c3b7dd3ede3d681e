"""Records whose own dates are wrong: one check reports them, and others do not repeat it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.check.registry import Scope
from generator.model.lodging import Stay
from generator.model.people import Guest
from generator.model.visit import Event, Visit

Dated = Event | Guest | Stay
NIGHTS, DATES = "least_nights", "days_outside"
"""The clauses of the rule on plans that the checks of dates cite."""


def is_outside(visit: Visit, first: date, last: date) -> bool:
    """Whether `first` is before the visit, or `last` after it."""
    return first < visit.start or last > visit.end


def is_never_there(guest: Guest, visit: Visit) -> bool:
    """Whether a guest arrives after the visit, leaves before it, or leaves before arriving."""
    first = guest.arrival.day if guest.arrival else visit.start
    last = guest.departure.day if guest.departure else visit.end
    return is_outside(visit, last, first) or _leaves_before_arriving(guest)


def wrong_dates_test(scope: Scope) -> Callable[[Dated], bool]:
    """Return the test whether a check reports the dates of a record as wrong.

    What other checks would find in such a record follows from its dates. Dates that a waiver covers
    are right, and so are those of which the rule on plans lacks the clause: no check reports them.
    """
    rule, kind, start = scope.standing.rule("plan"), scope.visit.kind, scope.visit.start
    checked = {
        name
        for name in (NIGHTS, DATES)
        if rule and rule.clause(name, start) and rule.applies_to(kind, start, [name])
    }
    waived = {waiver.code for waiver in scope.visit.waivers}

    def has_wrong_dates(record: Dated) -> bool:
        clause, code = _reported_as(record, scope.visit)
        return clause in checked and code not in waived

    return has_wrong_dates


def _reported_as(record: Dated, visit: Visit) -> tuple[str | None, str]:
    """The clause and the code of the check that reports the dates of a record, if one does."""
    if isinstance(record, Guest):
        return DATES if is_never_there(record, visit) else None, "dates.never_there"
    if isinstance(record, Stay):
        if not record.nights:
            return NIGHTS, "nights.check_out_first"
        outside = is_outside(visit, record.check_in, record.check_out)
        return DATES if outside else None, "nights.outside_dates"
    outside = is_outside(visit, record.day, record.day)
    return DATES if outside else None, "dates.outside_dates"


def _leaves_before_arriving(guest: Guest) -> bool:
    if guest.arrival is None or guest.departure is None:
        return False
    return guest.departure.latest < guest.arrival.earliest
