"""Where guests arrive and leave, as a roster has it: a station, its terminal or exit, or no such.

An office need not list every station as a place: one that is unknown is used as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.model.enums import VehicleKind, VenueKind
from generator.model.parsing.context import WrittenMapping
from generator.model.parsing.labels import member_named
from generator.model.parsing.normalisation import normal
from generator.model.standing import Location, Spot, Venue
from generator.names.index import Names, name_key
from generator.text import Text

_STATION_AND_EXIT = re.compile(
    r"(?P<venue>.+?(?:机场|码头|站(?!楼|台)|airport|station))[\s/]*(?P<exit>.*)", re.IGNORECASE
)
_DIVIDED = re.compile(r"(?P<venue>[^/\s]+)[\s/]+(?P<exit>.+)")
_BY_THEMSELVES = re.compile(r"(?:自行|自己|不用|无需|不需)")


@dataclass
class Stops:
    """The places of arrival and departure by their texts, each looked up once."""

    venues: Names[Venue]
    locations: Names[Location]
    _found: dict[str, Location] = field(default_factory=dict)
    _unlisted: dict[str, Venue] = field(default_factory=dict)

    def find(self, text: str) -> tuple[Location, bool]:
        """The place of a text, and whether it is one that nothing lists and is new here.

        Raises PydanticCustomError for a name that several places have.
        """
        if text in self._found:
            return self._found[text], False
        known = len(self._unlisted)
        self._found[text] = self._location(text)
        return self._found[text], len(self._unlisted) > known

    def _location(self, text: str) -> Location:
        if self.locations.all(text):
            return self.locations.find(text)
        name, stop = _parts(text)
        venues = self.venues.all(name)
        venue = self.venues.find(name) if venues else self._unlisted_venue(name)
        space = next((s for s in venue.spaces if name_key(str(s.name)) == name_key(stop)), None)
        return Location(venue, space or (Spot(name=Text(stop)) if stop else None))

    def _unlisted_venue(self, name: str) -> Venue:
        if self.venues.may_be_unread(name):
            return Venue(id=name, name=Text(name), kind=VenueKind.STATION)
        key = name_key(name)
        if key not in self._unlisted:
            self._unlisted[key] = Venue(id=name, name=Text(name), kind=VenueKind.STATION)
        return self._unlisted[key]


def _parts(text: str) -> tuple[str, str]:
    """`三峡机场` and `T2航站楼5号出口`; a text that names no exit is the place alone."""
    plain = " ".join(text.split())
    match = _STATION_AND_EXIT.fullmatch(plain) or _DIVIDED.fullmatch(plain)
    return (match["venue"].strip(), match["exit"].strip(" ,，/（）()")) if match else (plain, "")


def with_own_way(values: WrittenMapping) -> None:
    """Move a 自驾 or 自行前往 that is written as a station to the train or flight."""
    for way in ("arrival", "departure"):
        at, by = values.get(f"{way}_at"), values.get(f"{way}_by")
        if isinstance(at, str) and _is_own_way(at):
            both = at if not by or at in str(by) else f"{at} {by}"
            values[f"{way}_by"] = both
            del values[f"{way}_at"]


def _is_own_way(text: str) -> bool:
    return member_named(VehicleKind, text) is VehicleKind.OWN or bool(
        _BY_THEMSELVES.match(normal(text))
    )
