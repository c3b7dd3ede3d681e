"""Who is alone of a party in a vehicle, and who rides in the first one."""

from __future__ import annotations

import pytest

from generator.assign.problem import Subject
from generator.assign.ride_terms import alone_in_party, head_of
from generator.model.enums import Rank
from generator.model.people import Guest
from tests.support.placing import guest


def aboard(*parties: int, size: int = 1) -> list[Subject]:
    return [
        Subject(f"g{number}", guest(f"g{number}", party=party), size=size if number == 0 else 1)
        for number, party in enumerate(parties)
    ]


@pytest.mark.parametrize(
    ("members", "alone"),
    [
        (aboard(1, 2, 2), 1),
        (aboard(1, 2), 2),
        (aboard(1, 1, 2, 2), 0),
        (aboard(1, 2, 2, size=2), 0),
        (aboard(1), 0),
        (aboard(3, 1, 1), 0),
    ],
)
def test_only_one_of_a_divided_party_among_others_is_alone(
    members: list[Subject], alone: int
) -> None:
    assert alone_in_party(members, {"第1组", "第2组"}) == alone


def ranked(name: str, rank: Rank | None) -> Guest:
    return guest(name).model_copy(update={"rank": rank})


def test_the_first_of_the_highest_rank_leads_where_ranks_differ() -> None:
    county, town, none = (
        ranked("县", Rank.COUNTY), ranked("乡", Rank.TOWNSHIP), ranked("无", None),
    )  # fmt: skip
    second = ranked("县二", Rank.COUNTY)

    assert head_of([none, town, county, second]) is county
    assert head_of([county, second, none]) is None
    assert head_of([none]) is None
