"""The places on published cards, as former places of a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.agenda.views import Entry, Lodging
from generator.changes.cards import Edition
from generator.model.assigned import Placement, PlacementKind
from generator.model.record import PersonId
from generator.model.visit import Visit


def published_places(visit: Visit, edition: Edition) -> tuple[Placement, ...]:
    """The rooms, tables and vehicles on the cards of an edition, of people who still come."""
    hotels = {name: venue.id for venue in visit.known_venues for name in venue.name.versions}
    places: list[Placement] = []
    for person, card in edition.items():
        if person not in visit.people:
            continue
        name = visit.people[person].name
        for stay in card.snapshot.stays.values():
            places += _rooms(person, name, stay, hotels)
        for key, entry in card.snapshot.entries.items():
            places += _at_event(person, name, key.partition(":")[2], entry)
    return tuple(places)


def _rooms(
    person: PersonId, name: str, stay: Lodging, hotels: Mapping[str, str]
) -> Iterator[Placement]:
    """The room of a stay; none where it was still to be decided."""
    hotel = hotels.get(stay.where.venue.default)
    if hotel is not None and isinstance(stay.room, str):
        yield Placement(
            PlacementKind.ROOM,
            hotel,
            stay.room,
            person,
            name,
            first=stay.check_in,
            last=stay.check_out,
        )


def _at_event(person: PersonId, name: str, event: str, entry: Entry) -> Iterator[Placement]:
    if entry.table is not None and entry.table.seats:
        yield Placement(PlacementKind.TABLE, event, entry.table.table, person, name)
    if entry.passage is not None and isinstance(entry.passage.vehicle, str):
        yield Placement(PlacementKind.VEHICLE, event, entry.passage.vehicle, person, name)
