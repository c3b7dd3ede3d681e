"""A messenger that fetches a link for its preview: neutral words, the same for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.support.web.published_visit import PRIVATE, SLUG, VISIT, PublishedVisit, built

BOTS = ("WeChat/8.0 MicroMessenger", "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)")
NEUTRAL = {"title": "来宾卡", "description": "请扫描接待单位发的二维码，查看自己的安排。"}


def fetched(address: str, bot: str) -> str:
    """A page as a bot gets it, which has the address and runs no script."""
    request = Request(address.partition("#")[0], headers={"User-Agent": bot})
    with urlopen(request) as answer:
        return str(answer.read().decode("utf-8"))


def preview(page: str) -> dict[str, str]:
    """All that a page tells for previews: its title, and every meta with a name or a property."""
    (title,) = re.findall("<title>(.*?)</title>", page)
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    # "reception" marks the page for the service worker, and says the same on every card.
    technical = {"viewport", "robots", "referrer", "format-detection", "reception"}
    return {"title": title, **{name: said for name, said in metas if name not in technical}}


@pytest.mark.parametrize("bot", BOTS)
def test_a_sealed_card_s_preview_is_neutral_and_without_script_it_says_nothing(
    published: PublishedVisit, bot: str
) -> None:
    for address in published.addresses.values():
        page = unescape(fetched(address, bot))

        assert preview(page) == NEUTRAL
        assert [said for said in PRIVATE if said in page] == []


def test_a_plain_card_s_preview_is_neutral_too(
    tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    plain = built(tmp_path, serve, VISIT.replace("decoys: 10", "privacy: link"))

    pages = [fetched(address, BOTS[0]) for address in plain.addresses.values()]
    assert [preview(page) for page in pages] == [NEUTRAL] * 4
    assert "欧阳·朝晖" in pages[0]  # whoever has the address of a plain card can read it


def test_the_landing_page_s_preview_is_neutral_too(published: PublishedVisit) -> None:
    assert preview(fetched(f"{published.site.address}/guests/{SLUG}/", BOTS[0])) == NEUTRAL
