"""Rooms at a limit of the rule pages, above it, and where nothing is known to compare with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.assign.proposal import Former, Proposal
from generator.assign.rooms import propose
from generator.model.standing import Limit, Standing
from tests.assign.proposed import lacks_of, lines_of, scope_of


def with_limit(standing: Standing, page: str, name: str, **figures: Any) -> Standing:
    """The standing pages with another limit on the page of a rule."""
    limit = Limit.model_validate({"clause": "第1条", **figures})
    rules = tuple(
        rule.model_copy(update={"limits": {**rule.limits, name: (limit,)}})
        if rule.id == page
        else rule
        for rule in standing.rules
    )
    return standing.model_copy(update={"rules": rules})


def proposed(
    guests: list[Mapping[str, str]], rooms: list[Mapping[str, Any]], pages: Standing, folder: Path
) -> Proposal:
    inn = {"id": "inn", "name": "宾馆", "kind": "hotel", "designated": "yes", "lift": "no"}
    visit = {"venues": [{**inn, "rooms": rooms}], "guests": guests}
    return propose(scope_of(visit, pages, folder), Former())


def test_a_room_may_cost_the_rate_of_a_rank_and_no_more(standing: Standing, tmp_path: Path) -> None:
    pages = with_limit(standing, "standards", "lodging_rates", table={"other": "300"})

    proposal = proposed(
        [{"name": name, "sex": "男"} for name in ("张伟", "李明", "刘洋", "孙磊")]
        + [{"name": "何军", "sex": "男", "rank": "县处级"}],
        [
            {"type": "single", "numbers": "201-202", "price": "300.5"},
            {"type": "single", "numbers": "203", "price": "300"},
            {"type": "single", "numbers": "204", "price": "280"},
            {"type": "single", "numbers": "205"},
        ],
        pages,
        tmp_path,
    )

    assert lines_of(proposal) == [
        "203 张伟 05-18/05-20: 单独住",
        "204 李明 05-18/05-20: 单独住",
        "205 刘洋 05-18/05-20: 单独住",
        "201 何军 05-18/05-20: 单独住",
    ]
    assert lacks_of(proposal) == [
        "孙磊: 还有空床的房间都不能安排：202 超出级别或住宿费限额；再要 1 间标准间"
    ]


def test_a_house_that_counts_from_the_ground_floor_may_have_the_highest_floor_0(
    standing: Standing, tmp_path: Path
) -> None:
    pages = with_limit(standing, "care", "max_floor_without_lift", value=0)

    proposal = proposed(
        [{"name": name, "sex": "男", "needs": "行动不便"} for name in ("张伟", "李明")],
        [
            {"floor": "1", "type": "single", "numbers": "101"},
            {"floor": "G", "type": "single", "numbers": "001"},
        ],
        pages,
        tmp_path,
    )

    assert lines_of(proposal) == ["001 张伟 05-18/05-20: 单独住，楼层低"]
    assert lacks_of(proposal) == [
        "李明: 05-18 夜：不便上楼的 2 人，只有单人间 1 间可排；再要 1 间低楼层或有电梯的客房"
    ]
