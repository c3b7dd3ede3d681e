"""Telephone numbers that can be dialled, but not as they were meant: mobiles with a digit too few
or too many, numbers of which Excel has kept only the first digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.findings import Finding
from generator.load.node import Mapping, Scalar
from generator.load.report import warning
from generator.model.values import normal

_MOBILE_DIGITS = 11
_EXTENSION = re.compile(r"(?:转|ext\.?|x|#)\d+$", re.IGNORECASE)
# Numbers of services (10086, 12345) are shorter, or do not go on as mobiles do (1010 5757).
_MOBILE = re.compile(r"(?:(?:\+|00)86)?(?P<mobile>1[3-9]\d{5,})")
_SCIENTIFIC = re.compile(r"(?P<first>\d)(?:\.(?P<more>\d+))?E\+?(?P<exponent>\d{1,2})", re.I)


def doubtful_phones(nodes: Iterable[Mapping]) -> Iterator[Finding]:
    """A warning for each record whose telephone number is probably not the one meant."""
    for node in nodes:
        phone = node.get("phone")
        if not isinstance(phone, Scalar) or phone.text is None:
            continue
        plain = normal(phone.text)
        if _has_lost_digits(plain):
            yield warning("phone.lost", phone.place, found=phone.text)
        elif (digits := _mobile(plain)) and len(digits) != _MOBILE_DIGITS:
            values = {"found": phone.text, "digits": len(digits), "expected": _MOBILE_DIGITS}
            yield warning("phone.digits", phone.place, **values)


def _mobile(plain: str) -> str:
    """The digits of what is written as a mobile number of China; empty where it is none."""
    digits = _EXTENSION.sub("", re.sub(r"[\s()-]", "", plain))
    match = _MOBILE.fullmatch(digits)
    return match["mobile"] if match else ""


def _has_lost_digits(plain: str) -> bool:
    """Whether a number in scientific notation says fewer digits than it has."""
    match = _SCIENTIFIC.fullmatch(plain)
    return match is not None and len(match["more"] or "") < int(match["exponent"])
