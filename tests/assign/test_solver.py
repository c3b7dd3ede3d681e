"""Whom the solver puts where: small problems in, the whole placement out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assign.costs import Placed, breaches_of, solution_of
from generator.assign.problem import (
    Breach,
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Slot,
    Solution,
    Subject,
    TogetherTerm,
)
from generator.assign.solver import solve
from generator.model.enums import Sex
from tests.support.placing import coaches, guest, rooms, tables
from tests.support.proof import counts

FEWEST = SharingTerm("fewest", lambda _place, _members: 1, 10)
SEXES = PairTerm("sexes", lambda one, other: int(one.person.sex != other.person.sex), hard=True)
STEADY = PlaceTerm("steady", lambda one, place: int(one.former not in (None, place.key)), 20)


def somebody(name: str, **fields: Any) -> Subject:
    return Subject(name, guest(name, fields.pop("sex", Sex.MALE)), **fields)


def twins(*numbers: str) -> tuple[Place, ...]:
    return tuple(Place(number, 2) for number in numbers)


def together(*names: str, weight: int = 1000) -> TogetherTerm:
    return TogetherTerm("wishes", (frozenset(names),), lambda place: place.key, weight)


def test_two_who_wish_for_each_other_share_a_room() -> None:
    people = tuple(map(somebody, "甲乙丙丁"))
    problem = Problem(people, twins("8301", "8302"), (together("甲", "丙"), together("乙", "丁")))

    places = solve(problem).places

    assert (places["甲"] == places["丙"], places["乙"] == places["丁"]) == (True, True)


def test_what_is_fixed_is_never_changed_even_against_a_hard_term() -> None:
    people = (
        somebody("甲", fixed="8301"),
        somebody("乙", fixed="8301", sex=Sex.FEMALE),
        somebody("丙", fixed="别的酒店"),
        somebody("丁"),
    )

    solution = solve(Problem(people, twins("8301", "8302"), (SEXES, FEWEST)))

    assert solution.places == {"甲": "8301", "乙": "8301", "丙": "别的酒店", "丁": "8302"}


def test_nobody_is_placed_where_a_hard_term_forbids_it() -> None:
    people = (somebody("甲"), somebody("乙", sex=Sex.FEMALE), somebody("丙"))

    solution = solve(Problem(people, twins("8301"), (SEXES,)))

    assert solution.places == {"甲": "8301", "乙": None, "丙": "8301"}
    assert [one.key for one in solution.unplaced(people)] == ["乙"]


def test_a_room_is_free_again_for_another_night() -> None:
    people = (somebody("甲", slots=frozenset({18})), somebody("乙", slots=frozenset({19, 20})))
    room = Place("8301", 1, taken={17: 1})

    assert solve(Problem(people, (room,), ())).places == {"甲": "8301", "乙": "8301"}


def test_a_room_that_is_taken_on_one_of_the_nights_is_none() -> None:
    people = tuple(somebody(name, slots=frozenset({18, 19})) for name in "甲乙")
    places = (Place("8301", 1, taken={18: 1}), Place("8302", 2, taken={18: 1}))

    assert solve(Problem(people, places, ())).places == {"甲": "8302", "乙": None}


@pytest.mark.parametrize(
    ("order", "barred", "placed"),
    [("abcd", "", "ab"), ("dcba", "", "dc"), ("cabd", "", "ca"), ("dcba", "d", "cb")],
)
def test_of_people_who_are_alike_the_first_have_the_places(
    order: str, barred: str, placed: str
) -> None:
    people = tuple(map(somebody, order))
    worse = PlaceTerm("rank", lambda one, _: int(one.key in barred), 5)

    places = solve(Problem(people, (Place("8301", 2),), (worse,)), looks=0).places

    assert {key for key, place in places.items() if place} == set(placed)


def test_of_people_with_the_same_choice_the_larger_are_placed_first() -> None:
    people = (somebody("a"), somebody("b", size=2))

    assert solve(Problem(people, twins("8301"), ()), looks=0).places == {"a": None, "b": "8301"}


def test_of_places_that_only_their_members_distinguish_the_better_is_used() -> None:
    worse = SharingTerm("host", lambda place, _: int(place.key == "8301"), 5)

    assert solve(Problem((somebody("a"),), twins("8301", "8302"), (worse,))).places == {"a": "8302"}


def test_a_former_place_is_left_where_all_who_had_it_must_not_share_it() -> None:
    people = tuple(somebody(name, former="8302") for name in "ab")
    alone = SharingTerm("alone", lambda _, members: len(members) - 1, hard=True)

    places = solve(Problem(people, twins("8301", "8302"), (alone,)), looks=0).places

    assert places == {"a": "8302", "b": "8301"}


def test_a_guest_with_companions_needs_room_for_all() -> None:
    people = (somebody("甲", size=3), somebody("乙"))
    places = (Place("1号车", 2), Place("2号车", 3))

    assert solve(Problem(people, places, ())).places == {"甲": "2号车", "乙": "1号车"}


def test_a_chain_of_moves_makes_room() -> None:
    """甲 can go to the first alone, 乙 to the first two: 丙 needs the last."""
    suits = {"甲": "1", "乙": "12", "丙": "123"}
    term = PlaceTerm("nights", lambda one, place: int(place.key not in suits[one.key]), hard=True)
    people = tuple(map(somebody, "丙乙甲"))
    places = tuple(Place(number, 1) for number in "123")

    assert solve(Problem(people, places, (term,))).places == {"甲": "1", "乙": "2", "丙": "3"}


def test_as_few_places_as_possible_are_used() -> None:
    people = tuple(map(somebody, "甲乙丙丁"))

    solution = solve(Problem(people, twins("8301", "8302", "8303", "8304"), (FEWEST,)))

    assert (len(set(solution.places.values())), solution.cost) == (2, 20)


def test_those_who_had_a_place_before_stay_there() -> None:
    people = (*(somebody(name, former="8302") for name in "甲乙"), somebody("丙"))

    solution = solve(Problem(people, twins("8301", "8302"), (STEADY, FEWEST)))

    assert solution.places == {"甲": "8302", "乙": "8302", "丙": "8301"}


@pytest.mark.parametrize("problem", [rooms(1, 60, nights=3), tables(1, 60), coaches(1, 90)])
def test_the_same_problem_has_the_same_solution_whatever_the_order(problem: Problem) -> None:
    mixed = replace(
        problem,
        subjects=tuple(Random(3).sample(problem.subjects, len(problem.subjects))),
        places=tuple(Random(4).sample(problem.places, len(problem.places))),
    )
    first, again, other = (solve(one, looks=4_000) for one in (problem, problem, mixed))

    assert first == again
    assert (other.cost, groups(other)) == (first.cost, groups(first))


def groups(solution: Solution) -> set[frozenset[str]]:
    """Who is together with whom, in whatever place."""
    by_place: dict[str | None, set[str]] = {}
    for key, place in solution.places.items():
        by_place.setdefault(place, set()).add(key)
    return {frozenset(keys) for keys in by_place.values()}


def test_of_places_that_are_alike_the_first_are_used_in_the_order_of_the_people() -> None:
    people = tuple(map(somebody, "丁甲丙乙"))

    solution = solve(Problem(people, twins("8302", "8301", "8303"), (together("丙", "乙"), FEWEST)))

    assert solution.places == {"丁": "8302", "甲": "8302", "丙": "8301", "乙": "8301"}


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    """Up to five people and three places, with every kind of term."""
    nights = st.sampled_from([frozenset({1}), frozenset({1, 2}), frozenset({2})])
    people = tuple(
        Subject(
            key,
            guest(key, draw(st.sampled_from([Sex.MALE, Sex.FEMALE]))),
            size=draw(st.sampled_from([1, 1, 2])),
            slots=draw(nights),
            fixed=draw(st.sampled_from([None, None, None, "a"])),
            former=draw(st.sampled_from([None, "b"])),
        )
        for key in "vwxyz"[: draw(st.integers(2, 5))]
    )
    places = tuple(
        Place(key, draw(st.integers(1, 3)), draw(st.booleans()), {1: draw(st.integers(0, 1))})
        for key in "abc"[: draw(st.integers(1, 3))]
    )
    names = st.sampled_from([person.key for person in people])
    sets = draw(st.lists(st.frozensets(names, min_size=2, max_size=3), max_size=2))
    closed = draw(st.frozensets(st.tuples(names, st.sampled_from("abc")), max_size=3))
    terms = (
        PlaceTerm("accessible", lambda one, place: int((one.key, place.key) in closed), hard=True),
        replace(SEXES, hard=draw(st.booleans()), weight=7),
        STEADY,
        TogetherTerm("wishes", tuple(sets), lambda place: place.key, draw(st.integers(0, 50))),
        TogetherTerm("party", tuple(sets), lambda place: place.group, 30),
        SharingTerm("alike", lambda _, members: abs(len(members) - 2), 3),
        SharingTerm("host", lambda _, members: members[0].key == "z", hard=draw(st.booleans())),
        FEWEST,
    )
    return Problem(people, places, terms)


def best_of_all(problem: Problem) -> tuple[int, int]:
    """By trying every placement: how many people remain without a place, and the least cost."""
    of_each = [
        [one.fixed] if one.fixed else [None, *(place.key for place in problem.places)]
        for one in problem.subjects
    ]
    keys = [one.key for one in problem.subjects]
    results = []
    for choice in product(*of_each):
        placed = dict(zip(keys, choice, strict=True))
        if is_allowed(problem, placed):
            solution = solution_of(problem, placed)
            results.append((without_place(problem, solution), solution.cost))
    return min(results)


def is_allowed(problem: Problem, placed: Placed) -> bool:
    return not hard_breaches(problem, placed) and not overfull(problem, placed)


def hard_breaches(problem: Problem, placed: Placed) -> tuple[Breach, ...]:
    return tuple(breach for breach in breaches_of(problem, placed) if breach.term.hard)


def overfull(problem: Problem, placed: Placed) -> tuple[Place, ...]:
    """The places that have more people at a time than they have room for."""
    return tuple(
        place
        for place in problem.places
        if any(
            people + place.taken.get(slot, 0) > place.capacity
            for slot, people in people_by_slot(problem, placed, place).items()
        )
    )


def people_by_slot(problem: Problem, placed: Placed, place: Place) -> Counter[Slot]:
    """How many people a place has, in each slot in which anybody is there."""
    people = Counter[Slot]()
    for subject in problem.subjects:
        if placed.get(subject.key) == place.key:
            people.update(dict.fromkeys(subject.slots, subject.size))
    return people


def without_place(problem: Problem, solution: Solution) -> int:
    return sum(one.size for one in solution.unplaced(problem.subjects))


@settings(max_examples=counts(8, 1_000), deadline=None)
@given(small_problems())
def test_small_problems_are_solved_as_well_as_by_trying_everything(problem: Problem) -> None:
    solution = solve(problem, looks=3_000)

    written = {one.key: one.fixed for one in problem.subjects}
    assert {key: solution.places[key] for key, place in written.items() if place} == {
        key: place for key, place in written.items() if place
    }
    if is_allowed(problem, written):
        assert is_allowed(problem, solution.places)
        assert (without_place(problem, solution), solution.cost) == best_of_all(problem)


def test_some_leave_a_room_for_more_who_need_it_together() -> None:
    """丁 and the two of 戊 have 8302 one night each, where 甲 and 丙 would need both nights."""
    both, second = frozenset({1, 2}), frozenset({2})
    people = (
        somebody("甲", slots=both, former="8302"),
        somebody("乙", slots=second, former="8302"),
        somebody("丙", slots=both),
        somebody("丁", sex=Sex.FEMALE, slots=frozenset({1})),
        somebody("戊", sex=Sex.FEMALE, slots=second, size=2),
    )
    places = (Place("8301", 1, taken={1: 1}), Place("8302", 3))
    problem = Problem(people, places, (SEXES, STEADY, FEWEST))

    solution = solve(problem)

    assert solution.places == {"甲": None, "乙": "8301", "丙": None, "丁": "8302", "戊": "8302"}
    assert (without_place(problem, solution), solution.cost) == best_of_all(problem)


@settings(max_examples=counts(5, 200), deadline=None)
@given(st.sampled_from([rooms, tables, coaches]), st.integers(0, 10**6), st.integers(1, 60))
def test_no_hard_term_is_broken_and_no_place_has_more_people_than_it_has_room_for(
    make: Any, number: int, people: int
) -> None:
    problem = make(number, people)
    solution = solve(problem, looks=1_000)

    assert hard_breaches(problem, solution.places) == ()
    assert overfull(problem, solution.places) == ()


def test_a_unit_that_does_not_fit_leaves_its_places_to_others() -> None:
    people = (
        somebody("甲", unit="甲"),
        somebody("甲的同伴", sex=Sex.FEMALE, unit="甲"),
        somebody("乙"),
    )

    solution = solve(Problem(people, (Place("8301", 1),), (SEXES,)))

    assert solution.places == {"甲": None, "甲的同伴": None, "乙": "8301"}


def without_use(places: dict[str, str | None], people: Sequence[Subject]) -> int:
    """How many people have no place, or one that is of no use since their unit is not complete."""
    incomplete = {one.unit for one in people if one.unit and places[one.key] is None}
    return sum(one.size for one in people if places[one.key] is None or one.unit in incomplete)


def least_without_use(people: Sequence[Subject], rooms: Sequence[Place]) -> int:
    """The least number of people without a place, of all placements without two sexes in a room."""
    least = sum(one.size for one in people)
    for choice in product((None, *rooms), repeat=len(people)):
        members = {
            room.key: [one for one, place in zip(people, choice, strict=True) if place is room]
            for room in rooms
        }
        if all(
            sum(one.size for one in members[room.key]) <= room.capacity
            and len({one.person.sex for one in members[room.key]}) <= 1
            for room in rooms
        ):
            places = {
                one.key: place and place.key for one, place in zip(people, choice, strict=True)
            }
            least = min(least, without_use(places, people))
    return least


@given(st.data())
@settings(max_examples=counts(6, 200), deadline=None)
def test_as_few_as_possible_are_left_whatever_the_order(data: st.DataObject) -> None:
    sexes, sizes = st.sampled_from([Sex.MALE, Sex.FEMALE]), st.integers(1, 2)
    people = [
        somebody(
            name,
            sex=data.draw(sexes),
            size=data.draw(sizes),
            unit=data.draw(st.sampled_from([None, "甲团", "乙团"])),
        )
        for name in "甲乙丙丁戊"
    ]
    rooms = tuple(Place(number, data.draw(sizes)) for number in ("8301", "8302", "8303"))
    mixed = data.draw(st.permutations(people))

    left = {
        without_use(dict(solve(Problem(tuple(order), rooms, (SEXES,))).places), people)
        for order in (people, mixed)
    }

    assert left == {least_without_use(people, rooms)}
