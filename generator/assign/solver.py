"""Solves a problem of placing people: a greedy start, then local search.

What was taken from where:

- hackclub/attend, `Rooming::AutoAssignService` (the wizard for rooms): those who wish for each
  other first, then the others into the first room that suits them. It never changes a choice it
  made. Here that is the start: whoever fits into the fewest places first, with their companions.
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

from generator.assign.costs import solution_of
from generator.assign.occupancy import UNPLACED, Occupancy
from generator.assign.problem import Problem, Solution

_STEPS_A_PERSON = 60
_FEWEST_STEPS = 4_000
_MOST_STEPS = 40_000


def solve(problem: Problem, *, steps: int | None = None, seed: int = 1) -> Solution:
    """Place the subjects so that no hard term is broken and the soft ones cost little.

    Subjects with a `fixed` place stay there. Subjects for whom no place is left have none.
    """
    search = _Search(problem, Random(seed))
    search.start()
    search.improve(steps if steps is not None else _steps_for(len(search.open)))
    placed = search.placed()
    return solution_of(problem, placed)


def _steps_for(people: int) -> int:
    return max(_FEWEST_STEPS, min(_MOST_STEPS, people * _STEPS_A_PERSON))


class _Search:
    """A search for a solution: the placement so far, and what a step may change."""

    def __init__(self, problem: Problem, random: Random) -> None:
        self._random = random
        self._now = Occupancy(problem)
        now = self._now
        self._kinds = now.kinds_of_places()
        self._elsewhere: dict[str, str | None] = {}
        self.open: list[int] = []
        for number, subject in enumerate(now.subjects):
            if subject.fixed is None:
                self.open.append(number)
            elif subject.fixed in now.number:
                now.add(number, now.number[subject.fixed])
            else:
                self._elsewhere[subject.key] = subject.fixed
        self._possible = [
            [place for place, cost in enumerate(row) if cost is not None] for row in now.fit
        ]

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

        Larger ones go before smaller ones.
        """
        now = self._now
        waiting = dict.fromkeys(
            sorted(subjects, key=lambda one: (len(self._possible[one]), -now.size[one], one))
        )
        company: dict[int, list[tuple[int, ...]]] = {}
        for _, people in sorted(now.together, key=lambda item: -item[0][2]):
            for person in people:
                company.setdefault(person, []).append(people)
        while waiting:
            chain = [next(iter(waiting))]
            while chain:
                subject = chain.pop()
                if subject not in waiting:
                    continue
                del waiting[subject]
                yield subject
                for people in reversed(company.get(subject, [])):
                    chain += [one for one in reversed(people) if one in waiting]

    def _insert(self, subject: int, blink: float = 0.0) -> None:
        """Put a subject where it costs least; nowhere, if no place is left."""
        now, random = self._now, self._random.random
        cost_of_adding = now.cost_of_adding
        best, least, ties = None, 0, 1
        looked_at = set()
        for place in self._possible[subject]:
            if not now.members[place]:
                kind = self._kinds[place]
                if kind in looked_at:
                    continue
                looked_at.add(kind)
            if blink and random() < blink:
                continue
            cost = cost_of_adding(subject, place)
            if cost is None or cost > least:
                continue
            if cost == least and best is not None:
                ties += 1
                if random() * ties >= 1:
                    continue
            elif cost < least:
                ties = 1
            else:
                continue
            best, least = place, cost
        if best is not None:
            now.add(subject, best)

    def improve(self, steps: int) -> None:
        """Take a few out and put them back, `steps` times; the best placement found remains."""
        now, random = self._now, self._random
        if len(self.open) < 1:
            return
        best, best_places = now.cost, list(now.place_of)
        hottest = self._hottest()
        for step in range(steps):
            heat = hottest * (1 - step / steps)
            before, cost = [], now.cost
            for subject in self._ruined():
                place = now.place_of[subject]
                before.append((subject, place))
                if place is not None:
                    now.remove(subject)
            for subject, _ in before:
                self._insert(subject, blink=0.02)
            worse = now.cost - cost
            if worse > heat * random.random():
                self._put_back(before)
            elif now.cost < best:
                best, best_places = now.cost, list(now.place_of)
        self._restore(best_places)

    def _hottest(self) -> float:
        weights = [weight for (_, _, weight), _ in self._now.together if weight < UNPLACED]
        return max(1.0, 0.3 * sum(weights) / len(weights)) if weights else 10.0

    def _put_back(self, before: Sequence[tuple[int, int | None]]) -> None:
        now = self._now
        for subject, _ in before:
            if now.place_of[subject] is not None:
                now.remove(subject)
        for subject, place in before:
            if place is not None:
                now.add(subject, place)

    def _restore(self, places: Sequence[int | None]) -> None:
        now = self._now
        changed = [one for one in self.open if now.place_of[one] != places[one]]
        for subject in changed:
            if now.place_of[subject] is not None:
                now.remove(subject)
        for subject in changed:
            place = places[subject]
            if place is not None:
                now.add(subject, place)

    def _ruined(self) -> list[int]:
        """The subjects that the next step takes out, in the order in which they are put back."""
        random = self._random
        first = self.open[int(random.random() * len(self.open))]
        chance = random.random()
        chosen = [first]
        if chance < 0.45:
            self._exchange_with_company(first, chosen)
        elif chance < 0.85:
            self._exchange(first, chosen)
        else:
            self._empty(first, chosen)
        return chosen

    def _is_open(self, subject: int) -> bool:
        return self._now.subjects[subject].fixed is None

    def _take(self, chosen: list[int], subjects: Iterable[int]) -> None:
        chosen += [one for one in subjects if one not in chosen and self._is_open(one)]

    def _exchange(self, first: int, chosen: list[int]) -> None:
        """Choose somebody of another place that is possible for `first`, and perhaps more."""
        random, now = self._random, self._now
        possible = self._possible[first]
        if not possible:
            return
        place = possible[int(random.random() * len(possible))]
        members = now.members[place]
        count = 1 + (random.random() < 0.3)
        if members:
            self._take(chosen, random.sample(members, min(count, len(members))))
        if random.random() < 0.3:
            other = self.open[int(random.random() * len(self.open))]
            self._take(chosen, [other])

    def _exchange_with_company(self, first: int, chosen: list[int]) -> None:
        """Choose people of the place of somebody whom `first` belongs to."""
        random, now = self._random, self._now
        sets = now.sets[first]
        if not sets:
            self._exchange(first, chosen)
            return
        one = sets[int(random.random() * len(sets))]
        areas, numbers, _ = one
        wanted = list(numbers)
        if not wanted:
            return
        area = wanted[int(random.random() * len(wanted))]
        places = [place for place in self._possible[first] if areas[place] == area]
        if not places:
            return
        place = places[int(random.random() * len(places))]
        members = now.members[place]
        if members:
            count = 1 + int(random.random() * 3)
            self._take(chosen, random.sample(members, min(count, len(members))))

    def _empty(self, first: int, chosen: list[int]) -> None:
        """Choose all in the place of `first` and in another, if these are not too many."""
        random, now = self._random, self._now
        place = now.place_of[first]
        if place is not None:
            mates = [one for one in now.members[place] if one != first]
            self._take(chosen, random.sample(mates, min(len(mates), 9)))
        possible = self._possible[first]
        if possible:
            other = now.members[possible[int(random.random() * len(possible))]]
            self._take(chosen, random.sample(other, min(len(other), 6)))
        random.shuffle(chosen)
