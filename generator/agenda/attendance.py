"""Who was at each event by its roll calls, and who was expected there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from generator.agenda.index import event_key
from generator.model.attendance import attendees
from generator.model.enums import RollState
from generator.model.marks import AttendanceMark, Subject
from generator.model.people import Person
from generator.model.record import PersonId
from generator.model.visit import Event, Visit


@dataclass(frozen=True, slots=True)
class RollCallResult:
    """The roll call of an event at one of its points.

    Of those who are `expected`, `here` were ticked off, `left` had left the group, and `missing`
    are all others. Those who are `unplanned` were ticked off as well.
    """

    key: str
    event: Event
    point: int
    expected: tuple[Person, ...]
    here: tuple[Person, ...]
    left: tuple[Person, ...]
    missing: tuple[Person, ...]
    unplanned: tuple[Person, ...]
    marks: Mapping[PersonId, AttendanceMark]


class Attendance:
    """The roll calls of a visit, by time.

    `of_no_event` and `of_nobody` are the marks of events, and those of people, that are not in the
    visit any more. Of several marks on one subject, the one with the highest rank counts.
    """

    def __init__(self, visit: Visit, marks: Iterable[AttendanceMark] | None = None) -> None:
        self._visit = visit
        counting = counting_marks(visit.marks if marks is None else marks)
        self._events = events_by_key(visit) if counting else {}
        by_call: dict[tuple[str, int], dict[PersonId, AttendanceMark]] = {}
        of_no_event = []
        for mark in counting.values():
            if mark.event in self._events:
                by_call.setdefault((mark.event, mark.point), {})[mark.person] = mark
            else:
                of_no_event.append(mark)
        calls = [self._roll_call(key, point, own) for (key, point), own in by_call.items()]
        self.roll_calls = tuple(
            sorted(calls, key=lambda call: (call.event.start, call.key, call.point))
        )
        expected = {(call.key, call.point, who.id) for call in calls for who in call.expected}
        self.of_no_event = tuple(of_no_event)
        self.of_nobody = tuple(
            mark
            for mark in counting.values()
            if mark.event in self._events
            and mark.person not in visit.people
            and mark.subject not in expected
        )

    @cached_property
    def present(self) -> Mapping[str, tuple[Person, ...]]:
        """Those who were at each event, at whichever point, by the event's key.

        Events without a roll call are left out.
        """
        people: dict[str, dict[PersonId, Person]] = {}
        for call in self.roll_calls:
            there = people.setdefault(call.key, {})
            there |= {person.id: person for person in (*call.here, *call.unplanned)}
        return {key: tuple(there.values()) for key, there in people.items()}

    def _roll_call(
        self, key: str, point: int, marks: Mapping[PersonId, AttendanceMark]
    ) -> RollCallResult:
        event = self._events[key]
        expected = attendees(event)
        ids = {person.id for person in expected}

        def marked(state: RollState) -> tuple[Person, ...]:
            return tuple(p for p in expected if p.id in marks and marks[p.id].state is state)

        here, left = marked(RollState.HERE), marked(RollState.LEFT)
        seen = {person.id for person in (*here, *left)}
        others = (mark.person for mark in marks.values() if mark.state is RollState.HERE)
        everybody = self._visit.people
        return RollCallResult(
            key=key,
            event=event,
            point=point,
            expected=expected,
            here=here,
            left=left,
            missing=tuple(person for person in expected if person.id not in seen),
            unplanned=tuple(everybody[o] for o in others if o not in ids and o in everybody),
            marks=marks,
        )


def events_by_key(visit: Visit) -> dict[str, Event]:
    """Every event of which a roll may be called, by the key of its entry."""
    return {event_key(event): event for event in (*visit.events, *visit.daily_matters)}


def counting_marks(marks: Iterable[AttendanceMark]) -> dict[Subject, AttendanceMark]:
    """The mark that counts of each person at each event and point."""
    counting: dict[Subject, AttendanceMark] = {}
    for mark in marks:
        former = counting.get(mark.subject, mark)
        counting[mark.subject] = max(former, mark, key=attrgetter("rank"))
    return counting
