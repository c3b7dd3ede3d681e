"""A sealed card in Chromium behind both servers: its script and its service worker run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from generator.build.microsite import microsite_files
from generator.model.visit import Visit
from generator.sealing.links import links_of
from tests.support.web.browsers import eventually, heading, wait_until_kept
from tests.support.web.deployment import MAKING
from tests.support.web.servers import Served
from tests.support.web.small_site import publish


@pytest.mark.browser
def test_a_sealed_card_opens_follows_a_publication_and_stays_without_signal(
    served: Served, phone: tuple[Page, list[str]], visit_of: Callable[..., Visit]
) -> None:
    page, complaints = phone
    address = f"https://localhost:{served.guests.port}/sealed"

    def publish_with(unit: str) -> Visit:
        visit = visit_of(guests=[{"name": "欧阳·朝晖", "unit": unit}])
        files = ((file.path, file.render()) for file in microsite_files(visit, MAKING))
        publish(served.guests.folder / "sealed", files)
        return visit

    (link,) = links_of(publish_with("市文旅局"), MAKING.secret, address)
    page.goto(link.url)
    assert heading(page) == "欧阳·朝晖"
    wait_until_kept(page)

    publish_with("省文旅厅")
    page.reload()
    # The phone shows the kept card first where the server takes more than a second.
    expect(page.locator("body")).to_contain_text("省文旅厅")
    assert complaints == []

    eventually(page, "caches.open('cards').then(c => c.keys()).then(k => k.length === 1)")
    page.context.set_offline(True)
    page.reload()
    assert heading(page) == "欧阳·朝晖"
