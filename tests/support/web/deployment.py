"""A visit published to both real web servers, and a phone that opens its cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, Playwright

from generator.build.microsite import MicrositeInputs
from tests.support.cards import first_card
from tests.support.web.browsers import ARGUMENTS, browser_path
from tests.support.web.servers import Served, caddy, nginx
from tests.support.web.small_site import microsite, publish, tokens

CARDS = tokens(3)
"""The cards of the visit 2026-05-ecotour."""

LOOP = "cannot-be-read"
"""A card of 2026-06-plain that is a link to itself: a read error, for a server."""


@pytest.fixture(scope="session", params=[nginx, caddy], ids=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A running server with its sites laid out."""
    with request.param(tmp_path_factory.mktemp("served")) as running:
        lay_out(running)
        yield running


def lay_out(running: Served) -> None:
    """Write a visit behind a link, another in a plain folder, and a handbook of two pages."""
    guests, handbook = running.guests.folder, running.handbook.folder
    publish(guests / "2026-05-ecotour", microsite(1, CARDS))
    (guests / "2026-06-plain/g").mkdir(parents=True)
    (guests / "2026-06-plain/index.html").write_text("来访", "utf-8")
    (guests / f"2026-06-plain/g/{LOOP}.html").symlink_to(f"{LOOP}.html")
    (guests / ".secrets").write_text("钥匙", "utf-8")
    (guests / "2026-06-plain/.htaccess").write_text("deny", "utf-8")
    (handbook / "visits").mkdir()
    (handbook / "index.html").write_text("手册", "utf-8")
    (handbook / "cards/2026-05-ecotour").mkdir(parents=True)
    (handbook / "cards/2026-05-ecotour/index.html").write_text("所有的卡", "utf-8")
    (handbook / "404.html").write_text("没有这一页", "utf-8")
    (handbook / ".hidden").write_text("藏", "utf-8")


CHANGED = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp())
MAKING = MicrositeInputs(
    bytes(range(32)), date(2026, 5, 18), lambda agenda: first_card(agenda, CHANGED)
)


@pytest.fixture
def phone(playwright: Playwright) -> Iterator[tuple[Page, list[str]]]:
    """A page of Chromium that accepts the test's certificate, and its errors."""
    # Service workers need a trusted certificate, whatever a context ignores.
    arguments = [*ARGUMENTS, "--ignore-certificate-errors"]
    browser = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    browser.close()


PROTECTION = {
    "x-robots-tag": "noindex, nofollow, noarchive",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "content-security-policy": "frame-ancestors 'none'",
    "permissions-policy": "clipboard-write=(self), camera=(), microphone=(), geolocation=(), "
    "payment=(), usb=()",
    "strict-transport-security": "max-age=31536000",
}
