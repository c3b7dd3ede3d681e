"""Measures the proposals of `handbook assign` for a visit in which nobody has a place.

Beside the solver, rooms are filled in the manner of a rooming wizard (hackclub/attend): first those
who wish for each other, then each other person into the first room that suits.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from generator.assign import proposal_for
from generator.assign.costs import solution_of
from generator.assign.problem import PairTerm, Problem, Solution, TogetherTerm
from generator.assign.proposal import Former
from generator.assign.solver import solve
from generator.check.registry import Scope
from generator.load import load_standing, read_visit
from generator.model.assigned import PlacementKind
from generator.sample import write_sample
from tests.bench.processes import PROJECT, SLUG, output_of
from tests.support.placing import rooms

SEED = 1


@dataclass(frozen=True, slots=True)
class Placing:
    """The seconds of a processor and the megabytes that the proposal for a visit takes."""

    guests: int
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Filling:
    """A way to fill rooms: wishes that are not met, floors beyond one a party, rooms."""

    name: str
    wishes: int
    floors: int
    rooms: int


def cost_of_placing(folder: Path, guests: int) -> Placing:
    """Propose all places of a sample visit in which nobody has one, in a process of its own."""
    write_sample(folder / "visits" / SLUG, guests, SEED, places=False)
    seconds, megabytes = output_of(folder, "-m", "tests.bench.placing").split()
    return Placing(guests, float(seconds), float(megabytes))


def _propose_here() -> None:
    """Print the seconds and the megabytes that the proposal for the visit in this folder takes."""
    standing, _ = load_standing(PROJECT / "docs")
    visit = read_visit(Path("visits", SLUG), standing, Path()).written
    assert visit is not None
    start = time.process_time()
    proposal_for(Scope(visit), frozenset(PlacementKind), Former())
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def fillings(guests: int) -> Iterator[Filling]:
    """Fill the same rooms as the wizard would, and as the solver does."""
    problem = rooms(SEED, guests)
    for name, solution in (("a wizard", by_wizard(problem)), ("handbook assign", solve(problem))):
        amounts = dict.fromkeys(("wishes", "party", "fewest"), 0)
        for breach in solution.breaches:
            if breach.term.code in amounts:
                amounts[breach.term.code] += breach.amount
        yield Filling(name, *amounts.values())


def by_wizard(problem: Problem) -> Solution:
    """Fill rooms greedily: mutual wishes, then each person with the first room that suits."""
    hard = [term.cost for term in problem.terms if isinstance(term, PairTerm) and term.hard]
    people = {one.key: one for one in problem.subjects}
    free = {place.key: place.capacity for place in problem.places}
    members: dict[str, list[str]] = {place.key: [] for place in problem.places}
    placed: dict[str, str | None] = {}

    def put(key: str, room: str) -> None:
        placed[key] = room
        members[room].append(key)
        free[room] -= people[key].size

    def suits(key: str, room: str) -> bool:
        return free[room] >= people[key].size and not any(
            cost(people[key], people[other]) for cost in hard for other in members[room]
        )

    wishes = (
        sorted(pair)
        for term in problem.terms
        if isinstance(term, TogetherTerm) and term.code == "wishes"
        for pair in term.sets
    )
    for pair in wishes:
        apart = any(cost(people[a], people[b]) for a, b in combinations(pair, 2) for cost in hard)
        empty = next((room for room in free if free[room] >= 2 and not members[room]), None)
        if not apart and empty and placed.keys().isdisjoint(pair):
            for key in pair:
                put(key, empty)
    for key in people:
        if key not in placed:
            room = next((room for room in free if suits(key, room)), None)
            if room:
                put(key, room)
    return solution_of(problem, placed)


if __name__ == "__main__":
    _propose_here()
