"""Booklets: what is in the guests' guide, and what is not; what staff may see besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.render.paper import PrintOrder
from tests.support.documents.paper import HOSTILE, VISIT, plain, printed, texts


def test_the_guide_has_what_all_guests_may_know(order_of: Callable[..., PrintOrder]) -> None:
    guide = "".join(texts(printed(order_of(**VISIT), "handbook")))

    for words in ("座谈会", "第一组", "梁正远", "副局长", "李娜", "热水供应", "请备外套", "4号桌"):
        assert words in guide
    assert "0717-555-0123" in guide


def test_the_guide_has_what_guests_ask_at_the_desk(order_of: Callable[..., PrintOrder]) -> None:
    house = {
        "id": "inn", "name": "驿馆", "rooms": [{"number": "1"}], "wifi": "yiguan",
        "wifi_password": "12345678", "check_out": "12:00", "luggage": "总台后间",
    }  # fmt: skip
    stays = [{"venue": "驿馆", "room": "1", "people": "梁正远"}]

    guide = "".join(
        texts(printed(order_of(venues=[house], guests=["梁正远"], stays=stays), "handbook"))
    )

    for words in ("住地须知", "驿馆", "yiguan", "12345678", "退房时间", "总台后间"):
        assert words in guide


def test_the_guide_has_nothing_else(order_of: Callable[..., PrintOrder]) -> None:
    guide = "".join(texts(printed(order_of(**VISIT), "handbook")))

    never = ("13900001111", "13900002002", "8301", "清真", "回族", "轮椅", "只给办公室")
    assert [words for words in (*never, "话筒", "冯雪", "22000") if words in guide] == []


def test_staff_see_more_but_not_the_office_s_fields(order_of: Callable[..., PrintOrder]) -> None:
    book = "".join(texts(printed(order_of(**VISIT), "staff-handbook")))

    shown = ("13900001111", "13900002002", "8301", "清真", "回族", "话筒两支", "7号车")
    assert [words for words in shown if words not in book] == []
    assert [words for words in ("只给办公室", "22000") if words in book] == []


def test_pages_are_numbered_and_contents_are_right(order_of: Callable[..., PrintOrder]) -> None:
    cover, contents, *chapters = texts(printed(order_of(**VISIT), "handbook"))

    assert f"1/{len(chapters) + 1}" in contents
    assert "会议指南" in cover
    page = contents[contents.index("席位图") + 3 :].lstrip(".")[0]
    assert "席位图" in chapters[int(page) - 2]


@pytest.mark.parametrize("sheet", ["handbook", "staff-handbook"])
@pytest.mark.parametrize("name", [*HOSTILE, "阿" * 60, "W" * 60])
def test_no_text_is_read_as_markup(
    order_of: Callable[..., PrintOrder], name: str, sheet: str
) -> None:
    order = order_of(
        guests=[{"name": name, "id": "x", "unit": name}], notices=[name], parties=[{"name": name}]
    )

    assert plain(name) in "".join(texts(printed(order, sheet)))


@pytest.mark.parametrize("sheet", ["handbook", "poster", "signs", "cards"])
def test_the_guide_is_in_the_chosen_language(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    order = order_of(
        **{**VISIT, "title": {"zh": "考察团", "en": "Study Group"}, "languages": ["zh", "en"]},
        chosen_language="en",
    )
    if sheet != "cards":  # a card is in its reader's own language
        assert "StudyGroup" in "".join(texts(printed(order, sheet)))
