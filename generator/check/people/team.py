"""Checks the team: receivers, responsibles, checkers (三有), liaisons, telephones, training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import (
    event_text,
    fields_text,
    people_text,
)
from generator.findings import Severity
from generator.model.people import Guest, Staff
from generator.model.record import Record
from generator.model.standing import Limit
from generator.model.visit import Event, Visit
from generator.names.index import name_key
from generator.text import Text


@check(
    "team.three_names",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "没有接待人、负责人或把关人", "en": "No receiver, responsible or checker"},
    message={
        "zh": "“{title}”没有写明：{missing}。请补上姓名。",
        "en": "“{title}” lacks: {missing}. Name them.",
    },
    rule="plan",
    limits=("three_names",),
)
def events_without_three_names(scope: Scope, names: Limit) -> Iterator[Violation]:
    """Items, meals and rides without a receiver, responsible or checker that the rule asks for."""
    for event in scope.visit.events:
        missing = [name for name in names.words if not getattr(event, name, None)]
        if missing:
            named = fields_text("Attended", missing)
            title = event_text(event)
            yield violation(event, missing_fields=missing, title=title, missing=named)


@check(
    "team.checker_apart",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "把关人就是负责人", "en": "The checker is the responsible one"},
    message={
        "zh": "“{title}”的{first}和{second}都是{who}。请另定{first}。",
        "en": "“{title}”: {who} is both {first} and {second}. Name another {first}.",
    },
    rule="plan",
    limits=("checker_apart",),
)
def events_checked_by_the_responsible(scope: Scope, apart: Limit) -> Iterator[Violation]:
    """Events on which one person has two duties that the rule keeps apart."""
    first, second = (*apart.words, "", "")[:2]
    for event in scope.visit.events:
        person, other_person = getattr(event, first, None), getattr(event, second, None)
        if person and other_person and person.id == other_person.id:
            yield violation(
                event,
                first,
                title=event_text(event),
                who=person.name,
                first=fields_text("Attended", [first]),
                second=fields_text("Attended", [second]),
            )


@check(
    "team.group_names",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "工作组没有组长或把关人", "en": "A working group without lead or checker"},
    message={
        "zh": "{group}没有写明：{missing}。请补上姓名。",
        "en": "{group} lacks: {missing}. Name them.",
    },
    rule="plan",
    limits=("group_fields",),
    needs_complete_lists=True,
)
def groups_without_names(scope: Scope, names: Limit) -> Iterator[Violation]:
    """Working groups that lack one of the staff whom the rule asks for."""
    for group in scope.visit.team.groups:
        missing = [name for name in names.words if not getattr(group, name, None)]
        if missing:
            record: Record = group if group.source else scope.visit
            field = None if group.source else "team"
            named = fields_text("Group", missing)
            open_fields = missing if record is group else ()
            yield violation(
                record, field, missing_fields=open_fields, group=group.title, missing=named
            )


@check(
    "team.group_checker",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "工作组的把关人就是组长", "en": "A group's checker is its lead"},
    message={
        "zh": "{group}的把关人和组长都是{who}。请另定把关人。",
        "en": "{group}: {who} is both lead and checker. Name another checker.",
    },
    rule="plan",
    limits=("checker_apart",),
)
def groups_checked_by_their_lead(scope: Scope, apart: Limit) -> Iterator[Violation]:
    """Working groups whose checker is their lead."""
    if "checker" not in apart.words:
        return
    for group in scope.visit.team.groups:
        if group.lead and group.checker and group.lead.id == group.checker.id:
            yield violation(group, "checker", group=group.title, who=group.lead.name)


@check(
    "team.no_lead",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "没有总负责人", "en": "Nobody leads the team"},
    message={
        "zh": "接待专班没有写明{missing}。请在 team 下补上 lead。",
        "en": "The team lacks: {missing}. Add `lead` under team.",
    },
    rule="plan",
    limits=("group_fields",),
)
def teams_without_lead(scope: Scope, names: Limit) -> Iterator[Violation]:
    """A visit whose team has no lead."""
    if "lead" in names.words and scope.visit.team.lead is None:
        yield violation(scope.visit, "team", missing=fields_text("Team", ["lead"]))


@check(
    "team.two_visits",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "工作人员同时在两次来访里", "en": "A staff member on two visits at once"},
    message={
        "zh": "{who}在“{title}”（{time:%m-%d %H:%M}）时，还要接待“{other}”的“{theirs}”。"
        "请换人或改时间。",
        "en": "{who} is on “{title}” ({time:%m-%d %H:%M}) and, at the same time, on “{theirs}” of "
        "“{other}”. Change a person or a time.",
    },
    rule="plan",
    clause="visits_at_once",
)
def staff_on_two_visits(scope: Scope) -> Iterator[Violation]:
    """Staff, compared by name, who have duties at events of two visits at one time."""
    duties: dict[str, list[tuple[Visit, Event, Staff]]] = defaultdict(list)
    for other in scope.others:
        for staff, event in _duties(other):
            duties[name_key(staff.name)].append((other, event, staff))
    for staff, event in _duties(scope.visit):
        clashes = [
            (visit, other)
            for visit, other, namesake in duties.get(name_key(staff.name), ())
            if _may_be_one(staff, namesake) and _overlap(event, other)
        ]
        if clashes:
            visit, other_event = clashes[0]
            yield violation(
                event,
                "time",
                related=(other_event,),
                who=staff.name,
                title=event_text(event),
                time=event.start,
                other=visit.title,
                theirs=event_text(other_event),
            )


@check(
    "team.no_liaison",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "来宾没有联络员", "en": "A guest without a liaison"},
    message={
        "zh": "{who}没有联络员。请为其本人或所在组指定联络员。",
        "en": "{who}: no liaison. Name one for them or their party.",
    },
    rule="plan",
    limits=("guest_needs",),
    needs_complete_lists=True,
)
def guests_without_liaison(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Guests without a liaison; by party."""
    if "liaison" not in needs.words:
        return
    by_party: dict[str, list[Guest]] = defaultdict(list)
    for guest in scope.visit.guests:
        if guest.looked_after_by is None:
            by_party[guest.party.name if guest.party else guest.id].append(guest)
    for guests in by_party.values():
        yield violation(guests[0], related=guests[1:], who=people_text(guests))


@check(
    "team.no_phone",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "工作人员没有电话", "en": "A staff member without a telephone"},
    message={
        "zh": "{who}没有联系电话。请补上。",
        "en": "{who} has no telephone. Add it.",
    },
    rule="plan",
    limits=("phones",),
)
def staff_without_phone(scope: Scope, groups: Limit) -> Iterator[Violation]:
    """Staff without a telephone."""
    if "staff" not in groups.words:
        return
    for staff in scope.visit.staff:
        if not staff.phone:
            yield violation(staff, who=staff.name)


@check(
    "team.contact_phone",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "联系方式没有电话", "en": "A contact without a telephone"},
    message={
        "zh": "联系方式“{what}”没有电话。请补上电话，或写明是哪位工作人员。",
        "en": "The contact “{what}” has no telephone. Add it, or name a staff member.",
    },
    rule="plan",
    limits=("phones",),
)
def contacts_without_phone(scope: Scope, groups: Limit) -> Iterator[Violation]:
    """Contacts without a telephone and without a staff member."""
    if "contacts" not in groups.words:
        return
    for contact in scope.visit.contacts:
        if not contact.phone and contact.who is None:
            yield violation(contact, what=contact.what)


@check(
    "team.untrained",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "没有受过岗位培训", "en": "Not trained for the post"},
    message={
        "zh": "{who}在{group}，还没有受过培训：{missing}。请先培训，或换人。",
        "en": "{who} of {group} has not been taught: {missing}. Train or replace them.",
    },
    rule="plan",
    limits=("training_phases",),
)
def staff_without_training(scope: Scope, phases: Limit) -> Iterator[Violation]:
    """Members of working groups who lack a course that the group's role asks for."""
    courses = {
        course.id: course for course in scope.standing.courses if course.phase in phases.words
    }
    for group in scope.visit.team.groups:
        required = [courses[name] for name in group.role.training if name in courses]
        for staff in group.people:
            taken = {name_key(name) for name in staff.trained}
            missing = [c for c in required if taken.isdisjoint({name_key(c.id), name_key(c.title)})]
            if missing:
                titles = Text("、".join(course.title for course in missing))
                yield violation(staff, "trained", who=staff.name, group=group.title, missing=titles)


def _duties(visit: Visit) -> Iterator[tuple[Staff, Event]]:
    """Every staff member with each event at which he or she has a duty, once."""
    for event in visit.events:
        on_duty = {staff.id: staff for staff in event.attendants.values()}
        yield from ((staff, event) for staff in on_duty.values())


def _may_be_one(staff: Staff, namesake: Staff) -> bool:
    """Whether two of one name may be one person: neither telephone nor unit differs."""
    pairs = ((staff.phone, namesake.phone), (staff.unit, namesake.unit))
    return all(first == second for first, second in pairs if first and second)


def _overlap(first: Event, second: Event) -> bool:
    """Whether two events are at one time, where both times are known.

    An event without an end takes one minute.
    """
    if not (first.time and second.time):
        return False
    if first.start == second.start:
        return True
    return first.start < _end(second) and second.start < _end(first)


def _end(event: Event) -> datetime:
    return event.end or event.start
