"""A messenger that fetches a link for its preview: a neutral title and description for all."""

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
    """The page that a bot receives: it has the address without the key, and runs no script."""
    request = Request(address.partition("#")[0], headers={"User-Agent": bot})
    with urlopen(request) as answer:
        return str(answer.read().decode("utf-8"))


def preview(page: str) -> dict[str, str]:
    """The title of a page, and every meta element with a name or a property."""
    (title,) = re.findall("<title>(.*?)</title>", page)
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    # "reception" marks the page for the service worker, and is the same on every card.
    technical = {"viewport", "robots", "referrer", "format-detection", "reception"}
    return {"title": title, **{name: text for name, text in metas if name not in technical}}


@pytest.mark.parametrize("bot", BOTS)
def test_the_preview_of_a_sealed_card_is_neutral_and_its_page_has_no_private_text(
    published: PublishedVisit, bot: str
) -> None:
    for address in published.addresses.values():
        page = unescape(fetched(address, bot))

        assert preview(page) == NEUTRAL
        assert [text for text in PRIVATE if text in page] == []


def test_the_preview_of_a_plain_card_is_neutral(
    tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    plain = built(tmp_path, serve, VISIT.replace("decoys: 10", "privacy: link"))

    pages = [fetched(address, BOTS[0]) for address in plain.addresses.values()]
    assert [preview(page) for page in pages] == [NEUTRAL] * 4
    assert "欧阳·朝晖" in pages[0]  # whoever has the address of a plain card can read it


def test_the_preview_of_the_landing_page_is_neutral(published: PublishedVisit) -> None:
    assert preview(fetched(f"{published.site.address}/guests/{SLUG}/", BOTS[0])) == NEUTRAL
