"""A sealed card as the generator makes it, in Chromium, behind both servers: the headers stop
neither its script nor its service worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, Playwright

from generator.model.visit import Visit
from generator.publish.edition import card_state
from generator.publish.links import links_of
from generator.publish.microsite import Making, microsite_files
from tests.browser.conftest import ARGUMENTS, browser_path
from tests.browser.test_sealed import eventually, heading, wait_until_kept
from tests.deploy.publication import publish
from tests.deploy.servers import Served

CHANGED = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp())
MAKING = Making(
    bytes(range(32)), date(2026, 5, 18), lambda agenda: card_state(agenda, {}, None, CHANGED)
)


@pytest.fixture
def phone(playwright: Playwright) -> Iterator[tuple[Page, list[str]]]:
    """A page of Chromium that takes the test's certificate, and what it complains of."""
    # Service workers ask for a trusted certificate whatever a context ignores.
    arguments = [*ARGUMENTS, "--ignore-certificate-errors"]
    browser = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, complaints
    browser.close()


@pytest.mark.browser
def test_a_sealed_card_opens_follows_a_publication_and_stays_without_signal(
    served: Served, phone: tuple[Page, list[str]], visit_of: Callable[..., Visit]
) -> None:
    page, complaints = phone
    address = f"https://localhost:{served.guests.port}/sealed"

    def publish_with(unit: str) -> Visit:
        visit = visit_of(guests=[{"name": "欧阳·朝晖", "unit": unit}])
        files = ((each.path, each.make()) for each in microsite_files(visit, MAKING))
        publish(served.guests.folder / "sealed", files)
        return visit

    (link,) = links_of(publish_with("市文旅局"), MAKING.secret, address)
    page.goto(link.url)
    assert heading(page) == "欧阳·朝晖"
    wait_until_kept(page)

    # Cards are padded to equal sizes, and servers tell them apart by size and second.
    time.sleep(1.1)
    publish_with("省文旅厅")
    page.reload()
    assert "省文旅厅" in page.inner_text("body")
    assert complaints == []

    eventually(page, "caches.open('cards').then(c => c.keys()).then(k => k.length === 1)")
    page.context.set_offline(True)
    page.reload()
    assert heading(page) == "欧阳·朝晖"
