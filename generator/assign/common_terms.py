"""What the terms of rooms, tables and rides have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from generator.assign.problem import Place, PlaceTerm, Subject
from generator.assign.weights import weight_of
from generator.model.people import Guest, Person
from generator.model.visit import Visit

T = TypeVar("T")


def party_of(person: Person) -> str | None:
    """The name of a guest's first party."""
    party = person.party if isinstance(person, Guest) else None
    return party.name if party else None


def foreign_language_of(visit: Visit, person: Person) -> str | None:
    """The language of somebody who does not speak the visit's first."""
    return person.language if person.language != visit.languages[0] else None


def keys_by(
    members: Mapping[str, T], value_of: Callable[[T], Hashable]
) -> tuple[frozenset[str], ...]:
    """The keys of those who have a value in common; None is no value."""
    return sets_of((key, value_of(member)) for key, member in members.items())


def sets_of(values: Iterable[tuple[str, Hashable]]) -> tuple[frozenset[str], ...]:
    """The keys of two or more with the same value, from pairs of key and value, except None."""
    keys: dict[Hashable, set[str]] = defaultdict(set)
    for key, value in values:
        if value is not None:
            keys[value].add(key)
    return tuple(frozenset(of_value) for of_value in keys.values() if len(of_value) > 1)


def steady_terms(
    visit: Visit, subjects: Iterable[Subject], places: Container[str]
) -> Iterator[PlaceTerm]:
    """What it costs to leave the former place; more for those who have been informed of it.

    None where nobody had one of these places before.
    """
    if not any(subject.former in places for subject in subjects):
        return
    for code, informed in (("steady", False), ("informed", True)):
        yield PlaceTerm(code, _is_moved(places, informed=informed), weight_of(visit, code))


def _is_moved(places: Container[str], *, informed: bool) -> Callable[[Subject, Place], int]:
    return lambda subject, place: int(
        subject.informed is informed and subject.former in places and place.key != subject.former
    )
