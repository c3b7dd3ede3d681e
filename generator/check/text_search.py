"""The texts of a visit in which checks look for words of the rules, and the search itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import vocabulary
from generator.check.registry import Scope, Violation, violation
from generator.model.dining import DiningTable, Meal
from generator.model.record import Record
from generator.model.standing import Limit
from generator.model.visit import Visit
from generator.model.word_search import occurrences
from generator.text import Text

_CLAUSE = re.compile(r"[，,。；;！!？?\n]")


@dataclass(frozen=True, slots=True)
class RecordText:
    """A text in a record's field."""

    record: Record
    field: str
    text: str


def schedule_texts(visit: Visit) -> Iterator[RecordText]:
    """Titles and notes of schedule items."""
    return _record_texts(visit.schedule, "title", "note", "staff_note")


def ride_texts(visit: Visit) -> Iterator[RecordText]:
    """Places of boarding and notes of rides."""
    return _record_texts(visit.rides, "boarding", "note")


def task_texts(visit: Visit) -> Iterator[RecordText]:
    """Contents and standards of tasks."""
    return _record_texts(visit.team.tasks, "what", "standard")


def conduct_texts(visit: Visit) -> Iterator[RecordText]:
    """Texts of the schedule, tasks and expenses, in which rules of conduct bar words."""
    yield from schedule_texts(visit)
    yield from task_texts(visit)
    yield from expense_texts(visit)


def meal_texts(visit: Visit) -> Iterator[RecordText]:
    """Titles, forms and notes of meals."""
    return _record_texts(visit.meals, "title", "form", "note")


def room_texts(visit: Visit) -> Iterator[RecordText]:
    """Types of the rooms slept in."""
    for stay in visit.stays:
        kind = vocabulary.label("RoomType", stay.room_type) if stay.room_type else ""
        yield RecordText(stay, "room", kind)


def menu_texts(visit: Visit) -> Iterator[RecordText]:
    """Dishes of meals and of their tables."""
    for meal in visit.meals:
        menus: tuple[Meal | DiningTable, ...] = (meal, *meal.tables)
        for record in menus:
            for dish in record.menu:
                yield RecordText(record, "menu", dish)


def expense_texts(visit: Visit) -> Iterator[RecordText]:
    """Items, vouchers and notes of expenses."""
    return _record_texts(visit.expenses, "item", "voucher", "note")


def violations_in(
    scope: Scope,
    texts: Iterable[RecordText],
    words: Limit,
    names: Iterable[str] | None = None,
) -> Iterator[Violation]:
    """Yield a violation for each text with one of the limit's words, unless it denies it.

    `不挂横幅` denies it. A part of a longer word does not count: the limit's exceptions
    (`迎宾馆`), and `names`, those of places and units that the visit knows unless others are given.
    The values of the violation are `word` and `text`.
    """
    denials = _denials(scope)
    longer = (*words.exceptions, *(known_names(scope) if names is None else names))
    for item in texts:
        found = (word for word in words.words if _asserts(item.text, word, longer, denials))
        word = next(found, None)
        if word:
            yield violation(item.record, item.field, word=word, text=item.text)


def known_names(scope: Scope) -> tuple[str, ...]:
    """The names of the visit's units, and of all venues and their halls."""
    visit = scope.visit
    texts: list[Text | str | None] = [visit.host, visit.sender]
    texts.append(visit.letter.unit if visit.letter else None)
    for venue in (*visit.venues, *scope.standing.venues):
        texts += (venue.name, *(space.name for space in venue.spaces))
    return tuple({name: None for text in texts for name in _versions(text)})


def _versions(text: Text | str | None) -> Iterator[str]:
    if text:
        yield str(text)
        if isinstance(text, Text):
            yield from (version for _, version in text.others)


def _record_texts(records: Iterable[Record], *fields: str) -> Iterator[RecordText]:
    for record in records:
        for field in fields:
            text: Text | str | None = getattr(record, field)
            if text:
                yield RecordText(record, field, str(text))


def _denials(scope: Scope) -> tuple[str, ...]:
    limit = scope.visit.limit("integrity", "denial_words")
    return limit.words if limit else ()


def _asserts(text: str, word: str, longer: tuple[str, ...], denials: tuple[str, ...]) -> bool:
    """Whether a clause of `text` contains `word` and does not deny it."""
    if word not in text:
        return False
    texts_before = (
        clause[:at] for clause in _CLAUSE.split(text) for at in occurrences(clause, word, longer)
    )
    return any(not _denied(before, denials) for before in texts_before)


def _denied(before: str, denials: tuple[str, ...]) -> bool:
    """Whether a clause's text before a word denies it; a single character does at its end only."""
    return any(before.endswith(d) if len(d) == 1 else d in before for d in denials)
