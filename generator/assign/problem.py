"""One problem of placing people: who is to be placed, where there is room, and what counts.

Rooms, tables, vehicles and seats are problems of this one form, which `generator.assign.solver`
solves. A term says what a placement costs: a hard one must not be broken where that can be avoided,
a soft one is weighed by its weight.
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
    before, and `informed` whether the person has been informed of it: they are moved last.
    """

    key: str
    person: Person
    size: int = 1
    slots: frozenset[Slot] = frozenset({None})
    fixed: str | None = None
    former: str | None = None
    informed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A room, a table, a vehicle or a seat. `capacity` is the number of people, in every slot.

    `group` is what it belongs to, such as a floor: places of one group are near each other.
    `taken` are the people in it, by slot, whom the problem has not as subjects.
    """

    key: str
    capacity: int
    group: Hashable = None
    taken: Mapping[Slot, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceTerm:
    """What it costs that `subject` is in `place`: 0, or how badly it fits. Not about others."""

    code: str
    cost: Callable[[Subject, Place], int]
    weight: int = 1
    hard: bool = False


@dataclass(frozen=True, slots=True)
class PairTerm:
    """What it costs that these two are in one place at a time: 0, or how badly they fit.

    The order of the two does not matter to `cost`. Where a term can be said of pairs, this is much
    faster than a SharingTerm.
    """

    code: str
    cost: Callable[[Subject, Subject], int]
    weight: int = 1
    hard: bool = False


@dataclass(frozen=True, slots=True)
class SharingTerm:
    """What it costs that these people share a place at a time: 0, or how badly they fit.

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

    `sets` are the keys of subjects who belong together; `area` is what of a place counts: its key
    for the same place, its group for the same floor. People without a place are in no area.
    """

    code: str
    sets: tuple[frozenset[str], ...]
    area: Callable[[Place], Hashable]
    weight: int = 1
    hard: bool = False


Term = PlaceTerm | PairTerm | SharingTerm | TogetherTerm


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be solved; the order of subjects and places is that of preference."""

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
