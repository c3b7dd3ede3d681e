"""Checks roll calls: people who were not planned, marks of what is not in the plan any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.agenda.attendance import Attendance
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text, when_text
from generator.findings import Severity
from generator.model.enums import RollState
from generator.model.marks import AttendanceMark


@check(
    "attendance.unplanned",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "到场的人不在计划里", "en": "Somebody who was there was not planned"},
    message={
        "zh": "“{title}”（{when}）点名时到场、而计划中没有的：{who}。"
        "请核对；确实参加的，补入计划。",
        "en": "Ticked off at “{title}” ({when}) and not planned for it: {who}. Check; whoever did "
        "take part is to be added to the plan.",
    },
    rule="settlement",
    clause="roll_call",
    needs_complete_lists=True,
)
def people_not_planned(scope: Scope) -> Iterator[Violation]:
    """People whom a roll call has at an event that is not for them; by event and point."""
    for call in Attendance(scope.visit).roll_calls:
        if call.unplanned:
            yield violation(
                call.marks[call.unplanned[0].id],
                related=(call.event,),
                title=event_text(call.event),
                when=when_text(call.event),
                who=people_text(call.unplanned),
            )


@check(
    "attendance.no_event",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "点名的活动已不在计划里", "en": "A roll call of an event that is not planned"},
    message={
        "zh": "“{title}”有 {n} 人到场的记录，计划里已没有这一项。请核对；确已取消的，删去这些行。",
        "en": "“{title}” has {n} people recorded as there, and is not in the plan. Check; if it "
        "was cancelled, delete these lines.",
    },
    rule="settlement",
    clause="roll_call",
    needs_complete_lists=True,
)
def roll_calls_of_no_event(scope: Scope) -> Iterator[Violation]:
    """Roll calls of events that are not in the plan any more, in which somebody was there."""
    marks: dict[tuple[str, int], list[AttendanceMark]] = defaultdict(list)
    for mark in Attendance(scope.visit).of_no_event:
        if mark.state is RollState.HERE:
            marks[mark.event, mark.point].append(mark)
    for of_event in marks.values():
        first, *_ = of_event
        yield violation(first, title=first.title, n=len(of_event))


@check(
    "attendance.no_person",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "到场的人不在名单里", "en": "Somebody who was there is not on the list"},
    message={
        "zh": "{who}有 {n} 次到场的记录，名单里已没有此人。请核对；确已退出的，删去这些行。",
        "en": "{who} is recorded as there {n} times, and is not on the list. Check; if they left "
        "the visit, delete these lines.",
    },
    rule="settlement",
    clause="roll_call",
    needs_complete_lists=True,
)
def roll_calls_of_nobody(scope: Scope) -> Iterator[Violation]:
    """People who were there and are not in the visit any more."""
    marks: dict[str, list[AttendanceMark]] = defaultdict(list)
    for mark in Attendance(scope.visit).of_nobody:
        if mark.state is RollState.HERE:
            marks[mark.person].append(mark)
    for of_person in marks.values():
        first, *_ = of_person
        yield violation(first, who=first.name, n=len(of_person))
