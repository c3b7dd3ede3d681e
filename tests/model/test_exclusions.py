"""All but some, in the ways in which people write it."""

from __future__ import annotations

import pytest

from generator.model.parsing.exclusions import excluding, exclusion_in, split_exclusions

GUESTS = "全体来宾"


@pytest.mark.parametrize(
    "written",
    [
        "全体来宾（除谢德全）",
        "全体来宾(除谢德全外)",
        "全体来宾（谢德全除外）",
        "全体来宾除谢德全",
        "全体来宾，除谢德全",
        "全体来宾除谢德全外",
        "全体来宾，除谢德全以外",
        "全体来宾除了谢德全之外",
        "全体来宾，谢德全除外",
        "全体来宾、谢德全除外",
        "全体来宾 except 谢德全",
        "全体来宾 (except for 谢德全)",
        "全体来宾[除谢德全]",
        "全体来宾【谢德全除外】",
        "除谢德全外全体来宾",
        "除谢德全外的全体来宾",
        "除谢德全以外，全体来宾",
        "除了谢德全之外的全体来宾",
    ],
)
def test_one_person_is_excluded(written: str) -> None:
    assert split_exclusions([written]) == [(GUESTS, ["谢德全"])]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("全体来宾除甲、乙以外", [(GUESTS, ["甲", "乙"])]),
        ("全体来宾，甲，乙除外", [(GUESTS, ["甲", "乙"])]),
        ("全体来宾（除甲、乙）、李娜", [(GUESTS, ["甲", "乙"]), ("李娜", [])]),
        ("全体来宾除甲外、李娜", [(GUESTS, ["甲"]), ("李娜", [])]),
        ("全体来宾（除甲）（除乙）", [(GUESTS, ["甲", "乙"])]),
        ("一组、二组（除甲）", [("一组", []), ("二组", ["甲"])]),
        ("除甲、乙外全体来宾", [(GUESTS, ["甲", "乙"])]),
        ("除甲外，全体来宾、李娜", [(GUESTS, ["甲"]), ("李娜", [])]),
        ("全体来宾（除甲）、Li[na]", [(GUESTS, ["甲"]), ("Li[na]", [])]),
        ("全体来宾（除外）", [(GUESTS, [""])]),
        ("除外", [("", [""])]),
        ("甲除外", [("", ["甲"])]),
        ("除甲外", [("", ["甲"])]),
        ("李娜、王强", [("李娜", []), ("王强", [])]),
    ],
)
def test_excluded_names_belong_to_a_group(written: str, meant: list[tuple[str, list[str]]]) -> None:
    assert split_exclusions([written]) == meant


def test_an_exclusion_in_a_list_belongs_to_the_name_before_it() -> None:
    assert split_exclusions(["全体来宾", "除甲"]) == [(GUESTS, ["甲"])]
    assert split_exclusions(["全体来宾", "除甲外，李娜"]) == [(GUESTS, ["甲"]), ("李娜", [])]


def test_an_exclusion_is_written_in_one_form() -> None:
    text = excluding(GUESTS, ["甲", "乙"])

    assert text == "全体来宾（除甲、乙）"
    assert exclusion_in(text) == (GUESTS, ["甲", "乙"])
    assert exclusion_in(GUESTS) is None
