"""Where the daily timetable and a person's plan of a day do not agree: the plan holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator import vocabulary
from generator.agenda.views import Entry, RoutineLine
from generator.model.vocabularies import MealKind


def days_that_differ(line: RoutineLine, entries: Sequence[Entry]) -> tuple[date, ...]:
    """The days on which the meal that a line of the daily timetable names is planned for another
    time or place."""
    kind = _meal_kind(line)
    meals = (entry for entry in entries if kind is not None and entry.meal_kind is kind)
    return tuple(sorted({meal.start.date() for meal in meals if not _agree(line, meal)}))


def _meal_kind(line: RoutineLine) -> MealKind | None:
    """The meal that a line names, in any language."""
    texts = {line.what.default, *(text for _, text in line.what.others)}
    for kind in MealKind:
        if any(word in text for word in vocabulary.words_for("MealKind", kind) for text in texts):
            return kind
    return None


def _agree(line: RoutineLine, meal: Entry) -> bool:
    begins, ends = line.time.on(meal.start.date())
    if meal.start != begins or (meal.end and ends and meal.end != ends):
        return False
    return meal.where is None or line.where is None or meal.where == line.where
