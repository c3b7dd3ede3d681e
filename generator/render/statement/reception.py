"""The statement itself: guests, who was with them, activities, costs, and places for signature."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.account.charges import activity_of
from generator.account.papers import (
    accompanying,
    escorts,
    has_voucher,
    is_collected_together,
    pending_words,
)
from generator.account.totals import host_total, left_of_budget, others_total, total_of
from generator.model.attendance import attendees
from generator.model.dining import Meal
from generator.model.expenses import Expense
from generator.model.people import Guest
from generator.model.visit import Visit
from generator.render.lists.tongue import Tongue, listed
from generator.render.statement.papers import papers_missing
from generator.render.statement.tables import AccountTable, Row, Statement
from generator.render.statement.titles import Activity, title_of


def reception_statement(visit: Visit, tongue: Tongue) -> Statement:
    """The statement of a visit; a draft while anything is missing that settlement needs."""
    missing = papers_missing(visit, tongue)
    vouchers = sum(has_voucher(each, pending_words(visit)) for each in visit.expenses)
    letters = int(bool(visit.letter and visit.letter.number))
    return Statement(
        title=tongue.say("title"),
        state=tongue.say("draft", n=missing) if missing else tongue.say("complete", end=visit.end),
        facts=_facts(visit, tongue),
        tables=(
            _guests(visit, tongue),
            _staff(visit, tongue),
            _activities(visit, tongue),
            _costs(visit, tongue),
        ),
        attached=tongue.say("attached", vouchers=vouchers, letters=letters),
        signers=tuple(tongue.say("signers").split("|")),
        dated=tongue.say("dated"),
    )


def _facts(visit: Visit, tongue: Tongue) -> tuple[tuple[str, str], ...]:
    letter = visit.letter
    written = (letter.unit, letter.number, letter.date) if letter else ()
    people = letter.people if letter and letter.people is not None else "—"
    return (
        (tongue.label("Visit", "title"), tongue.text(visit.title)),
        (tongue.label("Visit", "sender"), tongue.text(visit.sender) or "—"),
        (tongue.label("Visit", "letter"), " ".join(str(part) for part in written if part) or "—"),
        (tongue.label("Visit", "host"), tongue.text(visit.host)),
        (tongue.say("dates"), f"{visit.start} – {visit.end}"),
        (tongue.say("people"), tongue.say("headcount", letter=people, came=len(visit.guests))),
    )


def _guests(visit: Visit, tongue: Tongue) -> AccountTable:
    rows: Iterable[Row] = (
        (number, guest.name, guest.unit or "", guest.post or "", guest.part or "")
        for number, guest in enumerate(visit.guests, start=1)
    )
    return AccountTable(
        tongue.say("guests"),
        (tongue.say("count"), *tongue.labels("Guest", "name", "unit", "post"),
         tongue.say("remark")),
        tuple(rows),
        empty=tongue.say("none"),
        spans=(1, 1, 3, 4, 3),
    )  # fmt: skip


def _staff(visit: Visit, tongue: Tongue) -> AccountTable:
    """Those with the guests, each with what they attended; then the rest of the team, each with
    the groups they work in.
    """
    events: tuple[Activity, ...] = (*visit.schedule, *visit.meals)
    titles = {each.id: title_of(each, tongue) for each in events}
    with_guests = escorts(visit)
    matters = {staff.id: [titles[each] for each in ids] for staff, ids in with_guests.items()}
    for staff in visit.staff:
        matters.setdefault(staff.id, [tongue.text(role.title) for role in staff.roles])
    people = [*with_guests, *(staff for staff in visit.staff if staff not in with_guests)]
    rows: Iterable[Row] = (
        (number, staff.name, staff.unit or "", staff.post or "",
         listed(dict.fromkeys(matters[staff.id])))
        for number, staff in enumerate(people, start=1)
    )  # fmt: skip
    return AccountTable(
        tongue.say("staff"),
        (tongue.say("count"), *tongue.labels("Staff", "name", "unit", "post"),
         tongue.say("matters")),
        tuple(rows),
        empty=tongue.say("none"),
        spans=(1, 1, 2, 3, 5),
    )  # fmt: skip


def _activities(visit: Visit, tongue: Tongue) -> AccountTable:
    """Items and meals in order of time, each with what it alone cost."""
    costs: dict[str, list[Expense]] = {}
    for expense in visit.expenses:
        if activity := activity_of(visit, expense):
            costs.setdefault(activity.id, []).append(expense)
    events: tuple[Activity, ...] = (*visit.schedule, *visit.meals)
    ordered = sorted(events, key=lambda each: (each.start, each.id))
    rows = (
        _activity(number, each, costs.get(each.id, []), visit, tongue)
        for number, each in enumerate(ordered, start=1)
    )
    return AccountTable(
        tongue.say("activities"),
        (tongue.say("count"), tongue.label("Expense", "item"),
         *tongue.labels("ScheduleItem", "day", "time", "place"),
         *tongue.labels("Expense", "planned", "amount"),
         *(tongue.say(word) for word in ("guest_count", "staff_count", "remark"))),
        tuple(rows),
        empty=tongue.say("none"),
        spans=(1, 1, 1, 1, 3, 1, 1, 1, 1, 1),
    )  # fmt: skip


def _activity(
    number: int, activity: Activity, lines: list[Expense], visit: Visit, tongue: Tongue
) -> Row:
    present = attendees(activity)
    return (
        number,
        title_of(activity, tongue),
        activity.day.isoformat(),
        str(activity.time),
        tongue.place(activity.place),
        *total_of(lines).amounts,
        sum(isinstance(person, Guest) for person in present),
        len(accompanying(activity)),
        "" if lines else tongue.say(_without_cost(activity, visit)),
    )


def _without_cost(activity: Activity, visit: Visit) -> str:
    """Why an activity has no cost of its own."""
    if not isinstance(activity, Meal):
        return "no_cost"
    return "together" if is_collected_together(visit, activity) else "not_listed"


def _costs(visit: Visit, tongue: Tongue) -> AccountTable:
    fields = ("item", "day", "place", "price", "quantity", "people", "planned", "amount", "payer",
              "voucher", "note")  # fmt: skip
    rows: Iterable[Row] = (
        (number, line.item, line.day.isoformat() if line.day else "", line.place or "", line.price,
         line.people if line.quantity is None else line.quantity, line.people, line.planned,
         line.amount, tongue.member("Payer", line.payer), line.voucher or "", line.note or "")
        for number, line in enumerate(visit.expenses, start=1)
    )  # fmt: skip
    return AccountTable(
        tongue.say("costs"),
        (tongue.say("count"), *tongue.labels("Expense", *fields)),
        tuple(rows),
        totals=_totals(visit, tongue),
        empty=tongue.say("none"),
        spans=(1,) * 12,
    )


def _totals(visit: Visit, tongue: Tongue) -> tuple[Row, ...]:
    sums = (("host_sum", host_total(visit)), ("others_sum", others_total(visit)),
            ("sum", total_of(visit.expenses)))  # fmt: skip
    totals = [_total(tongue.say(word), total.amounts) for word, total in sums]
    if visit.budget is not None:
        totals.append(_total(tongue.say("budget"), (visit.budget, None)))
        totals.append(_total(tongue.say("left"), left_of_budget(visit)))
    return tuple(totals)


def _total(label: str, amounts: tuple[Decimal | None, ...]) -> Row:
    return (label, *(None,) * 6, *amounts, "", "", "")
