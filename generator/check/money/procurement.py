"""Checks purchases for luxury."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check
from generator.check.text_search import expense_texts, violations_in
from generator.findings import Severity
from generator.model.standing import Limit


@check(
    "procurement.luxury",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "采购奢侈物品", "en": "Something luxurious is bought"},
    message={
        "zh": "费用“{text}”含“{word}”。采购从简，请核对。",
        "en": "The cost “{text}” contains “{word}”. Buy plainly; check it.",
    },
    rule="procurement",
    limits=("luxury_words",),
)
def expenses_on_luxury(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Expenses whose text has a word of luxury."""
    return violations_in(scope, expense_texts(scope.visit), words)
