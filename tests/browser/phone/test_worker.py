"""The service worker replaces a kept card only by a page of ours, or removes it after a 404."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from generator.build.microsite import MicrositeInputs, microsite_files
from generator.model.visit import Visit
from generator.render.card.envelope import MARK, worker_script
from tests.support.cards import first_card
from tests.support.web.browsers import (
    CARD,
    QuietHandler,
    Site,
    addresses,
    heading,
    wait_for_heading,
    wait_until_kept,
)

SLUG = "2026-05-ecotour"
MAINTENANCE = "<!doctype html><html><head><title>维护</title></head><h1>系统维护中</h1></html>"


def answering(site: Site, status: int, page: str) -> None:
    """Let the test's server answer for every card with `page` from now on."""
    QuietHandler.instead[str(site.root / "site")] = (status, page)


@pytest.fixture
def kept_card(site_copy: Site, chromium: Browser) -> Iterator[Page]:
    """A card that the phone keeps. It may complain: a refused page is an error in the console."""
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(addresses(site_copy, SLUG)["欧阳·朝晖"])
    wait_until_kept(page)
    yield page
    context.close()


def _landing(site: Site) -> str:
    return (site.root / "site/guests" / SLUG / "index.html").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "page"),
    [
        (200, MAINTENANCE),
        (200, ""),
        (403, MAINTENANCE),
        (401, MAINTENANCE),
        (429, MAINTENANCE),
        (451, MAINTENANCE),
        (502, MAINTENANCE),
        (302, "/handbook/"),
        (307, "http://127.0.0.1:9/portal"),
    ],
    ids=["maintenance", "empty", "403", "401", "429", "451", "502", "redirect", "portal"],
)
def test_an_answer_that_is_not_about_the_card_leaves_the_kept_copy(
    site_copy: Site, kept_card: Page, status: int, page: str
) -> None:
    answering(site_copy, status, page)
    kept_card.reload()
    assert heading(kept_card) == "欧阳·朝晖"
    assert kept_card.locator("meta[name=kept]").count() == 1

    kept_card.context.set_offline(True)
    kept_card.reload()
    assert heading(kept_card) == "欧阳·朝晖"


@pytest.mark.browser
def test_the_landing_page_in_a_cards_place_leaves_the_kept_copy(
    site_copy: Site, kept_card: Page
) -> None:
    answering(site_copy, 200, _landing(site_copy))

    kept_card.reload()

    assert heading(kept_card) == "欧阳·朝晖"


@pytest.mark.browser
@pytest.mark.parametrize("status", [404, 410])
def test_a_card_that_is_gone_is_not_shown_from_the_phone(
    site_copy: Site, kept_card: Page, status: int
) -> None:
    answering(site_copy, status, MAINTENANCE)
    kept_card.reload()

    # The kept card is shown first where the server takes more than a second.
    wait_for_heading(kept_card, "系统维护中")
    assert kept_card.evaluate("caches.open('cards').then(c => c.keys()).then(k => k.length)") == 0


@pytest.mark.browser
def test_where_nothing_is_kept_the_hosts_own_page_is_shown(
    site_copy: Site, kept_card: Page
) -> None:
    answering(site_copy, 403, MAINTENANCE)

    kept_card.goto(addresses(site_copy, SLUG)["梁正远"])

    assert heading(kept_card) == "系统维护中"


SLOW_NETWORK = """async source => {
  const card = room => '<head><meta name="reception" content="card"></head>' + room;
  const path = "/case/g/card.html", handlers = {}, over = [], heard = [];
  const worker = {
    location: "https://guests.example/case/sw.js", clients: { matchAll: async () => [] },
    addEventListener: (kind, handler) => { handlers[kind] = handler; },
  };
  let copy = card("8302");
  const caches = { open: async () => ({
    match: async () => new Response(copy), put: async (_, page) => { copy = await page.text(); },
  }) };
  let answer;
  const network = new Promise(done => { answer = () => done(new Response(card("8405"))); });
  new Function("self", "caches", "fetch", "setTimeout", source)(
    worker, caches, () => network.then(page => page.clone()), done => done());

  let shown;
  handlers.fetch({
    request: { url: worker.location.replace("/case/sw.js", path), mode: "navigate" },
    resultingClientId: "page", respondWith: page => { shown = page; },
    waitUntil: work => { over.push(work); },
  });
  const room = (await (await shown).text()).slice(-4);
  answer();
  await Promise.all(over);
  const page = { id: "page", postMessage: word => { heard.push(word); } };
  for (let asked = 0; asked < 2; asked++)
    handlers.message({ data: { keep: path }, source: page, ports: [], waitUntil() {} });
  return [room, heard];
}"""
"""Of a page that is still loading, and cannot be reached, when the network answers."""


@pytest.mark.browser
def test_a_page_that_was_loading_when_the_network_answered_is_notified_when_it_asks(
    chromium: Browser,
) -> None:
    page = chromium.new_page()
    script = (CARD / "sw.js").read_text("utf-8")

    assert page.evaluate(SLOW_NETWORK, script) == ["8302", ["changed"]]
    page.close()


@pytest.mark.parametrize("privacy", ["sealed", "link"])
def test_only_pages_at_cards_addresses_have_the_mark(
    visit_of: Callable[..., Visit], privacy: str
) -> None:
    visit = visit_of(guests=["甲", "乙"], privacy=privacy, decoys=5)
    changed = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp())

    for today in (visit.start, visit.end.replace(year=visit.end.year + 1)):
        making = MicrositeInputs(bytes(32), today, lambda agenda: first_card(agenda, changed))
        pages = {
            file.path: file.render().decode("utf-8") for file in microsite_files(visit, making)
        }
        marked = {path for path, page in pages.items() if MARK in page and path != "sw.js"}
        assert marked == {path for path in pages if path.startswith("g/")}
    assert MARK in worker_script()
