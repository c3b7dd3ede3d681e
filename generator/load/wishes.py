"""Reads the names in the wishes of guests, once all guests are known: they may name one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic_core import PydanticCustomError

from generator.findings import Finding, warning
from generator.load.directory import Directory
from generator.model.parsing.context import BROKEN_REFERENCE
from generator.model.parsing.references import names_in
from generator.model.people import Guest, Person
from generator.model.record import PersonId
from generator.model.wishes import Wish, WishKind


def read_wishes(
    guests: Iterable[Guest], directory: Directory
) -> tuple[tuple[Wish, ...], tuple[Finding, ...]]:
    """The wishes of guests, and a warning for each name that means nobody, or is not clear."""
    wishes: list[Wish] = []
    findings: list[Finding] = []
    for guest in guests:
        for kind in WishKind:
            people: dict[PersonId, Person] = {}
            for name in _names(getattr(guest, kind), directory):
                try:
                    named = directory.participants(name).people
                except PydanticCustomError as problem:
                    findings += _unread(guest, kind, problem)
                    continue
                people |= {person.id: person for person in named if person.id != guest.id}
            if people:
                wishes.append(Wish(kind, guest, tuple(people.values())))
    return tuple(wishes), tuple(findings)


def _names(written: tuple[str, ...], directory: Directory) -> list[str]:
    # Joined, so that the comma of a name such as `Smith, John` is read as part of it.
    names = names_in(", ".join(written), "participants", directory) if written else []
    return names if isinstance(names, list) else []


def _unread(guest: Guest, kind: WishKind, problem: PydanticCustomError) -> Iterator[Finding]:
    if problem.type != BROKEN_REFERENCE:
        finding = warning(problem.type, guest.written_at(kind), **(problem.context or {}))
        yield replace(finding, office=True)
