"""What each name in a visit stands for: people, parties, places, vehicles, roles.

The one place where names are looked up. A name that nothing bears, or that two people bear, raises
PydanticCustomError, which the loader words and places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any, LiteralString

from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.parsing.exclusions import exclusion_in
from generator.model.parsing.normalisation import NAME_DOTS
from generator.model.parsing.values import normal
from generator.model.people import AMBIGUOUS_NAMES, Guest, Participants, Party, Person, Staff
from generator.model.schedule import ScheduleItem
from generator.model.standing import Checklist, Location, Role, Room, Standing, Venue
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit
from generator.names.index import Names, missing, name_key, told_apart, told_apart_by
from generator.names.nearest import hint
from generator.names.numerals import same_numbers
from generator.text import Text

_VEHICLE_SUFFIX = re.compile(r"(?:号车|号|车)$")
_BETWEEN_PLATE = re.compile(rf"[\s·{re.escape(NAME_DOTS)}_–—-]")
_FAMILY_FIRST = re.compile(r"(?P<family>[A-Za-zÀ-ɏ' .-]+), ?(?P<given>[A-Za-zÀ-ɏ' .-]+)")
_FAMILY_LAST = re.compile(r"(?P<given>[A-Za-zÀ-ɏ'.-]+) (?P<family>[A-Za-zÀ-ɏ'-]+)")
_EVERYONE = {"all", "全体", "全体来宾", "所有来宾", "全团", *AMBIGUOUS_NAMES}
_ALL_STAFF = {"staff", "全体工作人员", "工作人员", "专班"}


class Directory:
    """The References of one visit; filled section by section, in the order they depend."""

    def __init__(self, standing: Standing) -> None:
        self._staff: Names[Staff] = Names("staff")
        self._guests: Names[Guest] = Names("guest")
        self._people: Names[Person] = Names("person")
        self._parties: Names[Party] = Names("party")
        self._roles: Names[Role] = Names("role")
        self._venues: Names[Venue] = Names("place", numbered=True)
        self._locations: Names[Location] = Names("place", numbered=True)
        self._vehicles: Names[Vehicle] = Names("vehicle", numbered=True)
        self._checklists: Names[Checklist] = Names("checklist")
        self._events: Names[ScheduleItem | Ride] = Names("event")
        self._named_by: dict[str, tuple[Names[Any], ...]] = {
            "team": (self._staff,),
            "staff": (self._staff,),
            "guests": (self._guests,),
            "parties": (self._parties,),
            "vehicles": (self._vehicles,),
            "schedule": (self._events,),
            "rides": (self._events,),
            "venues": (self._venues, self._locations),
            "roles": (self._roles,),
            "checklists": (self._checklists,),
        }
        self._looked_up: dict[str, tuple[Names[Any], ...]] = {
            "staff": (self._staff,),
            "role": (self._roles,),
            "participants": (self._parties, self._roles, self._guests, self._staff),
        }
        self._members: dict[str, list[Person]] = defaultdict(list)
        self._all_staff: list[Staff] = []
        self._all_guests: list[Guest] = []
        self._called: dict[str, Participants] = {}
        self._rooms = Rooms()
        self._party_mark = vocabulary.label("Guest", "party")
        self._everyone = vocabulary.word_text("participants.everyone")
        self._everyone_keys = _EVERYONE | _keys(self._everyone)
        self._whole_staff = vocabulary.word_text("participants.staff")
        self._all_staff_keys = _ALL_STAFF | _keys(self._whole_staff)
        self._whole_keys = self._everyone_keys | self._all_staff_keys
        for role in standing.roles:
            self._roles.add(role, (role.id, *_versions(role.title)))
        for checklist in standing.checklists:
            self._checklists.add(checklist, (checklist.id, checklist.title))
        for venue in standing.venues:
            self.add_venue(venue)
        for section in standing.unread:
            self.unread(section)

    def add_venue(self, venue: Venue) -> None:
        """Let a venue and each space in it be found."""
        names = (venue.id, *_versions(venue.name))
        self._venues.add(venue, names)
        self._locations.add(Location(venue), names)
        for space in venue.spaces:
            location = Location(venue, space)
            spaces = _versions(space.name)
            joined = [f"{name}{mark}{inner}" for name in names for inner in spaces for mark in "/ "]
            self._locations.add(location, (*joined, *spaces))

    def add_staff(self, staff: Staff) -> None:
        """Let a staff member be found, also by the name of his group's members."""
        self._staff.add(staff, person_names(staff))
        self._people.add(staff, person_names(staff))
        self._all_staff.append(staff)
        self._called.clear()
        for role in staff.roles:
            self._members[role.id].append(staff)

    def add_guest(self, guest: Guest) -> None:
        """Let a guest be found, and be found among the members of the party."""
        self._guests.add(guest, person_names(guest))
        self._people.add(guest, person_names(guest))
        self._all_guests.append(guest)
        self._called.clear()
        if guest.party:
            self._members[name_key(guest.party.name)].append(guest)

    def add_party(self, party: Party) -> None:
        """Let a party be found."""
        self._parties.add(party, (party.name, f"{party.name}（{self._party_mark}）"))
        self._called.clear()

    def add_vehicle(self, vehicle: Vehicle) -> None:
        """Let a vehicle be found by its number, with or without 号车, and by its plate."""
        number, plate = vehicle.number, vehicle.plate or ""
        self._vehicles.add(vehicle, (number, _VEHICLE_SUFFIX.sub("", number)), shown=number)
        self._vehicles.add(vehicle, (plate_key(plate),), shown=plate)

    def add_event(self, event: ScheduleItem | Ride) -> None:
        """Let an item of the schedule be found by id or title, a ride by its id."""
        titles = _versions(event.title) if isinstance(event, ScheduleItem) else ()
        self._events.add(event, (event.id, *titles))

    def refused(self, section: str, name: str) -> None:
        """Remember the name of a record that was refused."""
        for names in self._named_by.get(section, ()):
            names.known_broken(name)

    def unread(self, section: str) -> None:
        """Remember that a section was not read as a whole: what is not found may stand in it."""
        for names in self._named_by.get(section, ()):
            names.whole = False

    def staff(self, name: str) -> Staff:
        return self._staff.find(name)

    def guest(self, name: str) -> Guest:
        return self._guests.find(name)

    def party(self, name: str) -> Party:
        return self._parties.find(name)

    def role(self, name: str) -> Role:
        return self._roles.find(name)

    def checklist(self, name: str) -> Checklist:
        return self._checklists.find(name)

    def event(self, name: str) -> ScheduleItem | Ride:
        return self._events.find(name)

    def venue(self, name: str) -> Venue:
        return self._venues.find(name)

    def location(self, name: str) -> Location:
        """A venue, or a space of it: `mingfeng/一号会议室`, `明峰宾馆 一号会议室`, `一号会议室`."""
        if self._locations.all(name):
            return self._locations.find(name)
        whole, _, space = name.partition("/")
        if not (whole.strip() and space.strip()):
            raise missing(name, self._locations, self._venues)
        if not self._venues.all(whole):
            raise missing(whole, self._locations, self._venues)
        venue = self._venues.find(whole)
        rooms = [room for room in venue.rooms if room.number.casefold() == normal(space).casefold()]
        if rooms:
            return Location(venue, rooms[0])
        raise self._locations.unknown(name)

    def room(self, venue: Venue, number: str, made: Room | None) -> Room:
        """A venue's bedroom; `made` where the venue's page lists no rooms at all."""
        if not venue.rooms and made is not None:
            return made
        return self._rooms.find(venue, number)

    def vehicle(self, name: str) -> Vehicle:
        """A vehicle by number or plate."""
        return self._vehicles.find(name, _VEHICLE_SUFFIX.sub("", normal(name)), plate_key(name))

    def person(self, name: str) -> Person:
        """A guest or a staff member."""
        return self._person(name)

    def somebody(self, name: str) -> Person | str:
        """A guest or a staff member; somebody from elsewhere by the name alone."""
        known = self._guests.all(name) or self._staff.all(name)
        return self._person(name, several="name.ambiguous_somebody") if known else name

    def _person(
        self, name: str, *others: Names[Any], several: LiteralString = "name.ambiguous"
    ) -> Person:
        """A guest or a staff member, where `name` is in none of `others`; `several` is what to
        raise where more than one bears it.
        """
        found: list[Person] = [*self._guests.all(name), *self._staff.all(name)]
        if len(found) == 1:
            return found[0]
        if found:
            values = {"found": name, "kinds": "、".join(told_apart_by(each) for each in found)}
            raise PydanticCustomError(several, "ambiguous", values)
        raise missing(name, self._people, self._guests, self._staff, *others)

    def split_names(self, kind: str, text: str) -> list[str]:
        """The names of `kind` in a `text` that may hold several: 张伟和李娜."""
        return told_apart(text, partial(self.is_known, kind))

    def is_known(self, kind: str, name: str) -> bool:
        """Whether `name` stands for something, though it may be several, or was refused."""
        return name_key(name) in self._whole_keys or any(
            names.all(name) or names.is_broken(name) for names in self._looked_up[kind]
        )

    def participants(self, name: str) -> Participants:
        """Those meant by `全体`, `工作人员`, a party, a working group, or a person's name; but for
        those whom it leaves out: see `exceptions`.
        """
        if name not in self._called:
            self._called[name] = self._participants(name)
        return self._called[name]

    def _participants(self, name: str) -> Participants:
        if exception := exclusion_in(name):
            return self._all_but(*exception)
        key = name_key(name)
        if key in self._everyone_keys:
            return Participants((self._everyone,), tuple(self._all_guests), everyone=True)
        if key in self._all_staff_keys:
            return Participants((self._whole_staff,), tuple(self._all_staff))
        meant = self._groups_called(name)
        if not meant:
            person = self._person(name, self._parties, self._roles)
            return Participants((Text(person.name),), (person,))
        people = [*self._guests.all(name), *self._staff.all(name)]
        others = [each for each in people if (each,) != meant[0].people]
        if len(meant) > 1 or others:
            raise self._of_several_kinds(name, others)
        return meant[0]

    def _groups_called(self, name: str) -> list[Participants]:
        """The party and the working group called `name`, so far as there are any."""
        parties = [
            Participants((Text(party.name),), tuple(self._members[name_key(party.name)]))
            for party in self._parties.all(name)[:1]
        ]
        roles = [
            Participants((role.title,), tuple(self._members[role.id]))
            for role in self._roles.all(name)[:1]
        ]
        return parties + roles

    def _of_several_kinds(self, name: str, people: list[Person]) -> PydanticCustomError:
        """What to raise for a name that is a group's and a person's, or that of two groups."""
        party, role = self._parties.all(name), self._roles.all(name)
        known = [
            *(f"{each.name}（{self._party_mark}）" for each in party[:1]),
            *(each.id for each in role[:1]),
            *(told_apart_by(each) for each in people),
        ]
        values = {"found": name, "kinds": "、".join(known)}
        return PydanticCustomError("name.ambiguous", "ambiguous", values)

    def _all_but(self, whole: str, those: list[str]) -> Participants:
        """The participants of `whole` without `those`, who must be among them."""
        if not whole:
            raise self._but_of_nobody(those)
        left_out = "、".join(those)
        meant = self.participants(whole)
        left = {person.id: person for person in meant.people}
        for name in those:
            for person in self.participants(name).people:
                if left.pop(person.id, None) is None:
                    values = {"found": person.name, "whole": whole}
                    raise PydanticCustomError("name.but_of_others", "but", values)
        said = vocabulary.word_text("participants.but").others
        (named,) = meant.named
        words = {code: said.format(whole=named.in_(code), those=left_out) for code, said in said}
        return Participants((Text.of(words),), tuple(left.values()))

    def _but_of_nobody(self, those: list[str]) -> PydanticCustomError:
        """What to raise where nothing says whom `those` are left out of."""
        if self._everyone_keys.intersection(map(name_key, those)):
            return PydanticCustomError("name.but_nobody", "but")
        of_staff = any(self._roles.all(name) or self._staff.all(name) for name in those)
        several = of_staff or any(map(self._parties.all, those))
        values = {
            "found": "、".join(those),
            "whole": self._whole_staff if of_staff else self._everyone,
        }
        kind = "name.but_of_nobody" if several else "name.but_of_no_party"
        return PydanticCustomError(kind, "but", values)


def people_called(visit: Visit, name: str) -> list[Person]:
    """Everybody in a visit whom `name` may mean: an id, a name, or `name@unit`."""
    wanted = name_key(name)
    return [
        person
        for person in visit.people.values()
        if wanted in {name_key(each) for each in person_names(person)}
    ]


def person_names(person: Person) -> tuple[str, ...]:
    """All the ways to name a person: id, name, `name@unit`; `John Smith` for `Smith, John`."""
    at_unit = f"{person.name}@{person.unit}" if person.unit else ""
    return (person.id, person.name, at_unit, turned_name(person.name))


def turned_name(name: str) -> str:
    """`John Smith` for `Smith, John`, and the other way round; empty for a Chinese name."""
    plain = normal(name)
    if match := _FAMILY_FIRST.fullmatch(plain):
        return f"{match['given']} {match['family']}"
    match = _FAMILY_LAST.fullmatch(plain)
    return f"{match['family']}, {match['given']}" if match else ""


def plate_key(plate: str) -> str:
    """A number plate without dots, dashes and spaces."""
    return _BETWEEN_PLATE.sub("", normal(plate)).upper()


def _keys(text: Text) -> set[str]:
    return {name_key(version) for version in _versions(text)}


def _versions(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text.default, *(version for _, version in text.others))))


def _key(number: str) -> str:
    return normal(number).lstrip("0").casefold()


class Rooms:
    """Rooms by venue and number; made once, since a large visit asks for thousands."""

    def __init__(self) -> None:
        self._by_number: dict[str, dict[str, list[Room]]] = {}

    def find(self, venue: Venue, number: str) -> Room:
        """The room of `number`; PydanticCustomError where there is none or more."""
        wanted = normal(number)
        exact = self._of(venue).get(wanted, [])
        # Excel drops the leading zeros of 0805; one room that fits is the one meant.
        key = _key(wanted)
        close = exact or [room for room in venue.rooms if _key(room.number) == key]
        if len(close) == 1:
            return close[0]
        named = (*(room.number for room in venue.rooms), *(str(s.name) for s in venue.spaces))
        known = [each for each in named if same_numbers(wanted, each)]
        values = {"found": number, "venue": venue.name, "hint": hint(number, known)}
        raise PydanticCustomError("name.unknown_room", "room", values)

    def _of(self, venue: Venue) -> Mapping[str, list[Room]]:
        if venue.id not in self._by_number:
            self._by_number[venue.id] = defaultdict(list)
            for room in venue.rooms:
                self._by_number[venue.id][room.number].append(room)
        return self._by_number[venue.id]
