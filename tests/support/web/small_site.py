"""A microsite of small one-file pages, published as the configurations expect."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publish.delivery import deliver

LOST = "<!doctype html>\n这里没有这一页"
"""A visit's 404 page."""


def tokens(count: int) -> tuple[str, ...]:
    """Return this number of card tokens."""
    return tuple(hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()[:22] for n in range(count))


def card(token: str, version: int) -> str:
    """Return a page with its version at the start and at the end, about 10 KB apart."""
    filling = f"<p>{token} 的安排：第 {version} 版</p>" * 200
    return f"<!doctype html>\n<i>{version}</i>{filling}<i>{version}</i>"


def version_in(page: str) -> int | None:
    """Return the version at both ends of a page; None if it is mixed or cut off."""
    match = re.fullmatch(r"<!doctype html>\n<i>(\d+)</i>.*<i>(\d+)</i>", page, re.DOTALL)
    return int(match[1]) if match and match[1] == match[2] else None


def microsite(version: int, cards: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of a version's files."""
    yield "index.html", card("index", version).encode("utf-8")
    yield "404.html", LOST.encode("utf-8")
    yield "sw.js", f"/* 第 {version} 版 */".encode() * 40
    for token in cards:
        yield f"g/{token}.html", card(token, version).encode("utf-8")


def publish(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Build a tree and deliver it: the visit's link, `folder`, leads to the new release."""
    with TemporaryDirectory() as folder_of_build:
        for path, content in files:
            target = Path(folder_of_build) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        deliver(Path(folder_of_build), folder.name, str(folder.parent), lambda _done, _all: None)
