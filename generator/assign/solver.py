"""Solves a problem of placing people: a greedy start, then local search.

What was taken from where:

- hackclub/attend, `Rooming::AutoAssignService` (the wizard for rooms): those who wish for each
  other first, then the others into the first room that suits them. It never changes a choice it
  made. Here that is the start: those who fit into the fewest places first, with their companions.
- R. Lewis, F. Carroll, “Creating seating plans: a practical application”, Journal of the
  Operational Research Society 67 (2016): people kept apart are a graph to be coloured; first a
  seating in which nobody is together with those they must not be with, then moves of one and
  exchanges of two. Here too, hard terms are never broken on the way.
- L. Plant, “Wedding hacks: seating planner using simulated annealing” (2013): a change for the
  worse is accepted sometimes, and less and less often.
- M. Bellows, J. Peterson, “Finding an optimal seating chart” (2012), and its models for CP-SAT and
  mixed-integer programming: the form of the costs, and the proven optima of the tests.
- G. Schrimpf et al., “Record breaking optimization results using the ruin and recreate principle”
  (2000): a step takes a few people out of their places and puts each back where it costs least.
  One person alone is a move; one of another place with them, an exchange; several, a chain.

The search is bounded by a number of steps and uses its own random numbers: the same problem has
the same solution on every machine, whatever the order of its subjects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any

from generator.assign.costs import solution_of
from generator.assign.occupancy import BROKEN, UNPLACED, Occupancy
from generator.assign.problem import Place, Problem, Solution

_LOOKS_A_PERSON = 150
_LOOKS_OF_FEW = 100_000
"""How often the search computes the cost of putting somebody somewhere: this bounds its time."""
_FEW = 100
_RUNS = 3
"""How often so few people are placed, with other random numbers; the best placement counts."""
_RUNS_FOR_ALL = 30
"""How often at most while somebody is without a place, as long as the looks last."""
_MOST_OF_A_SET = 6
"""How many of a set are taken out with one of them: a table's share of a unit."""
_MOST_WAITING = 3
"""How many of those without a place are put into a place that is emptied."""
_BLINK = 0.02
"""How often a place is overlooked, so that the same people are put back in several ways."""


def solve(problem: Problem, *, looks: int | None = None, seed: int = 1) -> Solution:
    """Place the subjects so that no hard term is broken and the soft ones cost little.

    Subjects with a `fixed` place stay there. Subjects for whom no place is left have none. The
    search computes the cost of putting somebody somewhere at most some `looks` times.
    """
    best = _searched(problem, seed, looks)
    if looks != 0 and len(best.open) <= _FEW:
        number, looked = 1, best.looks
        while best.cost and (
            number < _RUNS
            or (best.cost >= UNPLACED and number < _RUNS_FOR_ALL and looked < _LOOKS_OF_FEW)
        ):
            search = _searched(problem, seed + number, looks)
            best = min(best, search, key=lambda one: one.cost)
            number, looked = number + 1, looked + search.looks
    best.put_in_order(problem)
    return solution_of(problem, best.placed())


def _searched(problem: Problem, seed: int, looks: int | None) -> _Search:
    """One search, with the random numbers of `seed`."""
    search = _Search(problem, Random(seed))
    search.start()
    search.improve(_looks_for(len(search.open)) if looks is None else looks)
    return search


def _looks_for(people: int) -> int:
    """150 a person; more for each where they are few, but little for a handful of people."""
    return max(_LOOKS_A_PERSON * people, min(80 * people**2, _LOOKS_OF_FEW))


class _Search:
    """A search for a solution: the placement so far, and what a step may change."""

    def __init__(self, problem: Problem, random: Random) -> None:
        self._random = random
        self.looks = 0
        self._now = Occupancy(problem)
        now = self._now
        self._elsewhere: dict[str, str | None] = {}
        self.open: list[int] = []
        for number, subject in enumerate(now.subjects):
            if subject.fixed is None:
                self.open.append(number)
            elif subject.fixed in now.number:
                now.add(number, now.number[subject.fixed])
            else:
                self._elsewhere[subject.key] = subject.fixed
        self._may_move = frozenset(self.open)
        self._possible = [
            [place for place, cost in enumerate(row) if cost is not None] for row in now.fit
        ]

    @property
    def cost(self) -> int:
        """What the placement costs, with people without a place."""
        return self._now.cost

    def placed(self) -> dict[str, str | None]:
        """The key of each subject's place."""
        return {**self._now.placed(), **self._elsewhere}

    def start(self) -> None:
        """Put everybody where they were before, if that is possible, and the others greedily."""
        now = self._now
        others = []
        for subject in self.open:
            former = now.number.get(now.subjects[subject].former or "")
            if former is not None and self._may_add(subject, former):
                now.add(subject, former)
            else:
                others.append(subject)
        for subject in self._by_difficulty(others):
            self._insert(subject)

    def _may_add(self, subject: int, place: int) -> bool:
        cost = self._now.cost_of_adding(subject, place)
        return cost is not None and cost < 0

    def _by_difficulty(self, subjects: Iterable[int]) -> Iterator[int]:
        """Yield those who fit into the fewest places first, each followed by those they belong to.

        Of those who fit into as many places, larger ones go first. The smaller a set, the sooner
        its people follow each other: two who wish for it, then their unit, then their party.
        """
        now = self._now
        waiting = dict.fromkeys(
            sorted(subjects, key=lambda one: (len(self._possible[one]), -now.size[one], one))
        )
        company = [
            sorted((people for *_, people in sets), key=lambda people: (len(people), min(people)))
            for sets in now.sets
        ]
        while waiting:
            chain = [next(iter(waiting))]
            while chain:
                subject = chain.pop()
                if subject not in waiting:
                    continue
                del waiting[subject]
                yield subject
                choices = len(self._possible[subject])
                for people in reversed(company[subject]):
                    chain += [
                        one
                        for one in sorted(people, reverse=True)
                        if one in waiting and len(self._possible[one]) == choices
                    ]

    def _insert(self, subject: int, blink: float = 0.0) -> None:
        """Put a subject where it costs least; nowhere, if no place is left."""
        now, random = self._now, self._random.random
        fit, cost_of_adding = now.fit[subject], now.cost_of_adding
        best, least, ties = None, 0, 1
        empty = (next(iter(places)) for places in now.empty if places)
        for place in (*now.partly_free, *empty):
            if fit[place] is None or (blink and random() < blink):
                continue
            cost = cost_of_adding(subject, place)
            if cost is None:
                continue
            self.looks += 1
            if cost > least:
                continue
            ties = ties + 1 if cost == least else 1
            if cost < least or random() * ties < 1:
                best, least = place, cost
        if best is not None:
            now.add(subject, best)

    def improve(self, looks: int) -> None:
        """Take a few out and put them back, again and again; the best placement found remains."""
        now, random = self._now, self._random
        best, best_places = now.cost, list(now.place_of)
        hottest, begun = self._hottest(), self.looks
        while self.open and now.cost and (looked := self.looks - begun) < looks:
            before, cost = [], now.cost
            for subject in self._ruined():
                place = now.place_of[subject]
                before.append((subject, place))
                if place is not None:
                    now.remove(subject)
            for subject, _ in before:
                self._insert(subject, _BLINK)
            heat = hottest * (1 - looked / looks)
            if now.cost - cost > heat * random.random():
                self._put_back(before)
            elif now.cost < best:
                best, best_places = now.cost, list(now.place_of)
            self.looks += 1
        self._restore(best_places)

    def put_in_order(self, problem: Problem) -> None:
        """Prefer the first subjects and places of the problem, where that costs nothing."""
        rank = {subject.key: number for number, subject in enumerate(problem.subjects)}
        ranks = [rank[subject.key] for subject in self._now.subjects]
        self._place_the_first(ranks)
        self._fill_the_first(problem.places, ranks)

    def _place_the_first(self, ranks: Sequence[int]) -> None:
        """Give somebody without a place that of somebody later, if the cost is the same."""
        now = self._now
        in_order = sorted(self.open, key=lambda one: ranks[one])
        for subject in [one for one in in_order if now.place_of[one] is None]:
            for other in reversed(in_order[in_order.index(subject) + 1 :]):
                place = now.place_of[other]
                if place is None or now.subjects[other].former is not None:
                    continue
                cost = now.cost
                now.remove(other)
                if self._may_add(subject, place):
                    now.add(subject, place)
                    if now.cost == cost:
                        break
                    now.remove(subject)
                now.add(other, place)

    def _fill_the_first(self, places: Iterable[Place], ranks: Sequence[int]) -> None:
        """Among places that are alike, use the first ones, in the order of the subjects."""
        now = self._now
        before, cost = list(now.place_of), now.cost
        after = list(before)
        for alike in now.alike(places):
            free = [place for place in alike if self._may_move.issuperset(now.members[place])]
            groups = sorted(
                (list(now.members[place]) for place in free if now.members[place]),
                key=lambda members: min(ranks[member] for member in members),
            )
            for place, members in zip(free, groups, strict=False):
                for member in members:
                    after[member] = place
        self._restore(after)
        if now.cost != cost:  # a term distinguishes the places after all
            self._restore(before)

    def _hottest(self) -> float:
        """The largest increase in cost that is accepted at first: smaller for many people."""
        weights = [weight for sets in self._now.sets for _, _, weight, _ in sets if weight < BROKEN]
        usual = sum(weights) / len(weights) if weights else 30
        return usual if len(self.open) <= _FEW else 0.3 * usual

    def _put_back(self, before: Sequence[tuple[int, int | None]]) -> None:
        now = self._now
        for subject, _ in before:
            if now.place_of[subject] is not None:
                now.remove(subject)
        for subject, place in before:
            if place is not None:
                now.add(subject, place)

    def _restore(self, places: Sequence[int | None]) -> None:
        place_of = self._now.place_of
        self._put_back([(one, places[one]) for one in self.open if place_of[one] != places[one]])

    def _ruined(self) -> list[int]:
        """The subjects that the next step takes out, in the order in which they are put back."""
        chance = self._random.random()
        first = self._one_of(self.open)
        if chance < 0.4 and self._now.sets[first]:
            chosen = self._gathered(first)
        elif chance < 0.8:
            chosen = self._exchanged_sets(first)
        elif chance < 0.95:
            chosen = self._exchanged(first)
        else:
            chosen = self._emptied(first)
        return [one for one in dict.fromkeys(chosen) if one in self._may_move]

    def _gathered(self, first: int) -> list[int]:
        """`first`, and people of a place near somebody to whom `first` belongs, who make room."""
        now, random = self._now, self._random.random
        areas, numbers, _, people = self._one_of(now.sets[first])
        here = now.place_of[first]
        others = [area for area in numbers if here is None or area != areas[here]]
        if not others:
            return self._exchanged(first)
        area = max(others, key=lambda one: numbers[one] * random())
        near = [place for place in self._possible[first] if areas[place] == area]
        if not near:
            return self._exchanged(first)
        members = now.members[self._one_of(near)]
        others = [one for one in members if one not in people] or members
        return [first, *self._some_of(others, 1 + int(random() * 3))]

    def _exchanged(self, first: int) -> list[int]:
        """`first`, one or two people of a place that is possible for `first`, and perhaps more."""
        random = self._random.random
        chosen = [first]
        if self._possible[first]:
            place = self._one_of(self._possible[first])
            chosen += self._some_of(self._now.members[place], 1 + (random() < 0.3))
        if random() < 0.3:
            chosen.append(self._one_of(self.open))
        return chosen

    def _exchanged_sets(self, first: int) -> list[int]:
        """`first` with a set, such as a unit, and a set of a place that is possible for `first`."""
        now = self._now
        here = now.place_of[first]
        chosen = self._set_at(first, here)
        if self._possible[first]:
            place = self._one_of(self._possible[first])
            if now.members[place]:
                chosen += self._set_at(self._one_of(now.members[place]), place)
        return chosen

    def _set_at(self, subject: int, place: int | None) -> list[int]:
        """The people of one of the sets of `subject` who are in the same place, or nearly all."""
        now = self._now
        if not now.sets[subject] or place is None:
            return [subject]
        *_, people = self._one_of(now.sets[subject])
        others = [one for one in now.members[place] if one in people and one != subject]
        return [subject, *self._some_of(others, _MOST_OF_A_SET)]

    def _emptied(self, first: int) -> list[int]:
        """All people in the place of `first`, and some of another, in any order.

        Some of those without a place are among them: to leave a place may be worth it only for
        several of them together.
        """
        now = self._now
        here = now.place_of[first]
        chosen = [first] if here is None else list(now.members[here])
        if self._possible[first]:
            chosen += self._some_of(now.members[self._one_of(self._possible[first])], 6)
        if now.cost >= UNPLACED:
            waiting = [one for one in self.open if now.place_of[one] is None]
            chosen += self._some_of(waiting, _MOST_WAITING)
        self._random.shuffle(chosen)
        return chosen

    def _one_of(self, several: Sequence[Any]) -> Any:
        return several[int(self._random.random() * len(several))]

    def _some_of(self, several: Sequence[int], count: int) -> list[int]:
        return self._random.sample(several, min(count, len(several)))
