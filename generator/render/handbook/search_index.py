"""The search index: that of MkDocs for the pages, and entries for people, rooms and vehicles.

`assets/search.js` looks the entries up by itself; the theme's search has the pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from generator import vocabulary
from generator.names.variants import forms_in
from generator.render.handbook.blocks import Page, SearchEntry
from generator.render.handbook.visits import Read
from generator.render.handbook.words import LANGUAGE

FILE = "search/search_index.json"


def with_entries(index: str, pages: Iterable[Page], visits: Sequence[Read]) -> str:
    """The index with the entries of all visits, and titles of pages that name the visit.

    Of a page that is a list only the headings are kept. The folder of a visit's pages is in an
    entry's address; its days are in `reception.visits`, so that the entries of current visits come
    first.
    """
    return _with_entries(json.loads(index), pages, visits)


def filled_index(
    index: str,
    places: Mapping[str, Sequence[dict[str, Any]]],
    pages: Iterable[Page],
    visits: Sequence[Read],
) -> str:
    """The index of shells with the `places` of filled pages, by the pages' addresses.

    The rest is added as in `with_entries`.
    """
    data = json.loads(index)
    data["docs"] = [
        place
        for address, of_shell in groupby(data["docs"], _page_of)
        for place in places.get(address, of_shell)
    ]
    return _with_entries(data, pages, visits)


def places_on(page: Page, content: str) -> list[dict[str, Any]]:
    """What the theme's search reads on a page of this content: a place for each heading."""
    # Nothing else of the theme and of MkDocs is needed to fill a page.
    from material.plugins.search.plugin import SearchIndex

    index = SearchIndex()
    index.add_entry_from_context(
        SimpleNamespace(content=content, toc=(), url=page.address, meta=page_meta(page))
    )
    return list(index.entries)


def _page_of(place: Mapping[str, Any]) -> str:
    return str(place["location"]).partition("#")[0]


def _with_entries(data: dict[str, Any], pages: Iterable[Page], visits: Sequence[Read]) -> str:
    by_address = {page.address: page for page in pages}
    for place in data["docs"]:
        page, _, anchor = place["location"].partition("#")
        if known := by_address.get(page):
            if known.is_list:
                place["text"] = ""
            if not anchor:
                place["title"] = escape(known.full_title, quote=False)
    entries = [
        (entry, page.visit or page.title) for page in by_address.values() for entry in page.entries
    ]
    data["docs"] += [_entry(entry, visit) for entry, visit in entries]
    found = (text for entry, _ in entries for text in (*entry.facts, entry.more))
    data["config"]["reception"] = {
        "words": dict(vocabulary.words_under("handbook.entry.notes", LANGUAGE)),
        "forms": forms_in(found),
        "visits": {
            slug: (visit.start.isoformat(), visit.end.isoformat())
            for slug, visit, _ in visits
            if visit and not visit.is_classified
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def page_meta(page: Page) -> dict[str, Any]:
    """What MkDocs reads in the front matter of a page: its title, escaped, and its weight."""
    return {
        "title": escape(page.full_title),
        "search": {"exclude": not page.boost, "boost": page.boost},
    }


def _entry(entry: SearchEntry, visit: str) -> dict[str, str]:
    """An entry as one of the index's places, whose texts are HTML."""
    facts = " · ".join(entry.facts)
    return {
        "location": entry.address,
        "title": escape(f"{facts} — {visit}", quote=False),
        "text": escape(entry.more, quote=False),
        "pinyin": entry.pinyin,
    }
