"""The vocabulary of one language: fixed phrases, labels, and texts."""

from __future__ import annotations

from dataclasses import dataclass

from generator import vocabulary
from generator.agenda.views import AgendaLocation
from generator.model.record import Record
from generator.model.standing import Location
from generator.model.visit import Visit
from generator.render.words.spelling import (
    name_text,
    note_text,
    place_text,
    proper_text,
    title_text,
    who_text,
    with_undecided,
)
from generator.text import DEFAULT_LANGUAGE, Text


@dataclass(frozen=True)
class Wording:
    """The words of one language.

    `part` is the part of the vocabulary for `phrase`: `card`, `change`, `diff`, `forms`,
    `handbook`, `lists` or `statement`.
    """

    language: str
    part: str

    def within(self, part: str) -> Wording:
        """The words of a part of this part: of one form of `forms`."""
        return Wording(self.language, f"{self.part}.{part}")

    def phrase(self, key: str, **values: object) -> str:
        """A phrase of the part, with `values` filled in."""
        return vocabulary.word(f"{self.part}.{key}", self.language, **values)

    def phrases(self, *keys: str) -> tuple[str, ...]:
        """Several phrases of the part."""
        return tuple(map(self.phrase, keys))

    def label(self, model: str, field: str) -> str:
        """The label of a field, or of a member of a closed set."""
        return vocabulary.label(model, field, self.language)

    def labels(self, model: str, *fields: str) -> tuple[str, ...]:
        """The labels of several fields."""
        return tuple(self.label(model, field) for field in fields)

    def member(self, model: str, value: str | None) -> str:
        """The label of a member of a closed set; empty for None."""
        return self.label(model, value) if value else ""

    def text(self, text: Text | str | None) -> str:
        """A text in the language; empty for None."""
        return title_text(text, self.language)

    def note(self, text: Text | str | None) -> str:
        """A sentence in the language, or as it is written; empty for None."""
        return note_text(text, self.language)

    def name(self, name: str | Text | None) -> str:
        """A person's name as readers of the language can read it; empty for None."""
        return name_text(name, self.language)

    def who(self, text: Text) -> str:
        """A group or a person that something is for."""
        return who_text(text, self.language)

    def proper(self, text: Text | str | None) -> str:
        """A unit, a post or a party, with the original beside a translation."""
        return proper_text(text, self.language)

    def beside(self, known: object, record: Record, field: str) -> str:
        """What is known of a field, and that it is still to be decided: `云来宾馆 待定`."""
        shown = "" if known is None else str(known)
        return with_undecided(shown, record.undecided_text(field), self.language)

    def place(self, place: AgendaLocation | Location | None) -> str:
        """A place: the venue, and the room in it; empty for None."""
        return place_text(place, self.language)


def wording_of(visit: Visit, part: str, language: str | None = None) -> Wording:
    """The words of a part in `language`, or in the visit's first."""
    return Wording(language_of(visit, language), part)


def language_of(visit: Visit, language: str | None = None) -> str:
    """`language`, or the visit's first; Chinese where there is no catalog of it."""
    first = language or next(iter(visit.languages), DEFAULT_LANGUAGE)
    return first if first in vocabulary.languages() else DEFAULT_LANGUAGE
