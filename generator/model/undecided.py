"""What of a visit is still to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.parsing.undecided import Undecided
from generator.model.record import Record
from generator.model.visit import Visit


def undecided_fields(visit: Visit) -> Iterator[tuple[Record, Undecided]]:
    """Each field of a visit that is still to be decided, with the record it is in."""
    return ((record, entry) for record in _records(visit) for entry in record.undecided)


def _records(visit: Visit) -> Iterator[Record]:
    """The visit and every record that is written in it, each once."""
    team, preparation = visit.team, visit.preparation
    yield from (visit, team, *team.groups, *team.tasks)
    yield from filter(None, (visit.letter, visit.meeting_papers))
    if preparation:
        yield from filter(None, (preparation, preparation.meeting, preparation.conveyed))
        yield from preparation.decisions
    yield from (*visit.undated, *visit.parties, *visit.guests, *visit.staff, *visit.venues)
    for agenda in (visit.schedule, visit.points):
        for record in agenda:
            yield from (record, *record.papers)
    yield from (*visit.routine, *visit.stays, *visit.vehicles, *visit.seating)
    for meal in visit.meals:
        yield from (meal, *meal.tables, *(seat for table in meal.tables for seat in table.seats))
    for ride in visit.rides:
        yield from (ride, *ride.vehicles)
    yield from (*visit.expenses, *visit.contacts)
