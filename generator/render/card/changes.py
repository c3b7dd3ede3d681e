"""The recent changes of a card in words, as its page shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator import vocabulary
from generator.agenda.panels.views import PanelRow
from generator.agenda.views import Agenda, Entry, GuestInCare, Lodging
from generator.changes.difference import Change, Field
from generator.changes.recent import RecentChange
from generator.changes.snapshot import VehicleFacts
from generator.render.card.view import ChangeView
from generator.render.changes.fields import field_texts, part_text
from generator.render.words import Wording
from generator.render.words.days import short_day, time_range
from generator.render.words.events import entry_name, entry_start, entry_time
from generator.render.words.lists import joined
from generator.render.words.panels import row_name, row_texts
from generator.render.words.places import room_text, vehicle_text

Shown = tuple[str, str, str, str]
"""The field, or `new`, `cancelled` or `changed` for a part as a whole; a label with the name of the
part (`5月19日 湿地交流`, `1号车 车牌`); the old and the new value."""


def changes_by_language(
    agenda: Agenda, changes: Sequence[RecentChange]
) -> Mapping[str, tuple[ChangeView, ...]]:
    """The changes in each language of a card."""
    languages = (agenda.language, *agenda.visit.languages)
    return {code: change_views(changes, code) for code in languages} if changes else {}


def change_views(changes: Sequence[RecentChange], language: str) -> tuple[ChangeView, ...]:
    """The changes in words, oldest first."""
    return tuple(_view(recent, Wording(language, "change")) for recent in changes)


def _view(recent: RecentChange, words: Wording) -> ChangeView:
    change = recent.change
    kind = change.kind if change.kind in ("stay", "vehicle") else "entry"
    # A vehicle's change belongs to no single entry: it is listed once.
    key = "" if change.vehicle_rides else change.key
    shown = _whole_part(change, words) if change.field is Field.WHOLE else _field(change, words)
    return ChangeView(recent.at, kind, key, *shown)


def _field(change: Change, words: Wording) -> Shown:
    """A field of a part, with its values as short as they differ."""
    part = change.after or change.before
    old, new = _short_times(change, words.language) or field_texts(change, words.language)
    if old == new:  # the field has no words of its own
        old, new = "", words.phrase("whole.changed")
    names = vocabulary.words_under("change.field", words.language)
    field = names.get(change.field, "")
    match part:
        case Entry() if isinstance(change.before, Entry):
            entry = _entry(change.before, words.language)
            label = entry if change.field is Field.TIME else joined(entry, field)
        case VehicleFacts():
            label = joined(vehicle_text(part.number, words.language), field)
        case GuestInCare():
            label = joined(words.name(part.name), field)
        case _:
            label = field
    return change.field, label, old, new


def _short_times(change: Change, language: str) -> tuple[str, str] | None:
    """Two times on one day without the day; where the beginning differs, the beginning alone."""
    before, after = change.before, change.after
    if change.field is not Field.TIME or not isinstance(before, Entry):
        return None
    if not isinstance(after, Entry) or before.start.date() != after.start.date():
        return None
    if before.open_time or after.open_time:
        return entry_time(before, language), entry_time(after, language)
    if before.start == after.start:
        return time_range(before.start, before.end), time_range(after.start, after.end)
    return time_range(before.start, None), time_range(after.start, None)


def _whole_part(change: Change, words: Wording) -> Shown:
    """A part that is new or cancelled, or that changed in a way not given field by field."""
    part = change.after or change.before
    event = "changed"
    if change.before is None or change.after is None:
        event = "new" if change.before is None else "cancelled"
    event_text = words.phrase(f"whole.{event}")
    match part:
        case Entry():
            label = joined(event_text, _entry(part, words.language))
            return event, label, *_both(change, lambda entry: entry_start(entry, words.language))
        case Lodging():
            label = joined(event_text, words.phrase("field.room"))
            return event, label, *_both(change, lambda stay: _room(stay, words.language))
    if isinstance(part, PanelRow):
        before, after = (
            p if isinstance(p, PanelRow) else None for p in (change.before, change.after)
        )
        noun = words.phrase(f"thing.{change.kind}")
        label = joined(
            "" if event == "changed" else event_text, noun, row_name(part, words.language)
        )
        return event, label, *row_texts(before, after, words.language)
    noun = vocabulary.words_under("change.thing", words.language).get(change.kind, "")
    old, new = _both(change, lambda part: part_text(part, words.language))
    if old == new:
        return event, joined(noun, new), "", event_text
    return event, joined("" if event == "changed" else event_text, noun), old, new


def _both(change: Change, text: Callable[[Any], str]) -> tuple[str, str]:
    """The text of the part before and after; empty where there was or is none."""
    before = "" if change.before is None else text(change.before)
    return before, "" if change.after is None else text(change.after)


def _entry(entry: Entry, language: str) -> str:
    """`5月18日 乘车前往云来宾馆`."""
    return f"{short_day(entry.start.date(), language)} {entry_name(entry, language)}"


def _room(stay: Lodging, language: str) -> str:
    return room_text(stay.where.venue, stay.room, language)
