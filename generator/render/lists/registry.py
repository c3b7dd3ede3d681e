"""Every list of the workbook, in its order. To add one: a function from visit to list, a line here,
and its name and its remark in the vocabulary (`lists.sheets`, `lists.empty`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.visit import Visit
from generator.render.lists import dining, lodging, people, programme, transport
from generator.render.lists.tongue import Tongue
from generator.render.workbook.listing import Listing


@dataclass(frozen=True, slots=True)
class Entry:
    """A list: its key in the vocabulary, what makes it, and the section it may be read back as;
    None where it is gathered from others.
    """

    key: str
    make: Callable[[Visit, Tongue], Listing]
    section: str | None = None


LISTS = (
    Entry("guests", people.guests, "guests"),
    Entry("sign_in", people.sign_in),
    Entry("journeys", transport.journeys),
    Entry("stays", lodging.stays, "stays"),
    Entry("rooms", lodging.rooms),
    Entry("houses", lodging.houses),
    Entry("tables", dining.tables, "tables"),
    Entry("kitchen", dining.kitchen),
    Entry("vehicles", transport.vehicles, "vehicles"),
    Entry("rides", transport.rides, "rides"),
    Entry("passengers", transport.passengers),
    Entry("schedule", programme.schedule, "schedule"),
    Entry("staff", people.staff, "staff"),
    Entry("contacts", people.contacts),
)
