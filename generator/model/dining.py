"""Meals, their tables and seats."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from generator.model.audience import SELF, STAFF
from generator.model.labels import as_member
from generator.model.people import NOBODY, PeopleRef, Person, PersonRef
from generator.model.places import LocationRef
from generator.model.programme import Timed
from generator.model.record import Record, References, Words, reading_of
from generator.model.references import participants_in
from generator.model.values import StringList, YesNo
from generator.model.vocabularies import MealKind, Payer


class Seat(Record):
    """A person at a table; `number` is empty where people sit as they like."""

    person: Annotated[PersonRef, SELF]
    number: Annotated[str | None, SELF] = Field(default=None, alias="no")


def _seats(value: object, info: ValidationInfo) -> object:
    """Seats from `张伟、李娜`, a party's name, or a list of names and of {no, person}."""
    references = reading_of(info).references
    entries = value if isinstance(value, list) else [value]
    if references is None or not isinstance(value, list | str):
        return value
    seats: list[object] = []
    problems: list[InitErrorDetails] = []
    for number, entry in enumerate(entries):
        try:
            seats += _seated(entry, references)
        except PydanticCustomError as problem:
            # Each entry has a place of its own: in a sheet, a cell.
            problems.append(InitErrorDetails(type=problem, loc=(number,), input=entry))
    if problems:
        raise ValidationError.from_exception_data("seats", problems)
    return seats


def _seated(entry: object, references: References) -> list[object]:
    """The seats that one entry of a list of seats gives, by the names in it."""
    names = participants_in(entry, references) if isinstance(entry, str) else None
    if not isinstance(names, list):
        return [entry]
    return [Seat(person=each) for name in names for each in references.participants(name).people]


class Table(Record):
    """A table of a meal, with its own menu where it differs from the meal's."""

    number: Annotated[str, SELF] = Field(alias="no")
    name: Annotated[Words | None, SELF] = None
    seats: Annotated[tuple[Seat, ...], BeforeValidator(_seats), STAFF] = ()
    menu: Annotated[StringList, STAFF] = ()


class Meal(Timed):
    """A meal. Without tables it is for `participants`, all guests if unsaid; with tables it is
    for those seated. `ranked` gives seats by rank to those whose number is not written."""

    kind: Annotated[MealKind, as_member(MealKind), SELF]
    title: Annotated[Words | None, SELF] = None
    place: Annotated[LocationRef, SELF]
    form: Annotated[Words | None, SELF] = None
    participants: Annotated[PeopleRef, STAFF] = Field(default=NOBODY, alias="for")
    tables: Annotated[tuple[Table, ...], STAFF] = ()
    ranked: Annotated[YesNo, STAFF] = False
    menu: Annotated[StringList, STAFF] = ()
    payer: Annotated[Payer | None, as_member(Payer), STAFF] = None
    note: Annotated[Words | None, SELF] = None

    @property
    def diners(self) -> tuple[Person, ...]:
        """Everybody who eats: those seated, or the participants where there are no tables."""
        if not self.tables:
            return self.participants.people
        return tuple(seat.person for table in self.tables for seat in table.seats)
