"""How companions without names are written, and read again."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from generator.model.companions import Companions, companions_text, parse_companions


@pytest.mark.parametrize(
    ("written", "count", "men", "women"),
    [
        *((text, 2, 0, 0) for text in ("2", "２人", "随行2人", "随员 2 名", "两人", "+2", "携2人")),
        ("2（男1女1）", 2, 1, 1),
        ("随行2人（男1女1）", 2, 1, 1),
        ("1男1女", 2, 1, 1),
        ("男1、女1", 2, 1, 1),
        ("2人，其中女1人", 2, 0, 1),
        ("女2", 2, 0, 2),
        ("3,1男2女", 3, 1, 2),
        ("3 (1 man, 2 women)", 3, 1, 2),
        ("2 companions", 2, 0, 0),
    ],
)
def test_a_number_of_people_is_read_with_their_sexes(
    written: str, count: int, men: int, women: int
) -> None:
    assert parse_companions(written) == Companions(count=count, men=men, women=women)


def test_nought_is_nobody() -> None:
    assert parse_companions("0") is None
    assert parse_companions("0人") is None


@pytest.mark.parametrize("written", ["李秘书、王司机", "李四", "2人及家属", "若干", "2、3"])
def test_names_and_guesses_are_refused(written: str) -> None:
    with pytest.raises(PydanticCustomError, match="companions") as refusal:
        parse_companions(written)
    assert refusal.value.type == "companions.unread"


def test_more_men_and_women_than_companions_are_refused() -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        parse_companions("2（男2女1）")
    assert refusal.value.type == "companions.sum"


@pytest.mark.parametrize("written", ["3", "3（男1）", "3（男1女2）"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["count", "cell"])
def test_what_is_written_back_is_read_alike(written: str, language: str, form: str) -> None:
    companions = parse_companions(written)

    assert companions
    assert parse_companions(companions_text(companions, language, form)) == companions


def test_those_who_are_left_keep_what_is_known_of_them() -> None:
    three = Companions(count=3, men=2, women=1)

    assert three.without(Companions(count=1, women=1)) == Companions(count=2, men=2)
    assert three.without(Companions(count=3)) is None
    # Of one whose sex is not known, nobody knows whether a man or a woman is gone.
    assert three.without(Companions(count=1)) == Companions(count=2)
