"""The rows of panels: what a working group needs to see of the whole visit.

A row is a part of a card's content, so that a change of it is reported. `key` is unique on a card,
and stays the same while the row is of the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from generator.agenda.views import AgendaLocation, Named, PhoneContact, When
from generator.model.enums import RoomType
from generator.text import Text


class PanelKind(StrEnum):
    """What a panel is about, in the order in which a card with several has them."""

    OVERVIEW = "overview"
    KITCHEN = "kitchen"
    LODGING = "lodging"
    TRANSPORT = "transport"
    CARE = "care"
    EVACUATION = "evacuation"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class DietCount:
    """How many people have a diet; `names` only for those who may see them."""

    diet: str
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableOrder:
    """A table of a meal; `menu` only where it differs from the meal's."""

    table: Named
    count: int
    name: Text | None = None
    diets: tuple[DietCount, ...] = ()
    menu: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MealOrder:
    """A meal as the kitchen serves it; `diets` are those of people without a table."""

    key: str
    start: datetime
    title: Text
    count: int
    end: datetime | None = None
    open_time: Text | None = None
    where: AgendaLocation | None = None
    form: Text | None = None
    tables: tuple[TableOrder, ...] = ()
    diets: tuple[DietCount, ...] = ()
    menu: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room, or `rooms` of a type whose numbers are open, and who sleeps there.

    `people` and `needs` are only for those who may see them; `count` is for all.
    """

    key: str
    where: AgendaLocation
    check_in: date
    check_out: date
    count: int
    number: str | None = None
    rooms: int | None = 1
    floor: str | None = None
    type: RoomType | None = None
    people: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ComingGroup:
    """Guests with a room who arrive at one time by one train or flight."""

    key: str
    day: date
    count: int
    time: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class FleetRow:
    """A vehicle of the visit, and whom to call about it, on all its rides."""

    key: str
    vehicle: Named
    plate: Named | None = None
    driver: PhoneContact | None = None
    liaison: PhoneContact | None = None


@dataclass(frozen=True, slots=True)
class Aboard:
    """A vehicle of one ride with its people; `seats` are for passengers, None if not known."""

    vehicle: Named
    count: int
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class RideRow:
    """A ride with its vehicles."""

    key: str
    start: datetime
    origin: AgendaLocation
    destination: AgendaLocation
    vehicles: tuple[Aboard, ...] = ()
    open_time: Text | None = None
    boarding: Text | None = None


@dataclass(frozen=True, slots=True)
class LeadRow:
    """The lead of a working group, or of the team; without a contact there is none."""

    key: str
    group: Text
    contact: PhoneContact | None = None


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task of anybody that is not done yet."""

    key: str
    what: str
    due: When | None = None
    owner: PhoneContact | None = None


@dataclass(frozen=True, slots=True)
class GapRow:
    """What an event, a vehicle or a hotel still lacks: labels of fields, or a number of rooms."""

    key: str
    what: Text
    start: datetime | None = None
    missing: tuple[Text, ...] = ()
    rooms: int = 0
    open_time: Text | None = None
    of_ride: bool = False


@dataclass(frozen=True, slots=True)
class CareRow:
    """A guest to whose health the medical staff attend."""

    key: str
    name: str
    party: str | None = None
    needs: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()
    rooms: tuple[AgendaLocation, ...] = ()
    liaison: PhoneContact | None = None


@dataclass(frozen=True, slots=True)
class FloorCount:
    """How many people sleep on a floor of a hotel in a night, and how many of them need help."""

    key: str
    night: date
    where: AgendaLocation
    count: int
    floor: str | None = None
    helped: int = 0


PanelRow = (
    MealOrder
    | RoomRow
    | ComingGroup
    | FleetRow
    | RideRow
    | LeadRow
    | OpenTask
    | GapRow
    | CareRow
    | FloorCount
)


@dataclass(frozen=True, slots=True)
class Panel:
    """What a working group needs to see of the whole visit.

    `circles` are those of the reader: they decide which names are in the rows.
    """

    kind: PanelKind
    circles: tuple[str, ...] = ()
    rows: tuple[PanelRow, ...] = ()
