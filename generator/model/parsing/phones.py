"""Telephone numbers: the one number in a cell, as it is dialled, and remarks on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pydantic_core import PydanticCustomError

from generator.model.parsing.context import Remark
from generator.model.parsing.normalisation import ValueKind, is_permitted, normal

LAST_DIGITS = 4
"""The last digits of a number, which a card may ask for."""
_MOBILE_DIGITS = 11
_MOST_DIGITS = 15
"""The most digits of any number in the world (ITU-T E.164)."""
_COMPLETE_NUMBER = 7
"""The fewest digits of a number that can be dialled without more."""
_LONGEST_NOTE = 20
_SHAPE = re.compile(r"\+?[\d\s()-]{3,24}(?:\s*(?:转|ext\.?|x|#)\s*\d{1,6})?", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:转|ext\.?|x|#)\s*\d+$", re.IGNORECASE)
_BETWEEN = re.compile(r"[、,;/|\n]|\s[或和]\s*|[或和]")
_WITH_NOTE = re.compile(
    r"(?P<before>[^\d+(]*?)[:\s]*(?P<number>[+(]?\d[\d\s()-]*\d(?:\s*(?:转|ext\.?|x|#)\s*\d{1,6})?)"
    r"(?P<behind>[^\d]*)",
    re.IGNORECASE,
)
# Service numbers (10086, 12345) are shorter, or do not continue like mobile numbers (1010 5757).
_MOBILE = re.compile(r"(?:(?:\+|00)86)?(?P<mobile>1[3-9]\d{5,})")
_SCIENTIFIC = re.compile(r"(?P<first>\d)(?:\.(?P<more>\d+))?E\+?(?P<exponent>\d{1,2})", re.I)


def usable_phone(phone: str | None) -> str | None:
    """A number that may be on a card; None for a mobile number with too few or too many digits.

    Whoever dials such a number reaches somebody else.
    """
    digits = _mobile(phone) if phone else ""
    return None if digits and len(digits) != _MOBILE_DIGITS else phone


# Telephones are read to recognise people, then with their records.
@lru_cache(maxsize=32_768)
def parse_phone(text: str) -> str | None:
    """The one number in `text` as it is dialled: digits, `+`, `-`, an extension.

    `1.3812345678E10` is converted back; None where such a number has lost digits. Raises
    PydanticCustomError where there is no number or more than one.
    """
    content = normal(text)
    if match := _SCIENTIFIC.fullmatch(content):
        return None if _has_lost_digits(match) else str(int(Decimal(content)))
    content = re.sub(r"\.0$", "", content)
    if _has_several_numbers(content):
        raise PydanticCustomError("phone.several", "telephone", {"found": " ".join(text.split())})
    number = _without_note(content)
    if not _SHAPE.fullmatch(number):
        raise PydanticCustomError("value.phone", "telephone", {"found": text})
    return re.sub(r"\s+", " ", number)


def phone_remarks(text: str, phone: str | None) -> Iterator[Remark]:
    """Remarks on a number that was read; `phone` is None where it has lost digits."""
    if phone is None:
        yield Remark.warning("phone.lost", found=text)
        return
    digits = _mobile(phone)
    if digits and len(digits) != _MOBILE_DIGITS:
        values = {"digits": len(digits), "expected": _MOBILE_DIGITS}
        yield Remark.warning("phone.digits", found=text, **values)
    elif not (_SCIENTIFIC.fullmatch(normal(text)) or is_permitted(ValueKind.PHONE, text, (phone,))):
        yield Remark.read_as(text, phone)


def last_digits(phone: str | None) -> str | None:
    """The last four digits of a number without its extension; None where it has fewer."""
    digits = re.sub(r"[^0-9]", "", _EXTENSION.sub("", phone or ""))
    return digits[-LAST_DIGITS:] if len(digits) >= LAST_DIGITS else None


def _has_lost_digits(scientific: re.Match[str]) -> bool:
    """Whether a number in scientific notation has fewer digits than its exponent needs."""
    return len(scientific["more"] or "") < int(scientific["exponent"])


def _has_several_numbers(content: str) -> bool:
    if _digits(content) < 2 * _COMPLETE_NUMBER:
        return False
    number = re.sub(r"^00", "", _EXTENSION.sub("", content))
    parts = [part for part in _BETWEEN.split(content) if _digits(part) >= _COMPLETE_NUMBER]
    spaced = [part for part in content.split() if _digits(part) >= _COMPLETE_NUMBER]
    return _digits(number) > _MOST_DIGITS or len(parts) > 1 or len(spaced) > 1


def _without_note(content: str) -> str:
    """The number without words around it: 13900000009（微信同号）, 李四 13900000009."""
    if _SHAPE.fullmatch(content):
        return content
    match = _WITH_NOTE.fullmatch(content)
    if match is None or _digits(_EXTENSION.sub("", match["number"])) < _COMPLETE_NUMBER:
        return content
    note = match["before"] + match["behind"]
    return content if len(note) > _LONGEST_NOTE or "内线" in note else match["number"].strip()


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _mobile(phone: str) -> str:
    """The digits of a number that begins like a Chinese mobile number; else an empty text."""
    digits = _EXTENSION.sub("", re.sub(r"[\s()-]", "", phone))
    match = _MOBILE.fullmatch(digits)
    return match["mobile"] if match else ""
