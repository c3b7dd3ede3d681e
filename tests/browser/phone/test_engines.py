"""A card in Firefox ESR and in WebKitGTK: it opens, and without signal again. `make proof` only.

What they do not show: iOS itself (its in-app views, and that it empties storage after seven days
without a visit), Android's WebView, pages printed, and what axe finds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.project import build_cards, copy_project
from tests.support.web.browsers import QuietHandler, Site, addresses
from tests.support.web.engines import Engine, firefox, until, webkit

SLUG, GUEST = "2026-05-ecotour", "欧阳·朝晖"
HEADING = "(document.querySelector('.card:not([hidden]) h1') || {}).textContent"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Site, Callable[[], None]]]:
    """A built project on its own server, and a function that stops the server."""
    root = copy_project(tmp_path / "project")
    build_cards(root)
    handler = partial(QuietHandler, directory=str(root / "site"))
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()

    def stop() -> None:
        running.shutdown()
        running.server_close()

    yield Site(root, f"http://127.0.0.1:{running.server_address[1]}"), stop
    running.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("engine", [firefox, webkit], ids=["Firefox ESR", "WebKitGTK"])
def test_a_card_opens_and_is_kept(
    server: tuple[Site, Callable[[], None]],
    engine: Callable[[Path], AbstractContextManager[Engine]],
    tmp_path: Path,
) -> None:
    site, stop = server
    profile = tmp_path / "profile"
    profile.mkdir()
    address = addresses(site, SLUG)[GUEST]

    with engine(profile) as browser:
        browser.open(address)
        until(browser, HEADING, GUEST)
        assert browser.ask("document.title") in (
            "市生态旅游考察团",
            "Municipal Eco-tourism Study Group",
        )
        assert browser.ask("document.querySelector('.card:not([hidden]) .now').hidden") is False
        until(browser, "document.documentElement.dataset.kept", "yes")

        stop()
        browser.open(address)
        until(browser, HEADING, GUEST)
        until(browser, "document.documentElement.dataset.kept", "yes")
