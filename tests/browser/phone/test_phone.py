"""Real phones: storage denied or full, a wrong clock, large text, two visits, the back button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page

from tests.support.project import build_cards, run
from tests.support.web.browsers import (
    FULL,
    NO_STORAGE,
    Site,
    addresses,
    eventually,
    heading,
    scrolls_sideways,
    wait_for_heading,
    wait_until_kept,
)

SEALED, PLAIN = "2026-05-ecotour", "2026-06-exchange"
GUEST = "欧阳·朝晖"


def end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build as after the visit, when its retention is over."""
    path = site.root / "visits" / SEALED / "visit.yml"
    text = path.read_text("utf-8")
    assert "retention_days: 36500" in text
    path.write_text(text.replace("retention_days: 36500", "retention_days: 0"), "utf-8")
    later = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(later))
    build_cards(site.root)


@pytest.mark.browser
@pytest.mark.parametrize(("slug", "person"), [(SEALED, GUEST), (PLAIN, "程立")])
def test_where_storage_is_denied_the_card_opens_and_reloads(
    site: Site, open_page: Callable[..., Page], slug: str, person: str
) -> None:
    page = open_page("about:blank")
    page.add_init_script(NO_STORAGE)
    page.goto(addresses(site, slug)[person])
    assert heading(page) == person

    page.click('[data-large="2"]:visible')
    page.reload()

    assert heading(page) == person


@pytest.mark.browser
def test_where_storage_is_full_the_card_still_opens_with_signal(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site, SEALED)[GUEST])
    wait_until_kept(page)
    (worker,) = page.context.service_workers
    worker.evaluate(FULL)

    page.reload()

    assert heading(page) == GUEST


@pytest.mark.browser
@pytest.mark.parametrize(
    ("clock", "now"),
    [
        ("2026-05-17T10:30:00+08:00", "还有 1 天"),
        ("2026-05-19T10:30:00+08:00", "现在"),
        ("2027-05-18T10:30:00+08:00", "本次接待已结束"),
    ],
    ids=["a-day-early", "a-day-late", "a-year-late"],
)
def test_a_wrong_clock_hides_nothing_of_the_plan(
    site: Site, open_page: Callable[..., Page], clock: str, now: str
) -> None:
    """Only "now" follows the phone's clock; a card ends by the next build."""
    page = open_page("about:blank", timezone_id="Pacific/Kiritimati")
    page.clock.set_fixed_time(clock)
    page.goto(addresses(site, SEALED)[GUEST])
    page.wait_for_selector("h1:visible")
    page.evaluate("document.querySelectorAll('details').forEach(day => { day.open = true; })")

    card = page.locator(".card:visible")
    assert now in card.locator(".now").inner_text()
    assert card.locator(".night").all_inner_texts() == ["当晚住 明峰宾馆 8302"] * 2
    times = card.locator(".entry time").all_inner_texts()
    assert len(times) > 15
    assert "14:30–17:00" in times


@pytest.mark.browser
@pytest.mark.parametrize(("slug", "person"), [(SEALED, GUEST), (SEALED, "王强"), (PLAIN, "程立")])
def test_text_of_twice_the_size_fits_the_narrowest_phone(
    site: Site, open_page: Callable[..., Page], slug: str, person: str
) -> None:
    page = open_page(addresses(site, slug)[person], size={"width": 320, "height": 640})
    page.wait_for_selector("h1:visible")

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
    assert not scrolls_sideways(page)


@pytest.mark.browser
def test_the_way_back_to_a_card_that_ended_meanwhile_leads_to_the_notice(
    site_copy: Site, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(addresses(site_copy, SEALED)[GUEST])
    wait_until_kept(page)
    page.goto(f"{site_copy.address}/guests/{SEALED}/")
    end(site_copy, monkeypatch)

    page.go_back()

    wait_for_heading(page, "本次接待已结束")
    assert GUEST not in page.content()
    # The notice takes the kept card's place, so that it is seen without signal too.
    eventually(
        page,
        "caches.open('cards').then(c => c.matchAll()).then(all => Promise.all(all.map(r =>"
        " r.text()))).then(kept => kept.filter(text => text.includes('content=\"card\"'))"
        ".every(text => text.includes('本次接待已结束')))",
    )


@pytest.mark.browser
def test_a_card_from_the_browsers_memory_looks_for_a_newer_one(
    site_copy: Site, open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver keeps no pages in memory, so the test sends the browser's event."""
    page = open_page(addresses(site_copy, SEALED)[GUEST])
    wait_until_kept(page)
    end(site_copy, monkeypatch)

    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    wait_for_heading(page, "本次接待已结束")


@pytest.mark.browser
def test_cards_of_two_visits_do_not_interfere(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    first, second = addresses(site_copy, SEALED)[GUEST], addresses(site_copy, PLAIN)["程立"]
    page = open_page(first)
    wait_until_kept(page)
    page.goto(second)
    eventually(page, "navigator.serviceWorker.controller !== null")
    eventually(page, "caches.open('cards').then(c => c.keys()).then(k => k.length === 2)")

    page.context.set_offline(True)
    page.goto(first)
    assert heading(page) == GUEST
    page.goto(second)
    assert heading(page) == "程立"

    page.context.set_offline(False)
    run(site_copy.root, "revoke", SEALED, GUEST)
    build_cards(site_copy.root)
    page.goto(first)
    wait_for_heading(page, "这张卡已停用")
    page.context.set_offline(True)
    page.goto(second)
    assert heading(page) == "程立"
