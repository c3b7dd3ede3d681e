"""The comparison of two versions as the office reads it: line by line, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from generator.compare import (
    Difference,
    FieldChange,
    PeopleGroup,
    Placement,
    Reassignment,
    RoomStay,
    TableSeat,
)
from generator.compare.differences import AnyDifference, Kind
from generator.model.people import Participants, Person
from generator.model.standing import Checklist, Location, Role, Venue
from generator.model.transport import Vehicle
from generator.render.comparison.subjects import details_of, event_text, subject_of
from generator.render.words import Wording
from generator.render.words.days import short_range
from generator.render.words.lists import enumerated
from generator.render.words.people import distinct_name
from generator.render.words.places import room_text, table_text
from generator.render.words.values import field_text
from generator.text import Text

LONG_LIST = 4
"""A list of so many items is compared by what was added and removed."""


def difference_line(difference: AnyDifference, words: Wording) -> str:
    """A difference in one line, with the old and the new value."""
    if isinstance(difference, Reassignment):
        return _reassignment(difference, words)
    if not isinstance(difference, Difference):
        return words.phrase("reordered")
    if difference.kind is Kind.CHANGED:
        return _changed_record(difference, words)
    return _new_or_gone(difference, words)


def field_line(change: FieldChange, words: Wording) -> str:
    """`职务 科员 → 科长`."""
    label = words.label(change.model, change.field)
    if items := _items_added_and_removed(change, words):
        return f"{label} {items}"
    was, now = distinct_texts(change.before, change.after, words.language)
    line = words.phrase("change", label=label, was=was, now=now)
    return line + words.phrase("new_card") if _ends_card(change) else line


def distinct_texts(before: Any, after: Any, language: str) -> tuple[str, str]:
    """Two values in texts that differ.

    Where they have the same words, each is given in every language, or with a person's id.
    """
    was, now = field_text(before, language), field_text(after, language)
    if was != now:
        return was, now
    return _full_text(before) or was, _full_text(after) or now


def placements_text(placements: Sequence[Placement], words: Wording, *, hotels: bool = True) -> str:
    """Rooms (with their `hotels` or without), tables or vehicles; a word where there are none."""
    texts = (_placement(placement, words.language, hotels=hotels) for placement in placements)
    return enumerated(texts, words.language) or words.phrase("unplaced")


def _changed_record(difference: Difference, words: Wording) -> str:
    changes = words.phrase("then").join(field_line(change, words) for change in difference.fields)
    subject = subject_of(difference, words.language)
    return words.phrase("of", what=subject, change=changes) if subject else changes


def _new_or_gone(difference: Difference, words: Wording) -> str:
    what = subject_of(difference, words.language)
    if details := details_of(difference.record, words.language):
        what += words.phrase("details", details=details)
    if isinstance(difference.record, Person):
        return words.phrase("joined" if difference.kind is Kind.ADDED else "left", what=what)
    label = words.label(difference.owner, difference.field)
    return words.phrase(difference.kind, label=label, what=what)


def _reassignment(reassignment: Reassignment, words: Wording) -> str:
    before, after = reassignment.before, reassignment.after
    hotels = {stay.venue.id for stay in (*before, *after) if isinstance(stay, RoomStay)}
    line = words.phrase(
        "placed",
        people=_group(reassignment.group, words),
        was=placements_text(before, words),
        now=placements_text(after, words, hotels=not before or len(hotels) > 1),
    )
    if not reassignment.events:
        return line
    events = (event_text(event, words.language) for event in reassignment.events)
    return line + words.phrase("details", details=enumerated(events, words.language))


def _items_added_and_removed(change: FieldChange, words: Wording) -> str:
    """The items added to a list and removed from it; empty for other changes.

    This is for long lists, and for lists of sentences.
    """
    before, after = change.before, change.after
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return ""
    are_sentences = any(isinstance(item, Text) for item in (*before, *after))
    if not are_sentences and max(len(before), len(after)) < LONG_LIST:
        return ""
    was, now = ([field_text(item, words.language) for item in side] for side in (before, after))
    added = [item for item in now if item not in was]
    removed = [item for item in was if item not in now]
    return words.phrase("then").join(
        words.phrase(key, what=_items(items, words.language, are_sentences=are_sentences))
        for key, items in (("more", added), ("less", removed))
        if items
    )


def _items(items: Iterable[str], language: str, *, are_sentences: bool) -> str:
    return " / ".join(items) if are_sentences else enumerated(items, language)


def _ends_card(change: FieldChange) -> bool:
    """Whether a change makes a printed card useless: its address comes from the person's id."""
    return change.field == "id" and change.model in {"Guest", "Staff"}


def _group(group: PeopleGroup, words: Wording) -> str:
    """`全体来宾 38 人`, `第一组 12 人、李四`."""
    texts = [words.phrase("party", party=party.name, n=size) for party, size in group.parties]
    if group.everyone:
        everyone = Wording(words.language, "participants").phrase("everyone")
        texts.append(words.phrase("party", party=everyone, n=len(group.people) - len(group.others)))
    return enumerated((*texts, *map(distinct_name, group.others)), words.language)


def _placement(placement: Placement, language: str, *, hotels: bool) -> str:
    if isinstance(placement, Vehicle):
        return placement.number
    if isinstance(placement, TableSeat):
        return table_text(placement.table, language, placement.seat)
    room = placement.room.in_(language)
    if hotels:
        room = room_text(placement.venue.name, room, language)
    if placement.whole_visit:
        return room
    return f"{room} {short_range(placement.check_in, placement.check_out, language)}"


def _full_text(value: Any) -> str:
    """A value in a text that no other value has."""
    match value:
        case Text():
            versions = value.others or (("", value.default),)
            return " / ".join(f"{code} {text}".strip() for code, text in versions)
        case Person() | Venue() | Role() | Checklist():
            return value.id
        case Location():
            return value.key
        case Participants():
            return " / ".join(person.id for person in value.people)
        case tuple():
            return " / ".join(map(_full_text, value))
        case _:
            return str(value or "")


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
