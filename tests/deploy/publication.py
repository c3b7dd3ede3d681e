"""A microsite of small one-file pages, published the way the configurations expect it."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

KEPT = 2
"""Releases that stay: the one that is read, and the one that a slow request may still read."""


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


def publish(root: Path, slug: str, version: int, cards: tuple[str, ...]) -> None:
    """Write a release beside the others and lead the visit's link to it in one step.

    Stands in for generator.publish, which makes the same folders.
    """
    releases = root / ".releases" / slug
    release = releases / str(version)
    (release / "g").mkdir(parents=True)
    (release / "index.html").write_text(card("index", version), "utf-8")
    (release / "sw.js").write_text(f"/* 第 {version} 版 */" * 40, "utf-8")
    for token in cards:
        (release / "g" / f"{token}.html").write_text(card(token, version), "utf-8")
    fresh = root / f".{slug}.new"
    fresh.symlink_to(release.relative_to(root), target_is_directory=True)
    os.replace(fresh, root / slug)  # noqa: PTH105 - the very call that the design rests on
    for former in sorted(releases.iterdir(), key=lambda folder: int(folder.name))[:-KEPT]:
        shutil.rmtree(former)
