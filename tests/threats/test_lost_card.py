"""The finder of a lost card: once it is revoked, nothing that its code held opens anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.support.project import without_paper
from tests.support.web.browsers import heading, wait_until_kept
from tests.support.web.published_visit import SLUG, VISIT, PublishedVisit, addresses_of, built


@pytest.fixture
def own(tmp_path: Path, serve: Callable[[Path], str]) -> Iterator[PublishedVisit]:
    """A visit of the test's own, to revoke a card of."""
    with without_paper():
        yield built(tmp_path, serve, VISIT)


@pytest.mark.browser
def test_the_old_key_opens_neither_the_old_page_nor_the_new_one(
    own: PublishedVisit, open_page: Callable[..., Page]
) -> None:
    lost = own.addresses["欧阳·朝晖"]
    others = {name: said for name, said in own.addresses.items() if name != "欧阳·朝晖"}
    own.clerk.runs("revoke", SLUG, "欧阳·朝晖")
    own.clerk.runs("build")
    fresh = addresses_of(own.clerk, own.site)

    assert heading(open_page(lost)) == "这张卡已停用"
    assert heading(open_page(fresh["欧阳·朝晖"])) == "欧阳·朝晖"
    with_old_key = f"{fresh['欧阳·朝晖'].partition('#')[0]}#{lost.partition('#')[2]}"
    page = open_page(with_old_key)
    page.wait_for_selector("h1:visible")
    assert heading(page) == "这张卡打不开这一页"
    assert {name: said for name, said in fresh.items() if name != "欧阳·朝晖"} == others


@pytest.mark.browser
def test_a_finder_who_read_it_before_has_only_the_notice_after_the_next_contact(
    own: PublishedVisit, open_page: Callable[..., Page]
) -> None:
    page = open_page(own.addresses["欧阳·朝晖"])
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()
    assert heading(page) == "欧阳·朝晖"  # until then the phone cannot know

    own.clerk.runs("revoke", SLUG, "欧阳·朝晖")
    own.clerk.runs("build")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("h1:has-text('这张卡已停用')")
    page.context.set_offline(True)
    page.reload()

    assert heading(page) == "这张卡已停用"
    assert "8302" not in page.content()
    kept = page.evaluate(
        "caches.open('cards').then(c => c.keys().then(k => c.match(k[0]))).then(a => a.text())"
    )
    assert 'sealed" hidden' not in kept


def test_a_notice_says_nothing_of_whose_card_it_was(own: PublishedVisit) -> None:
    lost = own.addresses["欧阳·朝晖"]
    own.clerk.runs("revoke", SLUG, "欧阳·朝晖")
    own.clerk.runs("revoke", SLUG, "周敏")
    own.clerk.runs("build")

    notices = []
    for address in (lost, own.addresses["周敏"]):
        with urlopen(address.partition("#")[0]) as answer:
            notices.append(answer.read())
    assert notices[0] == notices[1]
