"""Pages that an update added: they enter the navigation, and mkdocs.yml stays the office's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.files import write_file

FILE = Path(".handbook/added.yml")
"""In an office's project: the pages that updates added, and where they belong."""


@dataclass(frozen=True, slots=True)
class AddedPage:
    """A page, by its path under docs/, its title, and the section of the navigation it is in."""

    path: str
    title: str
    section: str


def added_pages(root: Path) -> tuple[AddedPage, ...]:
    """The pages that updates added to the project at `root`; none where the file is missing."""
    try:
        kept = yaml.safe_load((root / FILE).read_text("utf-8"))
        return tuple(AddedPage(**page) for page in kept)
    except (OSError, ValueError, TypeError, yaml.YAMLError):
        return ()


def save_added_pages(root: Path, pages: Iterable[AddedPage]) -> None:
    """Keep which pages were added, with those of former updates. Raises OSError."""
    known = dict.fromkeys((*added_pages(root), *pages))
    text = yaml.safe_dump([asdict(page) for page in known], allow_unicode=True, sort_keys=False)
    write_file(root / FILE, text.encode())


def pages_listed(nav: Sequence[Any], section: str = "") -> Iterator[AddedPage]:
    """Every page of a navigation as it is written in mkdocs.yml."""
    for entry in nav:
        if isinstance(entry, str):
            yield AddedPage(entry, "", section)
        elif isinstance(entry, Mapping):
            for title, content in entry.items():
                if isinstance(content, str):
                    yield AddedPage(content, str(title), section)
                elif isinstance(content, list):
                    yield from pages_listed(content, section or str(title))


def with_added_pages(nav: Sequence[Any], pages: Iterable[AddedPage]) -> list[Any]:
    """The navigation with the pages that it does not list, each at the end of its section."""
    listed = {page.path for page in pages_listed(nav)}
    result = list(nav)
    for page in pages:
        if page.path not in listed:
            result = _inserted(result, page)
    return result


def _inserted(nav: list[Any], page: AddedPage) -> list[Any]:
    entry = {page.title: page.path} if page.title else page.path
    if not page.section:
        return [*nav, entry]
    for number, section in enumerate(nav):
        if isinstance(section, dict) and isinstance(section.get(page.section), list):
            longer = section | {page.section: [*section[page.section], entry]}
            return [*nav[:number], longer, *nav[number + 1 :]]
    return [*nav, {page.section: [entry]}]
