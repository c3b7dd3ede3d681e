"""Compares two versions of a visit, section by section."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from datetime import date

from generator.compare.differences import (
    AnyDifference,
    Difference,
    FieldChange,
    GuestOrderChange,
    Topic,
)
from generator.compare.matching import (
    NameChanges,
    by_content,
    by_fields,
    identity,
    match_people,
    match_records,
    name_changes_between,
)
from generator.compare.plan import lodging, meals, schedule, transport
from generator.compare.records import (
    RecordList,
    VersionPair,
    compare_lists,
    compare_pairs,
    compare_single,
    field_changes,
)
from generator.model.parsing.values import Moment
from generator.model.people import Person
from generator.model.standing import Limit, Rule, Venue
from generator.model.team import Group, Preparation, Task, Team
from generator.model.visit import Visit

_COMPARED_IN_SECTIONS = frozenset(
    {
        "standing", "appearance", "venues", "letter", "team", "preparation", "publish", "parties",
        "guests", "schedule", "points", "paper_files", "seating", "routine", "stays", "meals",
        "marks", "vehicles", "rides", "expenses", "contacts", "waivers", "wishes", "accepted",
    }
)  # fmt: skip
_NOT_COMPARED = frozenset({"slug"})
"""The folder's name, which is no content of the visit."""
_SPACES = {"rooms": "number", "halls": "name", "dining": "name", "spots": "name"}
"""The lists of a venue, with the field by which their records are matched."""


def differences_between(before: Visit, after: Visit) -> tuple[AnyDifference, ...]:
    """Return the differences between two versions of a visit, in the order of their headings.

    What follows from another difference is left out: a forum that moved is one difference, not one
    for each participant.
    """
    versions = VersionPair(before, after, name_changes_between(before, after))
    return (
        *_visit(versions),
        *_preparation(versions),
        *_guests(versions),
        *_team(versions),
        *lodging(versions),
        *schedule(versions),
        *meals(versions),
        *transport(versions),
        *_money(versions),
        *_care(versions),
        *_standing_pages(versions),
    )


def _visit(versions: VersionPair) -> Iterator[Difference]:
    before, after = versions.before, versions.after
    skip = _COMPARED_IN_SECTIONS | _NOT_COMPARED
    yield from compare_single(versions, RecordList(Topic.VISIT, "Visit", ""), before, after, skip)
    for field in ("letter", "publish", "appearance"):
        records = RecordList(Topic.VISIT, "Visit", field)
        yield from compare_single(versions, records, getattr(before, field), getattr(after, field))
    venues = RecordList(Topic.VISIT, "Visit", "venues")
    yield from _venues(versions, venues, before.venues, after.venues)
    waivers = RecordList(Topic.VISIT, "Visit", "waivers")
    keys = (by_content, by_fields("code", "where"), by_fields("code"))
    yield from compare_lists(versions, waivers, before.waivers, after.waivers, *keys)


def _preparation(versions: VersionPair) -> Iterator[Difference]:
    before = versions.before.preparation or Preparation()
    after = versions.after.preparation or Preparation()
    for field in ("meeting", "conveyed"):
        records = RecordList(Topic.PREPARATION, "Preparation", field)
        yield from compare_single(versions, records, getattr(before, field), getattr(after, field))
    decisions = RecordList(Topic.PREPARATION, "Preparation", "decisions")
    keys = (by_content, by_fields("what"), by_fields("owner", "due"))
    yield from compare_lists(versions, decisions, before.decisions, after.decisions, *keys)


def _money(versions: VersionPair) -> Iterator[Difference]:
    expenses = RecordList(Topic.MONEY, "Visit", "expenses")
    keys = (by_fields("item", "day", "place"), by_fields("item", "day"), by_fields("item"))
    before, after = versions.before.expenses, versions.after.expenses
    yield from compare_lists(versions, expenses, before, after, by_content, *keys)


def _care(versions: VersionPair) -> Iterator[Difference]:
    before, after = versions.before, versions.after
    routine = RecordList(Topic.CARE, "Visit", "routine")
    keys = (by_content, by_fields("what"), by_fields("time"))
    yield from compare_lists(versions, routine, before.routine, after.routine, *keys)
    contacts = RecordList(Topic.CARE, "Visit", "contacts")
    keys = (by_content, by_fields("what"), by_fields("who", "name"))
    yield from compare_lists(versions, contacts, before.contacts, after.contacts, *keys)


# Guests and team


def _guests(versions: VersionPair) -> Iterator[AnyDifference]:
    before, after = versions.before, versions.after
    guests = RecordList(Topic.GUESTS, "Visit", "guests")
    for former, current in match_people(before.guests, after.guests):
        if former is None or current is None:
            yield guests.difference(former, current)
        elif changes := tuple(_guest_changes(former, current, versions)):
            yield guests.difference(former, current, changes)
    if not _is_same_order(versions):
        yield GuestOrderChange()
    parties = RecordList(Topic.GUESTS, "Visit", "parties")
    yield from compare_lists(versions, parties, before.parties, after.parties, identity)


def _guest_changes(before: Person, after: Person, versions: VersionPair) -> Iterator[FieldChange]:
    """A guest's changes, without an arrival or a departure that moved with the visit's dates."""
    edges = {
        "arrival": (versions.before.start, versions.after.start),
        "departure": (versions.before.end, versions.after.end),
    }
    for change in field_changes(before, after, versions.renamed):
        if change.field not in edges or not _moved_with_visit(change, *edges[change.field]):
            yield change


def _moved_with_visit(change: FieldChange, former_day: date, current_day: date) -> bool:
    before, after = change.before, change.after
    if not isinstance(before, Moment) or not isinstance(after, Moment):
        return False
    return (before.day, after.day) == (former_day, current_day) and before.clock == after.clock


def _is_same_order(versions: VersionPair) -> bool:
    """Whether the guests of both versions are in the same order on the roster."""
    before = [identity(guest, versions.renamed) for guest in versions.before.guests]
    after = [identity(guest) for guest in versions.after.guests]
    common = {*before} & {*after}
    return [key for key in before if key in common] == [key for key in after if key in common]


def _team(versions: VersionPair) -> Iterator[Difference]:
    before, after = versions.before.team, versions.after.team
    team = RecordList(Topic.TEAM, "Visit", "team")
    yield from compare_single(versions, team, before, after, {"staff", "groups", "tasks"})
    staff = RecordList(Topic.TEAM, "Team", "staff")
    yield from compare_pairs(versions, staff, match_people(before.staff, after.staff))
    yield from _groups(versions)
    tasks = RecordList(Topic.TEAM, "Team", "tasks")
    keys = (by_content, by_fields("what"), by_fields("owner", "due"))
    yield from compare_lists(versions, tasks, _own_tasks(before), _own_tasks(after), *keys)


def _groups(versions: VersionPair) -> Iterator[Difference]:
    groups = RecordList(Topic.TEAM, "Team", "groups")
    before, after, renamed = versions.before.team, versions.after.team, versions.renamed
    left = {identity(staff, renamed) for staff in before.staff}
    left -= {identity(staff) for staff in after.staff}
    keys = (by_fields("role", "name"), by_fields("role"))
    for former, current in match_records(before.groups, after.groups, keys, renamed):
        if former is None or current is None:
            if not _follows_from_roles(former or current):
                yield groups.difference(former, current)
            continue
        changes = field_changes(former, current, renamed, {"members"})
        if _members_differ(former, current, renamed, left):
            changes += (FieldChange("Group", "members", former.members, current.members),)
        if changes:
            yield groups.difference(former, current, changes)


def _follows_from_roles(group: Group | None) -> bool:
    """Whether a group exists only because its members' own entries name its role."""
    return (
        group is not None
        and bool(group.members)
        and group == Group(role=group.role, members=group.members)
        and all(group.role in member.roles for member in group.members)
    )


def _members_differ(
    before: Group, after: Group, renamed: NameChanges, left: Collection[object]
) -> bool:
    """Whether the members differ by more than people whose own roles changed, or who `left`."""
    former = {identity(staff, renamed): staff for staff in before.members}
    current = {identity(staff): staff for staff in after.members}
    return any(
        person not in left
        and not (person in former and before.role in former[person].roles)
        and not (person in current and after.role in current[person].roles)
        for person in former.keys() ^ current.keys()
    )


def _own_tasks(team: Team) -> tuple[Task, ...]:
    """The tasks that the visit lists itself; those of a checklist follow from its page."""
    inherited = {id(task.source) for page in team.checklists for task in page.tasks if task.source}
    return tuple(task for task in team.tasks if id(task.source) not in inherited)


# Standing pages


def _standing_pages(versions: VersionPair) -> Iterator[Difference]:
    """The standing pages, except the fleet: its vehicles are compared where the visit uses them."""
    before, after = versions.before.standing, versions.after.standing
    if before is after:
        return
    rules = match_records(before.rules, after.rules, (by_fields("id"),))
    records = RecordList(Topic.STANDING, "Standing", "rules")
    yield from compare_pairs(versions, records, rules, {"limits", "clauses"})
    for former, current in rules:
        if former and current:
            yield from _limits(versions, former, current)
            yield from _clauses(versions, former, current)
    for field in ("roles", "courses"):
        records = RecordList(Topic.STANDING, "Standing", field)
        lists = getattr(before, field), getattr(after, field)
        yield from compare_lists(versions, records, *lists, by_fields("id"))
    records = RecordList(Topic.STANDING, "Standing", "checklists")
    checklists = match_records(before.checklists, after.checklists, (by_fields("id"),))
    yield from compare_pairs(versions, records, checklists, {"tasks"})
    for earlier, later in checklists:
        if earlier and later:
            tasks = RecordList(Topic.STANDING, "Checklist", "tasks", (later,))
            yield from compare_lists(versions, tasks, earlier.tasks, later.tasks, by_fields("what"))
    venues = RecordList(Topic.STANDING, "Standing", "venues")
    yield from _venues(versions, venues, before.venues, after.venues)


def _venues(
    versions: VersionPair, records: RecordList, before: Sequence[Venue], after: Sequence[Venue]
) -> Iterator[Difference]:
    """Venues, and the rooms, halls, dining rooms and spots of each that both versions have."""
    pairs = match_records(before, after, (by_fields("id"),))
    yield from compare_pairs(versions, records, pairs, _SPACES)
    for former, current in pairs:
        if former is None or current is None:
            continue
        for field, name in _SPACES.items():
            spaces = RecordList(records.topic, "Venue", field, (current,))
            lists = getattr(former, field), getattr(current, field)
            yield from compare_lists(versions, spaces, *lists, by_fields(name))


def _limits(versions: VersionPair, before: Rule, after: Rule) -> Iterator[Difference]:
    """A rule's limits by name; the values of one limit by the date from which each applies."""
    for name in {**before.limits, **after.limits}:
        records = RecordList(Topic.STANDING, "Rule", "limits", (after, name))
        lists = before.limits.get(name, ()), after.limits.get(name, ())
        yield from compare_lists(versions, records, *lists, _begins, by_fields("clause"))


def _clauses(versions: VersionPair, before: Rule, after: Rule) -> Iterator[Difference]:
    """A rule's clauses by name."""
    for name in {**before.clauses, **after.clauses}:
        records = RecordList(Topic.STANDING, "Rule", "clauses", (after, name))
        pair = (before.clauses.get(name), after.clauses.get(name))
        yield from compare_pairs(versions, records, [pair])


def _begins(limit: Limit, _: NameChanges) -> Hashable:
    return (limit.begins,)
