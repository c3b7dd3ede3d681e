"""Reads the people of a visit: staff, parties, guests, and the team with its groups and tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic_core import PydanticCustomError

from generator.findings import Finding, Place, error, notice, warning
from generator.load.directory import Directory
from generator.load.identities import Identity, KnownPerson, ListedPerson, identities
from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.load.published import known_people, phone_mark
from generator.load.sections import Completion, Sections
from generator.load.sheets.person_names import one_person_each
from generator.model.parsing.spans import is_time
from generator.model.parsing.values import Moment, parse_number, parse_phone
from generator.model.people import Guest, Party, Staff
from generator.model.record import WrittenMapping, is_text
from generator.model.team import Group, Task, Team
from generator.names.index import name_key

_DOTS = re.compile("[•・⋅‧∙●．]")


@dataclass(frozen=True)
class People:
    """Everybody of a visit."""

    team: Team
    parties: tuple[Party, ...]
    guests: tuple[Guest, ...]


def read_people(
    root: MappingNode,
    sections: Sections,
    directory: Directory,
    days: tuple[date | None, date | None],
    revisions: Mapping[str, int],
) -> People:
    """The people that a visit's file lists, each entered into `directory` as it is read.

    `days` are the visit's first and last day: an arrival that gives only a time is on the first,
    a departure on the last. `revisions` says how often a person's card was revoked.
    """
    start, end = days
    team_node = root.get("team")
    team = team_node if isinstance(team_node, MappingNode) else None
    staff_nodes = _people(team.get("staff") if team else None, sections, "staff")
    guest_nodes = _people(root.get("guests"), sections, "guests")
    sections.findings += _dots([*staff_nodes, *guest_nodes])
    ids = _ids(staff_nodes, guest_nodes, known_people(sections.folder), sections)
    staff = sections.records(
        [node for node in staff_nodes if id(node) in ids], Staff, "staff", _identify(ids, revisions)
    )
    for member in staff:
        directory.add_staff(member)
    parties = _parties(root, guest_nodes, sections)
    for party in parties:
        directory.add_party(party)
    guests = sections.records(
        [node for node in guest_nodes if id(node) in ids],
        Guest,
        "guests",
        _dated(_identify(ids, revisions), {"arrival": start, "departure": end}),
    )
    for guest in guests:
        directory.add_guest(guest)
    return People(_team(team_node, staff, sections, start), tuple(parties), tuple(guests))


def _people(node: Node | None, sections: Sections, section: str) -> list[MappingNode]:
    """The rows of a list of people that are one person's each."""
    kept, findings, left_out = one_person_each(sections.nodes(node, section))
    sections.findings += findings
    for name in left_out:
        sections.leave_out(section, name)
    return kept


def _ids(
    staff_nodes: list[MappingNode],
    guest_nodes: list[MappingNode],
    known: Sequence[KnownPerson],
    sections: Sections,
) -> dict[int, str]:
    """An id for each person's node: the one written, else the one that was published, else one made
    of the name; none for somebody without a name, who is refused for that alone.
    """
    nodes = [*staff_nodes, *guest_nodes]
    slug = sections.folder.name
    listed = [_listed(node, slug, staff=True) for node in staff_nodes]
    listed += [_listed(node, slug, staff=False) for node in guest_nodes]
    ids: dict[int, str] = {}
    taken: dict[str, MappingNode] = {}
    for node, identity in zip(nodes, identities(listed, known), strict=True):
        key = name_key(identity.id)
        if key and key in taken:
            _report_same(node, taken[key], said(node, "id") or said(node, "name") or "", sections)
            continue
        taken[key] = node
        ids[id(node)] = identity.id
        sections.findings += _doubts(node, identity)
    return ids


def _listed(node: MappingNode, slug: str, *, staff: bool) -> ListedPerson:
    phone = said(node, "phone")
    try:
        phone = parse_phone(phone) if phone else None
    except PydanticCustomError:
        phone = None  # refused with its place when the record is read
    return ListedPerson(
        name=said(node, "name") or "",
        unit=said(node, "unit"),
        phone=phone_mark(slug, phone),
        staff=staff,
        id=said(node, "id"),
    )


def _doubts(node: MappingNode, identity: Identity) -> Iterator[Finding]:
    """Whether a name was corrected, or may have been."""
    place, name = _place(node, "name"), said(node, "name") or ""
    if identity.corrected:
        yield warning("person.corrected", place, found=name, former=identity.corrected)
    elif identity.resembles:
        former = identity.resembles
        code = "resembles" if name_key(name) != name_key(former.name) else "namesake"
        yield warning(f"person.{code}", place, found=name, former=former.name, id=former.id)


def _report_same(node: MappingNode, first: MappingNode, person: str, sections: Sections) -> None:
    field = "id" if said(node, "id") else "name"
    place, earlier = _place(node, field), _place(first, field)
    problem = error("person.same", place, (earlier,), found=person, first=earlier)
    sections.findings.append(problem)
    for section in ("staff", "guests"):
        sections.incomplete.note(section, [problem])


def _dots(nodes: list[MappingNode]) -> Iterator[Finding]:
    """Names with a dot that looks like the one the national systems know, U+00B7, and is none."""
    for node in nodes:
        name = said(node, "name") or ""
        if _DOTS.search(name):
            values = {"found": name, "expected": _DOTS.sub("·", name)}
            yield notice("person.name_dot", _place(node, "name"), **values)


def _identify(ids: Mapping[int, str], revisions: Mapping[str, int]) -> Completion:
    def complete(node: MappingNode, values: WrittenMapping) -> None:
        values.setdefault("id", ids[id(node)])
        if revoked := revisions.get(ids[id(node)]):
            values["revision"] = _later(values.get("revision"), revoked)

    return complete


def _later(said: object, revoked: int) -> str:
    """The later of two revisions: a list that was written out before a card was lost must not
    bring the lost card back.
    """
    try:
        return str(max(parse_number(str(said)), revoked)) if said else str(revoked)
    except PydanticCustomError:
        return str(said)


def _dated(identify: Completion, days: Mapping[str, date | None]) -> Completion:
    """Completes a guest: an id, and the day of an arrival or departure that gives only a time."""

    def complete(node: MappingNode, values: WrittenMapping) -> None:
        identify(node, values)
        for field, day in days.items():
            written = values.get(field)
            if day and isinstance(written, str) and is_time(written):
                values[field] = f"{day} {written}"

    return complete


def _parties(root: MappingNode, guest_nodes: list[MappingNode], sections: Sections) -> list[Party]:
    """The parties listed; where none are, those that the guests name."""
    if listed := sections.nodes(root.get("parties"), "parties"):
        return sections.records(listed, Party, "parties")
    named = dict.fromkeys(filter(is_text, (said(node, "party") for node in guest_nodes)))
    return [Party(name=name) for name in named if name]


def _team(node: Node | None, staff: list[Staff], sections: Sections, start: date | None) -> Team:
    team = node if isinstance(node, MappingNode) else None
    groups = sections.records(
        sections.nodes(team.get("groups") if team else None, "groups"), Group, "groups"
    )
    tasks = sections.records(
        sections.nodes(team.get("tasks") if team else None, "tasks"), Task, "tasks"
    )
    joined = tuple(_joined(groups, staff))
    made = {"staff": tuple(staff), "groups": joined, "tasks": tuple(tasks)}
    record = sections.one(node, Team, "team", **made)
    if record is None:
        if node is not None:
            sections.incomplete.note("tasks")  # those of its checklists are not inherited
        record = Team(staff=tuple(staff), groups=joined, tasks=tuple(tasks))
    if start is None:
        return record
    return record.model_copy(update={"tasks": (*tasks, *_inherited(record, start))})


def _joined(groups: list[Group], staff: list[Staff]) -> list[Group]:
    """Groups with the staff whose sheet names them, and groups that only the sheet names."""
    joined = []
    for group in groups:
        told = {member.id for member in group.people}
        more = [s for s in staff if group.role in s.roles and s.id not in told]
        joined.append(group.model_copy(update={"members": (*group.members, *more)}))
    listed = {group.role.id for group in groups}
    for role in {role.id: role for member in staff for role in member.roles}.values():
        if role.id not in listed:
            members = tuple(member for member in staff if role in member.roles)
            joined.append(Group(role=role, members=members))
    return joined


def _inherited(team: Team, start: date) -> list[Task]:
    """The tasks of the team's checklists, owned by the heads of the groups they fall to."""
    leads = {group.role.id: group.lead for group in team.groups}
    own = {name_key(task.what) for task in team.tasks}
    inherited = []
    for task in (task for checklist in team.checklists for task in checklist.tasks):
        if name_key(task.what) in own:
            continue
        owner = leads.get(task.role) or team.lead
        checker = leads.get(task.checker or "") or team.lead
        inherited.append(
            Task(
                what=task.what,
                owner=owner,
                checker=checker if checker is not owner else None,
                due=Moment(start - timedelta(days=task.days_before)),
                standard=task.standard,
                caution=task.caution,
                source=task.source,
            )
        )
    return inherited


def said(node: MappingNode, field: str) -> str | None:
    """What was written for `field`, without outer space; None where nothing was."""
    value = node.get(field)
    return value.text.strip() if isinstance(value, ScalarNode) and value.text else None


def _place(node: MappingNode, field: str) -> Place:
    value = node.get(field)
    return value.place if value is not None else node.place
