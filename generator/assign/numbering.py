"""Fills places that are alike in the order of their numbers, so that lists are easy to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from generator.assign.problem import Problem, Solution


def places_in_order(
    problem: Problem, solution: Solution, likeness: Mapping[str, Hashable]
) -> dict[str, str | None]:
    """The place of each subject where places that are alike are used from the first.

    `likeness` has what tells places apart, by their keys: two with the same are alike in all terms.
    Who comes first among the subjects gets the first place. Places in which somebody must stay, or
    was before, are left as they are.
    """
    stay = {key for one in problem.subjects for key in (one.fixed, one.former) if key}
    alike: dict[Hashable, list[str]] = defaultdict(list)
    for place in problem.places:
        if place.key not in stay:
            alike[likeness[place.key]].append(place.key)
    unused = {kind: iter(keys) for kind, keys in alike.items()}
    new_keys: dict[str, str] = {}
    for subject in problem.subjects:
        key = solution.places.get(subject.key)
        if key and key in likeness and key not in stay and key not in new_keys:
            new_keys[key] = next(unused[likeness[key]])
    return {one: new_keys.get(key or "", key) for one, key in solution.places.items()}
