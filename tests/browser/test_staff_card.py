"""A staff card on a phone: a short call sheet, the rest folded, all of it on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.web.browsers import Site, addresses, violations

BEFORE_THE_TRAIN = "2026-05-18T09:50:00+08:00"
FOLDED = "document.querySelectorAll('.fold:not([open])').length"


@pytest.mark.browser
def test_the_first_screen_has_what_is_special_and_what_is_next_and_the_rest_is_folded(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank", size={"width": 390, "height": 844})
    page.clock.install(time=BEFORE_THE_TRAIN)
    page.goto(addresses(site, "2026-05-ecotour")["王强"])
    page.wait_for_selector("article.card:visible")

    first_screen = page.evaluate(
        """[...document.querySelectorAll(".needs p, .now .moment:first-child > :not([hidden])")]
        .filter(part => part.offsetHeight && part.getBoundingClientRect().bottom <= 844)
        .map(part => part.innerText).join(" ")"""
    )
    for words in ("2 人需留意 黄立新 行动不便", "10:50–11:15", "乘车前往明峰宾馆",
                  "明峰高铁站 东出口", "37 人", "覃志远"):  # fmt: skip
        assert words in first_screen
    assert page.locator(".now a[href='tel:13900000021']").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    assert violations(page) == []


@pytest.mark.browser
def test_what_a_reader_opened_stays_open_and_paper_has_all(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, "2026-05-ecotour")["王强"])
    page.wait_for_selector("article.card:visible")
    folded = page.evaluate(FOLDED)
    assert folded == page.locator(".fold").count()

    page.click(".directory summary")
    page.reload()
    page.wait_for_selector("article.card:visible")
    assert page.locator(".directory li b", has_text="吴婷").is_visible()
    assert page.evaluate(FOLDED) == folded - 1

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(FOLDED) == folded - 1
