"""The directory of the team: who is in which working group, with telephones."""

from __future__ import annotations

from generator import vocabulary
from generator.agenda.reader import Reader
from generator.agenda.views import Colleagues, PhoneContact
from generator.agenda.work import group_title
from generator.model.people import Staff
from generator.model.team import Team
from generator.text import Text


def directory_of(reader: Reader, team: Team) -> tuple[Colleagues, ...]:
    """All of the team by working group, the lead of the team first, with their telephones.

    Somebody in two groups is in both; who is in none comes last.
    """
    lead: Staff | None = reader.see(team, "lead")
    label = vocabulary.field_text("Team", "lead")
    first = reader.contact(lead, label)
    listed = {lead.id} if lead else set()
    groups = []
    for group in reader.see(team, "groups", ()):
        own: Staff | None = reader.see(group, "lead")
        members = (*((own,) if own else ()), *reader.see(group, "members", ()))
        people = tuple({staff.id: staff for staff in members}.values())
        listed |= {staff.id for staff in people}
        colleagues = tuple(_colleague(reader, each, own) for each in people)
        groups.append(Colleagues(colleagues, group_title(reader, group)))
    others = (staff for staff in reader.see(team, "staff", ()) if staff.id not in listed)
    rest = tuple(_colleague(reader, staff) for staff in others)
    every = (Colleagues((first,) if first else ()), *groups, Colleagues(rest))
    return tuple(colleagues for colleagues in every if colleagues.people)


def _colleague(reader: Reader, staff: Staff, lead: Staff | None = None) -> PhoneContact:
    """A colleague with the post, or as the lead of the group."""
    post = reader.see(staff, "post")
    what = vocabulary.field_text("Group", "lead") if staff is lead else Text(post or "")
    return PhoneContact(reader.name(staff), reader.see(staff, "phone"), what)
