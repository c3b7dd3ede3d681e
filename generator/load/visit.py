"""Reads a visit's folder into a Visit: sections in the order in which they name one another."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from generator.findings import Finding, Place, Severity, in_reading_order
from generator.load.directory import Directory, name_key, plate_key
from generator.load.node import Mapping, Node, Scalar
from generator.load.problems import problems_of
from generator.load.report import error, warning
from generator.load.sections import Sections
from generator.load.written import written_mapping
from generator.load.yamltext import read_yaml
from generator.model.dining import Meal
from generator.model.lodging import Stay
from generator.model.money import Expense
from generator.model.people import Guest, Party, PersonId, Staff
from generator.model.programme import Contact, Routine, ScheduleItem
from generator.model.record import Reading, Written
from generator.model.standing import Standing, Venue
from generator.model.team import Decision, Group, Preparation, Task, Team
from generator.model.transport import Ride, Vehicle
from generator.model.values import Moment, parse_date
from generator.model.visit import Appearance, Letter, Publication, Visit, Waiver

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789")}
LONGEST_VISIT = 366


def load_visit(
    folder: Path, standing: Standing, root: Path
) -> tuple[Visit | None, tuple[Finding, ...]]:
    """The visit in `folder`, and every problem found in its files.

    `root` is the project's folder, to which shown paths are relative. The visit is None only when
    nothing could be made of its files; records that were refused are left out of it, and their
    findings are errors.
    """
    shown = shown_path(folder, root)
    node, findings = read_yaml(folder / "visit.yml", f"{shown}/visit.yml")
    if not isinstance(node, Mapping):
        return None, in_reading_order(findings)
    visit, problems = _VisitReader(folder, shown, node, standing).read()
    return visit, in_reading_order((*findings, *problems))


def shown_path(path: Path, root: Path) -> str:
    """A path as the clerk is shown it: relative to the project, with forward slashes."""
    resolved, base = path.resolve(), root.resolve()
    return (resolved.relative_to(base) if resolved.is_relative_to(base) else path).as_posix()


class _VisitReader:
    def __init__(self, folder: Path, shown: str, node: Mapping, standing: Standing) -> None:
        self.folder = folder
        self.node = node
        self.standing = standing
        self.header = written_mapping(node)
        self.directory = Directory(standing)
        self.reading = Reading(self.directory, self._date("start"))
        self.sections = Sections(folder, shown, self.directory, self.reading)
        self.findings = self.sections.findings

    def read(self) -> tuple[Visit | None, list[Finding]]:
        """The visit, its sections read in the order in which they name one another."""
        made: dict[str, Any] = {"slug": self._slug(), "standing": self.standing}
        made["venues"] = self._venues()
        made |= self._people()
        made["vehicles"] = self._vehicles()
        made |= self._programme()
        made |= self._papers(made["team"])
        values = Written({**self.header, **made}, self.header.source)
        try:
            visit = Visit.model_validate(values, context=self.reading)
        except ValidationError as refusal:
            self.findings += problems_of(refusal, Visit, self.node)
            return None, self.findings
        self._check_dates(visit)
        return visit, self.findings

    # -- people ---------------------------------------------------------------------------------

    def _people(self) -> dict[str, Any]:
        team_node = self.node.get("team")
        team = team_node if isinstance(team_node, Mapping) else None
        staff_nodes = self.sections.nodes(team.get("staff") if team else None, "staff")
        guest_nodes = self.sections.nodes(self.node.get("guests"), "guests")
        ids = self._ids([*staff_nodes, *guest_nodes])
        staff = self._staff(staff_nodes, ids)
        parties = self._parties(guest_nodes)
        guests = self._guests(guest_nodes, ids)
        made_team = self._team(team_node, staff)
        return {"team": made_team, "parties": tuple(parties), "guests": tuple(guests)}

    def _ids(self, nodes: list[Mapping]) -> dict[int, str]:
        """An id for each person's node: the one written, else the name, else `name@unit`."""
        names = Counter(name_key(_said(node, "name") or "") for node in nodes)
        ids: dict[int, str] = {}
        taken: dict[str, Mapping] = {}
        for node in nodes:
            name, unit = _said(node, "name") or "", _said(node, "unit")
            made = name if names[name_key(name)] == 1 or not unit else f"{name}@{unit}"
            person = _said(node, "id") or made
            key = name_key(person)
            if key and key in taken:
                self._same_person(node, taken[key], person)
                continue
            taken[key] = node
            ids[id(node)] = person
        return ids

    def _same_person(self, node: Mapping, first: Mapping, person: str) -> None:
        field = "id" if _said(node, "id") else "name"
        place, earlier = _place(node, field), _place(first, field)
        self.findings.append(error("person.same", place, (earlier,), found=person, first=earlier))

    def _staff(self, nodes: list[Mapping], ids: dict[int, str]) -> list[Staff]:
        staff = self.sections.records(
            [node for node in nodes if id(node) in ids], Staff, "staff", _identify(ids)
        )
        for person in staff:
            self.directory.add_staff(person)
        return staff

    def _parties(self, guest_nodes: list[Mapping]) -> list[Party]:
        nodes = self.sections.nodes(self.node.get("parties"), "parties")
        parties = self.sections.records(nodes, Party, "parties")
        if self.node.get("parties") is None:
            named = dict.fromkeys(filter(None, (_said(node, "party") for node in guest_nodes)))
            parties = [Party(name=name) for name in named]
        for party in parties:
            self.directory.add_party(party)
        return parties

    def _guests(self, nodes: list[Mapping], ids: dict[int, str]) -> list[Guest]:
        start, end = self._date("start"), self._date("end")
        identify = _identify(ids)

        def complete(node: Mapping, values: Written) -> None:
            identify(node, values)
            for field, day in (("arrival", start), ("departure", end)):
                if field in values and day and re.fullmatch(r"\D*\d{1,2}[::点时]\d{0,2}\D*", values[field]):
                    values[field] = f"{day} {values[field]}"

        guests = self.sections.records(
            [node for node in nodes if id(node) in ids], Guest, "guests", complete
        )
        for guest in guests:
            self.directory.add_guest(guest)
        return guests

    def _team(self, node: Node | None, staff: list[Staff]) -> Team:
        team = node if isinstance(node, Mapping) else None
        groups = self.sections.records(
            self.sections.nodes(team.get("groups") if team else None, "groups"), Group, "groups"
        )
        groups = self._joined_groups(groups, staff)
        tasks = self.sections.records(
            self.sections.nodes(team.get("tasks") if team else None, "tasks"), Task, "tasks"
        )
        made = {"staff": tuple(staff), "groups": tuple(groups), "tasks": tuple(tasks)}
        record = self.sections.one(node, Team, **made) or Team(**made)
        return record.model_copy(update={"tasks": (*tasks, *self._inherited(record))})

    def _joined_groups(self, groups: list[Group], staff: list[Staff]) -> list[Group]:
        """Groups with the staff whose sheet names them; groups that only the sheet names too."""
        joined = []
        for group in groups:
            from_sheet = [s for s in staff if group.role in s.roles and s not in group.members]
            members = (*group.members, *(s for s in from_sheet if s != group.lead))
            joined.append(group.model_copy(update={"members": members}))
        named = {group.role.id for group in groups}
        for role in {role.id: role for person in staff for role in person.roles}.values():
            if role.id not in named:
                members = tuple(person for person in staff if role in person.roles)
                joined.append(Group(role=role, members=members))
        return joined

    def _inherited(self, team: Team) -> list[Task]:
        """The tasks of the team's checklists, owned by the heads of the groups they fall to."""
        start = self._date("start")
        leads = {group.role.id: group.lead for group in team.groups}
        own = {name_key(task.what) for task in team.tasks}
        inherited = []
        for checklist in team.checklists:
            for task in checklist.tasks:
                if name_key(task.what) in own or start is None:
                    continue
                checker = leads.get(task.checker or "") or team.lead
                due = Moment(start - timedelta(days=task.days_before))
                inherited.append(
                    Task(
                        what=task.what,
                        owner=leads.get(task.role) or team.lead,
                        checker=checker,
                        due=due,
                        standard=task.standard,
                        caution=task.caution,
                    )
                )
        return inherited

    # -- the plan -------------------------------------------------------------------------------

    def _venues(self) -> tuple[Venue, ...]:
        nodes = self.sections.nodes(self.node.get("venues"), "venues")
        venues = self.sections.records(nodes, Venue, "venues")
        for venue in venues:
            self.directory.add_venue(venue)
        return tuple(venues)

    def _vehicles(self) -> tuple[Vehicle, ...]:
        nodes = self.sections.nodes(self.node.get("vehicles"), "vehicles")
        fleet = {plate_key(vehicle.plate): vehicle for vehicle in self.standing.fleet}
        vehicles = []
        for vehicle in self.sections.records(nodes, Vehicle, "vehicles"):
            kept = fleet.get(plate_key(vehicle.plate or ""))
            if kept is not None:
                unsaid = {
                    field: getattr(kept, field)
                    for field in ("kind", "seats", "driver", "phone")
                    if getattr(vehicle, field) is None
                }
                vehicle = vehicle.model_copy(update=unsaid)
            vehicles.append(vehicle)
            self.directory.add_vehicle(vehicle)
        return tuple(vehicles)

    def _programme(self) -> dict[str, Any]:
        ids: Counter[str] = Counter()
        start, end = self._date("start"), self._date("end")

        def name_item(node: Mapping, values: Written) -> None:
            values.setdefault("for", "all")
            _give_id(values, ids, values.get("day"), _first(values.get("title")))

        def name_meal(node: Mapping, values: Written) -> None:
            if "tables" not in values:
                values.setdefault("for", "all")
            _give_id(values, ids, values.get("day"), values.get("kind"))

        def name_ride(node: Mapping, values: Written) -> None:
            _give_id(values, ids, values.get("day"), values.get("time"), values.get("to"))

        def date_stay(node: Mapping, values: Written) -> None:
            if start and end:
                values.setdefault("check_in", str(start))
                values.setdefault("check_out", str(end))

        read = self._section
        made = {
            "schedule": read("schedule", ScheduleItem, name_item),
            "routine": read("routine", Routine),
            "stays": read("stays", Stay, date_stay),
            "meals": read("meals", Meal, name_meal),
            "rides": read("rides", Ride, name_ride),
            "contacts": read("contacts", Contact),
        }
        self._check_ids([*made["schedule"], *made["meals"], *made["rides"]])
        return made

    def _papers(self, team: Team) -> dict[str, Any]:
        made: dict[str, Any] = {"expenses": self._section("expenses", Expense)}
        made["waivers"] = self._section("waivers", Waiver)
        made["letter"] = self.sections.one(self.node.get("letter"), Letter)
        made["publish"] = self.sections.one(self.node.get("publish"), Publication)
        made["appearance"] = (
            self.sections.one(self.node.get("appearance"), Appearance) or Appearance()
        )
        preparation = self.node.get("preparation")
        if isinstance(preparation, Mapping):
            decisions = self.sections.records(
                self.sections.nodes(preparation.get("decisions"), "decisions"),
                Decision,
                "decisions",
            )
            made["preparation"] = self.sections.one(
                preparation, Preparation, decisions=tuple(decisions)
            )
        return made

    def _section(self, section: str, model: Any, complete: Any = None) -> tuple[Any, ...]:
        nodes = self.sections.nodes(self.node.get(section), section)
        if complete is None:
            return tuple(self.sections.records(nodes, model, section))
        return tuple(self.sections.records(nodes, model, section, complete))

    # -- the whole ------------------------------------------------------------------------------

    def _slug(self) -> str:
        name = self.folder.name
        if not SLUG.fullmatch(name) or name in RESERVED:
            self.findings.append(error("visit.slug", self.node.place, found=name))
        return name

    def _date(self, field: str) -> Any:
        try:
            said = self.header.get(field)
            return parse_date(said) if isinstance(said, str) else None
        except PydanticCustomError:
            return None

    def _check_dates(self, visit: Visit) -> None:
        if visit.end < visit.start:
            self.findings.append(
                error("visit.end_before_start", visit.written_at("end"), start=visit.start, end=visit.end)
            )
        elif (visit.end - visit.start).days > LONGEST_VISIT:
            self.findings.append(error("visit.too_long", visit.written_at("end"), most=LONGEST_VISIT))

    def _check_ids(self, events: list[Any]) -> None:
        first: dict[str, Any] = {}
        for event in events:
            if event.id in first:
                earlier = first[event.id].written_at("id")
                self.findings.append(
                    error("id.repeated", event.written_at("id"), (earlier,), found=event.id, first=earlier)
                )
            first.setdefault(event.id, event)


def _said(node: Mapping, field: str) -> str | None:
    value = node.get(field)
    return value.text.strip() if isinstance(value, Scalar) and value.text else None


def _place(node: Mapping, field: str) -> Place:
    value = node.get(field)
    return value.place if value is not None else node.place


def _identify(ids: dict[int, str]) -> Any:
    def complete(node: Mapping, values: Written) -> None:
        values.setdefault("id", PersonId(ids[id(node)]))

    return complete


def _give_id(values: Written, taken: Counter[str], *parts: object) -> None:
    """An id made of what the record says, and a count where several say the same."""
    if "id" in values:
        return
    made = " ".join(str(part) for part in parts if part)
    taken[made] += 1
    values["id"] = made if taken[made] == 1 else f"{made} #{taken[made]}"


def _first(title: object) -> object:
    return next(iter(title.values()), None) if isinstance(title, dict) else title


