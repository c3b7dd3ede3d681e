"""Compares who comes and who hosts: guests, parties, and the team with its groups and tasks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compare.differences import (
    AnyDifference,
    Difference,
    FieldChange,
    GuestOrderChange,
    Topic,
)
from generator.compare.fields import field_changes, guest_changes, member_changes
from generator.compare.identity import identity
from generator.compare.pairing import exactly, known_by, paired, people_paired
from generator.compare.sides import RecordList, VersionPair, of_pairs, records, single
from generator.model.team import Group, Task, Team


def guests(sides: VersionPair) -> Iterator[AnyDifference]:
    """Who joined, who left, what is said otherwise of a guest or a party."""
    part = RecordList(Topic.GUESTS, "Visit", "guests")
    days = tuple((side.start, side.end) for side in (sides.before, sides.after))
    for before, after in people_paired(sides.before.guests, sides.after.guests):
        if before is None or after is None:
            yield part.of(before, after)
        elif changes := guest_changes(before, after, sides.renamed, (days[0], days[1])):
            yield part.of(before, after, changes)
    if not _same_order(sides):
        yield GuestOrderChange()
    parties = RecordList(Topic.GUESTS, "Visit", "parties")
    yield from records(sides, parties, sides.before.parties, sides.after.parties, identity)


def team(sides: VersionPair) -> Iterator[Difference]:
    """Who hosts, in which group, with which tasks."""
    was, now = sides.before.team, sides.after.team
    part = RecordList(Topic.TEAM, "Visit", "team")
    yield from single(sides, part, was, now, {"staff", "groups", "tasks"})
    staff = RecordList(Topic.TEAM, "Team", "staff")
    yield from of_pairs(sides, staff, people_paired(was.staff, now.staff))
    yield from _groups(sides)
    tasks = RecordList(Topic.TEAM, "Team", "tasks")
    keys = (exactly, known_by("what"), known_by("owner", "due"))
    yield from records(sides, tasks, _own_tasks(was), _own_tasks(now), *keys)


def _same_order(sides: VersionPair) -> bool:
    """Whether the guests that are in both versions stand in the same order on the roster."""
    was = [identity(guest, sides.renamed) for guest in sides.before.guests]
    now = [identity(guest) for guest in sides.after.guests]
    both = {*was} & {*now}
    return [guest for guest in was if guest in both] == [guest for guest in now if guest in both]


def _groups(sides: VersionPair) -> Iterator[Difference]:
    part = RecordList(Topic.TEAM, "Team", "groups")
    was, now = sides.before.team, sides.after.team
    left = {identity(s, sides.renamed) for s in was.staff} - {identity(s) for s in now.staff}
    keys = (known_by("role", "name"), known_by("role"))
    for before, after in paired(was.groups, now.groups, keys, sides.renamed):
        if before is None or after is None:
            if not _made_of_sheets(before or after):
                yield part.of(before, after)
            continue
        changes = field_changes(before, after, sides.renamed, {"members"})
        if member_changes(before, after, sides.renamed, left):
            changes += (FieldChange("Group", "members", before.members, after.members),)
        if changes:
            yield part.of(before, after, changes)


def _made_of_sheets(group: Group | None) -> bool:
    """Whether a group is there only because the sheets of its members name it."""
    return (
        group is not None
        and bool(group.members)
        and group == Group(role=group.role, members=group.members)
        and all(group.role in member.roles for member in group.members)
    )


def _own_tasks(team: Team) -> tuple[Task, ...]:
    """The tasks that the visit itself lists. Those of a checklist follow from its page, from the
    first day and from who leads the groups.
    """
    inherited = {id(task.source) for page in team.checklists for task in page.tasks if task.source}
    return tuple(task for task in team.tasks if id(task.source) not in inherited)
