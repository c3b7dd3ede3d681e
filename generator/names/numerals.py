"""Numbers in names of things: 一号车, 壹号车 and 01号车 are 1号车."""

from __future__ import annotations

import re

_DIGITS = {
    character: digit
    for digit, characters in enumerate(
        ("〇零", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_TEN = "十拾"
_DIGIT = f"[{''.join(_DIGITS)}]"
_NUMERAL = re.compile(rf"(?P<tens>{_DIGIT}?)[{_TEN}](?P<ones>{_DIGIT}?)|{_DIGIT}+")
# Not the digits of a plate or of `A01`, which follow a letter.
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Za-z.])0+(?=\d{1,2}(?!\d))")


def in_figures(name: str) -> str:
    """`name` with its Chinese numerals in figures, and without zeros before a number to 99."""
    return _LEADING_ZEROS.sub("", _NUMERAL.sub(_figures, name))


def in_words(number: int) -> str:
    """A number to 99 in Chinese: 十二."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    ten = f"{digits[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (digits[ones] if ones or not tens else "")


def same_numbers(name: str, other: str) -> bool:
    """Whether two names have the same numbers, or one of them has none: 812房 and 0812 do."""
    numbers, others = (re.findall(r"0*(\d+)", in_figures(text)) for text in (name, other))
    return not numbers or not others or numbers == others


def _figures(numeral: re.Match[str]) -> str:
    if numeral["tens"] is None:
        return "".join(str(_DIGITS[character]) for character in numeral.group())
    tens, ones = numeral["tens"], numeral["ones"]
    return str(10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0))
