"""Records as text for golden cases: each with the fields that have something in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any

import yaml

from generator.model.record import Record
from generator.model.standing import Location
from generator.model.transport import Ride, Vehicle
from generator.text import Text


def outlined(value: Any) -> str:
    """Return a value as YAML: a record is a mapping, and what it has of the visit a name."""
    return yaml.dump(
        _plain(value), allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Text | Record):
        return _name(value)
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        return _filled({f.name: getattr(value, f.name) for f in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return _filled(value)
    if isinstance(value, list | tuple):
        is_point = bool(value) and all(isinstance(each, float) for each in value)
        return ", ".join(map(str, value)) if is_point else [_plain(each) for each in value]
    if isinstance(value, datetime):
        return f"{value:%m-%d %H:%M}" + (
            f":{value:%S.%f}" if value.second or value.microsecond else ""
        )
    if isinstance(value, date):
        return f"{value:%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, bool | int | float | None) else str(value)


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are not empty; a 0 is one."""
    plain = {str(name): _plain(value) for name, value in fields.items()}
    return {
        name: value
        for name, value in plain.items()
        if value not in (None, "", [], {}) and value is not False
    }


def _name(value: Text | Record) -> str:
    if isinstance(value, Location):
        space = value.space and str(getattr(value.space, "name", None) or value.space.number)
        return " ".join(filter(None, (str(value.venue.name), space)))
    if isinstance(value, Ride):
        return value.id
    return value.number if isinstance(value, Vehicle) else str(getattr(value, "name", value))
