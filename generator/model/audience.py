"""Who may see a field: declared beside the field, applied by `views` and by the agenda's reader."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from pydantic import BaseModel


class Audience(IntEnum):
    """The widest circle of people who may see a field; each circle contains the next.

    `PUBLIC` is anyone on the web. `SELF` is whoever the record is about or serves: a guest for
    her own telephone and room, the guests on a ride for the vehicle's plate, the guests in a
    liaison's care for the liaison's telephone. `STAFF` is the team that hosts. `OFFICE` is the
    office alone.
    """

    PUBLIC = 3
    SELF = 2
    STAFF = 1
    OFFICE = 0


PUBLIC = Audience.PUBLIC
SELF = Audience.SELF
STAFF = Audience.STAFF
OFFICE = Audience.OFFICE


@cache
def audience_of(model: type[BaseModel], field: str) -> Audience:
    """The audience declared on `model.field`; LookupError where none is declared."""
    for mark in model.model_fields[field].metadata:
        if isinstance(mark, Audience):
            return mark
    raise LookupError(f"{model.__name__}.{field} declares no audience")
