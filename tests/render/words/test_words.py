"""Days, seats and telephones in words."""

from __future__ import annotations

from datetime import date

import pytest

from generator.render.words.days import full_range, short_range
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
    assert short_range(first, last, "en") == "May 18–May 20"


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
