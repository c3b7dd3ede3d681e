"""Compares the standing pages that two versions stand on, and places with their rooms."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from generator.compare.differences import Difference, Topic
from generator.compare.identity import NameChanges
from generator.compare.pairing import known_by, paired
from generator.compare.sides import RecordList, VersionPair, of_pairs, records
from generator.model.standing import Limit, Rule, Venue

_SPACES = {"rooms": "number", "halls": "name", "dining": "name", "spots": "name"}
"""The parts of a venue, and what each is known by."""


def standing(sides: VersionPair) -> Iterator[Difference]:
    """Limits, roles, courses, checklists and venues. A vehicle of the fleet is told of where the
    visit sends it.
    """
    was, now = sides.before.standing, sides.after.standing
    if was is now:
        return
    rules = paired(was.rules, now.rules, (known_by("id"),))
    yield from of_pairs(sides, RecordList(Topic.STANDING, "Standing", "rules"), rules, {"limits"})
    for before, after in rules:
        if before and after:
            yield from _limits(sides, before, after)
    for field in ("roles", "courses"):
        part = RecordList(Topic.STANDING, "Standing", field)
        yield from records(sides, part, getattr(was, field), getattr(now, field), known_by("id"))
    checklists = RecordList(Topic.STANDING, "Standing", "checklists")
    pairs = paired(was.checklists, now.checklists, (known_by("id"),))
    yield from of_pairs(sides, checklists, pairs, {"tasks"})
    for earlier, later in pairs:
        if earlier and later:
            part = RecordList(Topic.STANDING, "Checklist", "tasks", (later,))
            yield from records(sides, part, earlier.tasks, later.tasks, known_by("what"))
    yield from venues(
        sides, RecordList(Topic.STANDING, "Standing", "venues"), was.venues, now.venues
    )


def venues(
    sides: VersionPair, part: RecordList, was: Sequence[Venue], now: Sequence[Venue]
) -> Iterator[Difference]:
    """Places, and of those in both versions the rooms, halls, dining rooms and spots."""
    pairs = paired(was, now, (known_by("id"),))
    yield from of_pairs(sides, part, pairs, _SPACES)
    for before, after in pairs:
        if before is None or after is None:
            continue
        for field, name in _SPACES.items():
            inner = RecordList(part.topic, "Venue", field, (after,))
            spaces = (getattr(before, field), getattr(after, field))
            yield from records(sides, inner, *spaces, known_by(name))


def _limits(sides: VersionPair, was: Rule, now: Rule) -> Iterator[Difference]:
    """A rule's limits by name; the versions of one limit by when each begins."""
    for name in {**was.limits, **now.limits}:
        part = RecordList(Topic.STANDING, "Rule", "limits", (now, name))
        versions = (was.limits.get(name, ()), now.limits.get(name, ()))
        yield from records(sides, part, *versions, _beginning, known_by("clause"))


def _beginning(limit: Limit, _: NameChanges) -> Hashable:
    return (limit.begins,)
