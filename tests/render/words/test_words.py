"""Days, seats and telephones in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator import vocabulary
from generator.render.words.days import full_range, short_range
from generator.render.words.money import amount_in_capitals
from generator.render.words.people import dialled
from generator.render.words.places import seat_text, table_text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 5, 18), date(2026, 5, 20), "2026年5月18日 – 5月20日"),
        (date(2026, 5, 18), date(2026, 5, 18), "2026年5月18日"),
        (date(2026, 12, 30), date(2027, 1, 2), "2026年12月30日 – 2027年1月2日"),
    ],
)
def test_a_range_names_a_year_once_unless_it_differs(first: date, last: date, text: str) -> None:
    assert full_range(first, last, "zh") == text


def test_days_in_the_order_of_the_language() -> None:
    first, last = date(2026, 5, 18), date(2026, 5, 20)

    assert full_range(first, last, "zh", weekdays=True) == "2026年5月18日周一 – 5月20日周三"
    assert short_range(first, last, "zh") == "5月18日–5月20日"
    assert short_range(first, last, "en") == "May 18–20"


@pytest.mark.parametrize(
    ("phone", "number"),
    [("0717-5550101", "07175550101"), ("07175550101转8", "07175550101,8"), ("+86 138", "+86138")],
)
def test_a_telephone_is_dialled_with_its_extension(phone: str, number: str) -> None:
    assert dialled(phone) == number


def test_tables_and_seats() -> None:
    assert table_text("4", "zh") == "4 号桌"
    assert table_text("4", "en", "5") == "Table 4, seat 5"
    assert seat_text("platform", "", 1, "zh") == "主席台 1 号"


@pytest.mark.parametrize(
    ("amount", "spelt"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("409.50", "肆佰零玖元伍角整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("20000.01", "贰万元零壹分"),
        ("100100", "壹拾万零壹佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001", "壹亿零壹元整"),
    ],
)
def test_an_amount_is_spelt_as_on_a_receipt(amount: str, spelt: str) -> None:
    assert amount_in_capitals(Decimal(amount)) == spelt


@pytest.mark.parametrize("amount", ["-0.01", "1E16"])
def test_an_amount_that_no_receipt_has_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be spelt"):
        amount_in_capitals(Decimal(amount))


def test_a_template_has_the_noun_of_its_number() -> None:
    people = [vocabulary.word("card.people", "en", n=n) for n in (0, 1, 2)]
    assert people == ["0 people", "1 person", "2 people"]
    assert [vocabulary.word("card.people", "zh", n=n) for n in (1, 2)] == ["1 人", "2 人"]
