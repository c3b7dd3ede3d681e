"""Lists what is still to be decided (待定), and what should have been decided by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import clauses_text, event_text, fields_text, record_text, some_of_text
from generator.findings import Finding, Severity, error, warning
from generator.model.parsing.undecided import Undecided
from generator.model.record import Record
from generator.model.undecided import undecided_fields
from generator.model.visit import Visit
from generator.text import Text

ONE_DAY = timedelta(days=1)
MOST_PLACES = 30
"""The most places that the finding names."""


@check(
    "undecided.open",
    category=Category.COMPLETE,
    severity=Severity.NOTICE,
    title={"zh": "还有待定的内容", "en": "What is still to be decided"},
    message={
        "zh": "还有 {n} 处待定。{what}。确定后请填写；需要到期提醒的，写明期限，"
        "如“待定，5月10日前”。",
        "en": "{n} still to be decided. {what}. Fill in each once it is decided; to be reminded in "
        "time, write until when: “tbd by 10 May”.",
    },
)
def what_is_undecided(scope: Scope) -> Iterator[Violation]:
    """All that is written as still to be decided, in one finding, by field."""
    found = list(undecided_fields(scope.visit))
    if not found:
        return
    by_field: dict[Text, list[Text]] = {}
    for record, entry in found:
        by_field.setdefault(_label(record, entry), []).append(_named(record, entry))
    groups = [
        vocabulary.word_text("undecided.group", field=field, of=some_of_text(named))
        for field, named in by_field.items()
    ]
    (record, first), *more = found
    others = [other for other, _ in more[:MOST_PLACES] if other is not record]
    related = {id(other): other for other in others}.values()
    yield violation(record, first.field, related, n=len(found), what=clauses_text(groups))


def overdue(visit: Visit, today: date) -> Iterator[Finding]:
    """Yield a warning for each field that should have been decided before `today`.

    This depends on the day, unlike a check.
    """
    for record, entry in undecided_fields(visit):
        if entry.by and entry.by < today:
            field, of = _label(record, entry), record_text(record)
            what = vocabulary.word_text("undecided.field_of", field=field, of=of) if of else field
            yield warning(
                "undecided.overdue", record.written_at(entry.field), what=what, by=entry.by
            )


def bars_publication(visit: Visit, now: datetime) -> Iterator[Finding]:
    """Yield what is to be decided before cards go out at `now`, a time on the visit's clock.

    That is the day of an event, and what people have to know of a departure in the next 24 hours:
    when and where it leaves, by which vehicle.
    """
    for event in visit.undated:
        place = event.written_at("day")
        yield error("undecided.day", place, what=event_text(event))
    for record, start, fields in _departures(visit):
        first, last = start
        undecided = [field for field in fields if record.undecided_text(field)]
        if undecided and first <= now + ONE_DAY and now <= last:
            yield error(
                "undecided.departure",
                record.written_at(undecided[0]),
                what=record_text(record),
                fields=fields_text(type(record).__name__, undecided),
            )


def _departures(visit: Visit) -> Iterator[tuple[Record, tuple[datetime, datetime], Sequence[str]]]:
    """What leaves, within which times, and the fields that people have to know of it."""
    for ride in visit.rides:
        times = (ride.earliest, ride.latest)
        yield ride, times, ("time", "origin", "boarding", "destination")
        for boarding in ride.vehicles:
            yield boarding, times, ("vehicle",)
    for guest in visit.guests:
        if moment := guest.departure:
            yield guest, (moment.earliest, moment.latest), ("departure",)


def _label(record: Record, entry: Undecided) -> Text:
    return vocabulary.field_text(type(record).__name__, entry.field)


def _named(record: Record, entry: Undecided) -> Text:
    """What the field is of, with the day by which it is to be decided."""
    of = record_text(record) or Text("—")
    if entry.by is None:
        return of
    return vocabulary.word_text("undecided.until", of=of, by=f"{entry.by:%m-%d}")
