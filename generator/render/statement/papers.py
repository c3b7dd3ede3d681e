"""The papers for settlement: letter, vouchers and statement, and what is missing in each."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.account.settlement import (
    approval_lacking,
    has_voucher,
    lodging_lacks_expense,
    meals_without_expense,
    pending_words,
    statement_gaps,
    voucher_difference,
)
from generator.model.visit import Expense, Visit
from generator.render.statement.tables import AccountTable, Row, value_text
from generator.render.words import Wording
from generator.render.words.events import activity_title
from generator.render.words.lists import listed


def papers_table(visit: Visit, words: Wording) -> AccountTable:
    """Return a row for the letter, for each voucher, and for each gap in the statement."""
    return AccountTable(
        words.phrase("papers"),
        words.phrases("count", "paper", "what", "there", "missing"),
        tuple((number, *row) for number, row in enumerate(_rows(visit, words), start=1)),
    )


def papers_missing(visit: Visit, words: Wording) -> int:
    """Return the number of papers in which something is missing."""
    return sum(bool(row[-1]) for row in _rows(visit, words))


def _rows(visit: Visit, words: Wording) -> Iterator[Row]:
    gaps = list(statement_gaps(visit))
    lines = {id(gap.record): gap.fields for gap in gaps if isinstance(gap.record, Expense)}
    if visit.expects_letter:
        yield _letter(visit, words)
    if visit.approval or approval_lacking(visit):
        label = words.label("Visit", "approval")
        yield label, "", visit.approval or "", "" if visit.approval else label
    for expense in visit.expenses:
        yield _line(expense, lines.get(id(expense), ()), visit, words)
    incomplete = [
        *((gap.name, listed(words.labels(gap.model, *gap.fields)))
          for gap in gaps if not isinstance(gap.record, Expense)),
        *_unlisted(visit, words),
    ]  # fmt: skip
    for what, missing in incomplete:
        yield words.phrase("title"), what, "", missing
    if not incomplete:
        yield words.phrase("title"), words.text(visit.title), words.phrase("in_full"), ""


def _unlisted(visit: Visit, words: Wording) -> Iterator[tuple[str, str]]:
    """(what, missing) of meals and lodging without an expense."""
    for meal in meals_without_expense(visit):
        what = f"{activity_title(meal, words.language)} {meal.day} {words.place(meal.place)}"
        # The item is read by the Chinese name of the meal, which tells it from the day's others.
        kind = vocabulary.label("MealKind", meal.kind)
        yield what, words.phrase("meal_unlisted" if meal.payer else "meal_unpaid", kind=kind)
    if lodging_lacks_expense(visit):
        yield words.label("Visit", "stays"), words.phrase("lodging_unlisted")


def _letter(visit: Visit, words: Wording) -> Row:
    letter, label = visit.letter, words.label("Visit", "letter")
    required = visit.limit("letter", "required_fields")
    fields = required.words if required else ()
    lacking = [field for field in fields if not getattr(letter, field, None)]
    missing = list(words.labels("Letter", *lacking))
    if letter and letter.people is not None and visit.guest_count > letter.people:
        missing.append(words.phrase("more_guests", letter=letter.people, came=visit.guest_count))
    about = (letter.unit or "", letter.number or "") if letter else ("", "")
    return label, *about, listed(missing)


def _line(expense: Expense, lacking: tuple[str, ...], visit: Visit, words: Wording) -> Row:
    """The voucher of an expense, and what is missing; `lacking` are the fields it lacks."""
    fields = dict.fromkeys(lacking)
    if not has_voucher(expense, pending_words(visit)):
        fields["voucher"] = None
    elif expense.voucher_amount is None:
        fields["voucher_amount"] = None
    missing = list(words.labels("Expense", *fields))
    if difference := voucher_difference(expense):
        missing.append(words.phrase("differs", by=value_text(difference)))
    there = (expense.voucher or "", value_text(expense.voucher_amount))
    return (
        words.phrase("voucher"),
        expense_text(expense),
        " ".join(part for part in there if part),
        listed(missing),
    )


def expense_text(expense: Expense) -> str:
    """Return item, day and place of an expense."""
    return " ".join(str(part) for part in (expense.item, expense.day, expense.place) if part)
