"""What `handbook assign` proposes: a place for each person, with the reasons, and what is lacking.

Rooms, tables, rides and seats are proposed by one module each, as
`propose(scope: Scope, former: Former) -> Proposal`, in this order: where people sleep decides
which rides they need, and a seat needs a table or a vehicle. So the visit in `scope` has what
people wrote and, of the kinds before, the places that are accepted or proposed; of a module's own
kind it has what people wrote and nothing else. The proposal has every line of its kind that
assigned.csv has once it is accepted: also the accepted ones that still fit, but none for a person
who is gone or has a place that somebody wrote.

Reasons are texts of the vocabulary in every language. They are for the office alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Person
from generator.model.record import PersonId
from generator.text import Text


@dataclass(frozen=True)
class Former:
    """Where people were placed before: as accepted, or else as published or proposed.

    `accepted` are the lines of assigned.csv: they stay where they still fit. `placements` are those
    that were published or proposed, and that a proposal repeats where it can. `informed` are the
    people whose published card shows such a place: they are moved last. Until `over` (naive) the
    visit has taken place: for that time nothing is proposed.
    """

    placements: tuple[Placement, ...] = ()
    informed: frozenset[PersonId] = frozenset()
    accepted: tuple[Placement, ...] = ()
    over: datetime = datetime.min

    def of(self, kind: PlacementKind, event: str, person: PersonId) -> Placement | None:
        """The former place of a person at an event; the first of several, accepted ones first."""
        return self._by_event.get((kind, event, person))

    def is_accepted(self, placement: Placement) -> bool:
        """Whether this is a line of assigned.csv."""
        return placement in self._accepted

    @cached_property
    def _accepted(self) -> frozenset[Placement]:
        return frozenset(self.accepted)

    @cached_property
    def _by_event(self) -> dict[tuple[PlacementKind, str, PersonId], Placement]:
        places = (*self.accepted, *self.placements)
        return {(p.kind, p.event, p.person): p for p in reversed(places)}


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that a proposed place does not meet, and what would meet it, where anything would."""

    text: Text
    remedy: Text | None = None


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

    @classmethod
    def of(
        cls,
        placement: Placement,
        reasons: Iterable[Text],
        unmet: Iterable[Unmet],
        former: Placement | None,
    ) -> ProposedPlace:
        """The place with what it does not meet, and each remedy once."""
        wishes = tuple(unmet)
        remedies = dict.fromkeys(wish.remedy for wish in wishes if wish.remedy)
        texts = tuple(wish.text for wish in wishes)
        return cls(placement, tuple(reasons), texts, tuple(remedies), former)


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

    @classmethod
    def joined(cls, parts: Iterable[Proposal]) -> Proposal:
        """The proposals of several kinds as one."""
        proposals = tuple(parts)
        return cls(
            tuple(place for part in proposals for place in part.places),
            tuple(lack for part in proposals for lack in part.lacking),
            frozenset(kind for part in proposals for kind in part.nothing_open),
        )
