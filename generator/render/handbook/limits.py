"""A rule's limits in words: figures, lists and tables, and when they apply."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from generator import vocabulary
from generator.model.enums import (
    MealKind,
    Payer,
    PublishTarget,
    Rank,
    RoomType,
    TrainingPhase,
    VehicleKind,
    VenueKind,
    VisitKind,
)
from generator.model.standing import Applicability, Limit
from generator.render.handbook.words import LANGUAGE, label, phrase
from generator.render.words.lists import joined, listed

FIELDS_OF = {
    "required_fields": "Letter",
    "statement_guest_fields": "Guest",
    "statement_activity_fields": "ScheduleItem",
    "statement_cost_fields": "Expense",
    "statement_staff_fields": "Staff",
    "three_names": "ScheduleItem",
    "checker_apart": "ScheduleItem",
    "group_fields": "Group",
    "task_fields": "Task",
    "meeting_fields": "PreparatoryMeeting",
    "meeting_paper_fields": "MeetingPapers",
    "meeting_approval_fields": "MeetingPapers",
    "conveyed_fields": "Conveyed",
    "decision_fields": "Decision",
    "vehicle_fields": "Vehicle",
    "counterpart_fields": "Visit",
    "approval_fields": "Publication",
    "sensitive_fields": "Guest",
    "payer_fields": "Expense",
    "waiver_fields": "Waiver",
}
"""Limits whose words are names of fields, and the record that has these fields."""

_CLOSED_SETS = (
    VisitKind,
    VenueKind,
    Rank,
    RoomType,
    TrainingPhase,
    MealKind,
    VehicleKind,
    PublishTarget,
    Payer,
)
_KEYS = vocabulary.words_under("handbook.standing.keys", LANGUAGE)


def limit_in_words(name: str, limit: Limit, most_words: int | None = None) -> str:
    """A limit's figure, list of words or table as one text; nought by its own sentence.

    Of a list with more than `most_words` words, the first of them.
    """
    if limit.value is not None:
        return (not limit.value and limit.zero) or _figure(limit.value)
    if limit.words:
        words = listed(_word_of(name, word) for word in limit.words[:most_words])
        if most_words and len(limit.words) > most_words:
            return phrase("standing.and_more", words=words, n=len(limit.words))
        if not limit.exceptions:
            return words
        return phrase("standing.except", words=words, exceptions=listed(limit.exceptions))
    table = (limit.table or {}).items()
    rows = "；".join(f"{_word_of(name, key)} {_figure(amount)}" for key, amount in table)
    return rows or phrase("standing.empty")


def in_force(limit: Limit) -> str:
    """The days between which a limit applies."""
    begins = phrase("standing.from", day=limit.begins.isoformat()) if limit.begins else ""
    until = phrase("standing.until", day=limit.until.isoformat()) if limit.until else ""
    return joined(begins, until) or phrase("standing.always")


def kinds_in_words(kinds: Collection[VisitKind]) -> str:
    """Kinds of visit: all of them, those that are named, or all but the few that are not."""
    others = [kind for kind in VisitKind if kind not in kinds]
    if not others:
        return phrase("standing.every_kind")
    if len(others) < len(kinds):
        return phrase("standing.every_kind_but", kinds=_kinds(others))
    return _kinds(kind for kind in VisitKind if kind in kinds)


def reason_in_words(applies: Applicability) -> str:
    """Why a rule is for some kinds of visit, and the clause."""
    return phrase("standing.reason", why=applies.why, clause=applies.clause)


def _kinds(kinds: Iterable[VisitKind]) -> str:
    return listed(label("VisitKind", kind) for kind in kinds)


def anchor_of(name: str) -> str:
    """The heading of a rule's page under which a limit is explained."""
    return name.replace("_", "-")


def _word_of(limit: str, word: str) -> str:
    """The label of a field or a member of a closed set; other words unchanged."""
    if limit in FIELDS_OF:
        return label(FIELDS_OF[limit], word)
    members = next((members for members in _CLOSED_SETS if word in set(members)), None)
    if members is not None:
        return label(members.__name__, word)
    return phrase(f"standing.keys.{word}") if word in _KEYS else word


def _figure(value: Decimal) -> str:
    """A number as it was written, without a sign of its exponent."""
    return f"{value:f}"
