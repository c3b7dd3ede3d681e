"""The lists' words, in the language of the office that prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator import vocabulary
from generator.model.people import Guest, Person
from generator.model.standing import Location
from generator.model.visit import Visit
from generator.render.lists.naming import Naming
from generator.text import DEFAULT_LANGUAGE, Text


@dataclass(frozen=True)
class Tongue:
    """Words in one language: the visit's first unless another is chosen, Chinese where there is no
    catalog of it. `part` is the part of the vocabulary that `say` speaks from.
    """

    visit: Visit
    part: str = "lists"
    chosen: str | None = None

    @cached_property
    def language(self) -> str:
        """The code of the language."""
        first = self.chosen or next(iter(self.visit.languages), DEFAULT_LANGUAGE)
        return first if first in vocabulary.languages() else DEFAULT_LANGUAGE

    @cached_property
    def naming(self) -> Naming:
        """How people, places and vehicles are named so that the loader finds them."""
        return Naming(self.visit, self.language)

    def say(self, key: str, **values: object) -> str:
        """A word of its part."""
        return vocabulary.word(f"{self.part}.{key}", self.language, **values)

    def label(self, model: str, field: str) -> str:
        """What a field, or a member of a closed set, is called."""
        return vocabulary.label(model, field, self.language)

    def labels(self, model: str, *fields: str) -> tuple[str, ...]:
        """What several fields are called."""
        return tuple(self.label(model, field) for field in fields)

    def member(self, model: str, value: str | None) -> str:
        """What a member of a closed set is called; empty where none is given."""
        return self.label(model, value) if value else ""

    def text(self, words: Text | None) -> str:
        """A text in the language."""
        return words.in_(self.language) if words else ""

    def place(self, location: Location | None) -> str:
        """A place as people say it."""
        return location.name_in(self.language) if location else ""


def listed(parts: Iterable[str]) -> str:
    """Several things in one cell, as the loader divides them."""
    return "、".join(parts)


def names(people: Iterable[Person]) -> str:
    """Several names in one cell."""
    return listed(person.name for person in people)


def party_of(person: Person) -> str:
    """The name of a guest's party; empty for others."""
    return person.party.name if isinstance(person, Guest) and person.party else ""
