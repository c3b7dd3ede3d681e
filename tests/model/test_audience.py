"""Every field has an audience, and a label in the catalogs."""

from __future__ import annotations

from typing import Annotated

import pytest

import generator.model.visit  # noqa: F401  (defines every record of the model)
from generator import vocabulary
from generator.model.audience import audience_of
from generator.model.record import Record

MODEL = "generator.model"
UNNAMED = {"source", "standing", "undated", "undecided", "paper_files"}


def records(base: type[Record] = Record) -> list[type[Record]]:
    """Every record of the model."""
    children = [kind for kind in base.__subclasses__() if kind.__module__.startswith(MODEL)]
    return [record for child in children for record in (child, *records(child))]


def test_a_field_without_an_audience_cannot_be_declared() -> None:
    with pytest.raises(LookupError, match="phone declares no audience"):

        class _Careless(Record):
            phone: Annotated[str, "a telephone"]


def test_every_field_of_every_record_has_an_audience() -> None:
    assert len(records()) > 30
    for record in records():
        for field in record.model_fields:
            audience_of(record, field)


def test_every_field_has_a_label_in_chinese_and_english() -> None:
    unlabelled = [
        f"{record.__name__}.{field} ({language})"
        for record in records()
        for field in record.model_fields
        for language in ("zh", "en")
        if field not in UNNAMED
        and vocabulary.label(record.__name__, field, language) == field
        and record.__name__ not in {"Standing"}
    ]
    assert unlabelled == []


def test_the_vocabulary_knows_which_record_extends_which() -> None:
    extends = {
        record.__name__: parent.__name__
        for record in records()
        for parent in record.__bases__
        if parent is not Record
    }
    assert extends == vocabulary.EXTENDS
