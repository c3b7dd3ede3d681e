"""The web host, its backup and its log: no request contains what opens a card."""

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
def test_no_request_for_a_card_contains_its_key(
    published: PublishedVisit, recording_host: RequestLog, open_page: Callable[..., Page]
) -> None:
    address = published.addresses["欧阳·朝晖"].replace(
        published.site.address, recording_host.address
    )

    page = open_page(address)
    assert heading(page) == "欧阳·朝晖"
    wait_until_kept(page)
    page.reload()
    page.locator("[data-language=en]:visible").click()
    assert heading(page) == "Ouyang Zhaohui 欧阳·朝晖"

    requested = [request.split(" ")[1].rpartition("/")[2] for request in recording_host.requests]
    card = address.partition("#")[0].rpartition("/")[2]
    assert set(requested) == {card, "sw.js"}
    assert requested.count(card) > 1
    requests = "".join(recording_host.requests)
    assert [secret for secret in (*published.keys, *PRIVATE) if secret in requests] == []
    assert "referer" not in requests.lower().replace("referer: " + recording_host.address, "")


@pytest.mark.browser
def test_the_logs_of_the_shipped_servers_contain_no_card_key_or_name(
    served: Served, phone: tuple[Page, list[str]], visit_of: Callable[..., Visit]
) -> None:
    page, complaints = phone
    visit = visit_of(guests=[{"name": "欧阳·朝晖", "unit": "市文旅局"}])
    files = ((file.path, file.render()) for file in microsite_files(visit, MAKING))
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
    assert [text for text in (token, key, "欧阳", "市文旅局") if text in served.written()] == []
