"""Who may see a field: declared beside the field, applied by `views` and by the agenda's reader."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum
from functools import cache

from pydantic import BaseModel


class Audience(IntEnum):
    """The widest circle of people who may see a field; each circle contains the next.

    `PUBLIC` is anyone on the web. `SELF` is whoever the record is about or serves: a guest for
    her own telephone and room, the guests on a ride for the vehicle's plate, the guests in a
    liaison's care for the liaison's telephone. `STAFF` is the team that hosts; a field in a
    `Circle` is on the cards of some of them alone. `OFFICE` is the office alone.
    """

    PUBLIC = 3
    SELF = 2
    STAFF = 1
    OFFICE = 0


PUBLIC = Audience.PUBLIC
SELF = Audience.SELF
STAFF = Audience.STAFF
OFFICE = Audience.OFFICE


class Circle(Enum):
    """Staff whose task needs a certain field of guests together with their names.

    On cards, a field in a circle is for its members, and for the liaison whose guest it is about.
    Other staff have numbers of people at most.
    """

    DIETS = "diets"
    """The diets of guests: for the kitchen's lead, who has the meals served."""
    NEEDS = "needs"
    """The needs of guests for their health: for staff who assign rooms or give medical care."""
    ROOMS = "rooms"
    """Who is in which room: for the staff who may have that list by roles/lodging.md."""


DIETS = Circle.DIETS
NEEDS = Circle.NEEDS
ROOMS = Circle.ROOMS

CIRCLES_OF_LEADS: Mapping[str, frozenset[Circle]] = {
    "dining": frozenset({DIETS}),
    "lodging": frozenset({ROOMS, NEEDS}),
}
"""The circles of the lead of a working group, by the id of its standing role."""
CIRCLES_OF_MEMBERS: Mapping[str, frozenset[Circle]] = {
    "medical": frozenset({DIETS, NEEDS, ROOMS}),
}
"""The circles of everybody in a working group."""


def circles_of(role: str, *, leads: bool) -> frozenset[Circle]:
    """The circles of somebody in a working group of a standing role."""
    own = CIRCLES_OF_MEMBERS.get(role, frozenset())
    return own | CIRCLES_OF_LEADS.get(role, frozenset()) if leads else own


@cache
def audience_of(model: type[BaseModel], field: str) -> Audience:
    """The audience declared on `model.field`; LookupError where none is declared."""
    for mark in model.model_fields[field].metadata:
        if isinstance(mark, Audience):
            return mark
    raise LookupError(f"{model.__name__}.{field} declares no audience")


@cache
def circle_of(model: type[BaseModel], field: str) -> Circle | None:
    """The circle declared on `model.field`; None where all staff may see it."""
    marks = model.model_fields[field].metadata
    return next((mark for mark in marks if isinstance(mark, Circle)), None)


@cache
def visibility(model: type[BaseModel], field: str, audience: Audience) -> bool | Circle:
    """Whether `audience` sees `model.field`; the circle, where of staff only a circle does."""
    if audience_of(model, field) < audience:
        return False
    circle = circle_of(model, field)
    return circle if circle and audience is STAFF else True
