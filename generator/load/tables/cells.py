"""The cells of a sheet: their values, the texts they show, and the formats that matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Value = str | float | int | bool | date | datetime | time | timedelta
Row = list[str | None]
"""The texts of a row, None where a cell is empty."""
At = tuple[int, int]
"""Row and column of a cell, from 0."""
Merge = tuple[At, At]
"""The first and the last cell of a merged range."""


@dataclass(frozen=True, slots=True)
class ZeroPadding:
    """A number format of zeros: the text before, the number of digits, the text after."""

    prefix: str
    digits: int
    suffix: str


@dataclass(frozen=True, slots=True)
class StruckText:
    """A text that is struck through at least in part: what remains, and what is struck."""

    remaining: str
    struck: str


@dataclass(frozen=True, slots=True)
class CellFormats:
    """What a workbook keeps of the cells of one sheet beyond their values.

    `errors` are the texts of cells with an error, `uncalculated` the cells whose formula has no
    result.
    """

    errors: Mapping[At, str]
    uncalculated: frozenset[At]
    paddings: Mapping[At, ZeroPadding]
    struck: frozenset[At] = frozenset()
    partly_struck: Mapping[At, StruckText] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The values of a sheet by row and column, its merged ranges and the formats of its cells."""

    values: list[list[Value]]
    merges: tuple[Merge, ...]
    formats: CellFormats


NO_FORMATS = CellFormats({}, frozenset(), {})

_CARRIAGE_RETURN = re.compile(r"_x000D_\n?|\r\n?", re.IGNORECASE)
_EPOCH_1900 = datetime(1899, 12, 31)
_EPOCH_1904 = datetime(1904, 1, 1)


def text_of(value: Value) -> str | None:
    """The text that a clerk would have typed for a value; None when it is empty.

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


def padded(text: str, padding: ZeroPadding) -> str:
    """A whole number as its format shows it: 805 is `0805` in the format `0000`."""
    if not text.isdecimal():
        return text
    return f"{padding.prefix}{text.zfill(padding.digits)}{padding.suffix}"


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
    moment = _to_second(value)
    return f"{moment:%Y-%m-%d %H:%M}" + (f":{moment:%S}" if moment.second else "")


def _to_second(value: datetime) -> datetime:
    if value.microsecond >= 500_000 and value.year < 9999:
        value += timedelta(seconds=1)
    return value.replace(microsecond=0)


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")
