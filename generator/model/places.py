"""Where something is: a venue of the standing pages or of the visit, and perhaps a room in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from generator.model.references import one_name, resolved
from generator.model.standing import Room, Space, Venue


@dataclass(frozen=True, slots=True)
class Location:
    """A venue, and the hall, dining room, spot or bedroom in it when one is named."""

    venue: Venue
    space: Space | Room | None = None

    @property
    def key(self) -> str:
        """The way a visit names it: `mingfeng/一号会议室`."""
        return f"{self.venue.id}/{self.space_name}" if self.space else self.venue.id

    @property
    def space_name(self) -> str:
        """The name of the space alone; empty where the venue itself is meant."""
        if self.space is None:
            return ""
        return self.space.number if isinstance(self.space, Room) else str(self.space.name)

    def named(self, language: str) -> str:
        """Venue and space as people say them in `language`."""
        venue = self.venue.name.in_(language)
        if self.space is None:
            return venue
        if isinstance(self.space, Room):
            return f"{venue} {self.space.number}"
        return f"{venue} {self.space.name.in_(language)}"


VenueRef = Annotated[Venue, resolved("venue"), one_name("明峰宾馆")]
LocationRef = Annotated[Location, resolved("location"), one_name("明峰宾馆/一号会议室")]
