"""A change of a seat in words; a change of the seats around it has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agendas_of
from generator.changes.difference import changes_between
from generator.changes.snapshot import snapshot_of
from generator.model.visit import Visit
from generator.render.changes.sentences import change_sentences

VISIT: dict[str, Any] = {
    "guests": ["张伟", "王芳", "刘洋"],
    "schedule": [{"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会"}],
}
FORUM = "5月18日 09:00 座谈会"


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (
            {"seats": {"3": "张伟"}},
            {},
            (f"{FORUM}：座次改为 主席台 1 号（原 主席台 3 号）",),
        ),
        ({"people": "王芳"}, {}, (f"{FORUM}：座次为 主席台 1 号",)),
        ({}, {"people": "王芳"}, (f"{FORUM}：座次不再安排（原 主席台 1 号）",)),
        ({}, {"people": "张伟"}, ()),
    ],
)
def test_a_change_of_a_seat_is_one_sentence(
    visit_of: Callable[..., Visit],
    before: dict[str, Any],
    after: dict[str, Any],
    sentences: tuple[str, ...],
) -> None:
    was, now = (
        snapshot_of(next(agendas_of(visit)))
        for visit in (
            visit_of(**VISIT, seating=[{"at": "forum", "form": "platform", **seats}])
            for seats in (before, after)
        )
    )

    assert change_sentences(changes_between(was, now), "zh") == sentences


def test_a_class_of_another_number_is_the_same_class(visit_of: Callable[..., Visit]) -> None:
    was, now = (
        snapshot_of(list(agendas_of(visit))[-1])
        for visit in (
            visit_of(
                team={"staff": ["李娜"]},
                parties=[{"name": "三年级2班", "people": number, "liaison": "李娜"}],
            )
            for number in ("43", "45")
        )
    )

    assert change_sentences(changes_between(was, now), "zh") == (
        "来宾三年级2班（45人）：姓名改为 三年级2班（45人）（原 三年级2班（43人））",
    )
