"""What became of a delivery, and why one could not be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator import vocabulary
from generator.findings import Finding, Place, Severity

Watch = Callable[[int, int], None]
"""Called with how many files are done and how many there are."""


@dataclass(frozen=True)
class Delivery:
    """What went where, by path: new files, files that say something else now, files taken away,
    and how many were there already. `missing` are those that should be there as they are now and
    are not, `left` those that should be gone and are not; `why` is what a store said of these."""

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


class PublishError(Exception):
    """Nothing could be delivered; `finding` says why and how to mend it."""

    def __init__(self, code: str, place: object, **values: object) -> None:
        message = vocabulary.text(f"publish.{code}", place=place, **values)
        self.finding = Finding(f"publish.{code}", Severity.ERROR, Place(str(place)), message)
        super().__init__(code)
