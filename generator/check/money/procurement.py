"""Checks what is bought for a reception."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Family, Fault, Scope, check
from generator.check.text_search import money_sayings, spoken
from generator.findings import Severity
from generator.model.standing import Limit


@check(
    "procurement.luxury",
    family=Family.RULES,
    severity=Severity.WARNING,
    title={"zh": "采购奢侈物品", "en": "Something luxurious is bought"},
    words={
        "zh": "费用“{text}”含“{word}”。采购从简，请核对。",
        "en": "The cost “{text}” holds “{word}”. Buy plainly; check it.",
    },
    rule="procurement",
    limits=("luxury_words",),
)
def luxury(scope: Scope, words: Limit) -> Iterator[Fault]:
    """Expenses whose words speak of luxury."""
    return spoken(scope, money_sayings(scope.visit), words.words)
