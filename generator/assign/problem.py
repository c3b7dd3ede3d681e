"""A problem of placing people: who is to be placed, where there is room, and by which terms.

Rooms, tables and vehicles are problems of this one form, which `generator.assign.solver` solves;
seats are found without it (`generator.assign.seats`). A term gives the cost of a placement. A hard
term must not be broken where that can be avoided; the cost of a soft one is multiplied by its
weight.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.people import Person

Slot = Hashable
"""A time for which a place is needed: a night. Problems without nights have the one slot None."""


@dataclass(frozen=True, slots=True)
class Subject:
    """People who are placed together: one person, or a guest with companions.

    `key` is unique in the problem: one person may need a place twice, such as two nights apart.
    `slots` are the times for which a place is needed. `fixed` is the key of the place that somebody
    wrote or accepted, which is never changed. `former` is the place that was published or proposed
    before, and `informed` whether the person has been informed of it: they are moved last. Subjects
    of one `unit` are of use only together: where one has no place, the places of the others are
    free for somebody else.
    """

    key: str
    person: Person
    size: int = 1
    slots: frozenset[Slot] = frozenset({None})
    fixed: str | None = None
    former: str | None = None
    informed: bool = False
    unit: Hashable = None


@dataclass(frozen=True, slots=True)
class Place:
    """A room, a table or a vehicle. `capacity` is the number of people, in every slot.

    `group` is what it belongs to, such as a floor: places of one group are near each other.
    `taken` is the number of people in it, by slot, who are not subjects of the problem.
    """

    key: str
    capacity: int
    group: Hashable = None
    taken: Mapping[Slot, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceTerm:
    """The cost of `subject` being in `place`, regardless of who else is there; 0 where it suits."""

    code: str
    cost: Callable[[Subject, Place], int]
    weight: int = 1
    hard: bool = False


@dataclass(frozen=True, slots=True)
class PairTerm:
    """The cost of two subjects being in one place at the same time; 0 where they suit.

    The order of the two does not matter to `cost`. A term that concerns pairs is computed much
    faster as a PairTerm than as a SharingTerm.
    """

    code: str
    cost: Callable[[Subject, Subject], int]
    weight: int = 1
    hard: bool = False


@dataclass(frozen=True, slots=True)
class SharingTerm:
    """The cost of these people sharing a place at the same time; 0 where they suit.

    `cost` gets the members of one place in one slot, at least one, in the order of their keys. Of
    the slots of a place, the costliest counts. A place that nobody uses costs nothing, so that a
    cost of 1 for any members makes as few places as possible be used.
    """

    code: str
    cost: Callable[[Place, Sequence[Subject]], int]
    weight: int = 1
    hard: bool = False


@dataclass(frozen=True, slots=True)
class TogetherTerm:
    """People of one set who should be near each other: each further area that they are in costs 1.

    `sets` are the keys of subjects who belong together; `area` is the part of a place that they
    should share: its key for the same place, its group for the same floor. People
    without a place are in no area.
    """

    code: str
    sets: tuple[frozenset[str], ...]
    area: Callable[[Place], Hashable]
    weight: int = 1
    hard: bool = False


Term = PlaceTerm | PairTerm | SharingTerm | TogetherTerm


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem to solve; subjects and places are in the order of preference."""

    subjects: tuple[Subject, ...]
    places: tuple[Place, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A term that a solution does not meet: which, for whom, where, and by how much."""

    term: Term
    subjects: tuple[Subject, ...]
    places: tuple[Place, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The place of each subject by its key; None where none is left that breaks no hard term.

    `cost` is the sum of the soft terms by their weights; `breaches` are the soft terms not met.
    """

    places: Mapping[str, str | None]
    cost: int
    breaches: tuple[Breach, ...] = ()

    def unplaced(self, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
        """Those without a place."""
        return tuple(subject for subject in subjects if self.places.get(subject.key) is None)
