"""Looks at cards as they go over the wire: how long they are, and how many requests one makes."""

from __future__ import annotations

import csv
import gzip
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.projects import SLUG
from tests.support.web.browsers import ARGUMENTS, QuietHandler, browser_path

PATIENCE = 500
"""Milliseconds after loading in which a page may still ask for more."""


def card_sizes(root: Path) -> list[int]:
    """Compressed bytes of each card, as short as a server could make them."""
    cards = (root / "site/guests" / SLUG / "g").glob("*.html")
    return [len(gzip.compress(card.read_bytes(), 9)) for card in cards]


def requests_of(root: Path) -> int:
    """How many requests opening the first guest's card makes, with its key; the service worker's
    registration aside. The card must open: a page that shows nothing asks for nothing.
    """
    with (root / "output" / SLUG / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        guest = next(csv.DictReader(file))
    path = guest["url"][guest["url"].index(f"/{SLUG}/") :]
    handler = partial(QuietHandler, directory=str(root / "site/guests"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return _requests(f"http://127.0.0.1:{server.server_address[1]}{path}", guest["name"])
    finally:
        server.shutdown()
        server.server_close()


def _requests(url: str, shows: str) -> int:
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        page = browser.new_page(locale="zh-CN")
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url)
        page.get_by_text(shows).first.wait_for()
        page.wait_for_timeout(PATIENCE)
        browser.close()
    return sum(not address.startswith(("data:", "blob:")) for address in asked)
