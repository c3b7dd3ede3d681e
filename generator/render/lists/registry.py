"""The lists of the workbook, in their order.

To add one: a function from visit to list, a line here, and its name and its remark in the
vocabulary (`lists.sheets`, `lists.empty`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.visit import Visit
from generator.render.lists import attendance, dining, lodging, people, programme, transport
from generator.render.lists.naming import ListWords
from generator.render.workbook.listing import Listing


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A list: its key in the vocabulary, the function that builds it, and its section.

    `section` is the section of the visit that the loader reads from it; None where the list only
    gathers what is entered elsewhere.
    """

    key: str
    build: Callable[[Visit, ListWords], Listing]
    section: str | None = None


LISTS = (
    ListDefinition("guests", people.guests, "guests"),
    ListDefinition("sign_in", people.sign_in),
    ListDefinition("attended", attendance.attended),
    ListDefinition("journeys", transport.journeys),
    ListDefinition("stays", lodging.stays, "stays"),
    ListDefinition("rooms", lodging.rooms),
    ListDefinition("houses", lodging.hotels),
    ListDefinition("desk", programme.desk),
    ListDefinition("tables", dining.tables, "tables"),
    ListDefinition("kitchen", dining.kitchen),
    ListDefinition("vehicles", transport.vehicles, "vehicles"),
    ListDefinition("rides", transport.rides, "rides"),
    ListDefinition("dispatch", transport.dispatch),
    ListDefinition("passengers", transport.passengers),
    ListDefinition("schedule", programme.schedule, "schedule"),
    ListDefinition("points", programme.points, "points"),
    ListDefinition("routine", programme.routine, "routine"),
    ListDefinition("staff", people.staff, "staff"),
    ListDefinition("contacts", people.contacts),
)
