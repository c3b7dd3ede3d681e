"""A crawler or an archive: nothing leads to a card, and every page asks to be passed over."""

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
"""The handbook's page of everybody's code, behind the handbook's password."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [said for name, said in attributes if name in {"href", "src"} and said]


def crawled(start: str) -> dict[str, str]:
    """Every page and script that links lead to from `start`, on its host: address and text."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in found or not address.startswith(start.rpartition("/guests/")[0]):
            continue
        with urlopen(address) as answer:
            found[address] = answer.read().decode("utf-8", "replace")
        parser = _Links()
        parser.feed(found[address])
        waiting += [urldefrag(urljoin(address, link))[0] for link in parser.found]
    return found


def test_from_the_landing_page_a_robot_gets_nowhere(published: PublishedVisit) -> None:
    start = f"{published.site.address}/guests/{SLUG}/"

    found = crawled(start)

    assert list(found) == [start]
    assert [said for said in PRIVATE if said in found[start]] == []


def test_the_places_where_robots_look_hold_nothing(published: PublishedVisit) -> None:
    for name in ("robots.txt", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"):
        for folder in ("", f"guests/{SLUG}/"):
            assert _status(f"{published.site.address}/{folder}{name}") == 404


def test_no_page_but_the_handbook_s_own_list_says_where_a_card_is(
    published: PublishedVisit,
) -> None:
    naming = {
        name
        for name, text in _texts(published.site.root / "site")
        if any(token in text for token in published.tokens) and "/g/" not in f"/{name}"
    }

    assert naming == {f"handbook/{CARDS_PAGE}"}


def test_every_page_asks_robots_to_pass_over(published: PublishedVisit) -> None:
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
    except HTTPError as problem:
        return problem.code
