"""Reads the people of a visit: staff, parties, guests, and the team with its groups and tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from pydantic_core import PydanticCustomError

from generator.findings import Finding, error, notice, warning
from generator.load.directory import Directory
from generator.load.done_tasks import read_done_tasks, with_done_tasks
from generator.load.identities import Identity, KnownPerson, ListedPerson, identities
from generator.load.issued_cards import known_people, phone_digest
from generator.load.nodes import MappingNode, Node, written
from generator.load.replies import read_reply, rows_with_unit, with_replies
from generator.load.sections import Completion, Sections
from generator.load.sheets.person_names import rows_of_one_person
from generator.load.stops import with_own_way
from generator.model.enums import VisitKind
from generator.model.parsing.context import BROKEN_REFERENCE, WrittenMapping
from generator.model.parsing.labels import member_named
from generator.model.parsing.spans import is_time
from generator.model.parsing.values import Moment, parse_number, parse_phone, split_list
from generator.model.people import Guest, Party, Staff, unnamed_members
from generator.model.record import is_text
from generator.model.team import Group, Task, Team
from generator.names.index import name_key, split_names

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
    """The people in a visit's file, each added to `directory` as it is read.

    `days` are the visit's first and last day: an arrival with only a time is on the first, a
    departure on the last. `revisions` is how often a person's card was revoked.
    """
    start, end = days
    team_node = root.get("team")
    team = team_node if isinstance(team_node, MappingNode) else None
    staff_nodes = _person_rows(team.get("staff") if team else None, sections, "staff")
    guest_nodes = _with_replies(
        _person_rows(root.get("guests"), sections, "guests"), sections, start
    )
    sections.findings += _name_dots([*staff_nodes, *guest_nodes])
    ids = _ids(staff_nodes, guest_nodes, known_people(sections.folder), sections)
    staff = sections.records(
        [node for node in staff_nodes if id(node) in ids],
        Staff,
        "staff",
        _identified(ids, revisions),
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
        _days_completed(_identified(ids, revisions), {"arrival": start, "departure": end}),
    )
    for guest in guests:
        directory.add_guest(guest)
    sections.findings += _unknown_leads(parties, directory)
    sections.findings += _add_unnamed(parties, guests, directory)
    kind = _kind(root)
    return People(_team(team_node, staff, sections, start, kind), tuple(parties), tuple(guests))


def _person_rows(node: Node | None, sections: Sections, section: str) -> list[MappingNode]:
    """The rows of a list of people that contain one person each."""
    return _rows_of_one_person(sections.nodes(node, section), sections, section)


def _with_replies(
    office: list[MappingNode], sections: Sections, start: date | None
) -> list[MappingNode]:
    """The office's guests, and those in the replies of units."""
    known = len(sections.findings)
    replied: list[MappingNode] = []
    for file in sections.replies:
        reply = read_reply(file.path, file.shown, sections.language)
        of_unit, problems = rows_with_unit(reply, file)
        sections.findings += [*reply.findings, *problems]
        if not reply.has_list:
            sections.skip_list("guests")
        replied += _rows_of_one_person(of_unit, sections, "guests")
    rows, findings = with_replies(office, replied, start)
    sections.findings += findings
    sections.incomplete.note_errors("guests", sections.findings[known:])
    return sections.at_most("guests", rows)


def _rows_of_one_person(
    nodes: Iterable[MappingNode], sections: Sections, section: str
) -> list[MappingNode]:
    """The `nodes` that contain one person each; the names in others are left out."""
    kept, findings, left_out = rows_of_one_person(nodes, with_companions=section == "guests")
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
    """An id for each person's node: the one written, else the one published, else a new one.

    Somebody without a name has none, and is refused for that alone. Keys are `id()` of the nodes.
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
            _report_same(node, taken[key], sections)
            continue
        taken[key] = node
        ids[id(node)] = identity.id
        sections.findings += _name_warnings(node, identity)
    return ids


def _listed(node: MappingNode, slug: str, *, staff: bool) -> ListedPerson:
    phone = node.stripped("phone")
    try:
        phone = parse_phone(phone) if phone else None
    except PydanticCustomError:
        phone = None  # refused with its place when the record is read
    return ListedPerson(
        name=node.stripped("name") or "",
        unit=node.stripped("unit"),
        phone=phone_digest(slug, phone),
        staff=staff,
        id=node.stripped("id"),
    )


def _name_warnings(node: MappingNode, identity: Identity) -> Iterator[Finding]:
    """A warning where a name was corrected, or may have been."""
    place, name = node.place_of("name"), node.stripped("name") or ""
    if identity.corrected:
        yield warning("person.corrected", place, found=name, former=identity.corrected)
    elif identity.resembles:
        former = identity.resembles
        code = "resembles" if name_key(name) != name_key(former.name) else "namesake"
        yield warning(f"person.{code}", place, found=name, former=former.name, id=former.id)


def _report_same(node: MappingNode, first: MappingNode, sections: Sections) -> None:
    """Report that two rows are the same person."""
    field = "id" if node.stripped("id") else "name"
    place, earlier = node.place_of(field), first.place_of(field)
    values = {"found": node.stripped(field) or "", "first": earlier}
    sections.report(error("person.same", place, (earlier,), **values), "staff", "guests")


def _name_dots(nodes: list[MappingNode]) -> Iterator[Finding]:
    """A notice for each name with a dot that looks like U+00B7, which national systems accept."""
    for node in nodes:
        name = node.stripped("name") or ""
        if _DOTS.search(name):
            values = {"found": name, "expected": _DOTS.sub("·", name)}
            yield notice("person.name_dot", node.place_of("name"), **values)


def _identified(ids: Mapping[int, str], revisions: Mapping[str, int]) -> Completion:
    def complete(node: MappingNode, values: WrittenMapping) -> None:
        values.setdefault("id", ids[id(node)])
        if revoked := revisions.get(ids[id(node)]):
            values["revision"] = _later(values.get("revision"), revoked)

    return complete


def _later(written: object, revoked: int) -> str:
    """The later of two revisions.

    A list that was written before a card was lost must not make the lost card valid again.
    """
    try:
        return str(max(parse_number(str(written)), revoked)) if written else str(revoked)
    except PydanticCustomError:
        return str(written)


def _days_completed(identify: Completion, days: Mapping[str, date | None]) -> Completion:
    """Complete a guest: an id, and the day of an arrival or departure with only a time."""

    def complete(node: MappingNode, values: WrittenMapping) -> None:
        identify(node, values)
        with_own_way(values)
        for field, day in days.items():
            written = values.get(field)
            if day and isinstance(written, str) and is_time(written):
                values[field] = f"{day} {written}"

    return complete


def _parties(root: MappingNode, guest_nodes: list[MappingNode], sections: Sections) -> list[Party]:
    """The parties listed; where there are none, those that the guests name."""
    if listed := sections.nodes(root.get("parties"), "parties"):
        return sections.records(listed, Party, "parties")
    cells = [(node, names) for node in guest_nodes if (names := _party_names(node))]
    known = {name_key(names[0]) for _, names in cells if len(names) == 1}
    named: dict[str, None] = {}
    for node, names in cells:
        # 第一组和考察组 is two parties where others are in one of them alone.
        parts = [part for name in names for part in split_names(name, partial(_is_in, known))]
        keys = set(map(name_key, parts))
        if len(keys) > 1 and not known.issuperset(keys):
            place, found = node.place_of("party"), "、".join(parts)
            sections.findings.append(notice("party.several", place, found=found, n=len(keys)))
        known |= keys
        named |= dict.fromkeys(parts)
    return [Party(name=name) for name in named]


def _is_in(keys: Set[str], name: str) -> bool:
    return name_key(name) in keys


def _add_unnamed(
    parties: Sequence[Party], guests: Sequence[Guest], directory: Directory
) -> Iterator[Finding]:
    """Add the members of parties who are only counted; a warning where more are named."""
    named: Counter[str] = Counter()
    for guest in guests:
        named.update({party.name: guest.headcount for party in guest.parties})
    for party in parties:
        if party.people and named[party.name] > party.people:
            values = {"party": party.name, "people": party.people, "named": named[party.name]}
            yield warning("party.people", party.written_at("people"), **values)
        if unnamed := unnamed_members(party, named[party.name]):
            directory.add_unnamed(unnamed)


def _unknown_leads(parties: Sequence[Party], directory: Directory) -> Iterator[Finding]:
    """A warning for each party whose lead is no guest; an error for one that is not clear."""
    for party in parties:
        try:
            if party.lead:
                directory.guest(party.lead)
        except PydanticCustomError as problem:
            place, values = party.written_at("lead"), problem.context or {}
            if problem.type == "name.ambiguous":
                yield error(problem.type, place, **values)
            elif problem.type != BROKEN_REFERENCE:
                yield warning("party.lead", place, party=party.name, **values)


def _party_names(node: MappingNode) -> list[str]:
    """The names of parties in a guest's node, as far as separators divide them."""
    cell = node.get("party")
    names = split_list(written(cell)) if cell else None
    return [name for name in names if is_text(name)] if isinstance(names, list) else []


def _kind(root: MappingNode) -> VisitKind:
    """The visit's kind, by which it inherits tasks; `OTHER` where it has none that is known."""
    return member_named(VisitKind, root.stripped("kind") or "") or VisitKind.OTHER


def _team(
    node: Node | None, staff: list[Staff], sections: Sections, start: date | None, kind: VisitKind
) -> Team:
    team = node if isinstance(node, MappingNode) else None
    groups = sections.records(
        sections.nodes(team.get("groups") if team else None, "groups"), Group, "groups"
    )
    tasks = sections.records(
        sections.nodes(team.get("tasks") if team else None, "tasks"), Task, "tasks"
    )
    joined = tuple(_joined(groups, staff))
    for group in joined:
        sections.directory.add_group(group)
    lists = {"staff": tuple(staff), "groups": joined, "tasks": tuple(tasks)}
    record = sections.single_record(node, Team, "team", **lists)
    if record is None:
        if node is not None:
            sections.incomplete.note("tasks")  # the tasks of its checklists are missing
        record = Team(staff=tuple(staff), groups=joined, tasks=tuple(tasks))
    inherited = _inherited(record, start, kind) if start else ()
    done, problems = read_done_tasks(sections.folder, sections.shown)
    completed, differing = with_done_tasks((*tasks, *inherited), done)
    sections.findings += [*problems, *differing]
    return record.model_copy(update={"tasks": completed})


def _joined(groups: list[Group], staff: list[Staff]) -> list[Group]:
    """Groups with the staff who name them, and groups that only the staff name."""
    joined = []
    for group in groups:
        listed_ids = {member.id for member in group.people}
        more = [s for s in staff if group.role in s.roles and s.id not in listed_ids]
        joined.append(group.model_copy(update={"members": (*group.members, *more)}))
    listed_roles = {group.role.id for group in groups}
    for role in {role.id: role for member in staff for role in member.roles}.values():
        if role.id not in listed_roles:
            members = tuple(member for member in staff if role in member.roles)
            joined.append(Group(role=role, members=members))
    return joined


def _inherited(team: Team, start: date, kind: VisitKind) -> list[Task]:
    """The tasks of the team's checklists for visits of `kind`, owned by their groups' leads."""
    leads = {group.role.id: group.lead for group in team.groups}
    written = {name_key(task.what) for task in team.tasks}
    inherited = []
    for task in (task for checklist in team.checklists for task in checklist.tasks):
        if name_key(task.what) in written or (task.kinds and kind not in task.kinds):
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
