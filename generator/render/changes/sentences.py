"""Changes of cards as sentences, for reports and text messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator import vocabulary
from generator.agenda.panels.views import PanelRow
from generator.agenda.views import Entry, EntryRole, GuestInCare, Lodging, VisitFacts
from generator.changes.difference import Change, Field
from generator.changes.facts import Fact
from generator.changes.snapshot import CardPart, VehicleFacts
from generator.render.changes.fields import field_texts, part_text
from generator.render.words import Wording
from generator.render.words.days import short_day
from generator.render.words.events import entry_name, entry_start
from generator.render.words.lists import joined
from generator.render.words.panels import row_name, row_texts
from generator.render.words.places import room_text, vehicle_text

LISTED = frozenset({Field.POINT, Field.PAPER})
"""Fields of which an entry may have several: one of them is new or gone."""


def change_sentences(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """A sentence for each change that is not minor.

    The same change of several entries is one sentence.
    """
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(change for change in changes if not change.is_minor):
        same = (change.kind, change.field, change.old_value, change.new_value)
        groups.setdefault(number if change.field is Field.WHOLE else same, []).append(change)
    sentences = (_sentence(group, language) for group in groups.values())
    return tuple(dict.fromkeys(text[:1].upper() + text[1:] for text in sentences))


def fact_sentence(fact: Fact, language: str) -> str:
    """A fact as one sentence."""
    words = Wording(language, "change")
    if fact.card is None:
        return _sentence(fact.changes, language)
    if fact.counterpart is None:
        return words.phrase(f"{fact.card.event}_person", name=fact.card.name)
    gone, new = sorted((fact.card, fact.counterpart), key=lambda card: card.event != "gone")
    return words.phrase("replaced", gone=gone.name, new=new.name)


def fact_values(fact: Fact, language: str) -> tuple[str, str, str]:
    """`1号车 车牌`, the old and the new value; a whole sentence alone where there are no values."""
    words = Wording(language, "change")
    change = fact.changes[0] if fact.changes else None
    old, new = field_texts(change, language) if change else ("", "")
    if change is None or old == new:
        return fact_sentence(fact, language), "", ""
    return joined(_subject(fact.changes, words), words.phrase(f"field.{change.field}")), old, new


def _subject(changes: Sequence[Change], words: Wording) -> str:
    """What an office calls the part that changed: `1号车`, `5月18日 18:00 晚餐`, `来宾张伟`."""
    part = changes[0].after or changes[0].before
    match part:
        case Entry():
            return _entries(changes, words)
        case VehicleFacts():
            return vehicle_text(part.number, words.language)
        case VisitFacts():
            return words.phrase("thing.visit")
        case GuestInCare():
            return words.phrase("guest", name=words.name(part.name))
    return ""


def _sentence(changes: Sequence[Change], language: str) -> str:
    """The same change of one entry or several."""
    words = Wording(language, "change")
    change = changes[0]
    part = change.after or change.before
    match part:
        case _ if change.field is Field.WHOLE:
            return _whole_part(change, part, words)
        case Entry():
            return words.phrase(
                "entry", what=_entries(changes, words), change=_field(change, words)
            )
        case VehicleFacts():
            return words.phrase(
                "entry", what=vehicle_text(part.number, language), change=_field(change, words)
            )
        case VisitFacts() if change.field is Field.OTHER:
            return words.phrase("visit_changed")
        case VisitFacts():
            visit = words.phrase("thing.visit")
            return words.phrase("entry", what=visit, change=_field(change, words))
        case GuestInCare():
            return words.phrase(
                "of_guest", name=words.name(part.name), change=_field(change, words)
            )
        case Lodging() if change.field is Field.OTHER:
            return words.phrase("room_other")
        case _:
            return _field(change, words)


def _field(change: Change, words: Wording) -> str:
    """`车牌改为 省A·00002（原 省A·00001）`."""
    old, new = field_texts(change, words.language)
    if old == new and change.field is Field.PAPER:
        return words.phrase("paper_changed", title=new)
    if old == new:
        return words.phrase("other")
    what = words.phrase(f"field.{change.field}")
    if change.field in LISTED and not (old and new):
        return words.phrase("listed_gone" if old else "listed_new", what=what, was=old, now=new)
    if not new:
        return words.phrase("no_longer", what=what, was=old)
    return words.phrase("turned" if old else "set", what=what, was=old, now=new)


def _whole_part(change: Change, part: CardPart | None, words: Wording) -> str:
    """A part of a card that is new or gone, or that changed in a way not given field by field."""
    match part:
        case Entry():
            place = words.place(part.where)
            at_place = words.phrase("at", place=place) if place else ""
            key = _key_of_whole_entry(change, part)
            return words.phrase(key, what=_entry(part, words.language) + at_place)
        case Lodging():
            key = "room_added" if change.before is None else "room_dropped"
            return words.phrase(key, room=room_text(part.where.venue, part.room, words.language))
    event = "changed"
    if change.before is None or change.after is None:
        event = "new" if change.before is None else "gone"
    if isinstance(part, PanelRow):
        before, after = (
            p if isinstance(p, PanelRow) else None for p in (change.before, change.after)
        )
        was, now = row_texts(before, after, words.language)
        what = words.phrase(f"thing.{change.kind}"), row_name(part, words.language)
        key = ("row_changed" if was else "row_new") if now else ("row_gone" if was else "row_other")
        return words.phrase(key, what=joined(*what), was=was, now=now)
    phrases = vocabulary.words_under("change", words.language)
    phrase = phrases.get(f"{change.kind}_{event}") or phrases[f"{change.kind}_changed"]
    return phrase.format(what=part_text(part, words.language))


def _key_of_whole_entry(change: Change, entry: Entry) -> str:
    """The key of the phrase for an entry that is new or gone from a card.

    One that still takes place for others is not called off: the reader has no part in it any more.
    """
    if change.after is not None:
        return "added"
    if not change.still_takes_place:
        return "dropped"
    takes_part = {*entry.parts} <= {EntryRole.TAKES_PART}
    return "no_longer_attends" if takes_part else "no_longer_in_charge"


def _entries(changes: Sequence[Change], words: Wording) -> str:
    """The first entry, and how many there are of several."""
    entries = [change.before for change in changes if isinstance(change.before, Entry)]
    first = _entry(entries[0], words.language)
    return first if len(entries) == 1 else words.phrase("several", what=first, n=len(entries))


def _entry(entry: Entry, language: str) -> str:
    """`5月18日 10:50 乘车前往云来宾馆`."""
    day = short_day(entry.start.date(), language)
    return f"{day} {entry_start(entry, language)} {entry_name(entry, language)}"
