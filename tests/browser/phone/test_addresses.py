"""Addresses that messengers and gateways damage lead to their card, or explain what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.web.browsers import PHONE, Site, addresses, violations

SLUG, GUEST = "2026-05-ecotour", "欧阳·朝晖"
SEEN = "网站主机已见到本卡的密钥"

# What became of `…/g/<token>.html#k=<key>`, and whether the key reached the host by it.
BENT = {
    "as printed": ("{page}#k={key}", False),
    "hash encoded in the fragment": ("{page}#%23k={key}", False),
    "equals sign encoded": ("{page}#k%3D{key}", False),
    "fragment encoded twice": ("{page}#k%253D{key}", False),
    "hung on by a messenger": ("{page}#k={key}&from=singlemessage&isappinstalled=0", False),
    "hung on and escaped for HTML": ("{page}#k={key}&amp;from=timeline", False),
    "fragment doubled": ("{page}#k={key}#k={key}", False),
    "query before the fragment": ("{page}?from=singlemessage#k={key}", False),
    "query before and after": ("{page}?from=a&scene=1#k={key}&appinstall=0", False),
    "words after a space": ("{page}#k={key}%20%E8%AF%B7%E6%9F%A5%E6%94%B6", False),
    "words without a space": ("{page}#k={key}，请点开", False),
    "full stop": ("{page}#k={key}.", False),
    "bracket": ("{page}#k={key})", False),
    "broken over two lines": ("{page}#k={key_broken}", False),
    "in capitals": ("{page}#K={key}", False),
    "hash-bang": ("{page}#!/k={key}", False),
    "ending lost": ("{stem}#k={key}", False),
    "hash encoded in the path": ("{page}%23k={key}", True),
    "encoded twice in the path": ("{page}%2523k%253D{key}", True),
    "query and hash encoded": ("{page}%3Ffrom=a%23k={key}", True),
    "hash encoded after a query": ("{page}?from=a%23k={key}", True),
    "hash encoded, words hung on": ("{page}%23k={key}%20please", True),
    "full-width hash in the path": ("{page}%EF%BC%83k={key}", True),
    "fragment made a query": ("{page}?k={key}", True),
    "slashes encoded": ("{folder}/g%2F{token}.html%23k={key}", True),
}


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """A page that keeps no card, and may meet a 404, which a browser writes to its console."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", service_workers="block")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(window: Page) -> Iterator[Page]:
    """The page, empty."""
    window.goto("about:blank")
    yield window
    window.unroute_all()


@pytest.mark.browser
@pytest.mark.parametrize("name", BENT)
def test_a_damaged_address_opens_its_card(site: Site, phone: Page, name: str) -> None:
    form, seen = BENT[name]
    page, key = addresses(site, SLUG)[GUEST].split("#k=")
    stem = page.removesuffix(".html")
    folder, token = stem.split("/g/")
    parts = {"page": page, "stem": stem, "folder": folder, "token": token, "key": key}

    phone.goto(form.format(**parts, key_broken=f"{key[:20]}%0A{key[20:]}"))

    phone.wait_for_selector(".card:visible")
    assert phone.locator("h1:visible").inner_text() == GUEST
    assert (SEEN in phone.locator(".card:visible").inner_text()) == seen
    assert phone.title() == "市生态旅游考察团"


@pytest.mark.browser
def test_the_page_for_a_missing_card_explains_what_to_do(site: Site, phone: Page) -> None:
    phone.goto(f"{site.address}/guests/{SLUG}/g/{'x' * 22}.html#k={'A' * 43}")

    assert phone.locator("h1:visible").first.inner_text() == "找不到这一页"
    assert violations(phone) == []


@pytest.mark.browser
def test_no_address_leads_to_another_host(site: Site, phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    page = (site.root / "site/guests" / SLUG / "404.html").read_text("utf-8")
    phone.route("**/*", lambda route: route.fulfill(body=page, content_type="text/html"))

    for path in ("//evil.example/g/", "/%5Cevil.example/g/", "/%2F%2Fevil.example/g/"):
        with phone.expect_request(f"{site.address}/evil.example/g/*"):
            phone.goto(f"{site.address}{path}{'x' * 22}.html%23k={'A' * 43}")

    assert [url for url in asked if not url.startswith(f"{site.address}/")] == []


@pytest.mark.browser
def test_a_plain_cards_address_with_text_after_it_opens_too(site: Site, phone: Page) -> None:
    address = addresses(site, "2026-06-exchange")["程立"]

    phone.goto(f"{address}，请点开")

    phone.wait_for_selector(".card:visible")
    assert phone.locator("h1:visible").inner_text() == "程立"
