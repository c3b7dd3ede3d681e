"""The differences between two versions of a visit, as data that `render/comparison` words."""

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
from generator.compare.sections import differences_between

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
