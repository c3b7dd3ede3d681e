"""Applies audience: a reader sees a field only when the field's audience includes the reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.agenda.views import AgendaLocation, PhoneContact
from generator.model.audience import Audience, audience_of
from generator.model.people import Person, Staff
from generator.model.record import Record
from generator.model.standing import Location, Room, Venue
from generator.text import Text


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody reading records that concern him; `circle` is the innermost audience he is in."""

    circle: Audience

    @classmethod
    def of(cls, person: Person) -> Reader:
        """A person reading his own agenda."""
        return cls(Audience.STAFF if isinstance(person, Staff) else Audience.SELF)

    def see(self, record: Record, field: str, otherwise: Any = None) -> Any:
        """The field's value, or `otherwise` where the field is not for this reader."""
        allowed = audience_of(type(record), field) >= self.circle
        return getattr(record, field) if allowed else otherwise

    def location(self, location: Location | None) -> AgendaLocation | None:
        """A place as this reader sees it."""
        if location is None:
            return None
        venue, space = location.venue, location.space
        name_field = "number" if isinstance(space, Room) else "name"
        named = self.see(space, name_field) if space is not None else None
        return AgendaLocation(
            venue=self.see(venue, "name", Text("")),
            space=Text(named) if isinstance(named, str) else named,
            coordinates=self.coordinates(venue),
        )

    def coordinates(self, venue: Venue | None) -> tuple[float, float] | None:
        """Where a venue is, as (latitude, longitude)."""
        return _coordinates(self.see(venue, "coordinates")) if venue else None

    def contact(self, person: Person | None, what: Text | None = None) -> PhoneContact | None:
        """Somebody to call, as this reader sees him."""
        if person is None:
            return None
        return PhoneContact(self.see(person, "name"), self.see(person, "phone"), what)

    def contact_in(self, record: Record, field: str) -> PhoneContact | None:
        """The staff member that `record.field` is, to be called."""
        return self.contact(self.see(record, field))

    def name_of(self, record: Record, field: str) -> str | None:
        """The name of whoever `record.field` is, where nobody is to be called."""
        who: Person | str | None = self.see(record, field)
        return self.see(who, "name") if isinstance(who, Person) else who


@cache
def _coordinates(said: str | None) -> tuple[float, float] | None:
    try:
        latitude, longitude = (float(part) for part in (said or "").replace("，", ",").split(","))
    except ValueError:
        return None
    return latitude, longitude
