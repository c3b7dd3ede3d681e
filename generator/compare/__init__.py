"""Two versions of a visit as people understand them: what differs, as data worded elsewhere."""

from generator.compare.differences import (
    Crowd,
    Difference,
    FieldChange,
    Lodged,
    Placing,
    Position,
    Seated,
    Section,
)
from generator.compare.versions import differences_between

__all__ = [
    "Crowd",
    "Difference",
    "FieldChange",
    "Lodged",
    "Placing",
    "Position",
    "Seated",
    "Section",
    "differences_between",
]
