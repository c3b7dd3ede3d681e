"""Which accepted places stay: those that still fit, beside those of people who come first."""

from __future__ import annotations

from typing import Any

from generator.assign.accepted import with_accepted
from generator.assign.problem import PairTerm, Place, PlaceTerm, Problem, SharingTerm, Subject, Term
from tests.support.placing import guest


def somebody(key: str, *nights: int, **fields: Any) -> Subject:
    return Subject(key, guest(key), slots=frozenset(nights or {18}), **fields)


def fixed(people: list[Subject], places: list[Place], *terms: Term, accepted: str) -> str:
    """Who has which place, of accepted ones such as `a:301 b:302`."""
    lines = dict(line.split(":") for line in accepted.split())
    problem = with_accepted(Problem(tuple(people), tuple(places), terms), lines)
    return " ".join(f"{one.key}:{one.fixed}" for one in problem.subjects if one.fixed)


def test_a_place_has_room_for_its_capacity_each_night() -> None:
    people = [
        somebody("a", 18),
        somebody("b", 18, 19),
        somebody("c", 19),
        somebody("d", 19, size=2),
        somebody("e", 19),
        somebody("f", 19),
        somebody("g", 20),
    ]

    assert (
        fixed(
            people,
            [Place("301", 2, taken={18: 1}), Place("302", 3)],
            accepted="a:301 b:301 c:302 d:302 e:301 f:302 g:309",
        )
        == "a:301 c:302 d:302 e:301"
    )


def test_written_places_come_first_then_those_that_people_have_been_informed_of() -> None:
    people = [
        somebody("a"),
        somebody("b", informed=True),
        somebody("c", fixed="302"),
        somebody("d"),
        somebody("e", fixed="309"),
    ]
    accepted = "a:301 b:301 c:301 d:302 e:303"

    assert fixed(
        people, [Place("301", 1), Place("302", 1), Place("303", 1)], accepted=accepted
    ) == ("b:301 c:302 e:309")


def test_a_hard_term_forbids_an_accepted_place_and_a_soft_one_does_not() -> None:
    people = [somebody("a"), somebody("b"), somebody("c"), somebody("d", 19)]
    places = [Place("301", 3), Place("302", 3)]
    terms = {
        "place": lambda hard: PlaceTerm("p", lambda _, place: int(place.key == "301"), hard=hard),
        "pair": lambda hard: PairTerm("q", lambda *_: 1, hard=hard),
        "sharing": lambda hard: SharingTerm(
            "s", lambda place, members: int(place.key == "301" and len(members) > 1), hard=hard
        ),
    }
    accepted = "a:301 b:301 c:302 d:301"

    assert {
        name: fixed(people, places, term(True), accepted=accepted) for name, term in terms.items()
    } == {
        "place": "c:302",
        "pair": "a:301 c:302 d:301",
        "sharing": "a:301 c:302 d:301",
    }
    assert {fixed(people, places, term(False), accepted=accepted) for term in terms.values()} == {
        accepted
    }
