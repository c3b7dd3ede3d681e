"""What a workbook's cell shows, as the text a clerk would have typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Value = str | float | int | bool | date | datetime | time | timedelta

_CARRIAGE_RETURN = re.compile(r"_x000D_\n?|\r\n?", re.IGNORECASE)
_EPOCH_1900 = datetime(1899, 12, 31)
_EPOCH_1904 = datetime(1904, 1, 1)


def text_of(value: Value) -> str | None:
    """The text of a cell's value; None when it is empty.

    A date is `2026-05-18`, a time `09:30`, a moment `2026-05-18 14:30`; a whole number has no
    fraction; a duration counts on past 24 hours (`25:30`), as does a time of day above one day,
    which spreadsheets keep as a date in 1900 or 1904.
    """
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        if value.year < 1905:
            return _moment(datetime.combine(value, time.min))
        return value.isoformat()
    if isinstance(value, time):
        return _duration(datetime.combine(date.min, value) - datetime.min)
    if isinstance(value, timedelta):
        return _duration(value)
    return _number(value)


def padded(text: str, prefix: str, digits: int, suffix: str) -> str:
    """A whole number as its format shows it: 805 is `0805` in the format `0000`."""
    return f"{prefix}{text.zfill(digits)}{suffix}" if text.isdecimal() else text


def _plain(value: str) -> str | None:
    if "\r" in value or "_x" in value:
        value = _CARRIAGE_RETURN.sub("\n", value)
    return value.strip() or None


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    # Fifteen digits are what a spreadsheet keeps and shows: 0.1 + 0.2 is 0.3 there.
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if 1e-9 < abs(value) < 1e16 else text


def _moment(value: datetime) -> str:
    if value.year < 1905:
        return _duration(value - (_EPOCH_1904 if value.year == 1904 else _EPOCH_1900))
    whole = _to_second(value)
    return f"{whole:%Y-%m-%d %H:%M}" + (f":{whole:%S}" if whole.second else "")


def _to_second(value: datetime) -> datetime:
    if value.microsecond >= 500_000 and value.year < 9999:
        value += timedelta(seconds=1)
    return value.replace(microsecond=0)


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{sign}{hours:02d}:{minutes:02d}" + (f":{rest:02d}" if rest else "")
