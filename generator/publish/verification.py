"""Compares the pages on the web host with those that were built, and looks for former pages.

A host that changes a page's script could read the card that the script decrypts. Static pages
cannot prevent that; a comparison from another machine than the host's own shows it.
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

WORKERS = 8
"""Pages requested at the same time."""
TIMEOUT = 20
"""Seconds to wait for a page."""


class PageProblem(StrEnum):
    """How a page on the host differs from the one that was built."""

    OTHER = "other"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class FormerPages:
    """Former pages that can still be read, and those of which it is not known."""

    answering: tuple[str, ...]
    unknown: tuple[str, ...]


def compare_pages(base: str, digests: Mapping[str, str]) -> tuple[tuple[str, PageProblem], ...]:
    """Return the pages below the address `base` that differ from those that were built.

    `digests` is the SHA-256 of each page by its path.
    """

    def compared(path: str) -> PageProblem | None:
        return _compared(f"{base}/{path}", digests[path])

    paths = sorted(digests)
    with ThreadPoolExecutor(WORKERS) as workers:
        problems = zip(paths, workers.map(compared, paths), strict=True)
        return tuple((path, problem) for path, problem in problems if problem)


def find_former_pages(base: str, paths: Iterable[str]) -> FormerPages:
    """Return which pages below the address `base` can still be read.

    Where the host answers with a page for an address that never existed, nothing is known.
    """
    paths = sorted(paths)
    with ThreadPoolExecutor(WORKERS) as workers:
        answers = workers.map(lambda path: _is_gone(f"{base}/{path}"), paths)
        gone = dict(zip(paths, answers, strict=True))
    answering = tuple(path for path in paths if gone[path] is False)
    unknown = tuple(path for path in paths if gone[path] is None)
    if answering and _is_gone(f"{base}/g/{secrets.token_urlsafe(16)}.html") is False:
        return FormerPages((), tuple(sorted((*answering, *unknown))))
    return FormerPages(answering, unknown)


def _compared(address: str, digest: str) -> PageProblem | None:
    try:
        content = _fetch(address)
    except HTTPError:
        return PageProblem.MISSING
    except (URLError, OSError, ValueError):
        return PageProblem.UNREACHABLE
    return None if digest_of_bytes(content) == digest else PageProblem.OTHER


def _is_gone(address: str) -> bool | None:
    """Whether a page is gone; None where that is not known."""
    try:
        _fetch(address)
    except HTTPError as problem:
        return True if problem.code in (404, 410) else None
    except (URLError, OSError, ValueError):
        return None
    return False


def _fetch(address: str) -> bytes:
    # `no-cache`: a proxy's copy shows nothing about the host.
    request = Request(address, headers={"Cache-Control": "no-cache"})
    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    with urlopen(request, timeout=TIMEOUT) as response:
        return bytes(response.read())
