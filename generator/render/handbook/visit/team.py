"""Who hosts: working groups with their duties, and the tasks as a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.model.people import Staff
from generator.model.team import Group, Task
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Checklist,
    Remark,
    Rows,
    Section,
    cells,
    facts,
    phone,
    points,
)
from generator.render.handbook.visit.anchors import staff_anchors
from generator.render.handbook.words import (
    day,
    label,
    labels,
    moment_in,
    name,
    name_in,
    phrase,
    text,
)
from generator.render.words.lists import dotted, listed


def team_sections(visit: Visit) -> Iterator[Section]:
    """The lead, everybody on the team, and each working group with its duties."""
    lead = facts((label("Team", "lead"), name_in(visit.team, "lead")))
    yield Section(label("Team", "staff"), (lead, _staff(visit)), "staff")
    for number, group in enumerate(visit.team.groups, start=1):
        yield Section(text(group.title), tuple(_group(group)), f"group-{number}")


def task_sections(visit: Visit) -> Iterator[Section]:
    """What is still to do by due date, those without one last; then what is done.

    The browser groups the first by its clock.
    """
    tasks = sorted(visit.team.tasks, key=lambda task: task.due.latest if task.due else datetime.max)
    if not tasks:
        yield Section(phrase("page.tasks"), (Remark(phrase("no_tasks"), "warning"),))
    words = {group: phrase(f"tasks.{group}") for group in ("late", "today", "later")}
    to_do = tuple(_task(task) for task in tasks if not task.done)
    done = tuple(_task(task) for task in tasks if task.done)
    if to_do:
        yield Section(phrase("tasks.open"), (Checklist(to_do, visit.timezone, words),), "open")
    if done:
        yield Section(phrase("tasks.done"), (Checklist(done),), "done")


def _task(task: Task) -> tuple[str, tuple[str, ...], bool, str]:
    due = moment_in(task, "due")
    by = phrase("reported_by", by=task.done_by) if task.done_by else ""
    lines = [
        dotted(
            f"{label('Task', 'due')} {due}" if due else phrase("no_due"),
            f"{label('Task', 'owner')} {name_in(task, 'owner')}",
            f"{label('Task', 'checker')} {name_in(task, 'checker')}",
        ),
        f"{label('Task', 'standard')}：{task.standard}" if task.standard else "",
        f"{label('Task', 'caution')}：{task.caution}" if task.caution else "",
        dotted(f"{label('Task', 'done')} {day(task.done)}", by) if task.done else "",
    ]
    at = f"{task.due.latest:%Y-%m-%dT%H:%M}" if task.due else ""
    return task.what, tuple(line for line in lines if line), task.done is not None, at


def _group(group: Group) -> Iterator[Block]:
    members = [staff for staff in group.members if group.lead is None or staff.id != group.lead.id]
    yield facts(
        (label("Group", "lead"), _reached(group, "lead")),
        (label("Group", "members"), listed(staff.name for staff in members) or "—"),
        (label("Group", "checker"), _reached(group, "checker")),
    )
    for field, lines in (
        ("duties", group.all_duties),
        ("requirements", group.all_requirements),
        ("cautions", group.all_cautions),
    ):
        if lines:
            yield Remark(label("Group", field), "label")
            yield points(text(line) for line in lines)


def _reached(group: Group, field: str) -> Cell:
    """The name of somebody in a group, and below it the telephone."""
    staff: Staff | None = getattr(group, field)
    reached = (staff.phone or "") if staff else ""
    return Cell(name_in(group, field), reached, private=bool(reached))


def _staff(visit: Visit) -> Rows:
    anchors = staff_anchors(visit)
    return Rows(
        labels("Staff", "name", "unit", "post", "roles", "phone"),
        tuple(
            cells(
                Cell(name(staff), kind="short", anchor=anchors[staff.id]),
                staff.unit,
                staff.post,
                listed(text(role.title) for role in staff.roles),
                phone(staff.phone, phrase("no_phone")),
            )
            for staff in visit.staff
        ),
        phrase("no_staff"),
    )
