"""The people, parties, places, vehicles and roles of a visit, looked up by name.

A name that nothing has, or that two people have, raises PydanticCustomError, from which the loader
makes a finding with its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any, LiteralString

from pydantic_core import PydanticCustomError

from generator.load.companions import companions_of, split_companions
from generator.load.stops import Stops
from generator.model.parsing.values import normal
from generator.model.people import (
    CompanionsApart,
    Guest,
    Participants,
    Party,
    Person,
    Staff,
    UnnamedMembers,
)
from generator.model.schedule import ScheduleItem
from generator.model.standing import Checklist, Location, Role, Room, Standing, Venue
from generator.model.team import Group
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit
from generator.names.index import (
    Names,
    plate_key,
    split_names,
    unambiguous_name,
    unknown_name,
)
from generator.names.nearest import hint
from generator.names.numerals import same_numbers
from generator.names.participants import ParticipantNames
from generator.names.people import person_names
from generator.names.ranges import each_numbered
from generator.text import Text

_VEHICLE_SUFFIX = re.compile(r"(?:号车|号|车)$")


class Directory:
    """The people and things of one visit by their names, as `References` of its records.

    A record is added once it is read, so that the records of later sections can refer to it.
    """

    def __init__(self, standing: Standing) -> None:
        self._staff: Names[Staff] = Names("staff")
        self._guests: Names[Guest] = Names("guest")
        self._people: Names[Person] = Names("person")
        self._parties: Names[Party] = Names("party", numbered=True)
        self._roles: Names[Role] = Names("role")
        self._venues: Names[Venue] = Names("place", numbered=True)
        self._locations: Names[Location] = Names("place", numbered=True)
        self._venue_ids: set[str] = set()
        self._vehicles: Names[Vehicle] = Names("vehicle", numbered=True)
        self._checklists: Names[Checklist] = Names("checklist")
        self._events: Names[ScheduleItem | Ride] = Names("event")
        self._names_by_section: dict[str, tuple[Names[Any], ...]] = {
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
        self._names_by_kind: dict[str, tuple[Names[Any], ...]] = {
            "staff": (self._staff,),
            "role": (self._roles,),
            "party": (self._parties,),
            "participants": (self._parties, self._roles, self._guests, self._staff),
        }
        self._participant_names = ParticipantNames(
            self._guests, self._staff, self._people, self._parties, self._roles
        )
        self._rooms = Rooms()
        self._stops = Stops(self._venues, self._locations)
        for role in standing.roles:
            self._roles.add(role, (role.id, *role.title.versions))
        for checklist in standing.checklists:
            self._checklists.add(checklist, (checklist.id, checklist.title))
        for venue in standing.venues:
            self.add_venue(venue)
        for section in standing.unread:
            self.mark_incomplete(section)

    @classmethod
    def of(cls, visit: Visit) -> Directory:
        """The directory of a visit that was read before."""
        directory = cls(visit.standing)
        for venue in visit.venues:
            directory.add_venue(venue)
        for member in visit.staff:
            directory.add_staff(member)
        for party in visit.parties:
            directory.add_party(party)
        for guest in visit.guests:
            directory.add_guest(guest)
        for members in visit.unnamed:
            directory.add_unnamed(members)
        for vehicle in visit.vehicles:
            directory.add_vehicle(vehicle)
        return directory

    def add_venue(self, venue: Venue) -> None:
        """Add a venue and each space in it, in place of one with the same id."""
        if venue.id in self._venue_ids:
            self._venues.remove(lambda known: known.id == venue.id)
            self._locations.remove(lambda known: known.venue.id == venue.id)
        self._venue_ids.add(venue.id)
        names = (venue.id, *venue.name.versions)
        self._venues.add(venue, names)
        self._locations.add(Location(venue), names)
        for space in venue.spaces:
            location = Location(venue, space)
            spaces = space.name.versions
            joined = [f"{name}{sep}{inner}" for name in names for inner in spaces for sep in "/ "]
            self._locations.add(location, (*joined, *spaces))

    def add_staff(self, staff: Staff) -> None:
        """Add a staff member, and count the person among the members of each working group."""
        names = person_names(staff)
        self._staff.add(staff, names)
        self._people.add(staff, names)
        self._participant_names.add_staff(staff)

    def add_guest(self, guest: Guest) -> None:
        """Add a guest, and count the person among the members of each party."""
        names = person_names(guest)
        self._guests.add(guest, names)
        self._people.add(guest, names)
        self._participant_names.add_guest(guest)

    def add_party(self, party: Party) -> None:
        """Add a party."""
        self._parties.add(party, (party.name,))
        self._participant_names.add_party(party)

    def add_unnamed(self, members: UnnamedMembers) -> None:
        """Add the members of a party who are only counted."""
        self._participant_names.add_unnamed(members)

    def add_group(self, group: Group) -> None:
        """Add a working group with its people, under the name that it has in this visit."""
        self._participant_names.add_group(group)

    def add_vehicle(self, vehicle: Vehicle) -> None:
        """Add a vehicle under its number, with and without 号车, and under its plate."""
        number, plate = vehicle.number, vehicle.plate or ""
        self._vehicles.add(vehicle, (number, _VEHICLE_SUFFIX.sub("", number)), shown=number)
        self._vehicles.add(vehicle, (plate_key(plate),), shown=plate)

    def add_event(self, event: ScheduleItem | Ride, name: str) -> None:
        """Add an item of the schedule under its id and title, a ride under its id.

        `name` is the id as it was written, or made from today's plan.
        """
        titles = event.title.versions if isinstance(event, ScheduleItem) else ()
        self._events.add(event, (name, *titles))

    def add_refused(self, section: str, name: str) -> None:
        """Remember the name of a record that was refused."""
        for names in self._names_by_section.get(section, ()):
            names.add_refused(name)

    def mark_incomplete(self, section: str) -> None:
        """Remember that a section was not read as a whole: an unknown name may be in it."""
        for names in self._names_by_section.get(section, ()):
            names.complete = False

    def staff(self, name: str) -> Staff:
        """The staff member with this name."""
        return self._staff.find(name)

    def guest(self, name: str) -> Guest:
        """The guest with this name."""
        return self._guests.find(name)

    def party(self, name: str) -> Party:
        """The party with this name."""
        return self._parties.find(name)

    def role(self, name: str) -> Role:
        """The working group with this id or title."""
        return self._roles.find(name)

    def checklist(self, name: str) -> Checklist:
        """The checklist with this id or title."""
        return self._checklists.find(name)

    def event(self, name: str) -> ScheduleItem | Ride:
        """The item of the schedule with this id or title, or the ride with this id."""
        return self._events.find(name)

    def item(self, name: str) -> ScheduleItem:
        """The item of the schedule with this id or title."""
        event = self._events.find(name)
        if not isinstance(event, ScheduleItem):
            raise PydanticCustomError("name.no_item", "item", {"found": name})
        return event

    def venue(self, name: str) -> Venue:
        """The venue with this id or name."""
        return self._venues.find(name)

    def location(self, name: str) -> Location:
        """A venue, or a space of it: `mingfeng/一号会议室`, `云来宾馆 一号会议室`, `一号会议室`."""
        if self._locations.all(name):
            return self._locations.find(name)
        venue_name, _, space = name.partition("/")
        if not (venue_name.strip() and space.strip()):
            raise unknown_name(name, self._locations, self._venues)
        if not self._venues.all(venue_name):
            raise unknown_name(venue_name, self._locations, self._venues)
        venue = self._venues.find(venue_name)
        rooms = [room for room in venue.rooms if room.number.casefold() == normal(space).casefold()]
        if rooms:
            return Location(venue, rooms[0])
        raise self._locations.unknown(name)

    def stop(self, name: str) -> tuple[Location, bool]:
        """A place of arrival or departure, and whether nothing lists it and it is new."""
        return self._stops.find(name)

    def room(self, venue: Venue, number: str, default: Room | None) -> Room:
        """A venue's bedroom; `default` where the venue's page lists no bedrooms."""
        if not venue.rooms and default is not None:
            return default
        return self._rooms.find(venue, number)

    def vehicle(self, name: str) -> Vehicle:
        """A vehicle by number or plate."""
        return self._vehicles.find(name, _VEHICLE_SUFFIX.sub("", normal(name)), plate_key(name))

    def person(self, name: str) -> Person:
        """A guest or a staff member."""
        return self._person(name)

    def somebody(self, name: str) -> Person | str:
        """A guest or a staff member; the name itself where the person is neither."""
        known = self._guests.all(name) or self._staff.all(name)
        return self._person(name, ambiguous="name.ambiguous_somebody") if known else name

    def _person(self, name: str, *, ambiguous: LiteralString = "name.ambiguous") -> Person:
        """A guest or a staff member; the error `ambiguous` where several have the name."""
        people: list[Person] = [*self._guests.all(name), *self._staff.all(name)]
        if len(people) == 1:
            return people[0]
        if people:
            values = {"found": name, "kinds": "、".join(map(unambiguous_name, people))}
            raise PydanticCustomError(ambiguous, "ambiguous", values)
        raise unknown_name(name, self._people, self._guests, self._staff)

    def split_names(self, kind: str, text: str) -> list[str]:
        """The names of `kind` in a `text` that may contain several: 张伟和李四."""
        return split_names(text, partial(self.is_known, kind))

    def is_known(self, kind: str, name: str) -> bool:
        """Whether anything has this name: one thing, several, or a record that was refused."""
        if any(names.all(name) or names.may_be_unread(name) for names in self._names_by_kind[kind]):
            return True
        return kind == "participants" and (
            self._participant_names.is_meant(name) or self._companions_apart(name) is not None
        )

    def is_listed(self, kind: str, name: str) -> bool:
        """Whether something of `kind` that was read has just this name."""
        return any(names.all(name) for names in self._names_by_kind[kind])

    def participants(self, name: str) -> Participants:
        """The people meant by a name of one or of several: see `generator.names.participants`."""
        if apart := self._companions_apart(name):
            return Participants((Text(apart.name),), (apart,))
        return self._participant_names.find(name)

    def _companions_apart(self, name: str) -> CompanionsApart | None:
        """The companions that `胡一随行2人` means; None where the text names something else."""
        parts = split_companions(name)
        if parts is None or self._guests.all(name) or self._staff.all(name):
            return None
        guests = self._guests.all(parts[0])
        return companions_of(guests[0], parts[1]) if len(guests) == 1 else None

    def each_numbered(self, text: str, *, joint: bool) -> str:
        """A text in which 第一至二组 is 第一组、第二组, or one name where `joint`."""
        return each_numbered(text, self._participant_names.is_meant, joint=joint)


def _room_key(number: str) -> str:
    return normal(number).lstrip("0").casefold()


class Rooms:
    """Rooms by venue and number, indexed once, since a large visit looks up thousands."""

    def __init__(self) -> None:
        self._by_number: dict[str, dict[str, list[Room]]] = {}

    def find(self, venue: Venue, number: str) -> Room:
        """The room with this number; PydanticCustomError where there is none or more."""
        wanted = normal(number)
        exact = self._of(venue).get(wanted, [])
        # Excel drops the leading zeros of 0805; one room that fits is the one meant.
        key = _room_key(wanted)
        rooms = exact or [room for room in venue.rooms if _room_key(room.number) == key]
        if len(rooms) == 1:
            return rooms[0]
        names = (*(room.number for room in venue.rooms), *(str(s.name) for s in venue.spaces))
        known = [name for name in names if same_numbers(wanted, name)]
        values = {"found": number, "venue": venue.name, "hint": hint(number, known)}
        raise PydanticCustomError("name.unknown_room", "room", values)

    def _of(self, venue: Venue) -> Mapping[str, list[Room]]:
        if venue.id not in self._by_number:
            self._by_number[venue.id] = defaultdict(list)
            for room in venue.rooms:
                self._by_number[venue.id][room.number].append(room)
        return self._by_number[venue.id]
