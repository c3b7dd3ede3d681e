"""The values of an agenda, with only what its reader may see.

Times are naive datetimes on the visit's clock. Texts that people read are `Text`, so that one
agenda serves every language.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from generator.model.companions import Companions
from generator.model.enums import ItemKind, MealKind, RoomType, SeatingForm, VehicleKind
from generator.model.parsing.values import Moment, TimeSpan
from generator.model.record import PersonId
from generator.model.visit import Appearance
from generator.text import Text

if TYPE_CHECKING:
    from generator.agenda.panels.views import Panel

Named = Annotated[str | Text, Field(union_mode="left_to_right")]
"""A name or a number; a Text where it is still to be decided."""
NAMED_AT_MOST = 4
"""The most names of parties or people in a vehicle that staff see; more are only counted."""


When = Annotated[Moment | Text, Field(union_mode="left_to_right")]
"""A moment; a Text where it is still to be decided."""


class EntryKind(StrEnum):
    """Kinds of entries."""

    ITEM = "item"
    MEAL = "meal"
    RIDE = "ride"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class EntryRole(StrEnum):
    """What a person does in an entry. A guest takes part, is the moderator, or speaks."""

    RECEIVER = "receiver"
    RESPONSIBLE = "responsible"
    CHECKER = "checker"
    MODERATOR = "moderator"
    SPEAKER = "speaker"
    LIAISON = "liaison"
    TAKES_PART = "takes_part"


@dataclass(frozen=True, slots=True)
class AgendaLocation:
    """A venue, and the room in it; `coordinates` is (latitude, longitude) in WGS-84.

    `undecided` words what of it is still to be decided: a room in the venue, or the venue, which
    has these words for a name then.
    """

    venue: Text
    space: Text | None = None
    coordinates: tuple[float, float] | None = None
    undecided: Text | None = None

    @property
    def is_open(self) -> bool:
        """Whether the venue is still to be decided, so that it is like no other."""
        return self.venue == self.undecided

    def name_in(self, language: str) -> str:
        """Venue and space in one line, and what is still to be decided."""
        parts = (self.venue, self.space, None if self.is_open else self.undecided)
        return " ".join(part.in_(language) for part in parts if part)


@dataclass(frozen=True, slots=True)
class PhoneContact:
    """Somebody to call; `what` is what for."""

    name: Named | None = None
    phone: str | None = None
    what: Text | None = None


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where somebody sits at a meal; `seats` is the number of people at that table.

    It is 0 where the table is still to be decided.
    """

    table: str
    seats: int
    table_name: Text | None = None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """Where somebody sits at an item or in a vehicle.

    `side` is `H` (hosts), `G` (guests) or empty. `plan` has a text for each row, as it is drawn:
    `o` is a seat, `.` is none; the own seat is in `row` and `column`. It names nobody else.
    """

    form: SeatingForm
    side: str
    number: int
    plan: tuple[str, ...]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class RideDetails:
    """A ride for one person; without a vehicle for a staff member who sees the ride off."""

    origin: AgendaLocation
    destination: AgendaLocation
    boarding: Text | None = None
    vehicle: Named | None = None
    vehicle_kind: VehicleKind | None = None
    plate: Named | None = None
    driver: PhoneContact | None = None
    liaison: PhoneContact | None = None


@dataclass(frozen=True, slots=True)
class VehicleLoad:
    """A vehicle of a ride and its number of people, 0 for a shuttle.

    `named` are the parties and people, if few.
    """

    vehicle: str
    count: int
    plate: str | None = None
    named: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """A train or flight that a ride meets, or takes guests to, with how long they wait.

    `guests` are their names, if few; `minutes` is below zero where the ride leaves before.
    """

    leaves: bool
    count: int
    time: datetime | None = None
    by: str | None = None
    at: AgendaLocation | None = None
    vehicle: str = ""
    guests: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class EntryPaper:
    """A paper that the reader may open: a `file` of `size` bytes, or a `link`.

    `digest` identifies the content of the file.
    """

    title: Text
    file: str | None = None
    link: str | None = None
    size: int = 0
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A point of an item's agenda; `own` where the reader is its speaker."""

    number: int
    title: Text
    start: datetime | None = None
    minutes: int | None = None
    speaker: Named | None = None
    own: bool = False
    papers: tuple[EntryPaper, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in a person's day.

    `key` identifies the event in every version of the visit, so that changes can be found.
    `reached_by` is the key of the ride that takes the person there; it follows from the other
    entries, so it is left out of snapshots; so is `met_by`, the ride from where a guest arrives.
    `every` is the minutes between two departures of a shuttle. `open_time` words a time that is
    still to be decided; `start` is then the last minute of the day. For staff, `people` is whom the
    event is for, `loads` are the vehicles with their passengers, `connections` the trains and
    flights of a ride, and three names are those of the staff in charge. `in_charge` are the
    same three with their telephones, which are left out of snapshots. `papers` are those of the
    item; its `points` have theirs.
    """

    key: str
    kind: EntryKind
    start: datetime
    title: Text
    end: datetime | None = None
    where: AgendaLocation | None = None
    item_kind: ItemKind | None = None
    meal_kind: MealKind | None = None
    form: Text | None = None
    moderator: Named | None = None
    dress: Text | None = None
    points: tuple[EntryPoint, ...] = ()
    papers: tuple[EntryPaper, ...] = ()
    note: Text | None = None
    staff_note: str | None = None
    optional: bool = False
    every: int | None = None
    open_time: Text | None = None
    table: TablePlace | None = None
    seats: tuple[SeatPlace, ...] = ()
    passage: RideDetails | None = None
    reached_by: Annotated[str | None, Field(exclude=True)] = None
    met_by: Annotated[str | None, Field(exclude=True)] = None
    connections: tuple[ConnectionFacts, ...] = ()
    receiver: Named | None = None
    responsible: Named | None = None
    checker: Named | None = None
    parts: tuple[EntryRole, ...] = ()
    people: tuple[Text, ...] = ()
    loads: tuple[VehicleLoad, ...] = ()
    headcount: int | None = None
    in_charge: Annotated[tuple[PhoneContact | None, ...], Field(exclude=True)] = ()

    def __hash__(self) -> int:
        # Entries are looked up by the thousand; these fields are enough to make hashes differ.
        vehicle = self.passage.vehicle if self.passage else None
        return hash((self.key, self.parts, self.table, self.seats, vehicle, self.reached_by))


@dataclass(frozen=True, slots=True)
class HotelFacts:
    """Practical facts for hotel guests; `check_out` is the time by which they leave their rooms."""

    wifi: str | None = None
    wifi_password: str | None = None
    breakfast: TimeSpan | None = None
    check_out: time | None = None
    luggage: Text | None = None
    entrance: Text | None = None


@dataclass(frozen=True, slots=True)
class Lodging:
    """A room from check-in to check-out; `phone` is the front desk's.

    `companions` are the rooms that the guest's companions have on any of these nights.
    """

    where: AgendaLocation
    room: Named
    check_in: date
    check_out: date
    type: RoomType | None = None
    floor: str | None = None
    phone: str | None = None
    facts: HotelFacts | None = None
    companions: tuple[AgendaLocation, ...] = ()


@dataclass(frozen=True, slots=True)
class Driving:
    """Where a guest who comes by car drives to."""

    where: AgendaLocation
    address: Text | None = None
    parking: Text | None = None


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day: its entries by time, and the room for its night."""

    day: date
    entries: tuple[Entry, ...]
    lodging: Lodging | None


@dataclass(frozen=True, slots=True)
class RoutineLine:
    """A line of the daily timetable."""

    what: Text
    time: Annotated[TimeSpan | Text, Field(union_mode="left_to_right")]
    where: AgendaLocation | None = None


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties, requirements and cautions of a staff member's working group.

    `special` are the cautions that hold for this visit alone; they are among `cautions`.
    """

    group: Text
    leads: bool = False
    lead: Named | None = None
    checker: Named | None = None
    duties: tuple[Text, ...] = ()
    requirements: tuple[Text, ...] = ()
    cautions: tuple[Text, ...] = ()
    special: Annotated[tuple[Text, ...], Field(exclude=True)] = ()


@dataclass(frozen=True, slots=True)
class AgendaTask:
    """A task that the person owns, or checks (`checks`); `other` is its checker or its owner.

    `other_phone` is left out of snapshots; so is `lead`, whom an owner without a checker notifies.
    """

    what: str
    due: When | None = None
    standard: str | None = None
    caution: str | None = None
    done: date | None = None
    checks: bool = False
    other: Named | None = None
    other_phone: Annotated[str | None, Field(exclude=True)] = None
    lead: Annotated[PhoneContact | None, Field(exclude=True)] = None


@dataclass(frozen=True, slots=True)
class GuestInCare:
    """A guest in a staff member's care; `rooms` are hotels with a room in each."""

    name: str
    unit: str | None = None
    post: str | None = None
    party: str | None = None
    phone: str | None = None
    rooms: tuple[AgendaLocation, ...] = ()
    vehicles: tuple[str, ...] = ()
    diet: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    arrival: When | None = None
    arrival_by: str | None = None
    departure: When | None = None
    departure_by: str | None = None
    companions: Companions | None = None
    arrival_at: AgendaLocation | None = None
    departure_at: AgendaLocation | None = None
    other_parties: tuple[str, ...] = ()
    headcount: Annotated[int, Field(exclude=True)] = 1

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of all the guest's parties, the first first."""
        return (*((self.party,) if self.party else ()), *self.other_parties)


@dataclass(frozen=True, slots=True)
class Colleagues:
    """A working group in the directory of the team: its lead first; without a name, all others."""

    people: tuple[PhoneContact, ...]
    group: Text | None = None


@dataclass(frozen=True, slots=True)
class PersonCalled:
    """Somebody to tick off in a roll call; `count` is how many are counted for this person.

    `vehicle`, `table` and `seat` are where the person sits, `connection` is the train or flight by
    which the person comes to the ride or leaves it.
    """

    code: str
    name: str
    count: int
    party: str | None = None
    phone: str | None = None
    vehicle: str | None = None
    table: TablePlace | None = None
    seat: SeatPlace | None = None
    connection: str | None = None


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who is meant to be at an event: `people` by name, and the number of `others`.

    Others are called by `liaisons`, whose marks are joined; companions are not counted among them,
    since they have no marks. `on_card` is whether the event is one of the reader's entries.
    """

    key: str
    code: str
    event: Entry
    on_card: bool
    people: tuple[PersonCalled, ...]
    others: int
    liaisons: tuple[PhoneContact, ...] = ()

    @property
    def count(self) -> int:
        """How many are called in all."""
        return sum(person.count for person in self.people) + self.others


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The facts of the visit that are on every card."""

    slug: str
    title: Text
    host: Text
    start: date
    end: date
    timezone: str
    appearance: Appearance = dataclasses.field(default_factory=Appearance)
    languages: tuple[str, ...] = ()
    greeting: Text | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What one person does and may see, day by day.

    `language_is_chosen` is whether the office chose the person's language; if not, the reader's
    phone chooses. `opening_digits` are the digits of the person's telephone that the card asks
    for; None where it asks for none.
    """

    visit: VisitFacts
    person: PersonId
    revision: int
    name: str
    unit: str | None
    post: str | None
    party: str | None
    part: str | None
    language: str
    staff: bool
    days: tuple[AgendaDay, ...]
    stays: tuple[Lodging, ...]
    routine: tuple[RoutineLine, ...]
    contacts: tuple[PhoneContact, ...]
    notices: tuple[Text, ...]
    duties: tuple[Duties, ...] = ()
    tasks: tuple[AgendaTask, ...] = ()
    charges: tuple[GuestInCare, ...] = ()
    directory: tuple[Colleagues, ...] = ()
    panels: tuple[Panel, ...] = ()
    roll_calls: tuple[RollCall, ...] = ()
    language_is_chosen: bool = False
    opening_digits: str | None = None
    companions: Companions | None = None
    other_parties: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The names of all the guest's parties, the first first."""
        return (*((self.party,) if self.party else ()), *self.other_parties)

    driving: Driving | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, by time."""
        return tuple(entry for day in self.days for entry in day.entries)
