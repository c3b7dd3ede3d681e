"""The handbook's first page by the clock of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.web.browsers import DESK, PHONE, Site, scrolls_sideways, violations


def read_at(site: Site, open_page: Callable[..., Page], time: str, **options: object) -> Page:
    """The first page of the handbook, opened at a time."""
    page = open_page("about:blank", **options)
    page.clock.install(time=time)
    page.goto(site.handbook())
    return page


def groups(page: Page) -> dict[str, list[str]]:
    """Each heading of the visits, with the titles and the days below it."""
    return {
        part.locator("h2").inner_text(): [
            visit.locator("h3").inner_text() + "：" + visit.locator(".rh-when").inner_text()
            for visit in part.locator(".rh-visit").all()
        ]
        for part in page.locator(".rh-group").all()
    }


@pytest.mark.browser
def test_visits_are_in_progress_to_come_or_over_by_the_reader_s_clock(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = read_at(site, open_page, "2026-05-19T09:00:00+08:00")

    assert groups(page) == {
        "进行中 1": ["市生态旅游考察团：第 2 天，共 3 天"],
        "将到 2": ["邻县机关事务交流组：23 天后开始", "高校代表团：105 天后开始"],
    }

    page = read_at(site, open_page, "2026-08-31T23:59:00+08:00")
    page.locator("summary").click()

    assert groups(page) == {
        "将到 1": ["高校代表团：明天开始"],
        "已结束 2": ["邻县机关事务交流组：80 天前结束", "市生态旅游考察团：103 天前结束"],
    }


@pytest.mark.browser
def test_a_page_left_open_overnight_shows_the_next_day(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = read_at(site, open_page, "2026-08-31T23:59:00+08:00")

    page.clock.set_system_time("2026-09-01T00:01:00+08:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert groups(page)["进行中 1"] == ["高校代表团：今天"]


@pytest.mark.browser
def test_the_day_is_that_of_the_visit_s_place_wherever_the_reader_is(
    site: Site, open_page: Callable[..., Page]
) -> None:
    time = "2026-05-18T00:30:00+08:00"  # still the 17th in New York

    page = read_at(site, open_page, time, timezone_id="America/New_York")

    assert groups(page)["进行中 1"] == ["市生态旅游考察团：第 1 天，共 3 天"]


@pytest.mark.browser
def test_without_scripts_all_visits_are_there_the_newest_first(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(site.handbook(), java_script_enabled=False)

    titles = page.locator(".rh-visit h3").all_inner_texts()

    assert titles == ["高校代表团", "邻县机关事务交流组", "市生态旅游考察团"]
    assert page.locator(".rh-visits h2").inner_text() == "来访"


@pytest.mark.browser
def test_the_row_of_links_fits_and_on_a_phone_shows_its_own_page(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(site.handbook("visits/2026-05-ecotour/plan/"), size=PHONE)

    here = page.locator(".rh-pages [aria-current]").bounding_box()
    assert here
    assert 0 <= here["x"] < here["x"] + here["width"] <= PHONE["width"]
    assert not scrolls_sideways(page)
    page.goto(site.handbook())
    page.set_viewport_size(DESK)
    assert violations(page, within=".rh-visits") == []
