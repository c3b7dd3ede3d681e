"""Words why somebody is proposed for a room, which wishes are not met, and what would meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from generator import vocabulary
from generator.assign.bedrooms import Bedroom
from generator.assign.lodgers import Lodger
from generator.assign.proposal import Unmet
from generator.assign.rooming import Rooming
from generator.model.enums import RoomType
from generator.model.record import PersonId
from generator.text import Text


class RoomReasons:
    """The reasons for the rooms of a solved problem."""

    def __init__(self, rooming: Rooming) -> None:
        self._rooming = rooming
        self._facts = rooming.facts
        self._members = rooming.members()
        self._floors: dict[str, dict[tuple[str, str | None], int]] = {}
        self._of_person: dict[PersonId, list[Lodger]] = {}
        for lodger in rooming.lodgers.values():
            self._of_person.setdefault(lodger.person.id, []).append(lodger)
            if room := rooming.room_of(lodger):
                floors = self._floors.setdefault(lodger.party or "", {})
                floors[room.floor] = floors.get(room.floor, 0) + len(lodger.sexes)

    def mates_of(self, lodger: Lodger, room: Bedroom) -> list[Lodger]:
        """Who shares the room with somebody on one of the nights."""
        return lodger.mates_among(self._members[room.key])

    def reasons(self, lodger: Lodger, room: Bedroom) -> tuple[Text, ...]:
        """Why somebody is proposed for this room."""
        mates = self.mates_of(lodger, room)
        return (
            *self._wishes_met(lodger, mates),
            *self._of_needs(lodger, room, mates),
            *self._in_common(lodger, mates),
            *self._of_floor(lodger, room),
        ) or (words("free"),)

    def _wishes_met(self, lodger: Lodger, mates: Iterable[Lodger]) -> Iterator[Text]:
        for mate in mates:
            if wish := self._facts.wishes.between(lodger.person.id, mate.person.id):
                yield words(wish, who=mate.person.name)

    def _of_needs(self, lodger: Lodger, room: Bedroom, mates: Sequence[Lodger]) -> Iterator[Text]:
        if lodger.is_unnamed:
            yield words("counted")
        elif len(lodger.sexes) > 1:
            yield words("companions")
        elif not mates:
            yield words("single" if lodger.wishes_to_be_alone else "alone")
        if self._facts.needs_accessible(lodger.person):
            yield words("accessible")
        elif self._facts.needs_low_floor(lodger.person) and not self._is_high(lodger, room):
            yield words("low_floor")
        if any(other.written == room.key for other in self._others_of(lodger)):
            yield words("same_room")
        before = self._rooming.subjects[lodger.key].former
        if before == room.key:
            yield words("kept")

    def _in_common(self, lodger: Lodger, mates: Sequence[Lodger]) -> Iterator[Text]:
        if not mates:
            return
        if lodger.party and all(mate.party == lodger.party for mate in mates):
            yield words("party")
        if lodger.person.unit and all(m.person.unit == lodger.person.unit for m in mates):
            yield words("unit")
        sexes = {sex for one in (lodger, *mates) for sex in one.sexes}
        if len(sexes) == 1 and None not in sexes:
            yield words("sex")

    def _of_floor(self, lodger: Lodger, room: Bedroom) -> Iterator[Text]:
        on_floor = self._floors[lodger.party or ""][room.floor]
        others = on_floor - len(lodger.sexes)
        if lodger.party and room.room.floor and others:
            yield words("floor", floor=room.room.floor, n=on_floor)

    def unmet(self, lodger: Lodger, room: Bedroom) -> Iterator[Unmet]:
        """The wishes of somebody that this room does not meet."""
        mates = self.mates_of(lodger, room)
        of_mates = {mate.person.id for mate in mates}
        for id_ in sorted(self._facts.wishes.named.get(lodger.person.id, ())):
            if id_ not in of_mates:
                yield self._without(lodger, id_)
        if lodger.wishes_to_be_alone and mates:
            yield Unmet(words("not_single"), more_rooms(1, RoomType.SINGLE))
        if self._is_high(lodger, room):
            yield Unmet(words("not_low"), words("low_room", type=type_text(room.room.type)))
        first = next(iter(self._rooming.bedrooms.values())).venue
        if room.venue.id != first.id:
            yield Unmet(
                words("other_hotel", hotel=first.name), words("more_there", hotel=first.name)
            )
        else:
            yield from self._far_from_party(lodger, room)

    def _without(self, lodger: Lodger, id_: PersonId) -> Unmet:
        """That somebody is not with the person with this id, and what would change that."""
        people = self._rooming.scope.visit.people
        other_name = people[id_].name if id_ in people else str(id_)
        others = [o for o in self._of_person.get(id_, ()) if set(o.nights) & set(lodger.nights)]
        text = words("not_with", who=other_name)
        if not others:
            return Unmet(text, words("not_there", who=other_name))
        other = others[0]
        if lodger.wishes_to_be_alone:
            return Unmet(text, words("two_wishes"))
        if other.wishes_to_be_alone:
            return Unmet(text, words("other_single", who=other_name))
        if self._facts.are_apart(lodger, other):
            return Unmet(text, words("contradiction", who=other_name))
        if not self._facts.may_share(lodger, other):
            is_unknown = None in (*lodger.sexes, *other.sexes)
            return Unmet(text, words("sex_unknown" if is_unknown else "willing", who=other_name))
        if other.written and (room := self._rooming.room_of(other)):
            return Unmet(text, words("full", who=other_name, room=room.number))
        return Unmet(text, self._larger_room(other, lodger))

    def _larger_room(self, *two: Lodger) -> Text:
        """What would let two share a room, with all who wish it with one of them; or it is full."""
        people, wished = max(((self._company(one), one) for one in two), key=itemgetter(0))
        by_beds = {kind.beds: kind for kind in (RoomType.TWIN, RoomType.FAMILY)}
        if people in by_beds:
            return more_rooms(1, by_beds[people])
        return words("too_many", who=wished.person.name)

    def _company(self, lodger: Lodger) -> int:
        """How many people somebody is with those whom they name and who name them."""
        others = self._facts.wishes.by_person.get(lodger.person.id, ())
        company = (self._of_person[one][0] for one in others if one in self._of_person)
        return sum(len(one.sexes) for one in (lodger, *company))

    def _far_from_party(self, lodger: Lodger, room: Bedroom) -> Iterator[Unmet]:
        """That nobody else of the party is on the floor, where others are on another."""
        floors = self._floors[lodger.party or ""]
        mates = [m for m in self.mates_of(lodger, room) if m.party == lodger.party]
        own = len(lodger.sexes) + sum(len(mate.sexes) for mate in mates)
        most = max(floors, key=lambda floor: floors[floor])
        others_here, more_there = floors[room.floor] - own, floors[most] - own
        _, floor = most
        if lodger.party and floor and more_there and not others_here:
            yield Unmet(
                words("far", floor=floor),
                words("floor_room", floor=floor, type=type_text(room.room.type)),
            )

    def _is_high(self, lodger: Lodger, room: Bedroom) -> bool:
        return self._facts.is_too_high(lodger.person, room)

    def _others_of(self, lodger: Lodger) -> Iterator[Lodger]:
        own = self._of_person.get(lodger.person.id, ())
        return (other for other in own if other is not lodger)


def more_rooms(count: int, room_type: RoomType) -> Text:
    """`再要 2 间标准间`."""
    return words("another", n=count, type=type_text(room_type))


def type_text(room_type: RoomType) -> Text:
    """`标准间`."""
    return vocabulary.field_text("RoomType", room_type)


def words(key: str, **values: object) -> Text:
    """The words of a reason, in every language."""
    return vocabulary.word_text(f"assign_room.{key}", **values)
