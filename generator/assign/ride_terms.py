"""The terms by which people are divided among the vehicles of a ride: a line for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from generator.assign.common_terms import foreign_language_of, party_of, sets_of
from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    SharingTerm,
    Subject,
    Term,
    TogetherTerm,
)
from generator.assign.weights import weights_of
from generator.assign.wishes import wishes_of
from generator.model.people import Guest, Person
from generator.model.visit import Visit
from generator.model.wishes import WishKind
from generator.seating.assignment import rank_order

_MOST_MATES = 6
"""A wish that names more people, such as a whole party, is met by keeping parties together."""


class RideTerms:
    """The terms of a visit's rides, by its wishes and its rule page on placement."""

    def __init__(self, visit: Visit) -> None:
        self.wishes = wishes_of(visit, WishKind.RIDE_WITH, _MOST_MATES)
        self.apart = wishes_of(visit, WishKind.NOT_RIDE_WITH)
        self._weights = weights_of(visit)
        self._visit = visit

    def of_ride(
        self,
        subjects: Sequence[Subject],
        vehicles: Sequence[str],
        in_use: Collection[str],
        earlier: Mapping[str, str],
        before: Mapping[str, str],
        divided: Collection[str],
    ) -> Iterator[Term]:
        """The terms of one ride: the hard one, then the soft ones.

        `vehicles` are the numbers of those that may be used, `in_use` those that are on the ride
        anyway; `earlier` are the vehicles that people were in earlier that day, `before` those in
        which they were to be on this ride, both by the keys of subjects; `divided` are the parties
        for which there is no vehicle large enough.
        """
        weights = self._weights
        guests = [subject for subject in subjects if isinstance(subject.person, Guest)]
        keys = {subject.key for subject in guests}
        apart, head = self.apart.pairs, head_of(subject.person for subject in guests)

        def key(place: Place) -> Hashable:
            return place.key

        def moved(subject: Subject, place: Place) -> bool:
            return before.get(subject.key, place.key) != place.key

        def changes(subject: Subject, place: Place) -> int:
            vehicle = earlier.get(subject.key, place.key)
            return int(vehicle != place.key and vehicle in vehicles)

        yield PairTerm("apart", lambda a, b: int(frozenset((a.key, b.key)) in apart), hard=True)
        yield TogetherTerm("wishes", tuple(self.wishes.sets_among(keys)), key, weights["wishes"])
        yield TogetherTerm("party", _sets(guests, _parties), key, weights["party"])
        yield TogetherTerm("unit", _sets(guests, self._likeness), key, weights["unit"])
        yield PlaceTerm(
            "rank", lambda s, p: int(s.person is head and p.key != vehicles[0]), weights["rank"]
        )
        if divided:
            yield SharingTerm(
                "alike", lambda _, members: alone_in_party(members, divided), weights["alike"]
            )
        yield PlaceTerm(
            "steady", lambda s, p: int(not s.informed and moved(s, p)), weights["steady"]
        )
        yield PlaceTerm("steady", lambda s, p: int(s.informed and moved(s, p)), weights["informed"])
        yield PlaceTerm("fewest", changes, weights["fewest"])
        yield SharingTerm("fewest", lambda p, _: int(p.key not in in_use), weights["fewest"])

    def _likeness(self, guest: Guest) -> Iterator[Hashable]:
        """The unit of a guest, within the party, and a language that is not the visit's first."""
        if guest.unit:
            yield party_of(guest), guest.unit
        yield foreign_language_of(self._visit, guest)


def alone_in_party(members: Sequence[Subject], parties: Collection[str]) -> int:
    """How many guests are the only ones of one of `parties` among guests of others."""
    sizes: Counter[str] = Counter()
    for subject in members:
        if party := party_of(subject.person):
            sizes[party] += subject.size
    alone = (party for party, size in sizes.items() if size == 1 and party in parties)
    return sum(1 for _ in alone) if len(sizes) > 1 else 0


def head_of(people: Iterable[Person]) -> Person | None:
    """The first by rank, where there are lower ranks too: who rides in the first vehicle."""
    ranked = [person for person in people if isinstance(person, Guest) and person.rank]
    if len({rank_order(guest) for guest in ranked}) < 2:
        return None
    return min(ranked, key=rank_order)


def _parties(guest: Guest) -> Iterator[Hashable]:
    return (party.name for party in guest.parties)


def _sets(
    subjects: Iterable[Subject], values_of: Callable[[Guest], Iterable[Hashable]]
) -> tuple[frozenset[str], ...]:
    """The keys of the guests who have one of their values in common."""
    guests = ((subject.key, subject.person) for subject in subjects)
    return sets_of(
        (key, value)
        for key, guest in guests
        if isinstance(guest, Guest)
        for value in values_of(guest)
    )
