"""The settlement set: voucher, letter and statement, what is there and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.account.charges import limit_of
from generator.account.papers import (
    has_voucher,
    lodging_unlisted,
    meals_unlisted,
    pending_words,
    statement_gaps,
    voucher_difference,
)
from generator.model.expenses import Expense
from generator.model.visit import Visit
from generator.render.lists.tongue import Tongue, listed
from generator.render.statement.tables import AccountTable, Row, value_text
from generator.render.statement.titles import title_of


def papers_table(visit: Visit, tongue: Tongue) -> AccountTable:
    """A row for the letter, for each line's voucher, and for each gap in the statement."""
    return AccountTable(
        tongue.say("papers"),
        tuple(tongue.say(word) for word in ("count", "paper", "what", "there", "missing")),
        tuple((number, *row) for number, row in enumerate(_rows(visit, tongue), start=1)),
    )


def papers_missing(visit: Visit, tongue: Tongue) -> int:
    """In how many places something is missing."""
    return sum(bool(row[-1]) for row in _rows(visit, tongue))


def _rows(visit: Visit, tongue: Tongue) -> Iterator[Row]:
    gaps = list(statement_gaps(visit))
    lines = {id(gap.record): gap.fields for gap in gaps if isinstance(gap.record, Expense)}
    yield _letter(visit, tongue)
    for expense in visit.expenses:
        yield _line(expense, lines.get(id(expense), ()), visit, tongue)
    lacking = [
        *((gap.name, listed(tongue.labels(gap.model, *gap.fields)))
          for gap in gaps if not isinstance(gap.record, Expense)),
        *_unlisted(visit, tongue),
    ]  # fmt: skip
    for what, missing in lacking:
        yield tongue.say("title"), what, "", missing
    if not lacking:
        yield tongue.say("title"), tongue.text(visit.title), tongue.say("in_full"), ""


def _unlisted(visit: Visit, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """What was eaten and slept in and stands in no line of the costs."""
    for meal in meals_unlisted(visit):
        what = f"{title_of(meal, tongue)} {meal.day} {tongue.place(meal.place)}"
        # The item is read by the Chinese name of the meal, which tells it from the day's others.
        kind = vocabulary.label("MealKind", meal.kind)
        yield what, tongue.say("meal_unlisted" if meal.payer else "meal_unpaid", kind=kind)
    if lodging_unlisted(visit):
        yield tongue.label("Visit", "stays"), tongue.say("lodging_unlisted")


def _letter(visit: Visit, tongue: Tongue) -> Row:
    letter, called = visit.letter, tongue.label("Visit", "letter")
    wanted = limit_of(visit, "letter", "required_fields")
    fields = wanted.words if wanted else ()
    lacking = [field for field in fields if not getattr(letter, field, None)]
    missing = list(tongue.labels("Letter", *lacking))
    if letter and letter.people is not None and len(visit.guests) > letter.people:
        missing.append(tongue.say("more_guests", letter=letter.people, came=len(visit.guests)))
    about = (letter.unit or "", letter.number or "") if letter else ("", "")
    return called, *about, listed(missing)


def _line(expense: Expense, lacking: tuple[str, ...], visit: Visit, tongue: Tongue) -> Row:
    """A line's voucher, and what the statement lacks of the line."""
    fields = dict.fromkeys(lacking)
    if not has_voucher(expense, pending_words(visit)):
        fields["voucher"] = None
    elif expense.voucher_amount is None:
        fields["voucher_amount"] = None
    missing = list(tongue.labels("Expense", *fields))
    if difference := voucher_difference(expense):
        missing.append(tongue.say("differs", by=value_text(difference)))
    there = (expense.voucher or "", value_text(expense.voucher_amount))
    return (
        tongue.say("voucher"),
        line_named(expense),
        " ".join(part for part in there if part),
        listed(missing),
    )


def line_named(expense: Expense) -> str:
    """A line by item, day and place."""
    return " ".join(str(part) for part in (expense.item, expense.day, expense.place) if part)
