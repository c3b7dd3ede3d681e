"""A field that is new in the model is filled without a line in the harness."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import pytest
from pydantic import Field

from generator.model.audience import OFFICE, SELF, STAFF
from generator.model.parsing.labels import as_member
from generator.model.parsing.values import Amount, Day, Number, Phone, Span, StringList, When, YesNo
from generator.model.people import PeopleRef, StaffList, StaffRef
from generator.model.record import (
    OF_EVERY_RECORD,
    PersonId,
    Record,
    TextList,
    Words,
)
from generator.model.standing import LocationRef
from tests.privacy.filling import Filler


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Key(Record):
    """A made-up record within a made-up record."""

    number: Annotated[str, STAFF]


class Locker(Record):
    """A made-up record with a field of every type that the model knows."""

    id: Annotated[PersonId, OFFICE]
    word: Annotated[str | None, SELF] = Field(default=None, alias="in")
    said: Annotated[Words, SELF]
    lines: Annotated[TextList, SELF] = ()
    words: Annotated[StringList, STAFF] = ()
    phone: Annotated[Phone | None, SELF] = None
    count: Annotated[Number, STAFF]
    amount: Annotated[Amount | None, OFFICE] = None
    day: Annotated[Day, SELF]
    hours: Annotated[Span | None, SELF] = None
    opened: Annotated[When | None, STAFF] = None
    table: Annotated[dict[str, Amount] | None, STAFF] = None
    keys: Annotated[tuple[Key, ...], STAFF] = ()
    spare: Annotated[Key | None, STAFF] = None
    keeper: Annotated[StaffRef, STAFF]
    keepers: Annotated[StaffList, STAFF] = ()
    users: Annotated[PeopleRef, STAFF]
    place: Annotated[LocationRef | None, SELF] = None
    full: Annotated[YesNo, STAFF] = False
    colour: Annotated[Colour | None, as_member(Colour), STAFF] = None


@pytest.fixture
def filler() -> Filler:
    return Filler()


def test_every_field_of_a_new_record_is_filled(filler: Filler) -> None:
    written = filler.record(Locker, "lockers[0]", {})

    own = ("lockers[0]", "lockers[0].keys[0]", "lockers[0].spare")
    marked = {(each.path, each.field) for each in filler.marks if each.path in own}
    plain = "id word said lines words phone count amount day hours opened table"
    assert marked == {("lockers[0]", field) for field in plain.split()} | {
        ("lockers[0].keys[0]", "number"),
        ("lockers[0].spare", "number"),
    }
    assert {n.field for n in filler.namings if n.path == own[0]} == {
        *("keeper", "keepers", "users", "place"),
    }
    assert {c.field for c in filler.choices if c.path == own[0]} == {"full", "colour"}
    assert written.keys() == {
        "in" if name == "word" else name for name in Locker.model_fields.keys() - OF_EVERY_RECORD
    }


def test_no_two_fields_hold_the_same_mark(filler: Filler) -> None:
    filler.record(Locker, "lockers[0]", {})
    filler.record(Locker, "lockers[1]", {})

    keys = [mark.key for mark in filler.marks]
    assert len(keys) == len(set(keys))


def test_whom_a_field_names_is_named_by_no_other(filler: Filler) -> None:
    filler.record(Locker, "lockers[0]", {})

    targets = [path for naming in filler.namings for path in naming.targets]
    assert len(targets) == len(set(targets))


def test_a_twin_differs_in_what_is_flipped_alone() -> None:
    one = Filler().record(Locker, "lockers[0]", {})
    other = Filler(lambda choice: choice.field == "colour").record(Locker, "lockers[0]", {})

    assert {key for key in one if one[key] != other[key]} == {"colour"}
