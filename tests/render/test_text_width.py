"""How wide texts are, in half-width characters and with letters of their own width."""

from __future__ import annotations

import pytest

from generator.render.text_width import TextMeasure


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("G1234", 5), ("张伟", 4), ("张伟 A", 6), ("（一）", 6), ("é“”", 3)],
)
def test_chinese_characters_count_as_two(text: str, width: int) -> None:
    assert TextMeasure(wide=2, narrow=1).width(text) == width


def test_quotation_marks_are_wide_in_chinese_fonts() -> None:
    assert TextMeasure(wide=2, narrow=1, wide_classes="WFA").width("“张伟”") == 8


def test_single_letters_have_their_own_width() -> None:
    measure = TextMeasure(wide=12, narrow=7, letters={"W": 11, "·": 12})

    assert measure.width("Wa") == 18
    assert measure.width("张·W") == 35
