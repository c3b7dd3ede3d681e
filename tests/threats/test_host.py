"""The web host, its backup and its log: what is asked for holds nothing that opens a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from generator.build.microsite import microsite_files
from generator.model.visit import Visit
from generator.sealing.links import links_of
from tests.support.web.browsers import heading, wait_until_kept
from tests.support.web.deployment import MAKING
from tests.support.web.published_visit import PRIVATE, PublishedVisit, RequestLog
from tests.support.web.servers import Served
from tests.support.web.small_site import publish


@pytest.mark.browser
def test_a_browser_that_opens_a_card_never_tells_its_key(
    published: PublishedVisit, overheard: RequestLog, open_page: Callable[..., Page]
) -> None:
    address = published.addresses["欧阳·朝晖"].replace(published.site.address, overheard.address)

    page = open_page(address)
    assert heading(page) == "欧阳·朝晖"
    wait_until_kept(page)
    page.reload()
    page.locator("[data-language=en]:visible").click()
    assert heading(page) == "欧阳·朝晖"

    asked = [request.split(" ")[1].rpartition("/")[2] for request in overheard.requests]
    card = address.partition("#")[0].rpartition("/")[2]
    assert set(asked) == {card, "sw.js"}
    assert asked.count(card) > 1
    said = "".join(overheard.requests)
    assert [secret for secret in (*published.keys, *PRIVATE) if secret in said] == []
    assert "referer" not in said.lower().replace("referer: " + overheard.address, "")


@pytest.mark.browser
def test_the_logs_of_the_shipped_servers_hold_neither_card_nor_key_nor_name(
    served: Served, phone: tuple[Page, list[str]], visit_of: Callable[..., Visit]
) -> None:
    page, complaints = phone
    visit = visit_of(guests=[{"name": "欧阳·朝晖", "unit": "市文旅局"}])
    files = ((each.path, each.render()) for each in microsite_files(visit, MAKING))
    publish(served.guests.folder / "logged", files)
    address = f"https://localhost:{served.guests.port}/logged"
    (link,) = links_of(visit, MAKING.secret, address)
    before = served.lines()

    page.goto(link.url)
    assert heading(page) == "欧阳·朝晖"
    wait_until_kept(page)
    assert served.lines(before + 2) > before + 1

    token, key = link.url.rpartition("/g/")[2].split(".html#k=")
    assert complaints == []
    assert [said for said in (token, key, "欧阳", "市文旅局") if said in served.written()] == []
