"""What each release changed on the pages of offices and why, and the pages as they were released.

Both are files beside this one: page_changes.yml is written by hand, with each change of a page;
released_pages.yml has the digest of every page at each release and is written by .ci/release.py.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import yaml
from packaging.version import InvalidVersion, Version

from generator.init.differences import plain_text
from generator.text import Text

NEXT = "next"
"""The version of changes that no release has yet."""
_CHANGES = Path(__file__).with_name("page_changes.yml")
_RELEASED = Path(__file__).with_name("released_pages.yml")


@dataclass(frozen=True, slots=True)
class PageChange:
    """A change of some pages: what changed, and why.

    `pages` are paths or patterns, as written in mkdocs.yml. `law` is the regulation that required
    the change, None where none did.
    """

    version: str
    pages: tuple[str, ...]
    what: Text
    why: Text
    law: str | None = None

    def concerns(self, path: str) -> bool:
        """Whether it is about the file at `path`, in an office's project."""
        page = path.removeprefix("docs/")
        return any(fnmatchcase(page, pattern) for pattern in self.pages)


@cache
def page_changes() -> tuple[PageChange, ...]:
    """The changes of all releases, the newest first."""
    return tuple(
        PageChange(
            version=str(release["version"]),
            pages=tuple(change["pages"]),
            what=Text.of(change["what"]),
            why=Text.of(change["why"]),
            law=change.get("law"),
        )
        for release in yaml.safe_load(_CHANGES.read_text("utf-8"))
        for change in release["changes"]
    )


def changes_of(path: str, since: str) -> tuple[PageChange, ...]:
    """The changes of the file at `path` after the version `since`; all of them if that is ""."""
    return tuple(
        change
        for change in page_changes()
        if change.concerns(path)
        and (change.version == NEXT or not since or is_newer(change.version, since))
    )


def last_released_pages() -> dict[str, str]:
    """The digest of each page of docs/ and profiles/ at the last release, by its path."""
    return list(_releases().values())[-1]


def is_released(path: str, content: bytes) -> bool:
    """Whether a page is one that a release of the program had, whatever the release."""
    digest = page_digest(content)
    return any(pages.get(path) == digest for pages in _releases().values())


def page_digest(content: bytes) -> str:
    """A digest of a page's text, the same for every encoding and end of line."""
    text = plain_text(content)
    return hashlib.sha256(content if text is None else text.encode()).hexdigest()[:16]


@cache
def _releases() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load(_RELEASED.read_text("utf-8")))


def is_newer(version: str, other: str) -> bool:
    """Whether a version is newer than another; no if one of them is not a version number."""
    try:
        return Version(version) > Version(other)
    except InvalidVersion:
        return False
