"""Tasks by the clock of whoever looks: late, for today, for later, and done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.web.browsers import PHONE, Site, addresses

VISIT = "2026-05-ecotour"
LATE, TODAY, LATER = "核对公函与名单", "制作来宾卡并核对二维码", "接站、报到、发卡"
"""Tasks of the sample that are due on 15, 17 and 18 May."""


def card_at(site: Site, open_page: Callable[..., Page], person: str, time: str) -> Page:
    """The card of a member of the team, opened at a time."""
    page = open_page("about:blank", viewport=PHONE)
    page.clock.install(time=time)
    page.goto(addresses(site, VISIT)[person])
    page.wait_for_selector(".card:visible .tasks h3:visible")
    return page


def groups(page: Page) -> dict[str, str]:
    """The texts of the groups of tasks that can be seen, by the word of their heading."""
    shown = page.locator(".card:visible .tasks :is(.late, .today, .later, .done):visible").all()
    headings = [group.locator("h3").inner_text() for group in shown]
    texts = [group.inner_text() for group in shown]
    return {head.split()[0]: text for head, text in zip(headings, texts, strict=True)}


@pytest.mark.browser
def test_tasks_on_a_card_are_late_for_today_or_later_by_the_clock(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = card_at(site, open_page, "李娜", "2026-05-17T10:00:00+08:00")

    shown = groups(page)

    assert [*shown] == ["逾期", "今天", "以后", "已完成"]
    assert LATE in shown["逾期"]
    assert TODAY in shown["今天"]
    assert LATER in shown["以后"]

    page.clock.set_system_time("2026-05-18T00:01:00+08:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    shown = groups(page)
    assert TODAY in shown["逾期"]
    assert LATER in shown["今天"]


@pytest.mark.browser
def test_a_ticked_task_names_whom_to_tell_and_is_folded_when_the_card_is_opened_again(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = card_at(site, open_page, "李娜", "2026-05-16T10:00:00+08:00")
    section = page.locator(".card:visible .tasks")
    task = section.locator("li", has_text=LATE)

    assert "勾选只记在这部手机，不会上报。" in section.inner_text()
    assert "把关人 周敏" in task.inner_text()
    assert task.locator("a").get_attribute("href") == "tel:13900002001"

    task.locator("input").check()
    assert task.is_visible()  # so that a wrong tick can be taken back

    page.reload()
    page.wait_for_selector(".card:visible .tasks h3:visible")
    assert not task.is_visible()
    done = section.locator("summary", has_text="已完成 2")
    done.click()
    assert task.locator("input").is_checked()

    task.locator("input").uncheck()
    assert LATE in groups(page)["逾期"]


@pytest.mark.browser
def test_the_page_of_tasks_groups_by_the_clock_of_the_visits_place(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank", timezone_id="America/New_York")
    page.clock.install(time="2026-05-17T00:30:00+08:00")
    page.goto(site.handbook(f"visits/{VISIT}/tasks/"))

    headings = page.locator(".rh-checklist .rh-when").all_inner_texts()
    late = page.locator(".rh-checklist li.late:not(.rh-when)")

    assert [heading.split()[0] for heading in headings] == ["逾期", "今天", "以后"]
    assert LATE in " ".join(late.all_inner_texts())
    assert TODAY not in " ".join(late.all_inner_texts())
    assert page.locator(".rh-checklist li.done").count() == 1
