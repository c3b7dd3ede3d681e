"""Who hosts: working groups with their duties, and the tasks as a checklist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.team import Group, Task
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Checklist,
    Facts,
    Points,
    Remark,
    Rows,
    Section,
    cells,
)
from generator.render.handbook.words import day, joined, label, labels, name, names, say, see, text


def team_sections(visit: Visit) -> Iterator[Section]:
    """The lead, each working group with its duties, and everybody on the team."""
    yield Section(
        label("Team", "lead"), (Facts(((label("Team", "lead"), name(visit.team.lead)),)),)
    )
    for group in visit.team.groups:
        yield Section(text(group.title), tuple(_group(group)))
    yield Section(label("Team", "staff"), (_staff(visit),))


def task_sections(visit: Visit) -> Iterator[Section]:
    """Tasks by due date, those without one last."""
    by_day: dict[date | None, list[Task]] = {}
    for task in visit.team.tasks:
        by_day.setdefault(task.due.day if task.due else None, []).append(task)
    if not by_day:
        yield Section(say("page.tasks"), (Remark(say("no_tasks"), "warning"),))
    for due in sorted(by_day, key=lambda day_: day_ or date.max):
        items = tuple(_task(task) for task in by_day[due])
        yield Section(day(due) or say("no_due"), (Checklist(items),))


def _task(task: Task) -> tuple[str, tuple[str, ...], bool]:
    lines = [
        joined(
            f"{label('Task', 'owner')} {name(task.owner)}",
            f"{label('Task', 'checker')} {name(task.checker)}",
        ),
        f"{label('Task', 'standard')}：{task.standard}" if task.standard else "",
        f"{label('Task', 'caution')}：{task.caution}" if task.caution else "",
        f"{label('Task', 'done')} {day(task.done)}" if task.done else "",
    ]
    return task.what, tuple(line for line in lines if line), task.done is not None


def _group(group: Group) -> Iterator[Block]:
    members = [staff for staff in group.members if group.lead is None or staff.id != group.lead.id]
    yield Facts(
        (
            (label("Group", "lead"), name(group.lead)),
            (label("Group", "members"), names(members) or "—"),
            (label("Group", "checker"), name(group.checker)),
        )
    )
    for field, lines in (
        ("duties", group.all_duties),
        ("requirements", group.all_requirements),
        ("cautions", group.all_cautions),
    ):
        if lines:
            yield Remark(label("Group", field), "label")
            yield Points(tuple(text(line) for line in lines))


def _staff(visit: Visit) -> Rows:
    return Rows(
        labels("Staff", "name", "unit", "post", "roles", "phone"),
        tuple(
            cells(
                name(staff),
                see(staff, "unit"),
                see(staff, "post"),
                "、".join(text(role.title) for role in staff.roles),
                see(staff, "phone"),
            )
            for staff in visit.staff
        ),
        say("no_staff"),
    )
