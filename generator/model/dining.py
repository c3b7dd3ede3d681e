"""Meals, their tables and seats."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from generator import vocabulary
from generator.model.audience import SELF, STAFF
from generator.model.enums import MealKind, Payer
from generator.model.parsing.context import (
    References,
    Remark,
    WrittenMapping,
    context_of,
    note,
)
from generator.model.parsing.labels import as_member, is_member
from generator.model.parsing.references import participants_in
from generator.model.parsing.undecided import OPEN
from generator.model.parsing.values import StringList, YesNo, normal, parse_span
from generator.model.people import (
    NOBODY,
    PeopleRef,
    Person,
    PersonRef,
    headcount,
    remarks_on_everyone,
)
from generator.model.record import Record, Words
from generator.model.schedule import Timed
from generator.model.standing import LocationRef


def _seat_number(value: object) -> object:
    match = _SEAT.fullmatch(normal(value)) if isinstance(value, str) else None
    return match["number"] if match else value


_SEAT = re.compile(r"第?(?P<number>[0-9A-Za-z]+)\s*号?\s*[座位席]*")
SeatNumber = Annotated[str, BeforeValidator(_seat_number)]


class Seat(Record):
    """A person at a table; `number` is None where people sit as they like."""

    person: Annotated[PersonRef, SELF]
    number: Annotated[SeatNumber | None, SELF] = Field(default=None, alias="no")


def _seats(value: object, info: ValidationInfo) -> object:
    """The seats from `张伟、李四`, a party's name, or a list of names and of {no, person}."""
    references = context_of(info).references
    entries = value if isinstance(value, list) else [value]
    if references is None or not isinstance(value, list | str):
        return value
    seats: list[object] = []
    errors: list[InitErrorDetails] = []
    for number, entry in enumerate(entries):
        try:
            note(info, _remarks_on(entry, references))
            seats += _seats_in(entry, references)
        except PydanticCustomError as error:
            # Each entry has a place of its own: in a sheet, a cell.
            errors.append(InitErrorDetails(type=error, loc=(number,), input=entry))
    if errors:
        raise ValidationError.from_exception_data("seats", errors)
    return seats


def _remarks_on(entry: object, references: References) -> list[Remark]:
    names = participants_in(entry, references) if isinstance(entry, str) else None
    return remarks_on_everyone(names) if isinstance(names, list) else []


def _seats_in(entry: object, references: References) -> list[object]:
    """The seats for one entry of a list of seats: one for each name in it."""
    names = participants_in(entry, references) if isinstance(entry, str) else None
    if not isinstance(names, list):
        return [entry]
    return [
        Seat(person=person) for name in names for person in references.participants(name).people
    ]


_NUMBERED = re.compile(
    r"第?(?P<number>[0-9A-Za-z]+|[一二三四五六七八九十]+)\s*号?\s*"
    r"(?P<name>(?:主|副主|贵宾|首|工作|司机)(?=[桌台席]))?[桌台席]?"
)


class DiningTable(Record):
    """A table of a meal, with its own menu where it differs from the meal's.

    The people at tables whose number is still to be decided may sit at any.
    """

    placeholders = {"number": lambda _: OPEN}  # noqa: RUF012

    number: Annotated[str, SELF] = Field(alias="no")
    name: Annotated[Words | None, SELF] = None
    seats: Annotated[tuple[Seat, ...], BeforeValidator(_seats), STAFF] = ()
    menu: Annotated[StringList, STAFF] = ()

    @property
    def is_open(self) -> bool:
        """Whether its number is still to be decided."""
        return self.undecided_text("number") is not None

    @property
    def headcount(self) -> int:
        """How many people sit here, companions included; somebody with two seats is one person."""
        return headcount({seat.person.id: seat.person for seat in self.seats}.values())

    @model_validator(mode="before")
    @classmethod
    def _read_number(cls, value: Any) -> Any:
        """Read 1号桌 as table 1, and 1号主桌 as table 1 with the name 主桌."""
        written = value.get("no") if isinstance(value, WrittenMapping) else None
        match = _NUMBERED.fullmatch(normal(written)) if isinstance(written, str) else None
        if match is None:
            return value
        name = {"name": f"{match['name']}桌"} if match["name"] and "name" not in value else {}
        return WrittenMapping({**value, **name, "no": match["number"]}, value.source)


_MEAL_ENDINGS = {
    "早餐": MealKind.BREAKFAST,
    "早饭": MealKind.BREAKFAST,
    "早茶": MealKind.BREAKFAST,
    "早宴": MealKind.BREAKFAST,
    "午餐": MealKind.LUNCH,
    "午饭": MealKind.LUNCH,
    "午宴": MealKind.LUNCH,
    "中饭": MealKind.LUNCH,
    "晚餐": MealKind.DINNER,
    "晚饭": MealKind.DINNER,
    "晚宴": MealKind.DINNER,
    "夜宵": MealKind.SUPPER,
    "宵夜": MealKind.SUPPER,
    "茶歇": MealKind.TEA,
}
"""The kinds of meals by the end of a meal's name: 欢迎晚宴 is a dinner with that name."""
_KIND_BY_HOUR = re.compile(
    r".{0,4}(?:中餐|正餐|西餐|自助餐|自助|工作餐|桌餐|便餐|简餐|围餐|用餐|宴请|宴会)"
)
"""Words for a meal whose kind depends on its hour."""
_KINDS_UNTIL_HOUR = ((10, MealKind.BREAKFAST), (15, MealKind.LUNCH), (21, MealKind.DINNER))


def read_meal_kind(written: str, clock: str | None) -> MealKind | None:
    """The kind of meal that `written` names, or that the hour in `clock` suggests.

    None where both leave it open.
    """
    word = normal(written)
    if word == "中餐" and clock is None:
        return MealKind.LUNCH
    if _KIND_BY_HOUR.fullmatch(word):
        return _kind_at(clock)
    for ending, kind in _MEAL_ENDINGS.items():
        if word.endswith(ending):
            return kind
    return None


def _kind_at(clock: str | None) -> MealKind | None:
    try:
        hour = parse_span(clock or "").start.hour
    except PydanticCustomError:
        return None
    return next((kind for until, kind in _KINDS_UNTIL_HOUR if hour < until), MealKind.SUPPER)


class Meal(Timed):
    """A meal.

    Without tables it is for `participants`, by default all guests; with tables it is for the
    people at the tables. `ranked` gives seats by rank to those without a seat number.
    """

    kind: Annotated[MealKind, as_member(MealKind), SELF]
    title: Annotated[Words | None, SELF] = None
    place: Annotated[LocationRef | None, SELF]
    form: Annotated[Words | None, SELF] = None
    participants: Annotated[PeopleRef, STAFF] = Field(default=NOBODY, alias="for")
    tables: Annotated[tuple[DiningTable, ...], STAFF] = ()
    ranked: Annotated[YesNo, STAFF] = False
    menu: Annotated[StringList, STAFF] = ()
    payer: Annotated[Payer | None, as_member(Payer), STAFF] = None
    note: Annotated[Words | None, SELF] = None

    @model_validator(mode="before")
    @classmethod
    def _read_kind(cls, value: Any, info: ValidationInfo) -> Any:
        """Read 欢迎晚宴 as a dinner with that name, and 中餐 in the evening as a dinner."""
        written = value.get("kind") if isinstance(value, WrittenMapping) else None
        if not isinstance(written, str) or is_member(MealKind, written):
            return value
        kind = read_meal_kind(written, value.get("time"))
        if kind is None:
            return value
        if _KIND_BY_HOUR.fullmatch(normal(written)):
            if (normal(written), kind) != ("中餐", MealKind.LUNCH):
                read = vocabulary.field_text("MealKind", kind)
                context_of(info).note(value.source, "kind", (Remark.read_as(written, read),))
            form = {} if normal(written) in {"中餐", "正餐", "用餐"} else {"form": written.strip()}
            return WrittenMapping({**form, **value, "kind": kind.value}, value.source)
        return WrittenMapping({"title": written.strip(), **value, "kind": kind.value}, value.source)

    @property
    def diners(self) -> tuple[Person, ...]:
        """Everybody who eats: those at the tables, or the participants where there are none."""
        if not self.tables:
            return self.participants.people
        return tuple(seat.person for table in self.tables for seat in table.seats)
