"""A difference as one line."""

from __future__ import annotations

from generator import vocabulary
from generator.compare import Difference, FieldChange, Reassignment
from generator.compare.differences import AnyDifference, Kind
from generator.model.people import Person
from generator.render.comparison.subjects import details_of, event_said, subject_of
from generator.render.comparison.values import (
    crowd_said,
    listed,
    said,
    said_apart,
    spots_said,
    word,
)
from generator.text import Text

MANY = 4
"""A list that long is told by what was put in and what was taken out."""


def line_of(difference: AnyDifference, language: str) -> str:
    """What differs: what was, and what is."""
    if isinstance(difference, Reassignment):
        return _placing(difference, language)
    if not isinstance(difference, Difference):
        return word("reordered", language)
    if difference.kind is Kind.CHANGED:
        return _changed(difference, language)
    return _new_or_gone(difference, language)


def change_said(change: FieldChange, language: str) -> str:
    """`职务 科员 → 科长`."""
    label = vocabulary.label(change.model, change.field, language)
    if more_or_less := _more_or_less(change, language):
        return f"{label} {more_or_less}"
    was, now = said_apart(change.before, change.after, language)
    line = word("change", language, label=label, was=was, now=now)
    return line + word("new_card", language) if _ends_card(change) else line


def _changed(difference: Difference, language: str) -> str:
    changes = (change_said(change, language) for change in difference.fields)
    what = subject_of(difference, language)
    joined = word("then", language).join(changes)
    return word("of", language, what=what, change=joined) if what else joined


def _new_or_gone(difference: Difference, language: str) -> str:
    what = subject_of(difference, language)
    if details := details_of(difference.record, language):
        what += word("details", language, details=details)
    if isinstance(difference.record, Person):
        key = "joined" if difference.kind is Kind.ADDED else "left"
        return word(key, language, what=what)
    label = vocabulary.label(difference.owner, difference.field, language)
    return word(difference.kind, language, label=label, what=what)


def _placing(placing: Reassignment, language: str) -> str:
    venues = {spot.venue.id for spot in (*placing.before, *placing.after) if hasattr(spot, "venue")}
    was = spots_said(placing.before, language)
    now = spots_said(placing.after, language, venues=not placing.before or len(venues) > 1)
    line = word("placed", language, people=crowd_said(placing.group, language), was=was, now=now)
    if not placing.events:
        return line
    events = listed((event_said(event, language) for event in placing.events), language)
    return line + word("details", language, details=events)


def _more_or_less(change: FieldChange, language: str) -> str:
    """What was put into a list, and what was taken out, where the list is long or its items are
    sentences; empty for other changes.
    """
    was, now = change.before, change.after
    if not isinstance(was, tuple) or not isinstance(now, tuple):
        return ""
    sentences = any(isinstance(item, Text) for item in (*was, *now))
    if not sentences and max(len(was), len(now)) < MANY:
        return ""
    before, after = ([said(item, language) for item in side] for side in (was, now))
    parts = []
    for key, one, other in (("more", after, before), ("less", before, after)):
        if only := [item for item in one if item not in other]:
            what = " / ".join(only) if sentences else listed(only, language)
            parts.append(word(key, language, what=what))
    return word("then", language).join(parts)


def _ends_card(change: FieldChange) -> bool:
    """Whether a change makes a printed card useless: its address comes from the person's id."""
    return change.field == "id" and change.model in {"Guest", "Staff"}
