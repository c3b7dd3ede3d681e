"""What `handbook assign` proposes: a place for each person, with the reasons, and what is lacking.

Reasons are texts of the vocabulary in every language. They are for the office alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Person
from generator.text import Text


@dataclass(frozen=True, slots=True)
class ProposedPlace:
    """A place for one person: the reasons for it, and the wishes and terms that it does not meet.

    `remedies` say what would meet these. `former` is the place that was published, accepted or
    proposed before, where it differs.
    """

    placement: Placement
    reasons: tuple[Text, ...] = ()
    unmet: tuple[Text, ...] = ()
    remedies: tuple[Text, ...] = ()
    former: Placement | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """People for whom there is no place: the smallest reason found, and what would mend it.

    “女宾 7 人，双床房只剩 3 间”.
    """

    kind: PlacementKind
    event: str
    people: tuple[Person, ...]
    reason: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed for a visit, in the order of its lists; `lacking` could not be placed.

    `nothing_open` are the kinds for which nobody is without a place.
    """

    places: tuple[ProposedPlace, ...] = ()
    lacking: tuple[Lack, ...] = ()
    nothing_open: frozenset[PlacementKind] = frozenset()
