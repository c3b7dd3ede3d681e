"""The finder of a lost card: once it is revoked, its code opens nothing."""

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
def own_visit(tmp_path: Path, serve: Callable[[Path], str]) -> Iterator[PublishedVisit]:
    """A published visit of this test alone, whose cards it may revoke."""
    with without_paper():
        yield built(tmp_path, serve, VISIT)


@pytest.mark.browser
def test_the_old_key_opens_neither_the_old_page_nor_the_new_one(
    own_visit: PublishedVisit, open_page: Callable[..., Page]
) -> None:
    lost = own_visit.addresses["欧阳·朝晖"]
    others = {name: url for name, url in own_visit.addresses.items() if name != "欧阳·朝晖"}
    own_visit.clerk.runs("revoke", SLUG, "欧阳·朝晖")
    own_visit.clerk.runs("build")
    fresh = addresses_of(own_visit.clerk, own_visit.site)

    assert heading(open_page(lost)) == "这张卡已停用"
    assert heading(open_page(fresh["欧阳·朝晖"])) == "欧阳·朝晖"
    with_old_key = f"{fresh['欧阳·朝晖'].partition('#')[0]}#{lost.partition('#')[2]}"
    page = open_page(with_old_key)
    page.wait_for_selector("h1:visible")
    assert heading(page) == "这张卡打不开这一页"
    assert {name: url for name, url in fresh.items() if name != "欧阳·朝晖"} == others


@pytest.mark.browser
def test_a_phone_that_kept_the_card_has_only_the_notice_after_the_next_contact(
    own_visit: PublishedVisit, open_page: Callable[..., Page]
) -> None:
    page = open_page(own_visit.addresses["欧阳·朝晖"])
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()
    assert heading(page) == "欧阳·朝晖"  # until then the phone cannot know

    own_visit.clerk.runs("revoke", SLUG, "欧阳·朝晖")
    own_visit.clerk.runs("build")
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


def test_the_notice_does_not_show_whose_card_it_was(own_visit: PublishedVisit) -> None:
    lost = own_visit.addresses["欧阳·朝晖"]
    own_visit.clerk.runs("revoke", SLUG, "欧阳·朝晖")
    own_visit.clerk.runs("revoke", SLUG, "周敏")
    own_visit.clerk.runs("build")

    notices = []
    for address in (lost, own_visit.addresses["周敏"]):
        with urlopen(address.partition("#")[0]) as answer:
            notices.append(answer.read())
    assert notices[0] == notices[1]
