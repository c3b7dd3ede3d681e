"""Who wishes to be with whom, or without: the pairs of people of one column of the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.model.wishes import Pair, WishKind


@dataclass(frozen=True)
class Wishes:
    """The wishes of one column: by the id of who wishes, the ids of those who are named."""

    named: dict[PersonId, frozenset[PersonId]]

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """The pairs of people of whom at least one names the other."""
        return frozenset(
            frozenset({person, other}) for person, others in self.named.items() for other in others
        )

    @cached_property
    def by_person(self) -> dict[PersonId, frozenset[PersonId]]:
        """The people whom a person names or is named by, by the id of that person."""
        others: dict[PersonId, set[PersonId]] = defaultdict(set)
        for pair in self.pairs:
            for person in pair:
                others[person] |= pair - {person}
        return {person: frozenset(ids) for person, ids in others.items()}

    def between(self, person: PersonId, other: PersonId) -> str | None:
        """The key of the words of a wish of two people; None where neither names the other.

        `names` where `person` names the other, `named` the other way round, `mutual` where both do.
        """
        names = other in self.named.get(person, ())
        is_named = person in self.named.get(other, ())
        if names and is_named:
            return "mutual"
        return "names" if names else "named" if is_named else None

    def sets_among(self, keys: Container[str]) -> Iterator[frozenset[str]]:
        """Yield the two people of each wish among `keys`; those of a mutual wish twice."""
        for person, others in sorted(self.named.items()):
            for other in sorted(others):
                if person in keys and other in keys:
                    yield frozenset({person, other})


def wishes_of(visit: Visit, kind: WishKind, most: int | None = None) -> Wishes:
    """The wishes of a kind; without those that name more than `most` people, such as a party."""
    named: dict[PersonId, set[PersonId]] = defaultdict(set)
    for wish in visit.wishes:
        if wish.kind is kind and (most is None or len(wish.people) <= most):
            named[wish.guest.id].update(person.id for person in wish.people)
    return Wishes({person: frozenset(others) for person, others in named.items()})
