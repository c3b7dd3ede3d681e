"""Amounts of money, in figures and as a receipt spells them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_FEN = Decimal("0.01")


def amount_text(amount: Decimal | None) -> str:
    """`1,203.50`; empty for None."""
    return "" if amount is None else f"{amount:,.2f}"


def amount_in_capitals(amount: Decimal) -> str:
    """`壹仟贰佰零叁元伍角整`: yuan in the numerals that nobody can alter.

    As in 支付结算办法, annex 1: 整 follows a full yuan or jiao. Raises ValueError below zero, and
    from 10 to the 16th yuan on.
    """
    cents = int(amount.quantize(_FEN, ROUND_HALF_UP) * 100)
    if not 0 <= cents < 10**18:
        raise ValueError(f"{amount} cannot be spelt")
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    if not cents:
        return "零元整"
    whole = f"{_integer(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{whole}整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return whole + tenths + (f"{_DIGITS[fen]}分" if fen else "整")


def _integer(number: int) -> str:
    """A whole number; one 零 for any run of zeros inside it."""
    text, position = "", 0
    is_zero_before = False
    while number:
        number, group = divmod(number, 10_000)
        spelt = _group(group)
        if spelt:
            text = spelt + _GROUPS[position] + ("零" if is_zero_before and text else "") + text
        is_zero_before = group < 1000
        position += 1
    return text


def _group(group: int) -> str:
    """Up to four digits; nothing for zero."""
    text = ""
    for place, digit in reversed(list(enumerate(reversed(str(group))))):
        if digit != "0":
            text += _DIGITS[int(digit)] + _PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")
