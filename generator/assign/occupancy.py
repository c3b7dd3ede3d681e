"""Who is where while a solution is searched for, and what each step would cost.

All costs are kept by differences: `cost_of_adding` looks only at what one step changes. A new kind
of term needs its cost in `generator.assign.costs` and its differences here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.assign.costs import groups_at_a_time
from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Term,
    TogetherTerm,
)

UNPLACED = 10**11
"""What a person without a place costs: more than all soft terms together."""
IDLE = UNPLACED - UNPLACED // 100
"""What somebody with a place costs whose unit is not complete: nearly as much."""
BROKEN = 10**16
"""What a broken hard term costs: more than anybody without a place."""
_MOST_REMEMBERED = 4_000
"""The costs of sharing that are remembered for one place."""

Set = tuple[list[Hashable], dict[Hashable, int], int, frozenset[int]]
"""People who belong together: the area of each place, how many are in each area, the weight, and
who they are."""


@dataclass(slots=True)
class _Unit:
    """Subjects who are of use only together: how many they are, and of these with a place."""

    count: int
    placed: int = 0
    people: int = 0

    def cost_with(self, more: int, people: int) -> int:
        """What those with a place cost, with `more` subjects of so many people among them."""
        return (self.people + people) * IDLE if 0 < self.placed + more < self.count else 0


class Occupancy:
    """The place of each subject. Subjects and places are numbers, in the order of their keys.

    `place_of` is the number of each subject's place, None for those without one; `members` are the
    subjects in each place. `empty` are the places that nobody uses, by kind: places of one kind are
    alike to everybody. `partly_free` are those used that have room for somebody at some time.
    `cost` is the sum of all terms, with `UNPLACED` and `BROKEN`.
    """

    def __init__(self, problem: Problem) -> None:
        self.subjects = sorted(problem.subjects, key=lambda subject: subject.key)
        self.places = sorted(problem.places, key=lambda place: place.key)
        self.number = {place.key: number for number, place in enumerate(self.places)}
        self.size = [subject.size for subject in self.subjects]
        self.members: list[list[int]] = [[] for _ in self.places]
        self.place_of: list[int | None] = [None] * len(self.subjects)
        self.partly_free: dict[int, None] = {}
        self.cost = sum(self.size) * UNPLACED
        self._units = self._units_of_subjects()
        self._set_slots()
        terms = [term for term in problem.terms if term.hard or term.weight]
        self.fit = self._fit(terms)
        pairs = [term for term in terms if isinstance(term, PairTerm)]
        self._hard_pairs = [term.cost for term in pairs if term.hard]
        self._soft_pairs = [(term.cost, term.weight) for term in pairs if not term.hard]
        self._has_pairs = bool(pairs)
        self._known = [1 << number for number in range(len(self.subjects))]
        self._enemies = [0] * len(self.subjects)
        self._pair_costs: list[dict[int, int]] = [{} for _ in self.subjects]
        self._sharing = [
            (term.cost, BROKEN if term.hard else term.weight)
            for term in terms
            if isinstance(term, SharingTerm)
        ]
        self._mask = [0] * len(self.places)
        self._shared = [0] * len(self.places)
        self._remembered: list[dict[int, int]] = [{} for _ in self.places]
        self.sets: list[list[Set]] = [[] for _ in self.subjects]
        self._areas: list[list[Hashable]] = []
        self._set_sets(terms)
        self._kinds = self._kinds_of_places()
        self.empty: list[dict[int, None]] = [{} for _ in set(self._kinds)]
        for place, kind in enumerate(self._kinds):
            self.empty[kind][place] = None

    def _units_of_subjects(self) -> list[_Unit | None]:
        """The unit of each subject who belongs to one."""
        sizes = Counter(one.unit for one in self.subjects if one.unit and one.fixed is None)
        units = {unit: _Unit(count) for unit, count in sizes.items()}
        return [units.get(one.unit) if one.fixed is None else None for one in self.subjects]

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
        self._is_one_slot = len(kinds) == 1
        self.free = [[place.capacity] * len(kinds) for place in self.places]
        for slot, kind in needs.items():
            for place, free in zip(self.places, self.free, strict=True):
                free[kinds[kind]] = place.capacity - place.taken.get(slot, 0)

    def _fit(self, terms: Iterable[Term]) -> list[list[int | None]]:
        """What each subject costs in each place by itself; None where a hard term forbids it."""
        of_places = [
            (term.cost, 0 if term.hard else term.weight)
            for term in terms
            if isinstance(term, PlaceTerm)
        ]
        rows = []
        for subject in self.subjects:
            row: list[int | None] = [0] * len(self.places)
            for cost, weight in of_places:
                for number, place in enumerate(self.places):
                    if (former := row[number]) is not None and (amount := cost(subject, place)):
                        row[number] = former + weight * amount if weight else None
            rows.append(row)
        return rows

    def _set_sets(self, terms: Iterable[Term]) -> None:
        numbers = {subject.key: number for number, subject in enumerate(self.subjects)}
        for term in terms:
            if not isinstance(term, TogetherTerm):
                continue
            areas = [term.area(place) for place in self.places]
            self._areas.append(areas)
            weight = BROKEN if term.hard else term.weight
            for keys in term.sets:
                people = frozenset(numbers[key] for key in keys if key in numbers)
                one: Set = (areas, {}, weight, people)
                for person in people if len(people) > 1 else ():
                    self.sets[person].append(one)

    def cost_of_adding(self, subject: int, place: int) -> int | None:
        """How much the cost changes when `subject`, who has no place, is put into `place`.

        None where there is no room, or a hard term of a place or a pair forbids it.
        """
        cost = self.fit[subject][place]
        if cost is None:
            return None
        free, size = self.free[place], self.size[subject]
        for slot in self.slots[subject]:
            if free[slot] < size:
                return None
        if self._has_pairs:
            mask = self._mask[place]
            if mask & ~self._known[subject]:
                self._learn_pairs(subject, place)
            if mask & self._enemies[subject]:
                return None
            if self._soft_pairs:
                pair_costs = self._pair_costs[subject]
                for member in self.members[place]:
                    cost += pair_costs[member]
        for areas, numbers, weight, _ in self.sets[subject]:
            if numbers and areas[place] not in numbers:
                cost += weight
        if self._sharing:
            mask = self._mask[place] | 1 << subject
            shared = self._remembered[place].get(mask)
            if shared is None:
                shared = self._share(place, mask, (*self.members[place], subject))
            cost += shared - self._shared[place]
        if unit := self._units[subject]:
            cost += unit.cost_with(1, size) - unit.cost_with(0, 0)
        return cost - size * UNPLACED

    def add(self, subject: int, place: int) -> None:
        """Put `subject`, who has no place, into `place`, even where a hard term forbids it."""
        cost = self.fit[subject][place]
        self.cost += BROKEN if cost is None else cost
        self.cost += self._cost_of_company(subject, place) - self.size[subject] * UNPLACED
        self._count_in_unit(subject, 1)
        for slot in self.slots[subject]:
            self.free[place][slot] -= self.size[subject]
        for areas, numbers, weight, _ in self.sets[subject]:
            area = areas[place]
            if numbers and area not in numbers:
                self.cost += weight
            numbers[area] = numbers.get(area, 0) + 1
        if not self.members[place]:
            del self.empty[self._kinds[place]][place]
        self.members[place].append(subject)
        self.place_of[subject] = place
        self._note_room(place)
        self._share_again(place, self._mask[place] | 1 << subject)

    def remove(self, subject: int) -> None:
        """Take `subject` out of its place."""
        place = self.place_of[subject]
        assert place is not None
        self.members[place].remove(subject)
        self.place_of[subject] = None
        cost = self.fit[subject][place]
        self.cost -= BROKEN if cost is None else cost
        self.cost -= self._cost_of_company(subject, place) - self.size[subject] * UNPLACED
        self._count_in_unit(subject, -1)
        for slot in self.slots[subject]:
            self.free[place][slot] += self.size[subject]
        if not self.members[place]:
            self.empty[self._kinds[place]][place] = None
        self._note_room(place)
        for areas, numbers, weight, _ in self.sets[subject]:
            area = areas[place]
            numbers[area] -= 1
            if not numbers[area]:
                del numbers[area]
                if numbers:
                    self.cost -= weight
        self._share_again(place, self._mask[place] & ~(1 << subject))

    def _count_in_unit(self, subject: int, number: int) -> None:
        """Note that one of a unit has a place (1) or has it no more (-1)."""
        if unit := self._units[subject]:
            self.cost -= unit.cost_with(0, 0)
            unit.placed += number
            unit.people += number * self.size[subject]
            self.cost += unit.cost_with(0, 0)

    def _note_room(self, place: int) -> None:
        if self.members[place] and max(self.free[place]) > 0:
            self.partly_free[place] = None
        else:
            self.partly_free.pop(place, None)

    def _cost_of_company(self, subject: int, place: int) -> int:
        self._learn_pairs(subject, place)
        enemies = self._mask[place] & self._enemies[subject]
        pair_costs = self._pair_costs[subject]
        return BROKEN * enemies.bit_count() + sum(
            pair_costs[member] for member in self.members[place]
        )

    def _learn_pairs(self, subject: int, place: int) -> None:
        """Compute what it costs that `subject` shares a place with those in `place`, once a pair.

        The enemies of a subject are those with whom a hard term forbids it.
        """
        person = self.subjects[subject]
        for member in self.members[place]:
            if self._known[subject] >> member & 1:
                continue
            other, cost = self.subjects[member], 0
            if person.slots & other.slots:
                if any(term(person, other) for term in self._hard_pairs):
                    self._enemies[subject] |= 1 << member
                    self._enemies[member] |= 1 << subject
                cost = sum(weight * term(person, other) for term, weight in self._soft_pairs)
            self._pair_costs[subject][member] = self._pair_costs[member][subject] = cost
            self._known[subject] |= 1 << member
            self._known[member] |= 1 << subject

    def _share_again(self, place: int, mask: int) -> None:
        self._mask[place] = mask
        if self._sharing:
            shared = self._remembered[place].get(mask)
            if shared is None:
                shared = self._share(place, mask, self.members[place]) if mask else 0
            self.cost += shared - self._shared[place]
            self._shared[place] = shared

    def _share(self, place: int, mask: int, members: Iterable[int]) -> int:
        """The cost of the terms of sharing for these members, remembered by their mask."""
        people = tuple(self.subjects[member] for member in sorted(members))
        groups = (people,) if self._is_one_slot else groups_at_a_time(people)
        cost = sum(
            weight * max(term(self.places[place], group) for group in groups)
            for term, weight in self._sharing
        )
        remembered = self._remembered[place]
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
        remembered[mask] = cost
        return cost

    def _kinds_of_places(self) -> list[int]:
        """A number for each place: places of one number are alike to everybody while empty.

        A place that somebody had before is of its own kind.
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

    def alike(self, places: Iterable[Place]) -> list[list[int]]:
        """The numbers of the places that are alike while empty, in the order of `places`."""
        kinds: dict[int, list[int]] = {}
        for place in places:
            number = self.number[place.key]
            kinds.setdefault(self._kinds[number], []).append(number)
        return list(kinds.values())

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
