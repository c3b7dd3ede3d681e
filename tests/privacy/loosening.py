"""Widens the audience of one field for a while, as an edit of the model might."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.model.audience import Audience, Circle, audience_of, circle_of, visibility
from generator.model.record import Record
from tests.privacy.canary import declared_by, records


@contextmanager
def loosened(owner: type[Record], field: str, audience: Audience) -> Iterator[None]:
    """Within it, `field` of `owner` and of the records that extend it is for `audience`."""
    with _marked(owner, field, lambda mark: audience if isinstance(mark, Audience) else mark):
        yield


@contextmanager
def opened_to_staff(owner: type[Record], field: str) -> Iterator[None]:
    """Within it, `field` is for all staff and no longer for a circle of them."""
    with _marked(owner, field, lambda mark: None if isinstance(mark, Circle) else mark):
        yield


@contextmanager
def _marked(owner: type[Record], field: str, change: Callable[[object], object]) -> Iterator[None]:
    extending = [model for model in records() if issubclass(model, owner)]
    infos = [m.model_fields[field] for m in extending if m is owner or field not in declared_by(m)]
    before = [info.metadata for info in infos]
    for info in infos:
        info.metadata = [mark for mark in map(change, info.metadata) if mark is not None]
    _forget()
    try:
        yield
    finally:
        for info, metadata in zip(infos, before, strict=True):
            info.metadata = metadata
        _forget()


def _forget() -> None:
    audience_of.cache_clear()
    circle_of.cache_clear()
    visibility.cache_clear()
