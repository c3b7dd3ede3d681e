"""The work of staff: the duties of their groups, their tasks, and the guests in their care."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from generator import vocabulary
from generator.agenda.index import Involvement
from generator.agenda.reader import Reader
from generator.agenda.views import (
    AgendaLocation,
    AgendaTask,
    Duties,
    GuestInCare,
    PhoneContact,
)
from generator.model.lodging import Stay
from generator.model.people import Guest, Person, UnnamedMembers
from generator.model.standing import Room
from generator.model.team import Group, Task, Team
from generator.text import Text


def duties_of(reader: Reader, person: Person, involvement: Involvement) -> tuple[Duties, ...]:
    """The duties of each of a staff member's groups; those of the role first, then the visit's."""
    return tuple(_duties(reader, person, group) for group in involvement.groups)


def _duties(reader: Reader, person: Person, group: Group) -> Duties:
    role = reader.see(group, "role")
    both = {
        field: (*reader.see(role, field, ()), *reader.see(group, field, ()))
        for field in ("duties", "requirements", "cautions")
    }
    lead = reader.see(group, "lead")
    return Duties(
        special=reader.see(group, "cautions", ()),
        group=group_title(reader, group),
        leads=lead is not None and lead.id == person.id,
        lead=reader.name_of(group, "lead"),
        checker=reader.name_of(group, "checker"),
        **both,
    )


def group_title(reader: Reader, group: Group) -> Text:
    """A group's name in the visit, or else the title of its role."""
    title: Text = reader.see(group, "name") or reader.see(reader.see(group, "role"), "title")
    return title


def tasks_of(
    reader: Reader, person: Person, involvement: Involvement, team: Team
) -> tuple[AgendaTask, ...]:
    """The tasks a staff member owns or checks, by due date; those without one last."""
    lead = _lead_of(reader, person, involvement, team)
    ordered = sorted(
        involvement.tasks,
        key=lambda task: (task.due.earliest if task.due else datetime.max, task.what),
    )
    return tuple(_task(reader, person, task, lead) for task in ordered)


def _lead_of(
    reader: Reader, person: Person, involvement: Involvement, team: Team
) -> PhoneContact | None:
    """The lead of the first of a staff member's groups that others lead, or else of the team."""
    for record in (*involvement.groups, team):
        lead = reader.see(record, "lead")
        if lead is not None and lead.id != person.id:
            return reader.contact(lead)
    return None


def _task(reader: Reader, person: Person, task: Task, lead: PhoneContact | None) -> AgendaTask:
    owner = reader.see(task, "owner")
    checks = owner is None or owner.id != person.id
    other = reader.contact_in(task, "owner" if checks else "checker")
    return AgendaTask(
        what=reader.see(task, "what", ""),
        due=reader.see(task, "due") or reader.undecided(task, "due"),
        standard=reader.see(task, "standard"),
        caution=reader.see(task, "caution"),
        done=reader.see(task, "done"),
        checks=checks,
        other=other.name if other else None,
        other_phone=other.phone if other else None,
        lead=None if other else lead,
    )


def guests_in_care(
    reader: Reader, charges: Sequence[tuple[Guest, Involvement]]
) -> tuple[GuestInCare, ...]:
    """The guests in a staff member's care, with their rooms and vehicles."""
    return tuple(_guest_in_care(reader, guest, involvement) for guest, involvement in charges)


def _guest_in_care(reader: Reader, guest: Guest, involvement: Involvement) -> GuestInCare:
    is_counted = isinstance(guest, UnnamedMembers)
    party, *others = (None,) if is_counted else party_names(reader, guest) or (None,)
    vehicles = (reader.see(vehicle, "number") for vehicle in involvement.own_vehicles)
    return GuestInCare(
        name=reader.name(guest),
        unit=reader.see(guest, "unit"),
        post=reader.see(guest, "post"),
        party=party,
        other_parties=tuple(others),
        phone=reader.see(guest, "phone"),
        rooms=tuple(
            dict.fromkeys(
                room_of(reader, stay)
                for stay in (*involvement.stays, *involvement.stays_of_companions)
            )
        ),
        vehicles=tuple(dict.fromkeys(vehicles)),
        diet=reader.see(guest, "diet", ()),
        needs=reader.see(guest, "needs", ()),
        arrival=reader.see(guest, "arrival") or reader.undecided(guest, "arrival"),
        arrival_by=reader.see(guest, "arrival_by"),
        departure=reader.see(guest, "departure") or reader.undecided(guest, "departure"),
        departure_by=reader.see(guest, "departure_by"),
        # A counted class has its name and its number in one: 三年级2班（43人）.
        companions=None if is_counted else reader.see(guest, "companions"),
        arrival_at=reader.location(reader.see(guest, "arrival_at")),
        departure_at=reader.location(reader.see(guest, "departure_at")),
        headcount=guest.headcount,
    )


def party_names(reader: Reader, person: Person) -> tuple[str, ...]:
    """The names of a guest's parties, the first first; none of a member of the team."""
    parties = reader.see(person, "parties", ()) if isinstance(person, Guest) else ()
    return tuple(reader.see(party, "name") for party in parties)


def room_of(reader: Reader, stay: Stay) -> AgendaLocation:
    """The hotel and the room of a stay, as the reader may see them."""
    room: Room | None = reader.see(stay, "room")
    venue = reader.see(reader.see(stay, "venue"), "name")
    if room:
        return AgendaLocation(venue, Text(reader.see(room, "number")))
    return AgendaLocation(
        venue, undecided=vocabulary.word_text("undecided.room", room=stay.room_text)
    )
