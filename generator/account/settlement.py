"""The papers that a settlement needs (voucher, letter, statement), and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.account.ceilings import agreed_lodging
from generator.account.charges import (
    LODGING,
    MEALS,
    NOT_THE_HOST,
    activity_of,
    collected,
    lines_for,
)
from generator.model.attendance import named_for
from generator.model.dining import Meal
from generator.model.enums import Payer
from generator.model.people import Staff
from generator.model.record import Record
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit
from generator.model.visit import Expense, Visit

VOUCHER, LETTER, APPROVAL = "凭证", "公函", "审批单"
"""The names of the papers, as in the rule's list of them."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A record of the statement, and the fields that it still lacks."""

    record: Record
    model: str
    name: str
    fields: tuple[str, ...]


def has_voucher(expense: Expense, pending: Limit | None) -> bool:
    """Whether a line has its voucher. A word of `pending` (`待开`) means that there is none yet."""
    return bool(expense.voucher) and not (pending and pending.is_in(expense.voucher or ""))


def pending_words(visit: Visit) -> Limit | None:
    """The words that are written for a voucher that is not there yet."""
    return visit.limit("settlement", "pending_words")


def missing_papers(visit: Visit, expense: Expense, papers: Limit, pending: Limit) -> list[str]:
    """The voucher, the letter and the approval form that the rule asks for and a line lacks.

    The third paper, the statement, is made from the visit.
    """
    letter = visit.letter.number if visit.letter else None
    exists = {VOUCHER: has_voucher(expense, pending), LETTER: bool(letter)}
    exists[APPROVAL] = bool(visit.approval)
    return [paper for paper, there in exists.items() if paper in papers.words and not there]


def approval_lacking(visit: Visit) -> bool:
    """Whether the rule asks for the approval form, and the visit has no number of one."""
    papers = visit.limit("settlement", "set_words")
    return papers is not None and APPROVAL in papers.words and not visit.approval


def voucher_difference(expense: Expense) -> Decimal:
    """The amount of a line minus that of its voucher; 0 where one of them is unknown."""
    if expense.amount is None or expense.voucher_amount is None:
        return Decimal(0)
    return expense.amount - expense.voucher_amount


def sum_written(expense: Expense) -> Decimal | None:
    """Price times quantity, or people where no quantity is written; None without a price."""
    count = expense.people if expense.quantity is None else expense.quantity
    return None if expense.price is None or count is None else expense.price * count


def escorts(visit: Visit) -> dict[Staff, tuple[str, ...]]:
    """The staff who accompany guests, in order of time, with the ids of their items and meals."""
    ids_of: dict[Staff, list[str]] = {}
    items: tuple[ScheduleItem | Meal, ...] = (*visit.schedule, *visit.meals)
    for item in sorted(items, key=lambda item: (item.start, item.id)):
        for staff in accompanying(item):
            ids_of.setdefault(staff, []).append(item.id)
    return {staff: tuple(ids) for staff, ids in ids_of.items()}


def accompanying(item: ScheduleItem | Meal) -> tuple[Staff, ...]:
    """The staff with the guests: those who take part, and at an item also those in charge."""
    present = [person for person in named_for(item) if isinstance(person, Staff)]
    in_charge = item.attendants.values() if isinstance(item, ScheduleItem) else ()
    return tuple({staff.id: staff for staff in (*in_charge, *present)}.values())


def gaps_in(
    records: Sequence[Record], model: str, fields: Iterable[str], name: str
) -> Iterator[Gap]:
    """Records that lack any of `fields`; `name` is the field they are called by."""
    wanted = tuple(fields)
    for record in records:
        lacking = tuple(field for field in wanted if getattr(record, field, None) in (None, "", ()))
        if lacking:
            yield Gap(record, model, str(getattr(record, name)), lacking)


def statement_gaps(visit: Visit) -> Iterator[Gap]:
    """Everything that the statement lacks before it may be signed, including amounts."""
    for limit_name, model, records, name in (
        ("statement_guest_fields", "Guest", visit.guests, "name"),
        ("statement_staff_fields", "Staff", tuple(escorts(visit)), "name"),
        ("statement_activity_fields", "ScheduleItem", visit.schedule, "title"),
        ("statement_cost_fields", "Expense", visit.expenses, "item"),
    ):
        limit = visit.limit("letter", limit_name)
        if limit:
            yield from gaps_in(records, model, limit.words, name)


def is_collected_together(visit: Visit, meal: Meal) -> bool:
    """Whether a meal that the host does not pay is in a line with others."""
    return meal.payer is not Payer.HOST and bool(collected(visit, MEALS))


def meals_without_expense(visit: Visit) -> tuple[Meal, ...]:
    """The host's meals, and those without a payer, that no line of the costs is for.

    Missing lines for what guests or their sender pay are found by what is to be collected.
    """
    listed = {id(activity_of(visit, expense)) for expense in visit.expenses}
    return tuple(
        meal
        for meal in visit.meals
        if id(meal) not in listed
        and meal.payer not in NOT_THE_HOST
        and not is_collected_together(visit, meal)
    )


def lodging_lacks_expense(visit: Visit) -> bool:
    """Whether people stay in rooms that are not free, and no line of the costs is for them."""
    return bool(visit.stays) and not lines_for(visit, LODGING) and agreed_lodging(visit) != 0
