"""Reads the house's own appearance of cards, set once for all visits in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping as Options
from typing import Any

from pydantic import ValidationError

from generator.findings import Finding, Place
from generator.load.node import Mapping, Scalar
from generator.load.problems import problems_of
from generator.model.visit import Appearance

FILE = "mkdocs.yml"


def load_appearance(options: Options[str, Any]) -> tuple[Appearance, tuple[Finding, ...]]:
    """The appearance that `options` of mkdocs.yml describe, the usual one where they are wrong,
    and what is wrong with them."""
    place = Place(FILE)
    said = {str(key): str(value) for key, value in options.items() if value is not None}
    try:
        return Appearance.model_validate(said), ()
    except ValidationError as refusal:
        entries = tuple((Scalar(key, place), Scalar(value, place)) for key, value in said.items())
        return Appearance(), tuple(problems_of(refusal, Appearance, Mapping(entries, place)))
