"""Compares two versions of a visit, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compare.differences import AnyDifference, Difference, Topic
from generator.compare.pairing import exactly, known_by, renamed_between
from generator.compare.people import guests, team
from generator.compare.plan import lodging, meals, schedule, transport
from generator.compare.sides import RecordList, VersionPair, records, single
from generator.compare.standing import standing, venues
from generator.model.team import Preparation
from generator.model.visit import Visit

_PARTS = frozenset(
    {
        "slug", "standing", "appearance", "venues", "letter", "team", "preparation", "publish",
        "parties", "guests", "schedule", "seating", "routine", "stays", "meals", "vehicles",
        "rides", "expenses", "contacts", "waivers",
    }
)  # fmt: skip
"""Fields of a visit that are compared record by record; its folder's name is no part of it."""


def differences_between(was: Visit, now: Visit) -> tuple[AnyDifference, ...]:
    """What differs between two versions of a visit, in the order in which it is told. What
    follows from something else is not told again: a forum that moved is one difference, not one
    for each who attends.
    """
    sides = VersionPair(was, now, renamed_between(was, now))
    return (
        *_heading(sides),
        *_preparation(sides),
        *guests(sides),
        *team(sides),
        *lodging(sides),
        *schedule(sides),
        *meals(sides),
        *transport(sides),
        *_money(sides),
        *_care(sides),
        *standing(sides),
    )


def _heading(sides: VersionPair) -> Iterator[Difference]:
    was, now = sides.before, sides.after
    yield from single(sides, RecordList(Topic.VISIT, "Visit", ""), was, now, _PARTS)
    for field in ("letter", "publish", "appearance"):
        part = RecordList(Topic.VISIT, "Visit", field)
        yield from single(sides, part, getattr(was, field), getattr(now, field))
    yield from venues(sides, RecordList(Topic.VISIT, "Visit", "venues"), was.venues, now.venues)
    waivers = RecordList(Topic.VISIT, "Visit", "waivers")
    keys = (exactly, known_by("code", "where"), known_by("code"))
    yield from records(sides, waivers, was.waivers, now.waivers, *keys)


def _preparation(sides: VersionPair) -> Iterator[Difference]:
    was, now = (side.preparation or Preparation() for side in (sides.before, sides.after))
    for field in ("meeting", "conveyed"):
        part = RecordList(Topic.PREPARATION, "Preparation", field)
        yield from single(sides, part, getattr(was, field), getattr(now, field))
    part = RecordList(Topic.PREPARATION, "Preparation", "decisions")
    keys = (exactly, known_by("what"), known_by("owner", "due"))
    yield from records(sides, part, was.decisions, now.decisions, *keys)


def _money(sides: VersionPair) -> Iterator[Difference]:
    part = RecordList(Topic.MONEY, "Visit", "expenses")
    by_item = (known_by("item", "day", "place"), known_by("item", "day"), known_by("item"))
    was, now = sides.before.expenses, sides.after.expenses
    yield from records(sides, part, was, now, exactly, *by_item)


def _care(sides: VersionPair) -> Iterator[Difference]:
    was, now = sides.before, sides.after
    routine = RecordList(Topic.CARE, "Visit", "routine")
    keys = (exactly, known_by("what"), known_by("time"))
    yield from records(sides, routine, was.routine, now.routine, *keys)
    contacts = RecordList(Topic.CARE, "Visit", "contacts")
    keys = (exactly, known_by("what"), known_by("who", "name"))
    yield from records(sides, contacts, was.contacts, now.contacts, *keys)
