"""Validators of the fields of a venue that may be written in one cell each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BeforeValidator, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.parsing.context import (
    EntrySource,
    Remark,
    Source,
    WrittenMapping,
    context_of,
    note,
)
from generator.model.parsing.venue_cells import (
    Entry,
    is_best_form,
    read_dining,
    read_halls,
    read_interval,
    read_minutes,
    read_minutes_to,
    read_position,
    read_rooms,
    read_spots,
    rooms_text,
    spaces_text,
)


class _OrText:
    """In the JSON Schema, a field that may be a text instead."""

    def __init__(self, example: str) -> None:
        self.example = example

    def __get_pydantic_json_schema__(
        self, core: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        text = {"type": "string", "examples": [self.example]}
        return {"anyOf": [handler(core), text]}


def _list_in_a_cell(
    read: Callable[[str], list[Entry]], best: Callable[[Sequence[Entry]], str]
) -> BeforeValidator:
    """A validator for a list whose entries may be texts with several each.

    A text that is not written in its best form is understood with a notice.
    """

    def entries(value: object, info: ValidationInfo) -> object:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not any(isinstance(entry, str) for entry in listed):
            return value
        source: Source | None = info.data.get("source")
        written = source and EntrySource(source, info.field_name or "")
        result: list[object] = []
        for entry in listed:
            if not isinstance(entry, str):
                result.append(entry)
                continue
            of_text = read(entry)
            if not is_best_form(entry, best(of_text)):
                note(info, (Remark.read_as(" ".join(entry.split()), best(of_text)),))
            result += [WrittenMapping(fields, written) for fields in of_text]
        return result

    return BeforeValidator(entries)


def _minutes(value: object) -> object:
    return str(read_minutes(value)) if isinstance(value, str) else value


def _interval(value: object) -> object:
    return str(read_interval(value)) if isinstance(value, str) else value


def _minutes_to(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    if context_of(info).references is None:  # a page of docs/ has no visit to take it from
        raise PydanticCustomError("venue.minutes_of_page", "mapping")
    return read_minutes_to(value)


def _coordinates(value: object, info: ValidationInfo) -> object:
    """`latitude,longitude`; None, with a warning, for a text that gives no position."""
    if not isinstance(value, str):
        return value
    position = read_position(value)
    if position is None:
        note(info, (Remark.warning("venue.coordinates", found=value),))
        return None
    if not position.is_best_form:
        note(info, (Remark.read_as(value, position),))
    return str(position)


HALLS = (_list_in_a_cell(read_halls, spaces_text), _OrText("雨花厅（60人）、一号会议室"))
DINING = (_list_in_a_cell(read_dining, spaces_text), _OrText("一楼餐厅（12桌，每桌10人）"))
SPOTS = (_list_in_a_cell(read_spots, spaces_text), _OrText("大堂、正门停车场"))
ROOMS = (_list_in_a_cell(read_rooms, rooms_text), _OrText("8301-8310 标准间、8401 套房"))
MINUTES_TO = (BeforeValidator(_minutes_to), _OrText("25"))
as_minutes = BeforeValidator(_minutes)
as_interval = BeforeValidator(_interval)
as_coordinates = BeforeValidator(_coordinates)
