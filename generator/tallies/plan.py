"""Decides what the tallies in received texts add to the marks of a visit.

Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator import vocabulary
from generator.agenda.attendance import counting_marks, events_by_key
from generator.agenda.codes import code_of
from generator.load.issued_cards import known_people
from generator.load.issued_events import known_events
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.marks import AttendanceMark, Subject
from generator.model.record import PersonId
from generator.model.transport import Ride
from generator.model.visit import Event, Visit
from generator.tallies.words import Tally, TallyMark, tallies_in
from generator.text import DEFAULT_LANGUAGE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """What is in one received text: its tallies, and the lines where damaged ones begin."""

    name: str
    tallies: tuple[Tally, ...]
    damaged: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Marks on one subject with different states: the one that `counts`, and the `others`."""

    counts: AttendanceMark
    others: tuple[AttendanceMark, ...]


@dataclass(frozen=True, slots=True)
class AttendancePlan:
    """What received texts add: the marks that are `new`, and `all` of the visit with them.

    `repeated` is how many marks were there before. `other_visits` are the slugs of tallies that
    are of other visits, by the name of the text; `unknown_events` and `unknown_people` count the
    marks whose code is that of no event, or of no person, by the name of the text.
    """

    received: tuple[ReceivedText, ...]
    all: tuple[AttendanceMark, ...]
    new: tuple[AttendanceMark, ...]
    repeated: int
    other_visits: Mapping[str, tuple[str, ...]]
    unknown_events: Mapping[str, int]
    unknown_people: Mapping[str, int]

    @property
    def is_refused(self) -> bool:
        """Whether something that was received is not used."""
        unread = any(text.damaged or not text.tallies for text in self.received)
        return unread or bool(self.other_visits or self.unknown_events or self.unknown_people)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Subjects of new marks that have marks with different states from different texts."""
        subjects = {mark.subject for mark in self.new}
        by_subject: dict[Subject, list[AttendanceMark]] = {}
        for mark in self.all:
            if mark.subject in subjects:
                by_subject.setdefault(mark.subject, []).append(mark)
        counting = counting_marks(self.all)
        found = []
        for subject, marks in by_subject.items():
            counts = counting[subject]
            others = tuple(m for m in marks if m.by != counts.by and m.state is not counts.state)
            if others:
                found.append(Conflict(counts, others))
        return tuple(found)


def received_text(name: str, text: str) -> ReceivedText:
    """What is in a text that was received as `name`."""
    tallies, damaged = tallies_in(text)
    return ReceivedText(name, tallies, damaged)


def plan_attendance(
    visit: Visit, folder: Path, received: Sequence[ReceivedText], *, undo: bool = False
) -> AttendancePlan:
    """What the texts add to the marks of `visit`; with `undo`, what they take away.

    `folder` is the visit's: its publications name events and people that are no longer planned.
    """
    codes = _Codes(visit, folder)
    other_visits: dict[str, tuple[str, ...]] = {}
    unknown_events: dict[str, int] = {}
    unknown_people: dict[str, int] = {}
    marks: list[AttendanceMark] = []
    for text in received:
        for tally in text.tallies:
            if tally.slug != visit.slug:
                slugs = (*other_visits.get(text.name, ()), tally.slug)
                other_visits[text.name] = tuple(dict.fromkeys(slugs))
            elif tally.event not in codes.events:
                n = unknown_events.get(text.name, 0)
                unknown_events[text.name] = n + len(tally.marks)
            else:
                read = [codes.mark(visit, tally, mark, text.name) for mark in tally.marks]
                marks += filter(None, read)
                if unknown := read.count(None):
                    n = unknown_people.get(text.name, 0)
                    unknown_people[text.name] = n + unknown
    former = {_content(mark): mark for mark in visit.marks}
    given = {_content(mark): mark for mark in reversed(marks)}
    known = given.keys() & former.keys()
    if undo:
        new = tuple(former[content] for content in former if content in given)
        kept = tuple(mark for content, mark in former.items() if content not in given)
    else:
        new = tuple(mark for content, mark in given.items() if content not in former)
        kept = (*visit.marks, *new)
    return AttendancePlan(
        tuple(received), kept, new, len(known), other_visits, unknown_events, unknown_people
    )


def _content(mark: AttendanceMark) -> tuple[object, ...]:
    return (*mark.subject, mark.state, mark.at, mark.note)


class _Codes:
    """Events (key and title) and people (id and name) by their codes."""

    def __init__(self, visit: Visit, folder: Path) -> None:
        language = visit.languages[0] if visit.languages else DEFAULT_LANGUAGE
        events = events_by_key(visit)
        titles = {
            f"{known.facts.kind}:{known.id}": known.facts.name for known in known_events(folder)
        } | {key: event_title(event, language) for key, event in events.items()}
        names = {known.id: known.name for known in known_people(folder)}
        names |= {p.id: p.name for event in events.values() for p in attendees(event)}
        names |= {person.id: person.name for person in visit.people.values()}
        self.events = {code_of(visit.slug, "event", key): (key, t) for key, t in titles.items()}
        self.people = {code_of(visit.slug, "person", id_): (id_, n) for id_, n in names.items()}

    def mark(self, visit: Visit, tally: Tally, mark: TallyMark, by: str) -> AttendanceMark | None:
        """The mark with the ids and names of the visit; None where its person is not known."""
        if mark.person not in self.people:
            return None
        at = _EPOCH + timedelta(minutes=mark.minutes)
        key, title = self.events[tally.event]
        person, name = self.people[mark.person]
        return AttendanceMark(
            event=key,
            title=title,
            point=tally.point,
            person=PersonId(person),
            name=name,
            state=mark.state,
            at=at.astimezone(visit.zone).replace(tzinfo=None),
            note=mark.note,
            by=by,
        )


def event_title(event: Event, language: str) -> str:
    """The title of an event; of a ride where it goes, of a meal without one its kind."""
    if isinstance(event, Ride):
        return vocabulary.word("card.ride_to", language, place=event.destination_name.in_(language))
    if isinstance(event, Meal) and not event.title:
        return vocabulary.label("MealKind", event.kind, language)
    return event.title.in_(language) if event.title else ""
