"""Who hosts: working groups with their duties, and the tasks as a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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
from generator.render.handbook.visit.anchors import person_anchors
from generator.render.handbook.words import beside, day, label, labels, name, name_in, phrase, text
from generator.render.words.lists import dotted, listed


def team_sections(visit: Visit) -> Iterator[Section]:
    """The lead, everybody on the team, and each working group with its duties."""
    lead = facts((label("Team", "lead"), name_in(visit.team, "lead")))
    yield Section(label("Team", "staff"), (lead, _staff(visit)), "staff")
    for number, group in enumerate(visit.team.groups, start=1):
        yield Section(text(group.title), tuple(_group(group)), f"group-{number}")


def task_sections(visit: Visit) -> Iterator[Section]:
    """Tasks by due date, those without one last."""
    by_day: dict[date | None, list[Task]] = {}
    for task in visit.team.tasks:
        by_day.setdefault(task.due.day if task.due else None, []).append(task)
    if not by_day:
        yield Section(phrase("page.tasks"), (Remark(phrase("no_tasks"), "warning"),))
    for due in sorted(by_day, key=lambda day_: day_ or date.max):
        items = tuple(_task(task) for task in by_day[due])
        anchor = due.isoformat() if due else "no-date"
        yield Section(day(due) or phrase("no_due"), (Checklist(items),), anchor)


def _task(task: Task) -> tuple[str, tuple[str, ...], bool]:
    clock = task.due.clock if task.due else None
    lines = [
        dotted(
            f"{clock:%H:%M}" if clock else beside("", task, "due"),
            f"{label('Task', 'owner')} {name_in(task, 'owner')}",
            f"{label('Task', 'checker')} {name_in(task, 'checker')}",
        ),
        f"{label('Task', 'standard')}：{task.standard}" if task.standard else "",
        f"{label('Task', 'caution')}：{task.caution}" if task.caution else "",
        f"{label('Task', 'done')} {day(task.done)}" if task.done else "",
    ]
    return task.what, tuple(line for line in lines if line), task.done is not None


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
    anchors = person_anchors(visit.staff)
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
