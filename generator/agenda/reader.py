"""Reads fields for somebody: a field is visible only where its audience includes the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from generator import vocabulary
from generator.agenda.views import AgendaLocation, PhoneContact
from generator.model.audience import Audience, Circle, visibility
from generator.model.lodging import Stay
from generator.model.people import Guest, Person, Staff
from generator.model.record import PersonId, Record
from generator.model.standing import Location, Room, Venue
from generator.model.transport import Vehicle
from generator.text import PersonName, Text


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads records.

    `circle` is the narrowest audience that the reader belongs to. `tasks` are the circles of staff
    that the reader is in, `charges` the guests in the reader's care.
    """

    circle: Audience
    tasks: frozenset[Circle] = frozenset()
    charges: frozenset[PersonId] = frozenset()

    @classmethod
    def of(cls, person: Person) -> Reader:
        """The reader of a person's own agenda."""
        return cls(Audience.STAFF if isinstance(person, Staff) else Audience.SELF)

    @property
    def without_charges(self) -> Reader:
        """A reader without guests in care: what it sees, all in the same circles may share."""
        return replace(self, charges=frozenset()) if self.charges else self

    def see(self, record: Record, field: str, otherwise: Any = None) -> Any:
        """The field's value, or `otherwise` where the field is not for this reader."""
        visible = visibility(type(record), field, self.circle)
        if visible is True or (visible and self.may_see(record, field)):
            return getattr(record, field)
        return otherwise

    def may_see(self, record: Record, field: str) -> bool:
        """Whether the field is for this reader."""
        visible = visibility(type(record), field, self.circle)
        if isinstance(visible, bool):
            return visible
        return visible in self.tasks or (bool(self.charges) and _guests_of(record) <= self.charges)

    def undecided(self, record: Record, field: str) -> Text | None:
        """That the field's value is still to be decided, in words; None where it is not."""
        if not record.undecided:
            return None
        return record.undecided_text(field) if self.may_see(record, field) else None

    def location_in(self, record: Record, field: str) -> AgendaLocation | None:
        """The location in `record.field`, or what of it is still to be decided."""
        location, undecided = self.location(self.see(record, field)), self.undecided(record, field)
        if undecided is None:
            return location
        if location is None:
            return AgendaLocation(undecided, undecided=undecided)
        return replace(location, undecided=undecided)

    def location(self, location: Location | None) -> AgendaLocation | None:
        """A location as this reader may see it."""
        if location is None:
            return None
        venue, space = location.venue, location.space
        name_field = "number" if isinstance(space, Room) else "name"
        name = self.see(space, name_field) if space is not None else None
        return AgendaLocation(
            venue=self.see(venue, "name", Text("")),
            space=Text(name) if isinstance(name, str) else name,
            coordinates=self.coordinates(venue),
        )

    def coordinates(self, venue: Venue | None) -> tuple[float, float] | None:
        """The coordinates of a venue, as (latitude, longitude)."""
        return _coordinates(self.see(venue, "coordinates")) if venue else None

    def contact(self, person: Person | None, what: Text | None = None) -> PhoneContact | None:
        """A person to call, as this reader may see him."""
        if person is None:
            return None
        return PhoneContact(self.name(person), self.see(person, "phone"), what)

    def name(self, person: Person) -> PersonName:
        """A person's name, and how the office spells it in Latin letters."""
        return PersonName(self.see(person, "name", ""), self.see(person, "pinyin"))

    def contact_in(self, record: Record, field: str) -> PhoneContact | None:
        """The person in `record.field`, with the telephone."""
        contact, undecided = self.contact(self.see(record, field)), self.undecided(record, field)
        if undecided is None:
            return contact
        return PhoneContact(self.name_of(record, field), contact.phone if contact else None)

    def driver_of(self, vehicle: Vehicle, what: Text | None = None) -> PhoneContact | None:
        """A vehicle's driver; None where neither the name nor the telephone is known."""
        driver = PhoneContact(self.name_of(vehicle, "driver"), self.see(vehicle, "phone"), what)
        return driver if driver.name or driver.phone else None

    def name_of(self, record: Record, field: str) -> str | Text | None:
        """The name in `record.field`, of a person too, or that it is still to be decided."""
        value: Person | str | None = self.see(record, field)
        name: str | None = self.name(value) if isinstance(value, Person) else value
        entry, undecided = record.undecided_in(field), self.undecided(record, field)
        if entry and entry.is_placeholder:
            return undecided
        return _joined(Text(name) if name else None, undecided) if undecided else name


def _guests_of(record: Record) -> frozenset[PersonId]:
    """The people whom a record is about."""
    people = record.people.people if isinstance(record, Stay) else (record,)
    return frozenset(
        person.guest_id if isinstance(person, Guest) else getattr(person, "id", PersonId(""))
        for person in people
    )


def _joined(known: Text | None, undecided: Text) -> Text:
    """What is known, and that the rest is still to be decided."""
    if known is None:
        return undecided
    return vocabulary.word_text("undecided.beside", known=known, undecided=undecided)


@cache
def _coordinates(text: str | None) -> tuple[float, float] | None:
    try:
        latitude, longitude = (float(part) for part in (text or "").replace("，", ",").split(","))
    except ValueError:
        return None
    return latitude, longitude
