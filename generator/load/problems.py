"""Findings for values that a model refused: where they are, what is expected instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator import vocabulary
from generator.findings import Finding, Place, error
from generator.load.nodes import MappingNode, Node, key_place, place_within
from generator.model.audience import Audience, audience_of
from generator.model.parsing.references import BROKEN_REFERENCE
from generator.model.record import OF_EVERY_RECORD, Record
from generator.model.visit import NOT_WRITTEN, Visit
from generator.names.nearest import hint, hint_text, nearest_label
from generator.text import Text, shortened

MOST_PROBLEMS = 200
"""Findings for one record: a text full of mistakes must not take long."""
_LONGEST_SHOWN = 40

IDENTITY = re.compile(
    r"身份证(?!明)|公民身份|证件号|护照号|\b(?:id|identity|passport)\s*(?:card|no\b|number)",
    re.IGNORECASE,
)
"""Names of numbers that this program never needs, and that must not be in a file."""
_SHAPES = {
    "model_type": "record",
    "model_attributes_type": "record",
    "dict_type": "record",
    "tuple_type": "list",
    "list_type": "list",
    "string_type": "text",
    "is_instance_of": "name",
    "dataclass_type": "name",
    "dataclass_exact_type": "name",
}


def nearest_key(owner: type[Record], key: str) -> str:
    """The key of `owner` that was probably meant by `key`; empty where none is near."""
    known = known_keys(owner)
    by_label = {word: name for name in known for word in vocabulary.words_for(owner.__name__, name)}
    return by_label.get(key) or nearest_label(key, known)


def problems_of(refusal: ValidationError, model: type[Record], node: Node) -> list[Finding]:
    """A finding for each thing that `model` refused in `node`."""
    details = refusal.errors(include_url=False)
    reported = [detail for detail in details if detail["type"] != BROKEN_REFERENCE]
    problems = [
        replace(_problem(detail, model, node), office=_is_for_the_office(detail, model))
        for detail in reported[:MOST_PROBLEMS]
    ]
    if len(reported) > MOST_PROBLEMS:
        problems.append(error("yaml.too_many", problems[-1].place, most=MOST_PROBLEMS))
    return problems


def _problem(detail: ErrorDetails, model: type[Record], node: Node) -> Finding:
    kind, path = detail["type"], detail["loc"]
    owner, field = _owner(model, path)
    values: dict[str, Any] = {**detail.get("ctx", {}), "field": _label(owner, field)}
    if kind == "missing":
        return error("value.missing", place_within(node, path), **values, key=field)
    if kind == "extra_forbidden":
        return _unknown_key(owner, field, key_place(node, path))
    place = place_within(node, path)
    if kind in _SHAPES:
        return error(f"shape.{_SHAPES[kind]}", place, **values)
    if kind == "string_too_short":
        return error("value.missing", place, **values, key=field)
    if kind == "value.choice":
        known = str(values["of"]).split("、")
        return error(kind, place, **values, hint=hint(str(values["found"]), known))
    if "." in kind:
        return error(kind, place, **values)
    return error("value.wrong", place, found=_shown(detail["input"]), field=values["field"])


def _is_for_the_office(detail: ErrorDetails, model: type[Record]) -> bool:
    """Whether the refused value is in a field that the office alone may see."""
    owner, field = _owner(model, detail["loc"])
    names = (name for name, info in owner.model_fields.items() if field in {name, info.alias})
    return any(audience_of(owner, name) is Audience.OFFICE for name in names)


def _unknown_key(owner: type[Record], key: str, place: Place) -> Finding:
    if IDENTITY.search(key):
        return error("key.identity", place, found=key)
    if nearest := nearest_key(owner, key):
        return error("key.unknown_near", place, found=key, hint=hint_text(nearest))
    return error("key.unknown", place, found=key, known="、".join(known_keys(owner)))


def keys_not_written(root: MappingNode) -> list[Finding]:
    """An error for each key of visit.yml that is a field which the loader fills in."""
    keys = (key for key, _ in root.entries if key.text in NOT_WRITTEN)
    return [_unknown_key(Visit, key.text or "", key.place) for key in keys]


def known_keys(owner: type[Record]) -> list[str]:
    """The keys that people write in a record of `owner`."""
    keys = (field.alias or name for name, field in owner.model_fields.items())
    hidden = OF_EVERY_RECORD | NOT_WRITTEN | {"done_by"}
    return [key for key in keys if key not in hidden]


def _owner(model: type[Record], path: Sequence[str | int]) -> tuple[type[Record], str]:
    """The record and the field at the end of an error's path."""
    field = ""
    for step in path:
        if not isinstance(step, str):
            continue
        inner = _record_in(_annotation(model, field)) if field else None
        if inner is not None:
            model = inner
        field = step
    return model, field


def _annotation(model: type[Record], field: str) -> Any:
    for name, info in model.model_fields.items():
        if field in {name, info.alias}:
            return info.annotation
    return None


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for part in get_args(annotation):
        if (record := _record_in(part)) is not None:
            return record
    return None


def _label(owner: type[Record], key: str) -> Text:
    for name, info in owner.model_fields.items():
        if key in {name, info.alias}:
            return vocabulary.field_text(owner.__name__, name)
    return Text(key)


def _shown(value: object) -> str:
    return shortened(value, _LONGEST_SHOWN) if isinstance(value, str) else "…"
