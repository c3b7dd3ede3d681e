"""A change that was published, as its reader sees it: from the workbook to the phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.support.project import run, without_paper
from tests.support.web.browsers import Site, addresses, wait_until_kept

SLUG, READER = "2026-05-ecotour", "欧阳·朝晖"
pytestmark = pytest.mark.browser


class Office:
    """The office that publishes the sample visit, and changes it."""

    def __init__(self, site: Site, web: Path) -> None:
        self._site, self._web = site, web
        self._folder = site.root / "visits" / SLUG

    def publish(self) -> None:
        with without_paper():
            run(self._site.root, "publish", SLUG, "--to", str(self._web), "--yes")

    def move_room(self, former: str, room: str) -> None:
        path = self._folder / "book.xlsx"
        book = openpyxl.load_workbook(path)
        for row in book["住宿"].iter_rows():
            for cell in row:
                if cell.value == former:
                    cell.value = room
        book.save(path)

    def set_time(self, former: str, time: str) -> None:
        path = self._folder / "visit.yml"
        text = path.read_text("utf-8")
        assert f"time: {former}, title: {{zh: 湿地" in text
        path.write_text(text.replace(f"time: {former}, title: {{zh: 湿地",
                                     f"time: {time}, title: {{zh: 湿地"), "utf-8")  # fmt: skip

    @property
    def address(self) -> str:
        return addresses(self._site, SLUG)[READER]


@pytest.fixture
def office(site_copy: Site, tmp_path: Path) -> Office:
    office = Office(site_copy, tmp_path / "web")
    office.publish()
    return office


def changes(page: Page) -> list[str]:
    return page.locator(".changes:visible li").all_inner_texts()


def test_a_change_while_the_card_is_open_comes_on_top_of_it(
    office: Office, open_page: Callable[..., Page]
) -> None:
    page = open_page(office.address)
    wait_until_kept(page)
    assert changes(page) == []

    office.move_room("8302", "8405")
    office.publish()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator(".changes:visible li")).to_have_count(1)
    assert changes(page) == ["房间 8302 → 8405"]


def test_a_change_while_the_card_is_kept_offline_comes_with_the_signal(
    office: Office, open_page: Callable[..., Page]
) -> None:
    page = open_page(office.address)
    wait_until_kept(page)
    page.context.set_offline(True)

    office.set_time("09:10-11:00", "09:30-11:00")
    office.publish()
    page.reload()
    page.wait_for_selector(".card:visible")
    assert changes(page) == []

    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".changes:visible li")).to_have_count(1)
    assert changes(page) == ["5月19日 湿地保护现场交流 09:10 → 09:30"]
    marked = page.locator(".card:visible .entry .was").all_text_contents()
    assert marked == ["09:10 → 09:30"]


def test_two_publications_before_the_reader_looks_are_one_change(
    office: Office, open_page: Callable[..., Page]
) -> None:
    page = open_page(office.address)
    wait_until_kept(page)
    for former, time in (("09:10-11:00", "09:30-11:00"), ("09:30-11:00", "09:40-11:00")):
        office.set_time(former, time)
        office.publish()

    page.reload()
    expect(page.locator(".changes:visible li")).to_have_count(1)
    assert changes(page) == ["5月19日 湿地保护现场交流 09:10 → 09:40"]

    page.click("[data-acknowledge]:visible")
    assert changes(page) == []
    page.reload()
    page.wait_for_selector(".card:visible")
    assert changes(page) == []


def test_a_change_before_the_card_was_ever_opened_is_shown(
    office: Office, open_page: Callable[..., Page]
) -> None:
    """The reader's printed card may show the former plan."""
    office.move_room("8302", "8405")
    office.publish()

    page = open_page(office.address)
    page.wait_for_selector(".card:visible")

    assert changes(page) == ["房间 8302 → 8405"]
    assert page.locator(".card:visible .rooms .big").inner_text() == "8405"
