"""The comparison as the office reads it: on the screen, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from generator import vocabulary
from generator.compare import Difference, FieldChange, Reassignment
from generator.compare.differences import AnyDifference
from generator.model.people import Person
from generator.render.comparison.lines import change_said, line_of
from generator.render.comparison.subjects import subject_of
from generator.render.comparison.values import said_apart, spots_said, word


def comparison_text(differences: Sequence[AnyDifference], language: str) -> str:
    """The differences under their headings, a line each."""
    if not differences:
        return word("none", language)
    blocks = []
    for section, alike in groupby(differences, key=lambda difference: difference.topic):
        lines = [f"  {line}" for each in alike for line in _lines(each, language)]
        blocks.append("\n".join((word(f"section.{section}", language), *lines)))
    return "\n\n".join(blocks)


def comparison_json(differences: Iterable[AnyDifference], language: str) -> str:
    """A list of {section, kind, of, what, id, people, events, was, now, fields, text}; a field's
    value is there only where it differs.
    """
    rows = [_row(difference, language) for difference in differences]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _lines(difference: AnyDifference, language: str) -> Iterable[str]:
    """A line; of the visit's own heading, a line for each field."""
    if isinstance(difference, Difference) and not difference.field:
        return [change_said(change, language) for change in difference.fields]
    return [line_of(difference, language)]


def _row(difference: AnyDifference, language: str) -> dict[str, Any]:
    row: dict[str, Any] = {"section": difference.topic.value}
    if isinstance(difference, Reassignment):
        row |= {
            "kind": "placed",
            "people": [person.id for person in difference.group.people],
            "events": [event.id for event in difference.events],
            "was": spots_said(difference.before, language) if difference.before else None,
            "now": spots_said(difference.after, language) if difference.after else None,
        }
    elif isinstance(difference, Difference):
        record = difference.record
        row |= {
            "kind": difference.kind.value,
            "of": difference.field or "visit",
            "what": subject_of(difference, language),
            "id": record.id if isinstance(record, Person) else None,
            "fields": [_field(change, language) for change in difference.fields],
        }
    else:
        row |= {"kind": "reordered", "of": "guests"}
    return row | {"text": "\n".join(_lines(difference, language))}


def _field(change: FieldChange, language: str) -> dict[str, str]:
    was, now = said_apart(change.before, change.after, language)
    label = vocabulary.label(change.model, change.field, language)
    return {"field": change.field, "label": label, "was": was, "now": now}
