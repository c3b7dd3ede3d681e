"""Checks preparation: tasks, the preparatory meeting and its decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import fields_text, list_text
from generator.findings import Place, Severity
from generator.model.standing import Limit
from generator.model.team import PreparatoryMeeting, Team
from generator.model.visit import Visit
from generator.names.index import name_key
from generator.text import Text


@check(
    "preparation.task_fields",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "任务没有负责人或期限", "en": "A task without owner or due date"},
    message={
        "zh": "任务“{task}”没有写明：{missing}。请补上。",
        "en": "The task “{task}” lacks: {missing}. Add it.",
    },
    rule="plan",
    limits=("task_fields",),
)
def tasks_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Tasks of the visit's own that lack a field that the rule names."""
    inherited = _inherited_from(scope.visit.team)
    for task in scope.visit.team.tasks:
        missing = [field for field in fields.words if not getattr(task, field, None)]
        if missing and task.written_at() not in inherited:
            yield violation(task, task=task.what, missing=fields_text("Task", missing))


@check(
    "preparation.checklist_owner",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "沿用清单的任务没有负责人", "en": "Tasks of a checklist without an owner"},
    message={
        "zh": "沿用清单的 {count} 项任务没有负责人：{groups}还没有组长，专班也没有总负责人。"
        "请在“工作组”表写上组长，或在 team 的 lead 写上总负责人。",
        "en": "{count} tasks of the checklists have no owner: {groups} have no lead, nor has the "
        "team. Name the leads in the sheet of working groups, or the team’s `lead`.",
    },
    rule="plan",
    limits=("task_fields",),
)
def checklist_tasks_without_owner(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """The tasks inherited from checklists whose group has no lead, together.

    What they say is on a standing page, where the clerk of a visit has nothing to mend.
    """
    team = scope.visit.team
    inherited = _inherited_from(team)
    ownerless = [task for task in team.tasks if task.written_at() in inherited and not task.owner]
    if "owner" in fields.words and ownerless:
        roles = dict.fromkeys(inherited[task.written_at()] for task in ownerless)
        titles = {role.id: role.title for role in scope.standing.roles}
        groups = list_text([titles.get(role, Text(role)) for role in roles])
        yield violation(scope.visit, "team", count=len(ownerless), groups=groups)


def _inherited_from(team: Team) -> dict[Place, str]:
    """The role of each task of the team's checklists, by where the task is written."""
    tasks = (task for checklist in team.checklists for task in checklist.tasks)
    return {task.written_at(): task.role for task in tasks}


@check(
    "preparation.task_checker",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "任务的把关人就是负责人", "en": "A task's checker is its owner"},
    message={
        "zh": "任务“{task}”的把关人和负责人都是{who}。请另定把关人。",
        "en": "The task “{task}”: {who} is both owner and checker. Name another checker.",
    },
    rule="plan",
    limits=("checker_apart",),
)
def tasks_checked_by_their_owner(scope: Scope, apart: Limit) -> Iterator[Violation]:
    """Tasks whose checker is their owner."""
    if "checker" not in apart.words:
        return
    for task in scope.visit.team.tasks:
        if task.owner and task.checker and task.owner.id == task.checker.id:
            yield violation(task, "checker", task=task.what, who=task.owner.name)


@check(
    "preparation.task_late",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "任务期限超过来访结束后的规定天数", "en": "A task due too long after the visit"},
    message={
        "zh": "任务“{task}”的期限是 {due}，最晚应在来访结束后 {days} 天（{last}）。请核对。",
        "en": "The task “{task}” is due {due}; at the latest it is due {days} days after the "
        "visit, on {last}. Check it.",
    },
    rule="plan",
    limits=("task_days_after",),
)
def tasks_due_too_late(scope: Scope, days: Limit) -> Iterator[Violation]:
    """Tasks due later after the visit's last day than the rule allows."""
    last = scope.visit.end + timedelta(days=days.integer)
    for task in scope.visit.team.tasks:
        if task.due and task.due.day > last:
            yield violation(task, "due", task=task.what, due=task.due, days=days.value, last=last)


@check(
    "preparation.no_meeting",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "没有召开筹备会议", "en": "No preparatory meeting"},
    message={
        "zh": "没有筹备会议的记录。请召开会议，并填写 preparation 的 meeting。",
        "en": "No preparatory meeting is on record. Hold it, and add `meeting` under preparation.",
    },
    rule="plan",
    limits=("meeting_fields",),
)
def visits_without_meeting(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A visit without a preparatory meeting, or without its date."""
    meeting = _meeting(scope.visit)
    if "at" in fields.words and (meeting is None or meeting.at is None):
        yield violation(scope.visit, "preparation")


@check(
    "preparation.meeting_fields",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "筹备会议记录不全", "en": "The preparatory meeting's record is incomplete"},
    message={
        "zh": "筹备会议没有写明：{missing}。请补上。",
        "en": "The preparatory meeting lacks: {missing}. Add it.",
    },
    rule="plan",
    limits=("meeting_fields",),
)
def meetings_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A preparatory meeting that lacks a field that the rule names, other than its date."""
    meeting = _meeting(scope.visit)
    if meeting is None:
        return
    required = [field for field in fields.words if field != "at"]
    missing = [field for field in required if not getattr(meeting, field, None)]
    if missing:
        yield violation(meeting, missing=fields_text("PreparatoryMeeting", missing))


@check(
    "preparation.meeting_late",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "筹备会议召开过晚", "en": "The preparatory meeting is too late"},
    message={
        "zh": "筹备会议在 {at}，来访 {start} 开始，应至少提前 {days} 天。请核对日期。",
        "en": "The preparatory meeting is on {at}; the visit begins on {start}, and it must be "
        "{days} days before. Check the date.",
    },
    rule="plan",
    limits=("meeting_days_before",),
)
def meetings_too_late(scope: Scope, days: Limit) -> Iterator[Violation]:
    """A preparatory meeting fewer days before the visit than the rule asks for."""
    meeting = _meeting(scope.visit)
    start = scope.visit.start
    if meeting and meeting.at and meeting.at.day > start - timedelta(days=days.integer):
        yield violation(meeting, "at", at=meeting.at, start=start, days=days.value)


@check(
    "preparation.conveyed",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "筹备会议传达的五项内容不全", "en": "The meeting did not convey the five things"},
    message={
        "zh": "筹备会议没有传达：{missing}。请补在 preparation 的 conveyed 下。",
        "en": "The preparatory meeting did not convey: {missing}. Add it under `conveyed`.",
    },
    rule="plan",
    limits=("conveyed_fields",),
)
def meetings_without_conveyed(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A preparatory meeting that did not convey one of the matters that the rule names."""
    preparation = scope.visit.preparation
    if preparation is None or preparation.meeting is None:
        return
    missing = [f for f in fields.words if not getattr(preparation.conveyed, f, None)]
    if missing:
        yield violation(preparation, "conveyed", missing=fields_text("Conveyed", missing))


@check(
    "preparation.decision_fields",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "会议决定没有负责人或期限", "en": "A decision without owner or due date"},
    message={
        "zh": "决定“{decision}”没有写明：{missing}。请补上。",
        "en": "The decision “{decision}” lacks: {missing}. Add it.",
    },
    rule="plan",
    limits=("decision_fields",),
)
def decisions_without_fields(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Decisions that lack a field that the rule names."""
    preparation = scope.visit.preparation
    for decision in preparation.decisions if preparation else ():
        missing = [field for field in fields.words if not getattr(decision, field, None)]
        if missing:
            fields_missing = fields_text("Decision", missing)
            yield violation(decision, decision=decision.what, missing=fields_missing)


@check(
    "preparation.decision_task",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "会议决定没有转成任务", "en": "A decision not turned into a task"},
    message={
        "zh": "决定“{decision}”没有转成任务。请在 team 的 tasks 里写一条同名任务。",
        "en": "The decision “{decision}” is not among the tasks. Add a task that says the same.",
    },
    rule="plan",
    clause="decision_fields",
    needs_complete_lists=True,
)
def decisions_without_task(scope: Scope) -> Iterator[Violation]:
    """Decisions whose words are in no task, nor the words of a task in them."""
    preparation = scope.visit.preparation
    tasks = [name_key(task.what) for task in scope.visit.team.tasks]
    for decision in preparation.decisions if preparation else ():
        key = name_key(decision.what)
        if not any(key in task or task in key for task in tasks):
            yield violation(decision, "what", decision=decision.what)


def _meeting(visit: Visit) -> PreparatoryMeeting | None:
    return visit.preparation.meeting if visit.preparation else None
