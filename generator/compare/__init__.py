"""Two versions of a visit as people understand them: what differs, as data worded elsewhere."""

from generator.compare.differences import (
    Difference,
    FieldChange,
    PeopleGroup,
    Placement,
    Reassignment,
    RoomStay,
    TableSeat,
    Topic,
)
from generator.compare.versions import differences_between

__all__ = [
    "Difference",
    "FieldChange",
    "PeopleGroup",
    "Placement",
    "Reassignment",
    "RoomStay",
    "TableSeat",
    "Topic",
    "differences_between",
]
