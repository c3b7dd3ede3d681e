"""Measures the transfer of cards: compressed bytes, and the requests that one card makes."""

from __future__ import annotations

import csv
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.processes import SLUG
from tests.support.web.browsers import ARGUMENTS, QuietHandler, browser_path

LEVEL = 6
"""The level of compression that web servers use."""
PATIENCE = 500
"""Milliseconds after loading in which a page may still make requests."""


@dataclass(frozen=True, slots=True)
class CardSizes:
    """The bytes of the cards of a visit as servers transfer them: of guests, and of staff."""

    guests: tuple[int, ...]
    staff: tuple[int, ...]


def card_sizes(root: Path, guests: int) -> CardSizes:
    """Return the compressed bytes of each card; the first links are those of the guests."""
    cards = [root / "site/guests" / SLUG / "g" / _file_of(link) for link in _links(root)]
    sizes = tuple(len(zlib.compress(card.read_bytes(), LEVEL)) for card in cards)
    return CardSizes(sizes[:guests], sizes[guests:])


def requests_of(root: Path) -> int:
    """Return how many requests it takes to open the first guest's card with its key.

    The registration of the service worker is not counted. The card must open: a page that shows
    nothing makes no requests.
    """
    guest = _links(root)[0]
    path = guest["url"][guest["url"].index(f"/{SLUG}/") :]
    handler = partial(QuietHandler, directory=str(root / "site/guests"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return _requests(f"http://127.0.0.1:{server.server_address[1]}{path}", guest["name"])
    finally:
        server.shutdown()
        server.server_close()


def _links(root: Path) -> list[dict[str, str]]:
    with (root / "output" / SLUG / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _file_of(link: Mapping[str, str]) -> str:
    return link["url"].partition("#")[0].rpartition("/")[2]


def _requests(url: str, shows: str) -> int:
    requests: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        page = browser.new_page(locale="zh-CN")
        page.on("request", lambda request: requests.append(request.url))
        page.goto(url)
        page.get_by_text(shows).first.wait_for()
        page.wait_for_timeout(PATIENCE)
        browser.close()
    return sum(not address.startswith(("data:", "blob:")) for address in requests)
