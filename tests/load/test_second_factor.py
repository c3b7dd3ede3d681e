"""A second factor as offices write it, and the digits of a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.findings import Finding
from generator.model.enums import SecondFactor
from generator.model.parsing.phones import last_digits
from generator.model.visit import Visit

Load = Callable[..., tuple[Visit | None, list[Finding]]]
LoadSheet = Callable[..., tuple[Visit, list[str]]]


@pytest.mark.parametrize(
    ("heading", "written", "asks"),
    [
        ("开卡验证", "电话后四位", SecondFactor.PHONE),
        ("second_factor", "phone", SecondFactor.PHONE),
        ("二次验证", "是", SecondFactor.PHONE),
        ("开卡验证", "不验证", SecondFactor.NONE),
        ("Second factor", "none", SecondFactor.NONE),
        ("开卡验证", "无", SecondFactor.NONE),
        ("开卡验证", "", None),
        ("开卡验证", "/", None),
    ],
)
def test_a_column_with_the_second_factor(
    load_sheet: LoadSheet, heading: str, written: str, asks: SecondFactor | None
) -> None:
    visit, findings = load_sheet("guests", [["姓名", heading], ["张伟", written], ["王芳", ""]])

    assert findings == []
    assert [guest.second_factor for guest in visit.guests] == [asks, None]


def test_an_unknown_second_factor_is_refused_with_the_known_ones(load: Load) -> None:
    _, (finding,) = load(second_factor="指纹")

    assert finding.code == "value.choice"
    assert "指纹" in str(finding.message)
    assert "电话后四位、不验证" in str(finding.message)


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("13900000417", "0417"),
        ("139 0000 0417", "0417"),
        ("+86-139-0000-0417", "0417"),
        ("0717-5550188转12", "0188"),
        ("0717-5550188 ext. 3", "0188"),
        ("110", None),
        ("12转3456", None),
        (None, None),
    ],
)
def test_the_last_digits_are_those_of_the_number_itself(
    phone: str | None, digits: str | None
) -> None:
    assert last_digits(phone) == digits
