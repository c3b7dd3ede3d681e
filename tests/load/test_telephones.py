"""Telephone numbers that can be dialled, but are probably not the ones meant."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from generator.findings import Finding, Severity
from generator.model.visit import Visit
from tests.support.visit_files import HEADER, shown

Load = Callable[[str], tuple[Visit | None, list[Finding]]]


def found(load: Load, phone: str) -> list[Finding]:
    guest = {"name": "张三", "phone": phone}
    return load(f"{HEADER}guests: [{json.dumps(guest, ensure_ascii=False)}]\n")[1]


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("1390001000", "10"),
        ("139000000031", "12"),
        ("139 0001 000", "10"),
        ("139-0000-00031", "12"),
        ("+86 1390001000", "10"),
        ("0086139000000031", "12"),
        ("1390001000转12", "10"),
        ("１３９０００１０００", "10"),
    ],
)
def test_a_mobile_number_has_eleven_digits(load: Load, phone: str, digits: str) -> None:
    (finding,) = found(load, phone)

    assert (finding.code, finding.severity) == ("phone.digits", Severity.WARNING)
    assert f"却有 {digits} 位，应是 11 位，没有采用" in str(finding.message)


def test_a_number_with_a_digit_too_few_is_on_no_card(load: Load) -> None:
    visit, _ = load(HEADER + "contacts: [{what: 医疗, name: 李娜, phone: '1390001000'}]\n")

    assert visit is not None
    assert visit.contacts[0].phone is None


@pytest.mark.parametrize("phone", ["1.39E+10", "1.39000100E10", "1e10"])
def test_a_number_that_excel_shortened_has_lost_its_last_digits(load: Load, phone: str) -> None:
    assert [finding.code for finding in found(load, phone)] == ["phone.lost"]


@pytest.mark.parametrize(
    "phone",
    [
        *("13900000003", "139 0000 0003", "+86 139-0000-0003", "008613900000003"),
        *("13900000003转12", "1.3900010003E+10"),
        *("0717-5550123", "5550123", "0717-5550123转8012", "400-800-1234"),
        *("110", "114", "10086", "12345", "95588", "118114", "1010 5757"),
        *("+1 202 555 0143", "+44 20 7946 0958", "001 202 555 0143"),
    ],
)
def test_other_numbers_are_left_alone(load: Load, phone: str) -> None:
    assert found(load, phone) == []


def test_drivers_and_contacts_have_numbers_too(load: Load) -> None:
    vehicles = "vehicles: [{number: 1号车, phone: '1390001000'}]\n"
    contacts = "contacts: [{what: 医疗, name: 李娜, phone: '1390001000'}]\n"

    assert shown(load(HEADER + vehicles + contacts)[1]) == [
        "visit.yml:5:33 phone.digits",
        "visit.yml:6:40 phone.digits",
    ]


@pytest.mark.parametrize(
    "phone",
    [
        *("13900000003 13900000004", "13900000003\n13900000004", "13900000003/13900000004"),
        *("0717-5550123、13900000003", "13900000003或13900000004", "5550123；5550124"),
    ],
)
def test_two_numbers_are_refused(load: Load, phone: str) -> None:
    (finding,) = found(load, phone)

    assert (finding.code, finding.severity) == ("phone.several", Severity.ERROR)


def test_a_number_that_lost_digits_is_not_used(load: Load) -> None:
    visit, _ = load(f"{HEADER}guests: [{{name: 张三, phone: 1.39E+10}}]\n")

    assert visit is not None
    assert visit.guests[0].phone is None


@pytest.mark.parametrize(
    "phone", ["13900000003（微信同号）", "李娜 13900000003", "手机：13900000003"]
)
def test_a_note_beside_a_number_is_left_out_with_a_notice(load: Load, phone: str) -> None:
    visit, findings = load(f"{HEADER}guests: [{{name: 张三, phone: {json.dumps(phone)}}}]\n")

    assert [finding.code for finding in findings] == ["value.read_as"]
    assert visit is not None
    assert visit.guests[0].phone == "13900000003"
