"""What people write for dates, times, numbers and telephones, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from generator.model.parsing.values import (
    Moment,
    TimeSpan,
    expand_numbers,
    parse_amount,
    parse_date,
    parse_moment,
    parse_number,
    parse_phone,
    parse_span,
    parse_yes_no,
    split_list,
)

MAY = date(2026, 5, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-18", MAY),
        ("2026/5/18", MAY),
        ("2026.5.18", MAY),
        ("2026年5月18日", MAY),
        ("5月18日", MAY),
        ("5月18日（周一）", MAY),
        ("5-18", MAY),
        ("2026-05-18 00:00:00", MAY),
        ("２０２６－０５－１８", MAY),
        ("1月2日", date(2026, 1, 2)),
    ],
)
def test_dates_as_people_write_them(text: str, expected: date) -> None:
    assert parse_date(text, start=MAY) == expected


def test_a_date_without_a_year_is_the_one_nearest_the_visit() -> None:
    assert parse_date("1月2日", start=date(2026, 12, 30)) == date(2027, 1, 2)
    assert parse_date("12月30日", start=date(2027, 1, 2)) == date(2026, 12, 30)
    assert parse_date("2月29日", start=date(2028, 3, 1)) == date(2028, 2, 29)


def test_a_leap_day_needs_a_leap_year_near_the_visit() -> None:
    with pytest.raises(PydanticCustomError) as problem:
        parse_date("2月29日", start=date(2027, 3, 1))
    assert problem.value.type == "value.no_such_date"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "value.no_such_date"),
        ("2026-13-40", "value.no_such_date"),
        ("下周一", "value.date"),
        ("", "value.date"),
        ("46160", "value.date"),
    ],
)
def test_other_texts_are_no_dates(text: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as problem:
        parse_date(text, start=MAY)
    assert problem.value.type == code


def test_a_date_without_a_year_needs_a_date_to_be_near() -> None:
    with pytest.raises(PydanticCustomError) as problem:
        parse_date("3月1日")
    assert problem.value.type == "value.date_year"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:30", time(9, 30), None),
        ("09:30:00", time(9, 30), None),
        ("9：30", time(9, 30), None),
        ("上午9:30", time(9, 30), None),
        ("下午2:30", time(14, 30), None),
        ("下午2点半", time(14, 30), None),
        ("晚上8时", time(20), None),
        ("中午12点", time(12), None),
        ("2:30 PM", time(14, 30), None),
        ("14:30-17:00", time(14, 30), time(17)),
        ("14:30—17:00", time(14, 30), time(17)),
        ("下午2:30至5:00", time(14, 30), time(17)),
        ("22:30-00:30", time(22, 30), time(0, 30)),
        ("22:30至次日0:30", time(22, 30), time(0, 30)),
        ("20:00-24:00", time(20), time(0)),
    ],
)
def test_times_as_people_write_them(text: str, start: time, end: time | None) -> None:
    assert parse_span(text) == TimeSpan(start, end)


def test_a_span_may_cross_midnight() -> None:
    assert TimeSpan(time(22, 30), time(0, 30)).on(MAY) == (
        datetime(2026, 5, 18, 22, 30),
        datetime(2026, 5, 19, 0, 30),
    )


@pytest.mark.parametrize("text", ["25:30", "9:75", "24:00", "午后", "9:30-10:00-11:00", "-"])
def test_other_texts_are_no_times(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_span(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-18 14:30", Moment(MAY, time(14, 30))),
        ("5月18日下午2:30", Moment(MAY, time(14, 30))),
        ("5月18日", Moment(MAY)),
        ("10:20", Moment(MAY, time(10, 20))),
    ],
)
def test_moments(text: str, expected: Moment) -> None:
    assert parse_moment(text, start=MAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13900000001", "13900000001"),
        ("1.3900000001E10", "13900000001"),
        ("139 0000 0001", "139 0000 0001"),
        ("+86 139 0000 0001", "+86 139 0000 0001"),
        ("0717-5550123", "0717-5550123"),
        ("0717-5550123转8012", "0717-5550123转8012"),
        ("１３９００００００１", "1390000001"),
    ],
)
def test_telephones(text: str, expected: str) -> None:
    assert parse_phone(text) == expected


def test_numbers_and_amounts() -> None:
    assert parse_number("18人") == 18
    assert parse_amount("¥1,200.50") == Decimal("1200.50")
    assert parse_amount("720元") == Decimal(720)
    with pytest.raises(PydanticCustomError):
        parse_number("1.5")


@pytest.mark.parametrize(("text", "expected"), [("是", True), ("否", False), ("no", False)])
def test_yes_and_no(text: str, expected: bool) -> None:
    assert parse_yes_no(text) is expected


def test_lists_of_names_keep_the_dot_within_a_name() -> None:
    assert split_list("李娜、欧阳·明，王强\n赵四") == ["李娜", "欧阳·明", "王强", "赵四"]


def test_ranges_of_room_numbers_keep_their_zeros() -> None:
    assert expand_numbers("0801-0803、0805") == ["0801", "0802", "0803", "0805"]
    assert expand_numbers("A1-A3") == ["A1", "A2", "A3"]


PARSERS = (
    parse_span,
    parse_phone,
    parse_amount,
    parse_number,
    parse_yes_no,
    lambda text: parse_date(text, MAY),
    lambda text: parse_moment(text, MAY),
)


@given(st.text(max_size=40), st.sampled_from(PARSERS))
def test_any_text_is_a_value_or_has_an_error_message(
    text: str, parse: Callable[[str], object]
) -> None:
    refused = ""
    try:
        parse(text)
    except PydanticCustomError as problem:
        refused = problem.type
    assert refused == "" or refused.startswith("value.")
