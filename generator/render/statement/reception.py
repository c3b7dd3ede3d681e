"""The statement: guests, accompanying staff, activities, costs, and places for signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from generator.account.charges import activity_of
from generator.account.settlement import (
    accompanying,
    escorts,
    has_voucher,
    is_collected_together,
    pending_words,
)
from generator.account.totals import host_total, left_of_budget, others_total, total_of
from generator.agenda.attendance import Attendance
from generator.agenda.index import event_key
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.people import Guest, Person, headcount, name_with_companions
from generator.model.visit import Expense, Visit
from generator.render.statement.papers import papers_missing
from generator.render.statement.tables import AccountTable, Row, Statement
from generator.render.words import Wording
from generator.render.words.events import Activity, activity_title
from generator.render.words.lists import listed

_Present = Mapping[str, Sequence[Person]]
"""Those who were at each event of which the roll was called, by the event's key."""


def reception_statement(visit: Visit, words: Wording) -> Statement:
    """Return the statement of a visit; a draft while papers for settlement are missing."""
    missing = papers_missing(visit, words)
    vouchers = sum(has_voucher(expense, pending_words(visit)) for expense in visit.expenses)
    letters = int(bool(visit.letter and visit.letter.number))
    present = Attendance(visit).present
    return Statement(
        title=words.phrase("title"),
        state=words.phrase("draft", n=missing)
        if missing
        else words.phrase("complete", end=visit.end),
        facts=_facts(visit, present, words),
        tables=(
            _guests(visit, words),
            _staff(visit, words),
            _activities(visit, present, words),
            _costs(visit, words),
        ),
        attached=words.phrase(
            "attached" if visit.expects_letter else "attached_without_letter",
            vouchers=vouchers,
            letters=letters,
        ),
        signers=tuple(words.phrase("signers").split("|")),
        dated=words.phrase("dated"),
    )


def _facts(visit: Visit, present: _Present, words: Wording) -> tuple[tuple[str, str], ...]:
    letter = visit.letter
    written = (letter.unit, letter.number, letter.date) if letter else ()
    letter_text = " ".join(str(part) for part in written if part) or "—"
    people = letter.people if letter and letter.people is not None else "—"
    return (
        (words.label("Visit", "title"), words.text(visit.title)),
        (words.label("Visit", "sender"), words.text(visit.sender) or "—"),
        *(((words.label("Visit", "letter"), letter_text),) if visit.expects_letter else ()),
        (words.label("Visit", "host"), words.text(visit.host)),
        (words.phrase("dates"), f"{visit.start} – {visit.end}"),
        (words.phrase("people"), _headcounts(visit, people, present, words)),
    )


def _headcounts(visit: Visit, letter: object, present: _Present, words: Wording) -> str:
    """The guests of the letter, those of the list, and those whom the roll calls have."""
    key = "headcount" if visit.expects_letter else "headcount_without_letter"
    text = words.phrase(key, letter=letter, came=visit.guest_count)
    if not present:
        return text
    people = {person.id: person for there in present.values() for person in there}
    return text + words.phrase("called", n=headcount(people.values(), Guest))


def _guests(visit: Visit, words: Wording) -> AccountTable:
    rows: Iterable[Row] = (
        (
            number,
            name_with_companions(guest, words.language),
            guest.unit or "",
            guest.post or "",
            guest.part or "",
        )
        for number, guest in enumerate(visit.guests, start=1)
    )
    return AccountTable(
        words.phrase("guests"),
        (words.phrase("count"), *words.labels("Guest", "name", "unit", "post"),
         words.phrase("remark")),
        tuple(rows),
        empty=words.phrase("none"),
        spans=(1, 1, 3, 4, 3),
    )  # fmt: skip


def _staff(visit: Visit, words: Wording) -> AccountTable:
    """The escorts with what they attended, then the other staff with their groups."""
    events: tuple[Activity, ...] = (*visit.schedule, *visit.meals)
    titles = {event.id: activity_title(event, words.language) for event in events}
    attended = escorts(visit)
    matters = {staff.id: [titles[id_] for id_ in ids] for staff, ids in attended.items()}
    for staff in visit.staff:
        matters.setdefault(staff.id, [words.text(role.title) for role in staff.roles])
    people = [*attended, *(staff for staff in visit.staff if staff not in attended)]
    rows: Iterable[Row] = (
        (number, staff.name, staff.unit or "", staff.post or "",
         listed(dict.fromkeys(matters[staff.id])))
        for number, staff in enumerate(people, start=1)
    )  # fmt: skip
    return AccountTable(
        words.phrase("staff"),
        (words.phrase("count"), *words.labels("Staff", "name", "unit", "post"),
         words.phrase("matters")),
        tuple(rows),
        empty=words.phrase("none"),
        spans=(1, 1, 2, 3, 5),
    )  # fmt: skip


def _activities(visit: Visit, present: _Present, words: Wording) -> AccountTable:
    """Items and meals in order of time, with the costs of each alone."""
    costs: dict[str, list[Expense]] = {}
    for expense in visit.expenses:
        if activity := activity_of(visit, expense):
            costs.setdefault(activity.id, []).append(expense)
    events: tuple[Activity, ...] = (*visit.schedule, *visit.meals)
    ordered = sorted(events, key=lambda event: (event.start, event.id))
    rows = (
        _activity(number, event, costs.get(event.id, []), visit, words, present)
        for number, event in enumerate(ordered, start=1)
    )
    return AccountTable(
        words.phrase("activities"),
        (words.phrase("count"), words.label("Expense", "item"),
         *words.labels("ScheduleItem", "day", "time", "place"),
         *words.labels("Expense", "planned", "amount"),
         words.phrase("guest_count"), *((words.phrase("guests_called"),) if present else ()),
         *words.phrases("staff_count", "remark")),
        tuple(rows),
        empty=words.phrase("none"),
        spans=(1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1) if present else (1, 1, 1, 1, 3, 1, 1, 1, 1, 1),
    )  # fmt: skip


def _activity(
    number: int,
    activity: Activity,
    lines: list[Expense],
    visit: Visit,
    words: Wording,
    present: _Present,
) -> Row:
    """An activity with the guests who were planned and, where rolls were called, those there."""
    there = present.get(event_key(activity))
    called = headcount(there, Guest) if there is not None else "—"
    return (
        number,
        activity_title(activity, words.language),
        activity.day.isoformat(),
        words.text(activity.time_text),
        words.beside(words.place(activity.place), activity, "place"),
        *total_of(lines).amounts,
        headcount(attendees(activity), Guest),
        *((called,) if present else ()),
        len(accompanying(activity)),
        "" if lines else words.phrase(_without_cost(activity, visit)),
    )


def _without_cost(activity: Activity, visit: Visit) -> str:
    """The key of the remark on an activity without expenses of its own."""
    if not isinstance(activity, Meal):
        return "no_cost"
    return "together" if is_collected_together(visit, activity) else "not_listed"


def _costs(visit: Visit, words: Wording) -> AccountTable:
    fields = ("item", "day", "place", "price", "quantity", "people", "planned", "amount", "payer",
              "voucher", "note")  # fmt: skip
    rows: Iterable[Row] = (
        (number, line.item, line.day.isoformat() if line.day else "", line.place or "", line.price,
         line.people if line.quantity is None else line.quantity, line.people, line.planned,
         line.amount, words.member("Payer", line.payer), line.voucher or "", line.note or "")
        for number, line in enumerate(visit.expenses, start=1)
    )  # fmt: skip
    return AccountTable(
        words.phrase("costs"),
        (words.phrase("count"), *words.labels("Expense", *fields)),
        tuple(rows),
        totals=_totals(visit, words),
        empty=words.phrase("none"),
        spans=(1,) * 12,
    )


def _totals(visit: Visit, words: Wording) -> tuple[Row, ...]:
    sums = (("host_sum", host_total(visit)), ("others_sum", others_total(visit)),
            ("sum", total_of(visit.expenses)))  # fmt: skip
    totals = [_total(words.phrase(key), total.amounts) for key, total in sums]
    if visit.budget is not None:
        totals.append(_total(words.phrase("budget"), (visit.budget, None)))
        totals.append(_total(words.phrase("left"), left_of_budget(visit)))
    return tuple(totals)


def _total(label: str, amounts: tuple[Decimal | None, ...]) -> Row:
    return (label, *(None,) * 6, *amounts, "", "", "")
