"""Who was there: a row for each person of each roll call."""

from __future__ import annotations

from generator import vocabulary
from generator.agenda.attendance import Attendance, RollCallResult
from generator.model.enums import RollState
from generator.model.marks import RETURN
from generator.model.people import Person, name_with_companions
from generator.model.visit import Visit
from generator.render.lists.naming import ListWords
from generator.render.words.people import party_of
from generator.render.workbook.listing import Cells, Listing, listing
from generator.tallies.plan import event_title


def attended(visit: Visit, words: ListWords) -> Listing:
    """Return everybody of each roll call, by time; those who were missing first."""
    headings = (
        *words.labels("ScheduleItem", "day", "time"),
        words.label("AttendanceMark", "title"),
        *words.labels("Guest", "name", "unit", "parties", "phone"),
        words.label("AttendanceMark", "state"),
        words.phrase("called_at"),
        words.label("AttendanceMark", "note"),
    )
    rows = (row for call in Attendance(visit).roll_calls for row in _rows(call, words))
    return listing(headings, tuple(rows))


def _rows(call: RollCallResult, words: ListWords) -> list[Cells]:
    def state(name: RollState) -> str:
        return vocabulary.label("RollState", name, words.language)

    groups = (
        (call.missing, state(RollState.ABSENT)),
        (call.left, state(RollState.LEFT)),
        (call.here, state(RollState.HERE)),
        (call.unplanned, words.phrase("unplanned")),
    )
    return [_row(call, person, text, words) for people, text in groups for person in people]


def _row(call: RollCallResult, person: Person, state: str, words: ListWords) -> Cells:
    mark = call.marks.get(person.id)
    title = event_title(call.event, words.language)
    if call.point == RETURN:
        title = vocabulary.word("attended.at_return", words.language, title=title)
    return (
        call.event.day.isoformat(),
        words.text(call.event.time_text),
        title,
        name_with_companions(person, words.language),
        person.unit or "",
        party_of(person),
        person.phone or "",
        state,
        f"{mark.at:%m-%d %H:%M}" if mark else "",
        mark.note if mark else "",
    )


def first_seen(visit: Visit) -> dict[str, str]:
    """When each person was first ticked off, by id: `05-18 08:20 乘车前往云来宾馆`."""
    language = visit.languages[0]
    seen: dict[str, tuple[str, str]] = {}
    for call in Attendance(visit).roll_calls:
        title = event_title(call.event, language)
        for person in (*call.here, *call.unplanned):
            at = f"{call.marks[person.id].at:%m-%d %H:%M}"
            seen[person.id] = min(seen.get(person.id, (at, title)), (at, title))
    return {person: f"{at} {title}" for person, (at, title) in seen.items()}
