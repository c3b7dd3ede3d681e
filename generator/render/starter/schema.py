"""The JSON Schema of visit.yml, for editors, with the vocabulary's labels and notes."""

from __future__ import annotations

from typing import Any

from generator import vocabulary
from generator.load.sheets.forms import FILLED_IN, FORMS
from generator.model.record import OF_EVERY_RECORD, Record
from generator.model.visit import NOT_WRITTEN, Visit

_BY_LOADER = OF_EVERY_RECORD | NOT_WRITTEN
_WORKBOOK = {"type": "string", "pattern": r"\.(xlsx|xlsm|xls|csv)(#.+)?$"}


def visit_schema(language: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of visit.yml with descriptions in `language`."""
    schema = Visit.model_json_schema(by_alias=True, mode="validation")
    definitions = schema.setdefault("$defs", {})
    records = {record.__name__: record for record in _records(Record)}
    for name, definition in (("Visit", schema), *definitions.items()):
        if name in records:
            _describe(definition, records[name], language)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _records(base: type[Record]) -> list[type[Record]]:
    subclasses = base.__subclasses__()
    return [record for child in subclasses for record in (child, *_records(child))]


def _describe(definition: dict[str, Any], record: type[Record], language: str) -> None:
    """Describe a record's fields, and drop those that only the loader fills in."""
    definition.pop("description", None)
    properties = definition.get("properties", {})
    for field, info in record.model_fields.items():
        key = info.alias or field
        if field in _BY_LOADER:
            properties.pop(key, None)
            continue
        if key in properties:
            properties[key]["description"] = _description(record.__name__, field, language)
            properties[key].pop("title", None)
            if key in FORMS:
                properties[key] = _also_a_workbook(properties[key])
    if "required" in definition:
        optional = _BY_LOADER | FILLED_IN
        definition["required"] = [key for key in definition["required"] if key not in optional]


def _description(model: str, field: str, language: str) -> str:
    texts = (vocabulary.label(model, field, language), vocabulary.note(model, field, language))
    return vocabulary.word("schema.described", language).join(filter(None, texts))


def _also_a_workbook(field: dict[str, Any]) -> dict[str, Any]:
    described = {"description": field.pop("description", "")}
    entries = {**field, "items": {"anyOf": [field.get("items", {}), {"type": "string"}]}}
    return {**described, "anyOf": [entries, _WORKBOOK]}
