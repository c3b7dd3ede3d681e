"""The roster by party, and whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.people import Guest, Party
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Facts, Remark, Rows, Section, cells
from generator.render.handbook.words import joined, label, labels, moment, name, say, see, text


def roster_sections(visit: Visit) -> Iterator[Section]:
    """A section for each party, then guests of none."""
    if not visit.guests:
        yield Section(label("Visit", "guests"), (Remark(say("no_guests"), "warning"),))
    for party in visit.parties:
        members = [g for g in visit.guests if g.party is not None and g.party.name == party.name]
        yield _party(party, members)
    alone = [guest for guest in visit.guests if guest.party is None]
    if alone:
        yield Section(say("no_party"), (_guests(alone),))


def _party(party: Party, members: Sequence[Guest]) -> Section:
    facts = Facts(
        (
            (label("Party", "liaison"), name(see(party, "liaison"))),
            (say("people_label"), str(len(members))),
        )
    )
    return Section(see(party, "name"), (facts, _guests(members)))


def _guests(guests: Sequence[Guest]) -> Rows:
    fields = ("name", "sex", "ethnicity", "unit", "post", "rank", "phone", "diet")
    headings = (*labels("Guest", *fields), say("journey"))
    return Rows(headings, tuple(_guest(guest) for guest in guests), say("no_guests"))


def _guest(guest: Guest) -> tuple[Cell, ...]:
    sex, rank = see(guest, "sex"), see(guest, "rank")
    arrival = joined(moment(see(guest, "arrival")), see(guest, "arrival_by"))
    departure = joined(moment(see(guest, "departure")), see(guest, "departure_by"))
    return cells(
        Cell(name(guest), see(guest, "part") or ""),
        label("Sex", sex) if sex else "",
        see(guest, "ethnicity"),
        see(guest, "unit"),
        see(guest, "post"),
        label("Rank", rank) if rank else "",
        see(guest, "phone") or say("no_phone"),
        Cell("、".join(see(guest, "diet", ())), "、".join(see(guest, "needs", ()))),
        Cell(arrival, departure),
    )


def contact_sections(visit: Visit) -> Iterator[Section]:
    """The visit's contacts, the parties' liaisons, and the drivers."""
    contacts = tuple(
        cells(
            text(contact.what),
            contact.name or name(contact.who),
            contact.phone or (see(contact.who, "phone") if contact.who else ""),
        )
        for contact in visit.contacts
    )
    headings = labels("Contact", "what", "name", "phone")
    yield Section(label("Visit", "contacts"), (Rows(headings, contacts, say("no_contacts")),))
    liaisons = tuple(
        cells(
            see(party, "name"),
            name(party.liaison),
            see(party.liaison, "phone") if party.liaison else "",
        )
        for party in visit.parties
    )
    if liaisons:
        headings = (label("Party", "name"), label("Party", "liaison"), label("Staff", "phone"))
        yield Section(label("Party", "liaison"), (Rows(headings, liaisons),))
    drivers = tuple(
        cells(see(v, "number"), see(v, "driver") or "—", see(v, "phone") or "—")
        for v in visit.vehicles
    )
    if drivers:
        headings = labels("Vehicle", "number", "driver", "phone")
        yield Section(label("Vehicle", "driver"), (Rows(headings, drivers),))
