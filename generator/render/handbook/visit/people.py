"""The roster by party, and the people to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator import vocabulary
from generator.model.people import Guest, Party, headcount
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Cell,
    Remark,
    Rows,
    Section,
    cells,
    facts,
    phone,
    short,
)
from generator.render.handbook.visit.anchors import guest_anchors
from generator.render.handbook.words import (
    LANGUAGE,
    beside,
    label,
    labels,
    member,
    name,
    name_in,
    phrase,
    place,
    readings,
    see,
    text,
    text_in,
    usual,
)
from generator.render.words.days import moment_text
from generator.render.words.lists import dotted, listed


def by_party(visit: Visit) -> Iterator[tuple[str, Party | None, tuple[Guest, ...]]]:
    """An anchor, the party and its guests, for each party; guests of none come last."""
    for number, party in enumerate(visit.parties, start=1):
        yield f"party-{number}", party, visit.party_members(party)
    alone = tuple(guest for guest in visit.guests if guest.party is None)
    if alone:
        yield "party-none", None, alone


def roster_sections(visit: Visit) -> Iterator[Section]:
    """A section for each party, then guests of none."""
    if not visit.guests:
        yield Section(label("Visit", "guests"), (Remark(phrase("no_guests"), "warning"),))
    anchors = guest_anchors(visit)
    for anchor, party, members in by_party(visit):
        size = visit.party_size(party) if party else headcount(members)
        journeys = tuple(map(_journeys, members))
        most = usual(journeys)
        about = facts(
            (label("Party", "lead"), party.lead if party else ""),
            (label("Party", "liaison"), name(party.liaison) if party else ""),
            (phrase("people_label"), size),
            (label("Party", "children"), party.children if party else None),
            (label("Party", "note"), party.note if party else ""),
            (phrase("journey"), Cell(most, phrase("others_differ")) if most else ""),
        )
        title = title_of(visit, party) if party else phrase("no_party")
        yield Section(
            title,
            (about, _guests(members, journeys, most, anchors)),
            anchor,
            folds=True,
            about="" if party and party.people is not None else phrase("people", n=size),
        )


def title_of(visit: Visit, party: Party) -> str:
    """The name of a party, with the number of its people where not everybody is named."""
    if party.people is None:
        return party.name
    size = visit.party_size(party)
    return vocabulary.word("participants.counted", LANGUAGE, party=party.name, n=size)


def _guests(
    guests: Sequence[Guest],
    journeys: Sequence[str],
    usual_journeys: str,
    anchors: Mapping[PersonId, str],
) -> Rows:
    """A row for each guest; without the journeys that most guests of the party have."""
    unknown = phrase("travel.not_written") if usual_journeys else ""
    written = ("" if own == usual_journeys else own or unknown for own in journeys)
    headings = (
        label("Guest", "name"),
        dotted(*labels("Guest", "sex", "ethnicity")),
        dotted(*labels("Guest", "unit", "post")),
        *labels("Guest", "rank", "phone", "diet"),
        phrase("journey"),
    )
    return Rows(
        headings,
        tuple(
            _guest(guest, own, anchors[guest.id])
            for guest, own in zip(guests, written, strict=True)
        ),
        phrase("no_guests"),
        dense=True,
        readings=tuple(readings((guest,)) for guest in guests),
    )


def _guest(guest: Guest, journeys: str, anchor: str) -> tuple[Cell, ...]:
    sex, rank = guest.sex, guest.rank
    return cells(
        Cell(name(guest), guest.part or "", kind="short", anchor=anchor),
        Cell(dotted(member("Sex", sex), guest.ethnicity), private=True),
        Cell(guest.unit or "", guest.post or ""),
        short(member("Rank", rank)),
        phone(guest.phone, phrase("no_phone")),
        Cell(listed(guest.diet), listed(guest.needs), kind="mind", private=True),
        Cell("", journeys, kind="wide"),
    )


def _journeys(guest: Guest) -> str:
    """The lines of arrival and departure."""
    return "\n".join(filter(None, (_journey(guest, "arrival"), _journey(guest, "departure"))))


def _journey(guest: Guest, field: str) -> str:
    """`抵 5月18日 10:20 · G1234`; empty where nothing is known."""
    when = beside(moment_text(see(guest, field), LANGUAGE), guest, field)
    known = dotted(when, text_in(guest, f"{field}_by"), place(see(guest, f"{field}_at")))
    return phrase(field, when=known) if known else ""


def contact_sections(visit: Visit) -> Iterator[Section]:
    """The visit's contacts, the parties' liaisons, and the drivers."""
    contacts = tuple(
        cells(
            text(contact.what),
            contact.name or name_in(contact, "who"),
            phone(contact.phone or (contact.who.phone if contact.who else "")),
        )
        for contact in visit.contacts
    )
    headings = labels("Contact", "what", "name", "phone")
    yield Section(label("Visit", "contacts"), (Rows(headings, contacts, phrase("no_contacts")),))
    liaisons = tuple(
        cells(
            party.name,
            name(party.liaison),
            phone(party.liaison.phone if party.liaison else ""),
        )
        for party in visit.parties
    )
    if liaisons:
        headings = (label("Party", "name"), label("Party", "liaison"), label("Staff", "phone"))
        yield Section(label("Party", "liaison"), (Rows(headings, liaisons),))
    drivers = tuple(
        cells(v.number, text_in(v, "driver") or "—", phone(v.phone, "—")) for v in visit.vehicles
    )
    if drivers:
        headings = labels("Vehicle", "number", "driver", "phone")
        yield Section(label("Vehicle", "driver"), (Rows(headings, drivers),))
