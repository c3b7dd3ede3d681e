"""Everybody's card as a QR code, for handing out and for the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.model.people import Guest, Party, Person
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.handbook.blocks import CodeCards, Remark, Section
from generator.render.handbook.words import joined, label, say
from generator.render.qr import qr_svg


def card_sections(visit: Visit, links: Mapping[PersonId, str] | None) -> Iterator[Section]:
    """The cards of each party, then of the staff."""
    if not links:
        yield Section(say("page.cards"), (Remark(say("no_cards"), "warning"),))
        return
    rooms: dict[str, str] = {}
    for stay in visit.stays:
        for person in stay.people.people:
            rooms.setdefault(person.id, stay.room.number)
    for party in (*visit.parties, None):
        guests = [guest for guest in visit.guests if _is_in(guest, party)]
        if guests:
            title = party.name if party else say("no_party")
            yield Section(title, (_codes(guests, links, rooms),))
    if visit.staff:
        yield Section(label("Team", "staff"), (_codes(visit.staff, links, rooms),))


def _is_in(guest: Guest, party: Party | None) -> bool:
    if party is None or guest.party is None:
        return party is guest.party
    return guest.party.name == party.name


def _codes(
    people: Sequence[Person], links: Mapping[PersonId, str], rooms: Mapping[str, str]
) -> CodeCards:
    return CodeCards(
        tuple(
            (
                person.name,
                (joined(person.unit, rooms.get(person.id)),),
                Markup(qr_svg(links[person.id], person.name)),
                links[person.id],
            )
            for person in people
        )
    )
