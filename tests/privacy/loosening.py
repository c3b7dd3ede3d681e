"""Widens the audience of one field for a while, as an edit of the model might."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generator.model.audience import Audience, audience_of
from generator.model.record import Record
from tests.privacy.canary import declared_by, records


@contextmanager
def loosened(owner: type[Record], field: str, audience: Audience) -> Iterator[None]:
    """Within it, `field` of `owner` and of the records that extend it is for `audience`."""
    extending = [model for model in records() if issubclass(model, owner)]
    infos = [m.model_fields[field] for m in extending if m is owner or field not in declared_by(m)]
    before = [info.metadata for info in infos]
    for info in infos:
        info.metadata = [audience if isinstance(m, Audience) else m for m in info.metadata]
    audience_of.cache_clear()
    try:
        yield
    finally:
        for info, metadata in zip(infos, before, strict=True):
            info.metadata = metadata
        audience_of.cache_clear()
