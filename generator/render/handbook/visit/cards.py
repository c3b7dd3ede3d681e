"""Everybody's card as a QR code, for handing out and for the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from generator.model.people import Person
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.handbook.blocks import CodeCards, Remark, Section
from generator.render.handbook.visit.people import by_party
from generator.render.handbook.words import label, phrase, text
from generator.render.svg.qr import qr_svg
from generator.render.words.lists import dotted
from generator.render.words.people import party_of


def card_sections(visit: Visit, links: Mapping[PersonId, str] | None) -> Iterator[Section]:
    """The cards of each party, then of the staff."""
    if not links:
        yield Section(phrase("page.cards"), (Remark(phrase("no_cards"), "warning"),))
        return
    rooms: dict[PersonId, str] = {}
    for stay in visit.stays:
        for person in stay.people.people:
            rooms.setdefault(person.id, text(stay.room_text))
    for anchor, party, guests in by_party(visit):
        if guests:
            title = party.name if party else phrase("no_party")
            yield Section(title, (_codes(guests, links, rooms),), anchor)
    if visit.staff:
        yield Section(label("Team", "staff"), (_codes(visit.staff, links, rooms),), "staff")


def _codes(
    people: Sequence[Person], links: Mapping[PersonId, str], rooms: Mapping[PersonId, str]
) -> CodeCards:
    return CodeCards(
        tuple(
            (
                person.name,
                (dotted(party_of(person), rooms.get(person.id)), person.unit or ""),
                Markup(qr_svg(links[person.id], person.name)),
                links[person.id],
            )
            for person in people
            if person.id in links
        )
    )
