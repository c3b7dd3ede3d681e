"""A card cut into the parts that can change on their own: what changed, and for whom, is told by
them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from generator.agenda.views import Agenda
from generator.text import Text

DIGESTS_KEPT = 131_072
"""Enough for all that is shared among the cards of five thousand guests."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who the reader of a card is."""

    name: str
    unit: str | None
    post: str | None
    party: str | None
    part: str | None
    language: str


def parts_of(agenda: Agenda) -> Iterator[tuple[str, Any]]:
    """Everything a card tells, as (key, part). A key is unique on the card, and stays the same
    while the thing it names is the same."""
    seen: dict[str, int] = {}
    for key, part in _parts(agenda):
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key}#{seen[key]}"), part


def _parts(agenda: Agenda) -> Iterator[tuple[str, Any]]:
    a = agenda
    yield "visit", a.visit
    yield "person", Particulars(a.name, a.unit, a.post, a.party, a.part, a.language)
    for entry in a.entries:
        yield entry.key, entry
    for stay in a.stays:
        yield f"stay:{stay.check_in}", stay
    for line in a.routine:
        yield f"routine:{line.what}", line
    for caller in a.contacts:
        yield f"contact:{caller.what}", caller
    for notice in a.notices:
        yield f"notice:{notice}", notice
    for duties in a.duties:
        yield f"duties:{duties.group}", duties
    for task in a.tasks:
        yield f"{'check' if task.checks else 'task'}:{task.what}", task
    for charge in a.charges:
        yield f"charge:{charge.name}", charge


def version_of(digests: Iterable[tuple[str, str]]) -> str:
    """Six characters that change whenever anything on a card does, from its parts' digests."""
    said = "|".join(f"{key}={digest}" for key, digest in digests)
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:6]


@lru_cache(maxsize=DIGESTS_KEPT)
def digest_of(part: Any) -> str:
    """12 characters that change whenever a part does."""
    return hashlib.sha256(repr(part).encode("utf-8")).hexdigest()[:12]


def plain(value: Any) -> Any:
    """A part as JSON can keep it: records as objects, texts in several languages as objects,
    dates and times in ISO form."""
    if isinstance(value, Text):
        return dict(value.others) if value.others else value.default
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, BaseModel):
        # Where a record was written is no part of what it says.
        said = (name for name, info in type(value).model_fields.items() if not info.exclude)
        return {name: plain(getattr(value, name)) for name in said}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
