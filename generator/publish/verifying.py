"""Asks the web host for every page of a microsite and compares it with what was built.

A host that changes a page's script could read what the script unseals. Static pages cannot prevent
that; asking from another machine than the host's own shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from generator.publish.manifest import digest_of_bytes

AT_ONCE = 8
PATIENCE = 20
"""Seconds to wait for a page."""


class Differs(StrEnum):
    """How a page is not what it should be."""

    OTHER = "other"
    MISSING = "missing"
    UNREACHABLE = "unreachable"


def differing(base: str, digests: Mapping[str, str]) -> tuple[tuple[str, Differs], ...]:
    """The pages below the address `base` that are not as built. `digests` is the SHA-256 of each
    file by its path."""

    def asked(path: str) -> Differs | None:
        return _compared(f"{base}/{path}", digests[path])

    paths = sorted(digests)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = zip(paths, workers.map(asked, paths), strict=True)
        return tuple((path, problem) for path, problem in found if problem)


def still_there(base: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The pages below the address `base` that can still be read, or of which that is not known."""
    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = zip(paths, workers.map(lambda path: _is_gone(f"{base}/{path}"), paths), strict=True)
        return tuple(path for path, gone in found if not gone)


def _compared(address: str, digest: str) -> Differs | None:
    try:
        content = _fetched(address)
    except HTTPError:
        return Differs.MISSING
    except (URLError, OSError, ValueError):
        return Differs.UNREACHABLE
    return None if digest_of_bytes(content) == digest else Differs.OTHER


def _is_gone(address: str) -> bool:
    try:
        _fetched(address)
    except HTTPError as problem:
        return problem.code in (404, 410)
    except (URLError, OSError, ValueError):
        return False
    return False


def _fetched(address: str) -> bytes:
    # `no-cache`: what a proxy kept says nothing of the host.
    request = Request(address, headers={"Cache-Control": "no-cache"})
    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    with urlopen(request, timeout=PATIENCE) as answer:
        return bytes(answer.read())
