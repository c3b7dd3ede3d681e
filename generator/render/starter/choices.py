"""What a new workbook's drop-downs offer that is known beforehand: fixed words, and what the
standing pages list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from generator import vocabulary
from generator.model import enums
from generator.model.enums import VenueKind
from generator.model.standing import Space, Standing, Venue

# Sets that a cell must keep to; of all others a drop-down only offers the usual.
CLOSED: Mapping[str, type[StrEnum]] = {
    "Sex": enums.Sex,
    "Rank": enums.Rank,
    "RoomType": enums.RoomType,
    "ItemKind": enums.ItemKind,
    "MealKind": enums.MealKind,
    "VehicleKind": enums.VehicleKind,
    "Payer": enums.Payer,
}


def rooms_by_hotel(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Hotel and number of each bedroom, a hotel's rooms together."""
    return tuple((str(v.name), room.number) for v in standing.venues for room in v.rooms)


def words_offered(standing: Standing, start: date, end: date) -> dict[str, tuple[str, ...]]:
    """The words of each drop-down by its name in sheets.py; none where the host lists none."""
    venues = standing.venues
    dining = tuple(_named(venue, space) for venue in venues for space in venue.dining)
    return {
        **{name: _labels(name, members) for name, members in CLOSED.items()},
        "languages": tuple(vocabulary.label("Language", code) for code in vocabulary.languages()),
        "yes_no": (vocabulary.word("lists.yes"), vocabulary.word("lists.no")),
        "days": tuple(str(start + timedelta(n)) for n in range((end - start).days + 1)),
        "hotels": tuple(str(venue.name) for venue in venues if venue.rooms),
        "places": tuple(place for venue in venues for place in _places(venue)),
        "dining": dining,
        "roles": tuple(str(role.title) for role in standing.roles),
        "courses": tuple(course.title for course in standing.courses),
        "plates": tuple(vehicle.plate for vehicle in standing.fleet),
    }


def facts(standing: Standing, start: date, end: date) -> dict[str, str]:
    """What the example rows name of the host's own, by the blank it fills: at its first hotel."""
    offered = words_offered(standing, start, end)
    rooms = rooms_by_hotel(standing)
    hosts = [venue for venue in standing.venues if venue.rooms] or list(standing.venues)
    halls = [_named(venue, hall) for venue in hosts for hall in venue.halls]
    dining = [_named(venue, hall) for venue in hosts for hall in venue.dining]
    stations = [str(venue.name) for venue in standing.venues if venue.kind is VenueKind.STATION]
    return {
        "day": str(start),
        "last_day": str(end),
        "eve": str(start - timedelta(days=3)),
        "hotel": rooms[0][0] if rooms else "",
        "room": rooms[0][1] if rooms else "",
        "hall": _first(halls),
        "dining": _first(dining),
        "role": _first(offered["roles"]),
        "course": _first(offered["courses"]),
        "plate": _first(offered["plates"]),
        "origin": _first(stations or offered["places"]),
        "destination": _first(str(venue.name) for venue in hosts),
    }


def _first(words: Iterable[str]) -> str:
    return next(iter(words), "")


def _labels(name: str, members: type[StrEnum]) -> tuple[str, ...]:
    return tuple(vocabulary.label(name, member.value) for member in members)


def _places(venue: Venue) -> tuple[str, ...]:
    return (str(venue.name), *(_named(venue, space) for space in venue.spaces))


def _named(venue: Venue, space: Space) -> str:
    return f"{venue.name}/{space.name}"
