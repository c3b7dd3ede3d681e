"""The fragments of links to single rows: they name nobody and do not depend on other rows."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from generator.model.people import Person
from generator.model.record import PersonId
from generator.model.standing import Venue
from generator.model.transport import Vehicle
from generator.model.visit import Visit


def guest_anchors(visit: Visit) -> Mapping[PersonId, str]:
    """The anchors of the rows of guests, by id."""
    return visit.once(_anchors_of_guests)


def staff_anchors(visit: Visit) -> Mapping[PersonId, str]:
    """The anchors of the rows of staff, by id."""
    return visit.once(_anchors_of_staff)


def _anchors_of_guests(visit: Visit) -> Mapping[PersonId, str]:
    return _person_anchors(visit.guests)


def _anchors_of_staff(visit: Visit) -> Mapping[PersonId, str]:
    return _person_anchors(visit.staff)


def _person_anchors(people: Iterable[Person]) -> Mapping[PersonId, str]:
    """The anchors of the rows of people, by id; namesakes of one unit are numbered."""
    numbers: Counter[tuple[str, str]] = Counter()
    anchors = {}
    for person in people:
        who = (person.name, person.unit or "")
        numbers[who] += 1
        anchors[person.id] = _anchor("person", *who, str(numbers[who]))
    return anchors


def room_anchor(venue: Venue, number: str) -> str:
    """The anchor of a room's first row."""
    return _anchor("room", venue.id, number)


def vehicle_anchor(vehicle: Vehicle) -> str:
    """The anchor of a vehicle's row."""
    return _anchor("vehicle", vehicle.number)


def _anchor(kind: str, *facts: str) -> str:
    digest = hashlib.sha256("\n".join((kind, *facts)).encode("utf-8")).digest()
    return f"r-{base64.b32encode(digest[:5]).decode('ascii').lower()}"
