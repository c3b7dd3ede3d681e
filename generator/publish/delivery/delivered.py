"""What became of a delivery, what was at its place before, and why one could not be made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from generator import vocabulary
from generator.build.manifest import digest_of_bytes
from generator.findings import Finding, Place, Severity

OnProgress = Callable[[int, int], None]
"""Called with how many files are done and how many there are."""


@dataclass(frozen=True)
class Delivery:
    """What went where, by path: new files, files that say something else now, files taken away,
    and how many were there already. `missing` are those that should be there as they are now and
    are not, `left` those that should be gone and are not; `why` is what a store said of these.
    """

    target: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    missing: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    why: str = ""

    @property
    def complete(self) -> bool:
        """Whether the target now holds just what was built."""
        return not (self.missing or self.left)


@dataclass(frozen=True)
class ReleaseInfo:
    """What a publication leaves beside its pages for the next publisher: the name of its record, by
    whom and when it was made, and an `id` that no other has.
    """

    publication: str
    by: str = ""
    at: str = ""
    id: str = ""

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8")


def release_info_from(content: bytes) -> ReleaseInfo | None:
    """The stamp in a file's content; None where there is none that this program reads."""
    try:
        found = json.loads(content)
        return ReleaseInfo(*(str(found[name]) for name in ("publication", "by", "at", "id")))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


@dataclass(frozen=True)
class TargetState:
    """What is at a place: a digest of each of our files, by path, and the last publisher's stamp.
    Equal to another only where nobody published in between.
    """

    files: Mapping[str, str]
    stamp: ReleaseInfo | None = None

    def holds(self, path: str, content: bytes) -> bool:
        """Whether a file is there with just that content, as far as its digest shows."""
        return self.files.get(path) in (digest_of_bytes(content), md5_of(content))


def md5_of(content: bytes) -> str:
    """The digest that object stores give, marked as such."""
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


class PublishError(Exception):
    """Nothing could be delivered; `finding` says why and how to mend it."""

    def __init__(self, code: str, place: object, **values: object) -> None:
        message = vocabulary.message(f"publish.{code}", place=place, **values)
        self.finding = Finding(f"publish.{code}", Severity.ERROR, Place(str(place)), message)
        super().__init__(code)
