"""Who is where while a solution is searched for, and what each step would cost.

All costs are kept by differences: `cost_of_adding` looks only at what one step changes. A new kind
of term has its cost from the definition in `generator.assign.costs`, and its differences here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from generator.assign.costs import groups_at_a_time
from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Subject,
    TogetherTerm,
)

UNPLACED = 10**9
"""What a person without a place costs: more than all soft terms together."""
BROKEN = 10**14
"""What a broken hard term costs: more than anybody without a place."""
_MOST_REMEMBERED = 4_000
"""The costs of sharing that are remembered for one place."""

Set = tuple[list[Hashable], dict[Hashable, int], int]
"""People who belong together: the area of each place, how many are in each area, the weight."""


class Occupancy:
    """The place of each subject. Subjects and places are numbers, in the order of their keys.

    `place_of` is the number of each subject's place, None for those without one; `members` are the
    subjects in each place; `cost` is the sum of all terms, with `UNPLACED` and `BROKEN`.
    """

    def __init__(self, problem: Problem) -> None:
        self.subjects = sorted(problem.subjects, key=lambda subject: subject.key)
        self.places = sorted(problem.places, key=lambda place: place.key)
        self.number = {place.key: number for number, place in enumerate(self.places)}
        self.size = [subject.size for subject in self.subjects]
        self.members: list[list[int]] = [[] for _ in self.places]
        self.place_of: list[int | None] = [None] * len(self.subjects)
        self.cost = sum(self.size) * UNPLACED
        self._set_slots()
        self.fit = self._fit(problem)
        self._pair_terms = [term for term in problem.terms if isinstance(term, PairTerm)]
        self._pair_costs: list[dict[int, int | None]] = [{} for _ in self.subjects]
        self._sharing = [term for term in problem.terms if isinstance(term, SharingTerm)]
        self._mask = [0] * len(self.places)
        self._shared = [0] * len(self.places)
        self._remembered: list[dict[int, int]] = [{0: 0} for _ in self.places]
        self.sets: list[list[Set]] = [[] for _ in self.subjects]
        self.together: list[tuple[Set, tuple[int, ...]]] = []
        self._areas: list[list[Hashable]] = []
        self._set_sets(problem)

    def _set_slots(self) -> None:
        """Number the slots; slots that all subjects and places need alike are one."""
        needs: dict[Hashable, tuple[object, ...]] = {
            slot: (
                *(slot in subject.slots for subject in self.subjects),
                *(place.taken.get(slot, 0) for place in self.places),
            )
            for slot in dict.fromkeys(slot for one in self.subjects for slot in one.slots)
        }
        kinds = {kind: number for number, kind in enumerate(dict.fromkeys(needs.values()))}
        self.slots = [
            tuple(sorted({kinds[needs[slot]] for slot in subject.slots}))
            for subject in self.subjects
        ]
        self.free = [[place.capacity] * len(kinds) for place in self.places]
        for slot, kind in needs.items():
            for place, free in zip(self.places, self.free, strict=True):
                free[kinds[kind]] = place.capacity - place.taken.get(slot, 0)

    def _fit(self, problem: Problem) -> list[list[int | None]]:
        """What each subject costs in each place by itself; None where a hard term forbids it."""
        terms = [term for term in problem.terms if isinstance(term, PlaceTerm)]
        soft = [(term.cost, term.weight) for term in terms if not term.hard and term.weight]
        hard = [term.cost for term in terms if term.hard]
        return [
            [
                None
                if any(cost(subject, place) for cost in hard)
                else sum(weight * cost(subject, place) for cost, weight in soft)
                for place in self.places
            ]
            for subject in self.subjects
        ]

    def _set_sets(self, problem: Problem) -> None:
        numbers = {subject.key: number for number, subject in enumerate(self.subjects)}
        for term in problem.terms:
            if not isinstance(term, TogetherTerm) or not (term.weight or term.hard):
                continue
            areas = [term.area(place) for place in self.places]
            self._areas.append(areas)
            weight = BROKEN if term.hard else term.weight
            for keys in term.sets:
                people = tuple(sorted(numbers[key] for key in keys if key in numbers))
                if len(people) > 1:
                    one: Set = (areas, {}, weight)
                    self.together.append((one, people))
                    for person in people:
                        self.sets[person].append(one)

    def cost_of_adding(self, subject: int, place: int) -> int | None:
        """What it adds to the cost that `subject`, who has no place, comes into `place`.

        None where there is no room, or a hard term of a place or a pair forbids it.
        """
        cost = self.fit[subject][place]
        if cost is None:
            return None
        free, size = self.free[place], self.size[subject]
        for slot in self.slots[subject]:
            if free[slot] < size:
                return None
        if self._pair_terms:
            known = self._pair_costs[subject]
            for member in self.members[place]:
                pair = known[member] if member in known else self._pair(subject, member)
                if pair is None:
                    return None
                cost += pair
        for areas, numbers, weight in self.sets[subject]:
            if numbers and areas[place] not in numbers:
                cost += weight
        if self._sharing:
            mask = self._mask[place] | 1 << subject
            shared = self._remembered[place].get(mask)
            if shared is None:
                shared = self._share(place, mask, (*self.members[place], subject))
            cost += shared - self._shared[place]
        return cost - size * UNPLACED

    def add(self, subject: int, place: int) -> None:
        """Put `subject`, who has no place, into `place`, even where a hard term forbids it."""
        cost = self.fit[subject][place]
        self.cost += BROKEN if cost is None else cost
        self.cost += self._cost_of_company(subject, place) - self.size[subject] * UNPLACED
        for slot in self.slots[subject]:
            self.free[place][slot] -= self.size[subject]
        for areas, numbers, weight in self.sets[subject]:
            area = areas[place]
            if numbers and area not in numbers:
                self.cost += weight
            numbers[area] = numbers.get(area, 0) + 1
        self.members[place].append(subject)
        self.place_of[subject] = place
        self._share_again(place, self._mask[place] | 1 << subject)

    def remove(self, subject: int) -> int:
        """Take `subject` out of its place, and return the place's number."""
        place = self.place_of[subject]
        assert place is not None
        self.members[place].remove(subject)
        self.place_of[subject] = None
        cost = self.fit[subject][place]
        self.cost -= BROKEN if cost is None else cost
        self.cost -= self._cost_of_company(subject, place) - self.size[subject] * UNPLACED
        for slot in self.slots[subject]:
            self.free[place][slot] += self.size[subject]
        for areas, numbers, weight in self.sets[subject]:
            area = areas[place]
            numbers[area] -= 1
            if not numbers[area]:
                del numbers[area]
                if numbers:
                    self.cost -= weight
        self._share_again(place, self._mask[place] & ~(1 << subject))
        return place

    def _cost_of_company(self, subject: int, place: int) -> int:
        if not self._pair_terms:
            return 0
        costs = (self.pair(subject, member) for member in self.members[place])
        return sum(BROKEN if cost is None else cost for cost in costs)

    def pair(self, one: int, other: int) -> int | None:
        """What it costs that two share a place; None where a hard term forbids it."""
        known = self._pair_costs[one]
        return known[other] if other in known else self._pair(one, other)

    def _pair(self, one: int, other: int) -> int | None:
        cost: int | None = 0
        first, second = self.subjects[one], self.subjects[other]
        if first.slots & second.slots:
            cost = _pair_cost(self._pair_terms, first, second)
        self._pair_costs[one][other] = self._pair_costs[other][one] = cost
        return cost

    def _share_again(self, place: int, mask: int) -> None:
        self._mask[place] = mask
        if self._sharing:
            shared = self._remembered[place].get(mask)
            if shared is None:
                shared = self._share(place, mask, self.members[place])
            self.cost += shared - self._shared[place]
            self._shared[place] = shared

    def _share(self, place: int, mask: int, members: Iterable[int]) -> int:
        """The cost of the terms of sharing for these members, remembered by their mask."""
        people = tuple(self.subjects[member] for member in sorted(members))
        cost = _sharing_cost(self._sharing, self.places[place], people)
        remembered = self._remembered[place]
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
            remembered[0] = 0
        remembered[mask] = cost
        return cost

    def kinds_of_places(self) -> list[int]:
        """A number for each place: places of one number are alike to everybody while empty.

        To be called before anybody is placed. A place that somebody had before is of its own kind.
        """
        former = {subject.former for subject in self.subjects}
        shared_areas = [_areas_of_several(areas) for areas in self._areas]
        columns = zip(*self.fit, strict=True) if self.fit else ((),) * len(self.places)
        kinds: dict[Hashable, int] = {}
        numbers = []
        for number, (place, column) in enumerate(zip(self.places, columns, strict=True)):
            areas = tuple(areas[number] for areas in shared_areas)
            alike = (tuple(self.free[number]), areas, column)
            kind = place.key if place.key in former else alike
            numbers.append(kinds.setdefault(kind, len(kinds)))
        return numbers

    def placed(self) -> Mapping[str, str | None]:
        """The key of each subject's place."""
        return {
            subject.key: None if place is None else self.places[place].key
            for subject, place in zip(self.subjects, self.place_of, strict=True)
        }


def _areas_of_several(areas: Sequence[Hashable]) -> list[Hashable]:
    """The area of each place; None where the place is alone in its area."""
    places = Counter(areas)
    return [area if places[area] > 1 else None for area in areas]


def _pair_cost(terms: Iterable[PairTerm], one: Subject, other: Subject) -> int | None:
    cost = 0
    for term in terms:
        if term.hard or term.weight:
            amount = term.cost(one, other)
            if amount and term.hard:
                return None
            cost += amount * term.weight
    return cost


def _sharing_cost(terms: Iterable[SharingTerm], place: Place, people: tuple[Subject, ...]) -> int:
    if not people:
        return 0
    groups = groups_at_a_time(people)
    return sum(
        (BROKEN if term.hard else term.weight) * max(term.cost(place, group) for group in groups)
        for term in terms
        if term.hard or term.weight
    )
