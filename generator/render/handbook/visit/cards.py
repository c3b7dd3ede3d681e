"""Everybody's card as a QR code, for handing out and for the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model.people import Person
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.handbook.blocks import CodeCard, CodeCards, Remark, Section
from generator.render.handbook.visit.people import by_party
from generator.render.handbook.words import label, phrase, readings, text
from generator.render.words.lists import dotted


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
            codes = _codes(guests, links, rooms)
            yield Section(title, (codes,), anchor, folds=True, about=_counted(codes))
    if visit.staff:
        codes = _codes(visit.staff, links, rooms)
        title = label("Team", "staff")
        yield Section(title, (codes,), "staff", folds=True, about=_counted(codes))


def _counted(codes: CodeCards) -> str:
    return phrase("people", n=len(codes.cards))


def _codes(
    people: Sequence[Person], links: Mapping[PersonId, str], rooms: Mapping[PersonId, str]
) -> CodeCards:
    return CodeCards(
        tuple(
            CodeCard(
                person.name,
                dotted(rooms.get(person.id), person.unit),
                readings((person,)),
                links[person.id],
            )
            for person in people
            if person.id in links
        )
    )
