"""Invented problems of the forms that rooms, tables and coaches have, from a number."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from random import Random

from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Subject,
    Term,
    TogetherTerm,
)
from generator.model.enums import Sex
from generator.model.people import Guest, Party
from generator.model.record import PersonId

UNITS = ["文旅局", "林业局", "水利局", "农业农村局", "教育局", "生态环境局", "自然资源局"]
PARTY_SIZE = 33


def guest(key: str, sex: Sex = Sex.MALE, unit: str = UNITS[0], party: int = 1) -> Guest:
    """A guest with what terms ask for."""
    parties = (Party.model_construct(name=f"第{party}组"),)
    return Guest.model_construct(id=PersonId(key), name=key, sex=sex, unit=unit, parties=parties)


def crowd(random: Random, people: int) -> tuple[Subject, ...]:
    """Guests in parties of some thirty, two in five of them women."""
    parties = max(1, round(people / PARTY_SIZE))
    return tuple(
        Subject(
            key := f"g{number:04}",
            guest(
                key,
                random.choice((Sex.MALE, Sex.MALE, Sex.MALE, Sex.FEMALE, Sex.FEMALE)),
                random.choice(UNITS),
                number * parties // people + 1,
            ),
        )
        for number in range(people)
    )


def rooms(number: int, people: int, *, nights: int = 1) -> Problem:
    """Twin rooms and some single ones on several floors; some guests come late or leave early."""
    random = Random(number)
    guests = tuple(
        Subject(one.key, one.person, slots=_nights(random, nights)) for one in crowd(random, people)
    )
    count = people * 11 // 20 + 2
    on_a_floor = max(6, min(25, count // 3))
    places = tuple(
        Place(
            f"{room // on_a_floor + 1}{room % on_a_floor + 1:02}",
            1 if room % 12 == 11 else 2,
            group=room // on_a_floor,
        )
        for room in range(count)
    )
    apart = _pairs(random, guests, people // 20)
    wishes = [pair for pair in _pairs(random, guests, people // 3) if pair not in apart]
    terms = (
        PairTerm("sexes", _differ(lambda one: one.sex), hard=True),
        PairTerm("apart", _is_one_of(apart), hard=True),
        TogetherTerm("wishes", tuple(wishes), lambda place: place.key, 1000),
        TogetherTerm("party", sets_of(guests, party_of), lambda place: place.group, 300),
        PairTerm("unit", _differ(lambda one: one.unit), 100),
        SharingTerm("fewest", lambda _place, _members: 1, 10),
    )
    return Problem(guests, places, terms)


def tables(number: int, people: int) -> Problem:
    """Round tables of ten, the first ones halal; each should have one host."""
    random = Random(number)
    guests = crowd(random, people)
    places = tuple(Place(f"{table + 1:02}", 10) for table in range(-(-people // 9) + 1))
    hosts = hosts_of(guests)
    halal = frozenset(one.key for one in guests if random.random() < 0.06)
    halal_tables = {place.key for place in places[: people // 100 + 2]}
    terms: tuple[Term, ...] = (
        PlaceTerm(
            "diet_table",
            lambda one, place: int(one.key in halal and place.key not in halal_tables),
            hard=True,
        ),
        TogetherTerm("wishes", _pairs(random, guests, people // 5), lambda place: place.key, 1000),
        TogetherTerm("party", sets_of(guests, party_of), lambda place: place.key, 300),
        TogetherTerm("unit", sets_of(guests, unit_of), lambda place: place.key, 100),
        SharingTerm("alone", lambda _, members: alone_of_unit(members), 30),
        SharingTerm(
            "hosts",
            lambda _, members: abs(sum(one.key in hosts for one in members) - 1),
            30,
        ),
        SharingTerm("fewest", lambda _place, _members: 1, 10),
    )
    return Problem(guests, places, terms)


def coaches(number: int, people: int, *, seats: Sequence[int] = (33, 45, 45)) -> Problem:
    """Coaches, or smaller vehicles, one more than needed; some guests must not ride together."""
    random = Random(number)
    guests = crowd(random, people)
    places = tuple(
        Place(f"{coach + 1}号车", seats[coach % len(seats)])
        for coach in range(-(-people * len(seats) // sum(seats)) + 1)
    )
    wishes = _pairs(random, guests, people // 10)
    apart = frozenset(_pairs(random, guests, people // 20)) - frozenset(wishes)
    terms = (
        PairTerm("apart", _is_one_of(apart), hard=True),
        TogetherTerm("wishes", wishes, lambda place: place.key, 1000),
        TogetherTerm("party", sets_of(guests, party_of), lambda place: place.key, 300),
        TogetherTerm("unit", sets_of(guests, unit_of), lambda place: place.key, 100),
        SharingTerm("fewest", lambda _place, _members: 1, 10),
    )
    return Problem(guests, places, terms)


def sets_of(
    guests: Sequence[Subject], key: Callable[[Subject], Hashable]
) -> tuple[frozenset[str], ...]:
    """The keys of those who have the same `key`, of two or more."""
    by_key: dict[Hashable, set[str]] = {}
    for one in guests:
        by_key.setdefault(key(one), set()).add(one.key)
    return tuple(frozenset(keys) for keys in by_key.values() if len(keys) > 1)


def hosts_of(guests: Sequence[Subject]) -> frozenset[str]:
    """The keys of those who are hosts at a table: about one in fifteen."""
    return frozenset(one.key for one in guests[7::15] or guests[:1])


def party_of(subject: Subject) -> str:
    assert isinstance(subject.person, Guest)
    assert subject.person.party is not None
    return subject.person.party.name


def unit_of(subject: Subject) -> str:
    return party_of(subject) + (subject.person.unit or "")


def alone_of_unit(members: Sequence[Subject]) -> int:
    """How many are the only ones of their unit."""
    units = sorted(one.person.unit or "" for one in members)
    return sum(len(list(same)) == 1 for _, same in groupby(units))


def _nights(random: Random, nights: int) -> frozenset[int]:
    late, early = random.random() < 0.15, random.random() < 0.15
    return frozenset(range(late and nights > 1, max(1, nights - early)))


def _pairs(random: Random, guests: Sequence[Subject], count: int) -> tuple[frozenset[str], ...]:
    """Two guests each: four of five times of one party and sex, else any."""
    pairs = []
    for _ in range(count if len(guests) > 1 else 0):
        one = random.choice(guests)
        others = [
            other
            for other in guests
            if party_of(other) == party_of(one) and other.person.sex == one.person.sex
        ]
        near = random.random() < 0.8 and len(others) > 1
        other = random.choice([other for other in (others if near else guests) if other != one])
        pairs.append(frozenset({one.key, other.key}))
    return tuple(pairs)


def _differ(attribute: Callable[[Guest], object]) -> Callable[[Subject, Subject], int]:
    return lambda one, other: int(attribute(one.person) != attribute(other.person))  # type: ignore[arg-type]


def _is_one_of(pairs: Iterable[frozenset[str]]) -> Callable[[Subject, Subject], int]:
    keys = frozenset(pairs)
    return lambda one, other: int(frozenset({one.key, other.key}) in keys)
