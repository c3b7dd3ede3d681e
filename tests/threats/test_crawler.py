"""A crawler or an archive: no link leads to a card, and no page may be indexed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

from tests.support.web.published_visit import PRIVATE, SLUG, PublishedVisit

ROBOTS = '<meta name="robots" content="noindex, nofollow, noarchive">'
CARDS_PAGE = f"cards/{SLUG}/index.html"
"""The handbook's page of everybody's code, whose files are beside it, behind a second password."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        self.links += [link for name, link in attributes if name in {"href", "src"} and link]


def crawled(start: str) -> dict[str, str]:
    """The text of every page and script on the host that links lead to, by address."""
    texts: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in texts or not address.startswith(start.rpartition("/guests/")[0]):
            continue
        with urlopen(address) as answer:
            texts[address] = answer.read().decode("utf-8", "replace")
        parser = _Links()
        parser.feed(texts[address])
        waiting += [urldefrag(urljoin(address, link))[0] for link in parser.links]
    return texts


def test_from_the_landing_page_no_link_leads_further(published: PublishedVisit) -> None:
    start = f"{published.site.address}/guests/{SLUG}/"

    texts = crawled(start)

    assert list(texts) == [start]
    assert [text for text in PRIVATE if text in texts[start]] == []


def test_there_is_no_sitemap_or_search_index(published: PublishedVisit) -> None:
    for name in ("robots.txt", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"):
        for folder in ("", f"guests/{SLUG}/"):
            assert _status(f"{published.site.address}/{folder}{name}") == 404


def test_only_the_handbook_s_list_of_cards_has_their_addresses(
    published: PublishedVisit,
) -> None:
    with_tokens = {
        name
        for name, text in _texts(published.site.root / "site")
        if any(token in text for token in published.tokens) and "/g/" not in f"/{name}"
    }

    assert with_tokens
    assert {name.rpartition("/")[0] for name in with_tokens} == {f"handbook/cards/{SLUG}"}
    assert f"handbook/{CARDS_PAGE}" not in with_tokens


def test_every_page_forbids_indexing(published: PublishedVisit) -> None:
    pages = [
        (name, text)
        for name, text in _texts(published.site.root / "site")
        if name.endswith("index.html") or "/g/" in name
    ]

    assert {"handbook/index.html", f"guests/{SLUG}/index.html"} < {name for name, _ in pages}
    assert [name for name, text in pages if text.count(ROBOTS) != 1] == []


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file, unpacked, by its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            content = gzip.decompress(content) if path.suffix == ".gz" else content
            yield path.relative_to(folder).as_posix(), content.decode("utf-8", "replace")


def _status(address: str) -> int:
    try:
        with urlopen(address) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
