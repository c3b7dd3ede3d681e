"""Finding a person, a room or a vehicle in the theme's search, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.web.browsers import DESK, PHONE, Site

ON_THE_SAMPLES = {
    "杨文博": "杨文博 · 第一组 · 8301 · 1号桌3座 · 1号车、3号车 — 市生态旅游考察团",
    "yangwenbo": "杨文博 · 第一组",
    "yang wen bo": "杨文博 · 第一组",
    "ywb": "杨文博 · 第一组",
    "楊文博": "杨文博 · 第一组",
    "欧阳朝晖": "欧阳·朝晖 · 第一组",
    "欧阳•朝晖": "欧阳·朝晖 · 第一组",
    "oyzh": "欧阳·朝晖 · 第一组",
    "洁文秀": "㛃文秀 · 第三组",
    "邹宏": "邹𬭎 · 第二组",
    "杨文博 8301": "杨文博 · 第一组",
    "黄立新 住宿": "黄立新 · 第一组",
    "8301": "8301 · 明峰宾馆 · 黄立新、杨文博 — 市生态旅游考察团",
    "鄂E·0C021": "1号车 · 鄂E·0C021",
    "鄂E0C021": "1号车 · 鄂E·0C021",
    "e0c021": "1号车 · 鄂E·0C021",
    "5号车": "5号车 · 鄂E·0B013",
    "第一组": "第一组 · 13 人 — 市生态旅游考察团",
    "市农业农村局": "市农业农村局 · 5 人 — 市生态旅游考察团",
    "市生态旅游考察团": "市生态旅游考察团",
    "会务组": "会务组",
    "陪餐": "陪同与陪餐",
}
"""Queries, and what their first hit begins with."""
ON_400_GUESTS = {
    "褚军超": "褚军超 · 第4组 · A137 · 17号桌7座 · 13号车、4号车 — 市生态与乡村建设考察团",
    "chujunchao": "褚军超 · 第4组",
    "yinhh": "殷红涵 · 第5组",
    "阿依古丽卡德尔": "阿依古丽·卡德尔 · 第1组",
    "ayiguli": "阿依古丽·卡德尔 · 第1组",
    "买买提": "买买提·肉孜 · 第4组",
    "lvxining": "吕溪宁 · 第12组",
    "呂溪寧": "吕溪宁 · 第12组",
    "殷洁泽": "殷㛃泽 · 第7组",
    "方龑慧": "方䶮慧 · 第8组",
    "yangangqian": "严刚谦 · 第2组",
    "乐婷玲": "乐婷玲 · ",
    "A214": "A214 · 云来大厦 · ",
    "a214": "A214 · 云来大厦 · ",
    "13号车": "13号车 · 鄂E·90013",
    "鄂E90013": "13号车 · 鄂E·90013",
    "E90012": "12号车 · 鄂E·90012",
    "90012": "12号车 · 鄂E·90012",
    "17号桌7座": "褚军超 · 第4组",
    "第12组": "第12组 · 33 人",
    "市水利局": "市水利局 · 65 人",
    "向师傅13": "13号车 · 鄂E·90013",
}  # fmt: skip


def wrong_first_hits(page: Page, expected: dict[str, str]) -> Iterator[str]:
    """Each query whose first hit is another."""
    for query, beginning in expected.items():
        page.fill(".md-search__input", query)
        page.press(".md-search__input", "End")
        first = page.locator(".md-search-result__item h1").first
        try:
            expect(first).to_have_text(re.compile("^" + re.escape(beginning)))
        except AssertionError:
            yield f"{query}: {first.inner_text() if first.count() else 'nothing'}"


@pytest.mark.browser
def test_the_first_hit_is_right_on_the_samples(site: Site, open_page: Callable[..., Page]) -> None:
    assert list(wrong_first_hits(open_page(site.handbook(), size=DESK), ON_THE_SAMPLES)) == []


@pytest.mark.browser
def test_the_first_hit_is_right_among_400_guests(
    large: Site, open_page: Callable[..., Page]
) -> None:
    assert list(wrong_first_hits(open_page(large.handbook(), size=DESK), ON_400_GUESTS)) == []


@pytest.mark.browser
def test_a_hit_leads_to_the_row_with_no_name_in_its_address(
    large: Site, open_page: Callable[..., Page]
) -> None:
    """Two taps and a word, on a phone: the search, the word, the hit."""
    page = open_page(large.handbook(), size=PHONE)

    page.click("label.md-header__button[for=__search]")
    page.fill(".md-search__input", "殷洁泽")
    page.press(".md-search__input", "End")
    page.click(".md-search-result__link:has-text('殷㛃泽 · 第7组')")
    page.wait_for_url("**/roster/**")

    assert re.fullmatch(r"[^?#]*/visits/2026-09-large/roster/\?h=#r-[a-z2-7]{8}", page.url)
    expect(page.locator("tr:target")).to_contain_text("殷㛃泽")
    expect(page.locator("tr:target th")).to_be_in_viewport()
    assert page.title() == "来宾名单 · 市生态与乡村建设考察团 - 接待手册"


@pytest.mark.browser
def test_a_hit_has_why_it_was_found(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site.handbook(), size=DESK)

    for query, note in {
        "ywb": "拼音 yang wen bo · 市旅游协会 科长",
        "洁文秀": "洁 又作 㛃 · 市文化和旅游局 科长",
    }.items():
        page.fill(".md-search__input", query)
        page.press(".md-search__input", "End")
        expect(page.locator(".rh-note").first).to_have_text(note)


@pytest.mark.browser
def test_in_a_visit_s_pages_its_own_vehicles_come_first(
    site: Site, open_page: Callable[..., Page]
) -> None:
    for slug, title in {"2026-05-ecotour": "考察团", "2026-06-exchange": "交流组"}.items():
        page = open_page(site.handbook(f"visits/{slug}/"), size=DESK)
        page.fill(".md-search__input", "1号车")
        page.press(".md-search__input", "End")
        first = page.locator(".md-search-result__item h1").first
        expect(first).to_have_text(re.compile(f"^1号车 · .*{title}"))


def test_the_index_of_400_guests_is_not_larger_than_the_texts_of_their_lists(large: Site) -> None:
    """Before, 1,020 KB: the rows of five pages had 144 KB, their entries have 135 KB."""
    index = large.root / "site/handbook/search/search_index.json"

    assert index.stat().st_size <= 560_000
