"""Leaves out of a proposal what is over: nobody needs a place at the dinner of yesterday.

What was accepted for it stays, also where it would not be possible any more: it took place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from generator.assign.proposal import Former, Proposal, ProposedPlace
from generator.model.assigned import Placement, PlacementKind
from generator.model.parsing.spans import read_span
from generator.model.transport import Ride
from generator.model.visit import Visit

_MORNING = timedelta(hours=5)
"""Until this time of day the night of the day before lasts."""


def time_over(visit: Visit, now: datetime) -> datetime:
    """The time (naive) until which a visit is over; the earliest possible before and after it.

    A visit that has ended is proposed as a whole, as before it began: somebody tries it out.
    """
    return now if visit.start <= now.date() <= visit.end else datetime.min


def first_night(over: datetime) -> date:
    """The first night that is not over."""
    return date.min if over == datetime.min else (over - _MORNING).date()


def without_past(proposal: Proposal, visit: Visit, former: Former) -> Proposal:
    """The proposal without what is over at `former.over`, unless it was accepted."""
    if former.over == datetime.min:
        return proposal
    past = _Past(visit, former)
    places = (
        place if not past.has(place.placement) else _accepted(place, former)
        for place in proposal.places
    )
    unplaced = [lack for lack in proposal.lacking if past.has_event(lack.event)]
    whose = {(lack.kind, lack.event, person.id) for lack in unplaced for person in lack.people}
    stay = (line for line in former.accepted if (line.kind, line.event, line.person) in whose)
    return replace(
        proposal,
        places=(*filter(None, places), *map(ProposedPlace, stay)),
        lacking=tuple(lack for lack in proposal.lacking if lack not in unplaced),
    )


def _accepted(place: ProposedPlace, former: Former) -> ProposedPlace | None:
    """A place that was accepted, or the accepted one in its stead; None where there is neither."""
    if former.is_accepted(place.placement):
        return place
    before = place.former
    return ProposedPlace(before) if before and former.is_accepted(before) else None


class _Past:
    """What of a visit is over: a night in its morning, a meal at its end, a ride when it leaves."""

    def __init__(self, visit: Visit, former: Former) -> None:
        self._over, self._night = former.over, first_night(former.over)
        self._ends = {
            **{line.event: start for line in former.accepted if (start := _start_of(line))},
            **{
                event.id: event.start if isinstance(event, Ride) else event.end or event.start
                for event in visit.events
            },
        }

    def has(self, line: Placement) -> bool:
        """Whether a place is of a time that is over."""
        if line.kind is PlacementKind.ROOM:
            return line.last is not None and line.last <= self._night
        start = _start_of(line)
        return start < self._over if start else self.has_event(line.event)

    def has_event(self, event: str) -> bool:
        """Whether a meal is over, or a ride of the plan, or one that was accepted."""
        return event in self._ends and self._ends[event] < self._over


def _start_of(line: Placement) -> datetime | None:
    """When a ride leaves that a proposal adds; None of other places."""
    if line.first is None or not line.time:
        return None
    return datetime.combine(line.first, read_span(line.time).span.start)
