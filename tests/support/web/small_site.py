"""A microsite of small one-file pages, published the way the configurations expect it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publish.delivery import deliver

LOST = "<!doctype html>\n这里没有这一页"
"""A visit's page for what is not there."""


def tokens(count: int) -> tuple[str, ...]:
    """As many addresses of cards."""
    return tuple(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()[:22] for n in range(count))


def card(token: str, version: int) -> str:
    """A page that says its version at its start and at its end, with some 10 KB between."""
    between = f"<p>{token} 的安排：第 {version} 版</p>" * 200
    return f"<!doctype html>\n<i>{version}</i>{between}<i>{version}</i>"


def version_in(page: str) -> int | None:
    """The version a page has, the same at both ends; none where it is mixed or cut."""
    found = re.fullmatch(r"<!doctype html>\n<i>(\d+)</i>.*<i>(\d+)</i>", page, re.DOTALL)
    return int(found[1]) if found and found[1] == found[2] else None


def microsite(version: int, cards: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of a version's files."""
    yield "index.html", card("index", version).encode("utf-8")
    yield "404.html", LOST.encode("utf-8")
    yield "sw.js", f"/* 第 {version} 版 */".encode() * 40
    for token in cards:
        yield f"g/{token}.html", card(token, version).encode("utf-8")


def publish(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Build a tree and deliver it: the visit's link, `folder`, leads to the new release."""
    with TemporaryDirectory() as made:
        for path, content in files:
            target = Path(made) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        deliver(Path(made), folder.name, str(folder.parent), lambda _done, _all: None)
