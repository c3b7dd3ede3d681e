"""Asks the web host for every page of a microsite and compares it with what was built.

A host that changes a page's script could read what the script unseals. Static pages cannot prevent
that; asking from another machine than the host's own shows it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from generator.build.manifest import digest_of_bytes

AT_ONCE = 8
PATIENCE = 20
"""Seconds to wait for a page."""


class PageProblem(StrEnum):
    """How a page is not what it should be."""

    OTHER = "other"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


def compare_pages(base: str, digests: Mapping[str, str]) -> tuple[tuple[str, PageProblem], ...]:
    """The pages below the address `base` that are not as built. `digests` is the SHA-256 of each
    file by its path.
    """

    def asked(path: str) -> PageProblem | None:
        return _compared(f"{base}/{path}", digests[path])

    paths = sorted(digests)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = zip(paths, workers.map(asked, paths), strict=True)
        return tuple((path, problem) for path, problem in found if problem)


@dataclass(frozen=True)
class FormerPages:
    """FormerPages addresses that still answer with a page, and those of which nothing is known."""

    answering: tuple[str, ...]
    unknown: tuple[str, ...]


def find_former_pages(base: str, paths: Iterable[str]) -> FormerPages:
    """Which pages below the address `base` can still be read. Of a host that gives a page for an
    address that never was, nothing is known.
    """
    asked = sorted(paths)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = dict(
            zip(asked, workers.map(lambda path: _is_gone(f"{base}/{path}"), asked), strict=True)
        )
    answering = tuple(path for path, gone in found.items() if gone is False)
    unknown = tuple(path for path, gone in found.items() if gone is None)
    if answering and _is_gone(f"{base}/g/{secrets.token_urlsafe(16)}.html") is False:
        return FormerPages((), tuple(sorted((*answering, *unknown))))
    return FormerPages(answering, unknown)


def _compared(address: str, digest: str) -> PageProblem | None:
    try:
        content = _fetched(address)
    except HTTPError:
        return PageProblem.MISSING
    except (URLError, OSError, ValueError):
        return PageProblem.UNREACHABLE
    return None if digest_of_bytes(content) == digest else PageProblem.OTHER


def _is_gone(address: str) -> bool | None:
    """Whether a page is gone; None where that is not known."""
    try:
        _fetched(address)
    except HTTPError as problem:
        return True if problem.code in (404, 410) else None
    except (URLError, OSError, ValueError):
        return None
    return False


def _fetched(address: str) -> bytes:
    # `no-cache`: what a proxy kept says nothing of the host.
    request = Request(address, headers={"Cache-Control": "no-cache"})
    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    with urlopen(request, timeout=PATIENCE) as answer:
        return bytes(answer.read())
