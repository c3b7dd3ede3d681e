"""The languages of a visit: by code or by name, and only those that there are cards in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.visit import Visit


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (["zh", "en"], ("zh", "en")),
        (["中文", "英语"], ("zh", "en")),
        ("英语、Русский", ("en", "ru")),
        (["中文", "zh", "English"], ("zh", "en")),
        (["俄文"], ("ru",)),
    ],
)
def test_a_visits_languages_are_read_as_a_persons_is(
    visit_of: Callable[..., Visit], written: Any, codes: tuple[str, ...]
) -> None:
    assert visit_of(languages=written).languages == codes


def test_a_language_that_no_card_is_in_is_refused(load: Callable[..., Any]) -> None:
    _, findings = load(languages=["zh", "法语"])

    assert [(f.code, str(f.message)) for f in findings] == [
        ("value.choice", "“语言”不能是“法语”。可以写：中文、英语、俄语。")
    ]
