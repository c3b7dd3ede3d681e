"""Who is alone of a party in a vehicle, who rides in the first one, and what a change costs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.assign.problem import Place, Problem, Subject
from generator.assign.ride_terms import RideTerms, alone_in_party, head_of
from generator.assign.solver import solve
from generator.model.enums import Rank
from generator.model.people import Guest
from generator.model.visit import Visit
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
    second, bureau = ranked("县二", Rank.COUNTY), ranked("厅", Rank.BUREAU)

    assert head_of([none, town, county, second]) is county
    assert head_of([town, county, bureau]) is bureau
    assert head_of([county, second, none]) is None
    assert head_of([none]) is None


@pytest.mark.parametrize(
    ("before", "earlier", "vehicle", "costs"),
    [
        # Before, they were to be in a vehicle on this ride; those who have been informed move last.
        ({"g": "1号车"}, {}, "1号车", (0, 0)),
        ({"g": "1号车"}, {}, "2号车", (20, 200)),
        ({"g": "2号车"}, {}, "1号车", (20, 200)),
        # Earlier that day, they were in a vehicle on another ride; is it there to be kept?
        ({}, {"g": "1号车"}, "1号车", (0, 0)),
        ({}, {"g": "1号车"}, "2号车", (10, 10)),
        ({}, {"g": "2号车"}, "1号车", (10, 10)),
        ({}, {"g": "3号车"}, "1号车", (0, 0)),
        ({}, {"g": "0号车"}, "1号车", (0, 0)),
    ],
)
def test_what_another_vehicle_costs_those_not_informed_and_those_who_are(
    visit_of: Callable[..., Visit],
    before: dict[str, str],
    earlier: dict[str, str],
    vehicle: str,
    costs: tuple[int, int],
) -> None:
    vehicles = ("1号车", "2号车")
    terms = RideTerms(visit_of())

    def cost(*, informed: bool) -> int:
        subject = Subject("g", guest("g"), fixed=vehicle, informed=informed)
        of_ride = terms.of_ride([subject], vehicles, vehicles, earlier, before, ())
        places = tuple(Place(number, 4) for number in vehicles)
        return solve(Problem((subject,), places, tuple(of_ride))).cost

    assert (cost(informed=False), cost(informed=True)) == costs


def test_a_wish_to_ride_with_more_than_six_is_left_to_their_party(
    visit_of: Callable[..., Visit],
) -> None:
    others = ["王芳", "刘洋", "孙磊", "赵敏", "李明", "周涛"]
    visit = visit_of(
        guests=[
            {"name": "张伟", "ride_with": others},
            {"name": "钱进", "ride_with": [*others, "张伟"]},
            *others,
        ]
    )

    assert RideTerms(visit).wishes.named == {"张伟": {*others}}
