"""Links of a built site that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit


class Links(HTMLParser):
    """A page's links and the ids they may point to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        known = dict(attributes)
        self.ids |= {value for name in ("id", "name") if (value := known.get(name))}
        if tag == "a" and (link := known.get("href")):
            self.links.add(link)


def dead_links(site: Path) -> Iterator[str]:
    """Yield links within the site to a page or an id that does not exist."""
    pages: dict[str, Links] = {}
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site).as_posix()
        reader = pages["/" if folder == "." else f"/{folder}/"] = Links()
        reader.feed(path.read_text("utf-8"))
    for address, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(f"https://site{address}", link))
            if target.scheme == "https" and target.netloc == "site":
                linked = pages.get(target.path)
                known = linked is not None or (site / target.path.lstrip("/")).is_file()
                place = unquote(target.fragment)
                if not known or (linked and place and place not in linked.ids):
                    yield f"{address} → {link}"
