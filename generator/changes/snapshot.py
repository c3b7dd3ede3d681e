"""The content of a card: its parts in a canonical form, their digest and version.

A part is one of the agenda's records. Its canonical form is sorted by the names of the fields, and
leaves out empty fields and default values: so neither a renamed class nor a new empty field nor a
different order of fields changes a digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Any

from pydantic import TypeAdapter

from generator.agenda.panels.views import (
    CareRow,
    ComingGroup,
    FleetRow,
    FloorCount,
    GapRow,
    LeadRow,
    MealOrder,
    OpenTask,
    PanelKind,
    PanelRow,
    RideRow,
    RoomRow,
)
from generator.agenda.views import (
    Agenda,
    AgendaTask,
    Colleagues,
    Driving,
    Duties,
    Entry,
    EntryKind,
    GuestInCare,
    Lodging,
    Named,
    PhoneContact,
    RoutineLine,
    VisitFacts,
)
from generator.model.companions import Companions
from generator.model.enums import VehicleKind
from generator.model.redaction import TELEPHONE
from generator.text import Text

CACHE_SIZE = 131_072
"""Enough for the parts that the cards of five thousand guests share."""

SENSITIVE_FIELDS = frozenset({"phone", "digits", "diet", "needs", "wifi_password"})
"""Fields that are encrypted wherever a card's content is stored."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The reader of a card."""

    name: str
    unit: str | None = None
    post: str | None = None
    party: str | None = None
    part: str | None = None
    language: str = ""
    other_parties: tuple[str, ...] = ()
    companions: Companions | None = None


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The last digits of the reader's telephone, which the card asks for."""

    digits: str


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """A vehicle on a card: all fields where the reader rides in it, else only its plate."""

    number: str
    plate: Named | None = None
    kind: VehicleKind | None = None
    driver: PhoneContact | None = None
    liaison: PhoneContact | None = None


@dataclass(frozen=True, slots=True)
class PanelKinds:
    """The panels of a staff card, each with the circles of its reader.

    Every staff card has this part from the version on that first had panels.
    """

    kinds: tuple[tuple[PanelKind, tuple[str, ...]], ...] = ()


CardPart = (
    VisitFacts
    | VehicleFacts
    | PersonFacts
    | SecondFactor
    | Entry
    | Lodging
    | Driving
    | RoutineLine
    | PhoneContact
    | Text
    | Duties
    | AgendaTask
    | GuestInCare
    | PanelKinds
    | PanelRow
    | Colleagues
)
Json = Any
"""A value as `json.loads` returns it."""

_COUNTED = re.compile(r" ?[（(]\d+(?:人| people)[)）]$")
"""The number behind the name of a party whose people have no names."""

_TYPES: Mapping[str, type[CardPart]] = {
    "visit": VisitFacts,
    "person": PersonFacts,
    "opening": SecondFactor,
    "item": Entry,
    "meal": Entry,
    "ride": Entry,
    "arrival": Entry,
    "departure": Entry,
    "stay": Lodging,
    "driving": Driving,
    "vehicle": VehicleFacts,
    "plate": VehicleFacts,
    "routine": RoutineLine,
    "contact": PhoneContact,
    "notice": Text,
    "duties": Duties,
    "task": AgendaTask,
    "check": AgendaTask,
    "charge": GuestInCare,
    "panels": PanelKinds,
    "kitchen": MealOrder,
    "lodging": RoomRow,
    "coming": ComingGroup,
    "fleet": FleetRow,
    "transport": RideRow,
    "lead": LeadRow,
    "open": OpenTask,
    "gap": GapRow,
    "care": CareRow,
    "floor": FloorCount,
    "colleague": PhoneContact,
    "directory": Colleagues,
}
PANEL_OF: Mapping[str, PanelKind] = {
    "kitchen": PanelKind.KITCHEN,
    "lodging": PanelKind.LODGING,
    "coming": PanelKind.LODGING,
    "fleet": PanelKind.TRANSPORT,
    "transport": PanelKind.TRANSPORT,
    "lead": PanelKind.OVERVIEW,
    "open": PanelKind.OVERVIEW,
    "gap": PanelKind.OVERVIEW,
    "care": PanelKind.CARE,
    "floor": PanelKind.EVACUATION,
    "colleague": PanelKind.DIRECTORY,
    "directory": PanelKind.DIRECTORY,
}
"""The panels to which parts belong, by the kind of part."""

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""`json.dumps` with these arguments makes an encoder for each of the thousands of parts."""


@dataclass(frozen=True)
class CardSnapshot:
    """The parts of a card by their keys.

    A key is unique on the card, and stays the same while the part is of the same thing.
    `known_digests` are those of the parts, where they are known already.
    """

    parts: Mapping[str, CardPart]
    known_digests: Mapping[str, str] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each part, by its key."""
        if self.known_digests is not None:
            return self.known_digests
        return {key: digest_of(part) for key, part in self.parts.items()}

    @cached_property
    def digest(self) -> str:
        """16 characters that identify the content of the card."""
        content = "|".join(f"{key}={digest}" for key, digest in sorted(self.digests.items()))
        return hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]

    @cached_property
    def without_panels(self) -> CardSnapshot:
        """The card without its panels, as programs before them recorded it."""
        return self._with(lambda key, part: not _is_of_panel(key) and not _is_added(key, part))

    @cached_property
    def without_additions(self) -> CardSnapshot:
        """The card as the programs recorded it that first had panels."""
        return self._with(lambda key, part: not _is_added(key, part))

    def comparable_to(self, other: CardSnapshot) -> CardSnapshot:
        """The card without panels that `other`, the same person's, lacks or has for other circles.

        So a panel that is new, or that has names now, is one change, and not one for each row. A
        card that was recorded by a program without panels, or without a part that was added later,
        did not change because it has some now.
        """
        kinds = {_kind_of(key) for key in other.parts}
        common = dict(self.panels.items() & other.panels.items())

        def is_comparable(key: str, part: CardPart) -> bool:
            kind = _kind_of(key)
            if _is_added(key, part) and kind not in kinds:
                return False
            if "panels" not in kinds:
                return not _is_of_panel(key)
            return kind not in PANEL_OF or PANEL_OF[kind] in common

        return self._with(is_comparable)

    def _with(self, is_kept: Callable[[str, CardPart], bool]) -> CardSnapshot:
        parts = {key: part for key, part in self.parts.items() if is_kept(key, part)}
        return self if len(parts) == len(self.parts) else CardSnapshot(parts)

    @property
    def panels(self) -> dict[PanelKind, tuple[str, ...]]:
        """The panels of a staff card, with the circles of their reader."""
        panels = self.parts.get("panels")
        return dict(panels.kinds) if isinstance(panels, PanelKinds) else {}

    def has_digest(self, digest: str) -> bool:
        """Whether a digest is that of this content, also as former programs recorded it."""
        return (
            digest == self.digest
            or digest == self.without_additions.digest
            or digest == self.without_panels.digest
        )

    @cached_property
    def vehicles(self) -> dict[str, VehicleFacts]:
        """The vehicles on the card, by key."""
        return {key: part for key, part in self.parts.items() if isinstance(part, VehicleFacts)}

    @property
    def person(self) -> PersonFacts | None:
        """The reader; None in a snapshot without that part."""
        person = self.parts.get("person")
        return person if isinstance(person, PersonFacts) else None

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The entries of the reader's days, by key."""
        return {key: part for key, part in self.parts.items() if isinstance(part, Entry)}

    @cached_property
    def stays(self) -> dict[str, Lodging]:
        """The reader's rooms, by key."""
        return {key: part for key, part in self.parts.items() if isinstance(part, Lodging)}


def _kind_of(key: str) -> str:
    return key.partition(":")[0]


def _is_of_panel(key: str) -> bool:
    return key == "panels" or _kind_of(key) in PANEL_OF


def _is_added(key: str, part: CardPart) -> bool:
    """Whether programs before did not record a part that their cards showed.

    Those are the groups of the directory, and the address of a place without a car park.
    """
    if isinstance(part, Driving):
        return part.parking is None
    return _kind_of(key) == "directory"


def snapshot_of(agenda: Agenda) -> CardSnapshot:
    """Return the content of the card for an agenda."""
    parts: dict[str, CardPart] = {}
    repeated: dict[str, int] = {}
    for key, part in _parts(agenda):
        repeated[key] = repeated.get(key, 0) + 1
        parts[key if repeated[key] == 1 else f"{key}#{repeated[key]}"] = part
    return CardSnapshot(parts)


def _parts(agenda: Agenda) -> Iterator[tuple[str, CardPart]]:
    yield "visit", agenda.visit
    yield (
        "person",
        PersonFacts(
            name=agenda.name,
            unit=agenda.unit,
            post=agenda.post,
            party=agenda.party,
            part=agenda.part,
            language=agenda.language,
            other_parties=agenda.other_parties,
            companions=agenda.companions,
        ),
    )
    if agenda.opening_digits:
        yield "opening", SecondFactor(agenda.opening_digits)
    entries = agenda.entries
    for entry in entries:
        yield entry.key, entry_alone(entry)
    yield from vehicle_parts(entries).items()
    if agenda.driving:
        yield "driving", agenda.driving
    for stay in agenda.stays:
        yield f"stay:{stay.check_in}", stay
    for line in agenda.routine:
        yield f"routine:{line.what}", line
    for caller in agenda.contacts:
        yield f"contact:{caller.what}", caller
    for notice in agenda.notices:
        yield f"notice:{notice}", notice
    for duties in agenda.duties:
        yield f"duties:{duties.group}", duties
    for task in agenda.tasks:
        yield f"{'check' if task.checks else 'task'}:{task.what}", task
    for charge in agenda.charges:
        # A class stays the same when its number changes.
        yield f"charge:{_COUNTED.sub('', charge.name)}", charge
    if agenda.staff:
        kinds = tuple((panel.kind, panel.circles) for panel in agenda.panels)
        yield "panels", PanelKinds((*kinds, (PanelKind.DIRECTORY, ())))
        yield from _colleagues(agenda)
    for panel in agenda.panels:
        for row in panel.rows:
            yield row.key, row


def _colleagues(agenda: Agenda) -> Iterator[tuple[str, CardPart]]:
    """Each colleague once, whose telephone is beside events and tasks too; then each group."""
    for contact in dict.fromkeys(
        replace(contact, what=None) for group in agenda.directory for contact in group.people
    ):
        yield f"colleague:{contact.name}", contact
    for group in agenda.directory:
        yield f"directory:{group.group or ''}", _without_phones(group)


@lru_cache(maxsize=CACHE_SIZE)
def _without_phones(group: Colleagues) -> Colleagues:
    """The members of a group with their posts; their telephones are parts of their own."""
    people = (replace(each, phone=None, what=each.what or None) for each in group.people)
    return replace(group, people=tuple(people))


@lru_cache(maxsize=CACHE_SIZE)
def entry_alone(entry: Entry) -> Entry:
    """Return an entry without the content of other parts.

    The rides to it and from it follow from the rides; plate, driver and liaison are the vehicle's.
    """
    if entry.kind is not EntryKind.RIDE:
        derived = entry.reached_by or entry.met_by
        return replace(entry, reached_by=None, met_by=None) if derived else entry
    passage = entry.passage and replace(
        entry.passage, plate=None, vehicle_kind=None, driver=None, liaison=None
    )
    loads = tuple(replace(load, plate=None) for load in entry.loads)
    return replace(entry, reached_by=None, passage=passage, loads=loads)


def vehicle_parts(entries: Iterable[Entry]) -> dict[str, VehicleFacts]:
    """Return the vehicles of rides by key.

    `vehicle:` where the reader rides in it, `plate:` where the card has only its plate.
    """
    entries = tuple(entries)
    known = {facts.number: facts for entry in entries for facts in _aboard(entry)}
    plates = {
        load.vehicle: VehicleFacts(load.vehicle, load.plate)
        for entry in entries
        for load in entry.loads
        if load.vehicle not in known
    }
    return {
        **{f"vehicle:{number}": facts for number, facts in known.items()},
        **{f"plate:{number}": facts for number, facts in plates.items()},
    }


def _aboard(entry: Entry) -> Iterator[VehicleFacts]:
    passage = entry.passage
    if passage and isinstance(passage.vehicle, str):
        yield VehicleFacts(
            number=passage.vehicle,
            plate=passage.plate,
            kind=passage.vehicle_kind,
            driver=passage.driver,
            liaison=passage.liaison,
        )


@lru_cache(maxsize=CACHE_SIZE)
def digest_of(part: CardPart) -> str:
    """Return 12 characters that identify the content of a part."""
    return hashlib.sha256(_JSON.encode(canonical(part)).encode("utf-8")).hexdigest()[:12]


def version_of(digest: str) -> str:
    """Return the six characters by which people identify a version of a card."""
    return digest[:6]


def canonical(part: CardPart) -> Json:
    """Return a part as JSON, without empty fields and default values."""
    kind: Any = type(part)
    return _without_empty(_adapter_of(kind).dump_python(part, mode="json", exclude_defaults=True))


def part_from(key: str, value: Json) -> CardPart:
    """Return the part of a key from its canonical form; unknown fields are ignored.

    Raises KeyError for an unknown kind of part, pydantic's ValidationError for an unknown value.
    """
    kind: Any = _TYPES[_kind_of(key)]
    part: CardPart = _adapter_of(kind).validate_json(json.dumps(value))
    return part


@cache
def _adapter_of(kind: Any) -> TypeAdapter[Any]:
    """Return what reads and writes the parts of a class: all take long to build, few are needed."""
    return TypeAdapter(kind)


def with_sensitive(value: Json, change: Callable[[str], Json], *, sensitive: bool = False) -> Json:
    """Return a canonical form in which `change` is applied to each sensitive text."""
    if isinstance(value, dict):
        return {
            key: with_sensitive(item, change, sensitive=sensitive or key in SENSITIVE_FIELDS)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [with_sensitive(item, change, sensitive=sensitive) for item in value]
    if isinstance(value, str) and (sensitive or TELEPHONE.search(value)):
        return change(value)
    return value


def _without_empty(value: Json) -> Json:
    if isinstance(value, dict):
        filled = {}
        for key, item in value.items():
            if isinstance(item, (dict, list)):
                if kept := _without_empty(item):
                    filled[key] = kept
            elif item is not None:
                filled[key] = item
        return filled
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value
