"""The comparison as the office reads it: on the screen, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from generator.compare import Difference, FieldChange, Reassignment
from generator.compare.differences import AnyDifference
from generator.model.people import Person
from generator.render.comparison.lines import (
    difference_line,
    distinct_texts,
    field_line,
    placements_text,
)
from generator.render.comparison.subjects import subject_of
from generator.render.words import Wording


def comparison_text(differences: Sequence[AnyDifference], language: str) -> str:
    """The differences under their headings, a line each."""
    words = Wording(language, "diff")
    if not differences:
        return words.phrase("none")
    blocks = []
    for topic, of_topic in groupby(differences, key=lambda difference: difference.topic):
        lines = [f"  {line}" for difference in of_topic for line in _lines(difference, words)]
        blocks.append("\n".join((words.phrase(f"section.{topic}"), *lines)))
    return "\n\n".join(blocks)


def comparison_json(differences: Iterable[AnyDifference], language: str) -> str:
    """The differences as a list of objects.

    Their keys are section, kind, of, what, id, people, events, was, now, fields and text; `fields`
    has only those that differ.
    """
    words = Wording(language, "diff")
    rows = [_row(difference, words) for difference in differences]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _lines(difference: AnyDifference, words: Wording) -> Iterable[str]:
    """One line; for the visit itself, a line for each field."""
    if isinstance(difference, Difference) and not difference.field:
        return [field_line(change, words) for change in difference.fields]
    return [difference_line(difference, words)]


def _row(difference: AnyDifference, words: Wording) -> dict[str, Any]:
    row: dict[str, Any] = {"section": difference.topic.value}
    if isinstance(difference, Reassignment):
        before, after = difference.before, difference.after
        row |= {
            "kind": "placed",
            "people": [person.id for person in difference.group.people],
            "events": [event.id for event in difference.events],
            "was": placements_text(before, words) if before else None,
            "now": placements_text(after, words) if after else None,
        }
    elif isinstance(difference, Difference):
        record = difference.record
        row |= {
            "kind": difference.kind.value,
            "of": difference.field or "visit",
            "what": subject_of(difference, words.language),
            "id": record.id if isinstance(record, Person) else None,
            "fields": [_field(change, words) for change in difference.fields],
        }
    else:
        row |= {"kind": "reordered", "of": "guests"}
    return row | {"text": "\n".join(_lines(difference, words))}


def _field(change: FieldChange, words: Wording) -> dict[str, str]:
    was, now = distinct_texts(change.before, change.after, words.language)
    label = words.label(change.model, change.field)
    return {"field": change.field, "label": label, "was": was, "now": now}
