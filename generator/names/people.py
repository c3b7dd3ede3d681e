"""The names of a person: id, name, `name@unit`, and a foreign name in either order."""

from __future__ import annotations

import re

from generator.model.parsing.values import normal
from generator.model.people import Person
from generator.model.visit import Visit
from generator.names.index import name_key

_FAMILY_FIRST = re.compile(r"(?P<family>[A-Za-zÀ-ɏ' .-]+), ?(?P<given>[A-Za-zÀ-ɏ' .-]+)")
_FAMILY_LAST = re.compile(r"(?P<given>[A-Za-zÀ-ɏ'.-]+) (?P<family>[A-Za-zÀ-ɏ'-]+)")


def people_named(visit: Visit, name: str) -> list[Person]:
    """Everybody in a visit whom `name` may mean: an id, a name, or `name@unit`."""
    key = name_key(name)
    return [
        person
        for person in visit.people.values()
        if key in {name_key(other) for other in person_names(person)}
    ]


def person_names(person: Person) -> tuple[str, ...]:
    """All names of a person: id, name, `name@unit`, and `John Smith` for `Smith, John`.

    One that a person does not have is empty.
    """
    at_unit = f"{person.name}@{person.unit}" if person.unit else ""
    return (person.id, person.name, at_unit, swapped_name(person.name))


def swapped_name(name: str) -> str:
    """`John Smith` for `Smith, John`, and the reverse; empty for a Chinese name."""
    plain = normal(name)
    if match := _FAMILY_FIRST.fullmatch(plain):
        return f"{match['given']} {match['family']}"
    match = _FAMILY_LAST.fullmatch(plain)
    return f"{match['family']}, {match['given']}" if match else ""
