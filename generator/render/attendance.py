"""The words of roll calls for the office: who is there, who is missing, which marks conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator import vocabulary
from generator.agenda.attendance import RollCallResult
from generator.model.marks import RETURN, AttendanceMark
from generator.model.people import Person, headcount, name_with_companions
from generator.model.visit import Event
from generator.render.words.days import short_day
from generator.render.words.lists import enumerated, joined
from generator.tallies.plan import AttendancePlan, Conflict, ReceivedText, event_title


def event_line(event: Event, point: int, language: str) -> str:
    """`5月18日 08:30 去宾馆（返程）`: an event of which the roll was called."""
    clock = f"{event.start:%H:%M}" if event.time else event.time_text.in_(language)
    title = joined(short_day(event.day, language), clock, event_title(event, language))
    return _word("at_return", language, title=title) if point == RETURN else title


def roll_call_lines(call: RollCallResult, language: str) -> Iterator[str]:
    """`5月18日 08:30 去宾馆：38/41`, then who is missing, who had left, and who was unplanned."""
    yield _word(
        "count",
        language,
        event=event_line(call.event, call.point, language),
        here=headcount(call.here),
        all=headcount(call.expected),
    )
    for key, people in (("missing", call.missing), ("left", call.left), ("extra", call.unplanned)):
        if people:
            names = (_called(person, call, key, language) for person in people)
            yield "  " + _word(key, language, names=enumerated(names, language))


def _called(person: Person, call: RollCallResult, key: str, language: str) -> str:
    """A name, with the telephone of somebody who is missing, and with the note of the roll call."""
    mark = call.marks.get(person.id)
    note = _word("note", language, text=mark.note) if mark and mark.note else ""
    phone = person.phone if key == "missing" else ""
    return joined(name_with_companions(person, language), phone) + note


def received_lines(plan: AttendancePlan, language: str) -> Iterator[str]:
    """A line for each received text, and one for each thing in it that is not used."""
    for text in plan.received:
        yield from _received(text, plan, language)


def _received(text: ReceivedText, plan: AttendancePlan, language: str) -> Iterator[str]:
    marks = sum(len(tally.marks) for tally in text.tallies)
    key = "received" if text.tallies else "none"
    if text.tallies or not text.damaged:
        yield _word(key, language, file=text.name, n=len(text.tallies), marks=marks)
    for line in text.damaged:
        yield _word("damaged", language, file=text.name, line=line)
    if slugs := plan.other_visits.get(text.name):
        yield _word("other_visit", language, file=text.name, slugs=enumerated(slugs, language))
    if n := plan.unknown_events.get(text.name):
        yield _word("unknown_event", language, file=text.name, n=n)
    if n := plan.unknown_people.get(text.name):
        yield _word("unknown_person", language, file=text.name, n=n)


def conflict_lines(
    conflicts: Iterable[Conflict], events: dict[str, Event], language: str
) -> Iterator[str]:
    """`张三（…）：08:32 到（王五.txt）；08:29 未到（李四.txt）。采用前者。`."""
    for conflict in conflicts:
        mark = conflict.counts
        event = events.get(mark.event)
        title = event_line(event, mark.point, language) if event else mark.title
        yield _word(
            "conflict",
            language,
            name=mark.name,
            event=title,
            counts=_mark(mark, language),
            others=enumerated((_mark(other, language) for other in conflict.others), language),
        )


def _mark(mark: AttendanceMark, language: str) -> str:
    state = vocabulary.label("RollState", mark.state, language)
    return _word("mark", language, at=f"{mark.at:%m-%d %H:%M}", state=state, by=mark.by)


def summary_lines(calls: Sequence[RollCallResult], language: str) -> Iterator[str]:
    """The lines of several roll calls."""
    for call in calls:
        yield from roll_call_lines(call, language)


def _word(key: str, language: str, **values: object) -> str:
    return vocabulary.word(f"attended.{key}", language, **values)
