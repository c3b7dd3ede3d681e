"""Somebody who lists the directory: random names, equal sizes, a round number of files."""

from __future__ import annotations

import re
from urllib.request import urlopen

from tests.support.web.published_visit import SLUG, PublishedVisit


def test_a_listing_has_only_a_round_number_of_tokens(published: PublishedVisit) -> None:
    with urlopen(f"{published.site.address}/guests/{SLUG}/g/") as answer:
        listed = re.findall(r'href="([^"]+)"', answer.read().decode("utf-8"))

    assert len(published.addresses) == 4
    assert len(listed) == 10
    assert [name for name in listed if not re.fullmatch(r"[\w-]{22}\.html", name)] == []


def test_all_cards_and_decoys_have_one_size(published: PublishedVisit) -> None:
    """A guest with a room and a party, one with nothing, two of the staff, six of nobody."""
    sizes = {path.stat().st_size for path in (published.microsite / "g").iterdir()}

    assert len(sizes) == 1


def test_cards_and_decoys_differ_only_in_their_sealed_bytes(published: PublishedVisit) -> None:
    """Without the token and the sealed bytes all pages are the same."""
    sealed = re.compile(r'data-bound="[\w-]{22}\|0">[\w+/=]+<')
    pages = [path.read_text("utf-8") for path in (published.microsite / "g").iterdir()]

    assert all(len(sealed.findall(page)) == 1 for page in pages)
    assert len({sealed.sub("", page) for page in pages}) == 1
