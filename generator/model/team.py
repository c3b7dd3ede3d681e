"""The task force: working groups that fill standing roles, tasks, and the preparatory meeting."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic.json_schema import SkipJsonSchema

from generator.model.audience import SELF, STAFF
from generator.model.parsing.references import one_name, reference_to, several_names
from generator.model.parsing.values import Day, When
from generator.model.people import RoleRef, Staff, StaffList, StaffRef
from generator.model.record import (
    Record,
    TextList,
    Words,
    as_list,
)
from generator.model.standing import Checklist
from generator.text import Text

ChecklistRef = Annotated[Checklist, reference_to("checklist"), one_name("standard")]
ChecklistList = Annotated[
    tuple[ChecklistRef, ...], BeforeValidator(as_list), several_names("standard")
]


class Group(Record):
    """A working group of the visit; its own duties are added to those of its role."""

    role: Annotated[RoleRef, SELF]
    name: Annotated[Words | None, SELF] = None
    lead: Annotated[StaffRef | None, SELF] = None
    checker: Annotated[StaffRef | None, STAFF] = None
    members: Annotated[StaffList, STAFF] = ()
    duties: Annotated[TextList, STAFF] = ()
    requirements: Annotated[TextList, STAFF] = ()
    cautions: Annotated[TextList, STAFF] = ()

    @property
    def title(self) -> Text:
        """The group's name in this visit, or else its role's title."""
        return self.name or self.role.title

    @property
    def people(self) -> tuple[Staff, ...]:
        """The lead and the members, each once."""
        everyone = (*((self.lead,) if self.lead else ()), *self.members)
        return tuple({staff.id: staff for staff in everyone}.values())

    @property
    def all_duties(self) -> tuple[Text, ...]:
        """The duties of the role, then those of the visit."""
        return (*self.role.duties, *self.duties)

    @property
    def all_requirements(self) -> tuple[Text, ...]:
        """The requirements of the role, then those of the visit."""
        return (*self.role.requirements, *self.requirements)

    @property
    def all_cautions(self) -> tuple[Text, ...]:
        """The cautions of the role, then those of the visit."""
        return (*self.role.cautions, *self.cautions)


class Task(Record):
    """A piece of work with one owner and one checker.

    `done` is the day it was finished, `done_by` who recorded that in done.csv.
    """

    what: Annotated[str, STAFF] = Field(min_length=1)
    owner: Annotated[StaffRef | None, STAFF] = None
    checker: Annotated[StaffRef | None, STAFF] = None
    due: Annotated[When | None, STAFF] = None
    standard: Annotated[str | None, STAFF] = None
    caution: Annotated[str | None, STAFF] = None
    done: Annotated[Day | None, STAFF] = None
    done_by: SkipJsonSchema[Annotated[str | None, STAFF]] = Field(default=None, exclude=True)


class Team(Record):
    """The team that hosts; the visit inherits the tasks of the standing `checklists`."""

    lead: Annotated[StaffRef | None, SELF] = None
    staff: Annotated[tuple[Staff, ...], STAFF] = ()
    groups: Annotated[tuple[Group, ...], STAFF] = ()
    tasks: Annotated[tuple[Task, ...], STAFF] = ()
    checklists: Annotated[ChecklistList, STAFF] = ()


class PreparatoryMeeting(Record):
    """The preparatory meeting, which conveys the facts of the visit and decides."""

    at: Annotated[When | None, STAFF] = None
    place: Annotated[str | None, STAFF] = None
    chair: Annotated[StaffRef | None, STAFF] = None
    attending: Annotated[StaffList, STAFF] = ()


class Conveyed(Record):
    """The facts that the preparatory meeting conveyed."""

    time: Annotated[str | None, STAFF] = None
    place: Annotated[str | None, STAFF] = None
    guests: Annotated[str | None, STAFF] = None
    scope: Annotated[str | None, STAFF] = None
    standard: Annotated[str | None, STAFF] = None


class Decision(Record):
    """A decision, its owner and its due date."""

    what: Annotated[str, STAFF] = Field(min_length=1)
    owner: Annotated[StaffRef | None, STAFF] = None
    due: Annotated[When | None, STAFF] = None


class Preparation(Record):
    """The preparatory meeting, the facts it conveyed, and its decisions."""

    meeting: Annotated[PreparatoryMeeting | None, STAFF] = None
    conveyed: Annotated[Conveyed | None, STAFF] = None
    decisions: Annotated[tuple[Decision, ...], STAFF] = ()
