"""What a new workbook offers from the vocabulary and the standing pages: choices and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from generator import vocabulary
from generator.model import enums
from generator.model.enums import VenueKind
from generator.model.standing import Space, Standing, Venue

# Sets that a cell must keep to; for all others a drop-down only suggests what is usual.
CLOSED: Mapping[str, type[StrEnum]] = {
    "Sex": enums.Sex,
    "Rank": enums.Rank,
    "RoomType": enums.RoomType,
    "ItemKind": enums.ItemKind,
    "MealKind": enums.MealKind,
    "VehicleKind": enums.VehicleKind,
    "VenueKind": enums.VenueKind,
    "Payer": enums.Payer,
}


@dataclass(frozen=True)
class Choices:
    """The words of each drop-down by its name in sheets.py, and (hotel, number) of each bedroom.

    A drop-down has no words where the host's pages list none. A hotel's rooms are together.
    """

    words: Mapping[str, Sequence[str]]
    rooms: Sequence[tuple[str, str]]


def choices_for(standing: Standing, start: date, end: date) -> Choices:
    """Return the choices of a visit from `start` to `end`."""
    venues = standing.venues
    stations = (
        place for venue in venues if venue.kind is VenueKind.STATION for place in _places(venue)
    )
    words = {
        **{name: _labels(name, members) for name, members in CLOSED.items()},
        "languages": tuple(vocabulary.label("Language", code) for code in vocabulary.languages()),
        "yes_no": (vocabulary.word("lists.yes"), vocabulary.word("lists.no")),
        "days": tuple(str(start + timedelta(n)) for n in range((end - start).days + 1)),
        "hotels": tuple(str(venue.name) for venue in venues if venue.rooms),
        "places": tuple(place for venue in venues for place in _places(venue)),
        "stations": (*stations, vocabulary.label("VehicleKind", enums.VehicleKind.OWN)),
        "dining": tuple(_full_name(venue, hall) for venue in venues for hall in venue.dining),
        "roles": tuple(str(role.title) for role in standing.roles),
        "courses": tuple(course.title for course in standing.courses),
        "plates": tuple(vehicle.plate for vehicle in standing.fleet),
    }
    rooms = tuple((str(venue.name), room.number) for venue in venues for room in venue.rooms)
    return Choices(words, rooms)


def example_values(standing: Standing, start: date, end: date) -> dict[str, str]:
    """Return the values of the placeholders in example rows, such as the host's first hotel."""
    choices = choices_for(standing, start, end)
    hotels = [venue for venue in standing.venues if venue.rooms] or list(standing.venues)
    stations = [str(venue.name) for venue in standing.venues if venue.kind is VenueKind.STATION]
    hotel, room = next(iter(choices.rooms), ("", ""))
    return {
        "day": str(start),
        "last_day": str(end),
        "eve": str(start - timedelta(days=3)),
        "hotel": hotel,
        "room": room,
        "hall": _first(_full_name(venue, hall) for venue in hotels for hall in venue.halls),
        "dining": _first(_full_name(venue, hall) for venue in hotels for hall in venue.dining),
        "role": _first(choices.words["roles"]),
        "course": _first(choices.words["courses"]),
        "plate": _first(choices.words["plates"]),
        "station": _first(choices.words["stations"]),
        "origin": _first(stations or choices.words["places"]),
        "destination": _first(str(venue.name) for venue in hotels),
    }


def _first(words: Iterable[str]) -> str:
    return next(iter(words), "")


def _labels(name: str, members: type[StrEnum]) -> tuple[str, ...]:
    return tuple(vocabulary.label(name, member.value) for member in members)


def _places(venue: Venue) -> tuple[str, ...]:
    return (str(venue.name), *(_full_name(venue, space) for space in venue.spaces))


def _full_name(venue: Venue, space: Space) -> str:
    return f"{venue.name}/{space.name}"
