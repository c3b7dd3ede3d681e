"""Two rooms in one cell: a stay for each room, with the people in the order of the rooms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic_core import PydanticCustomError

from generator.findings import Finding, error, notice
from generator.load.directory import Directory
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.load.source_places import written
from generator.model.parsing.normalisation import normal
from generator.model.parsing.references import participants_in
from generator.model.parsing.values import expand_numbers
from generator.model.people import Person

_BETWEEN = re.compile(r"[、,;/+&和与及\s]+")
_ROOM = re.compile(r"[A-Za-z]?\d{2,5}[A-Za-z]?(?:号?[房室间])?")
_RANGE = re.compile(r"(\d{3,5})\s*[-–~～至到]\s*(\d{3,5})")
_MOST_IN_A_CELL = 20


def one_room_each(
    nodes: Iterable[MappingNode], directory: Directory
) -> tuple[list[MappingNode], list[Finding]]:
    """The stays of `nodes`, each in one room, and what is to be said of those that were divided."""
    stays: list[MappingNode] = []
    findings: list[Finding] = []
    for node in nodes:
        room = node.get("room")
        rooms = _rooms(room.text) if isinstance(room, ScalarNode) and room.text else []
        if (
            len(rooms) < 2
            or not isinstance(room, ScalarNode)
            or _is_one_room(node, room, directory)
        ):
            stays.append(node)
            continue
        people = _people(node.get("people"), directory)
        if people is None:
            stays.append(node)  # a name in it is refused for itself
            continue
        each, rest = divmod(len(people), len(rooms))
        found = " ".join((room.text or "").split())
        if rest or not each:
            values = {"found": found, "rooms": len(rooms)}
            findings.append(error("stay.rooms_apart", room.place, **values))
            continue
        parts = [people[at : at + each] for at in range(0, len(people), each)]
        stays += [_stay(node, number, part) for number, part in zip(rooms, parts, strict=True)]
        read = "；".join(
            f"{number} {'、'.join(person.name for person in part)}"
            for number, part in zip(rooms, parts, strict=True)
        )
        findings.append(notice("value.read_as", room.place, found=found, read=read))
    return stays, findings


def _rooms(text: str) -> list[str]:
    """The numbers of rooms in a text; none where it is not a list of them."""
    plain = normal(text)
    if _RANGE.fullmatch(plain):
        try:
            numbers = expand_numbers(re.sub(r"\s*[~～至到–]\s*", "-", plain))
        except PydanticCustomError:
            return []
        found = [str(number) for number in numbers] if isinstance(numbers, list) else []
        return found if len(found) <= _MOST_IN_A_CELL else []
    parts = [part for part in _BETWEEN.split(plain) if part]
    return parts if all(_ROOM.fullmatch(part) for part in parts) else []


def _is_one_room(node: MappingNode, room: ScalarNode, directory: Directory) -> bool:
    """Whether the whole text is the number of a room: 3-12 is one in house 3."""
    venue = node.get("venue")
    try:
        house = (
            directory.venue(venue.text) if isinstance(venue, ScalarNode) and venue.text else None
        )
    except PydanticCustomError:
        return True
    if house is None:
        return True
    numbers = {normal(each.number) for each in house.rooms}
    return normal(room.text or "") in numbers or (
        not numbers and _RANGE.fullmatch(normal(room.text or "")) is not None
    )


def _people(node: Node | None, directory: Directory) -> list[Person] | None:
    """The people of a stay, by their own names; None where one is not known. A party is nobody's
    order of rooms: its people count as none.
    """
    try:
        names = participants_in(written(node), directory) if node is not None else []
        if not isinstance(names, list):
            return None
        meant = [directory.participants(name).people for name in names if isinstance(name, str)]
    except PydanticCustomError:
        return None
    return [people[0] for people in meant] if all(len(p) == 1 for p in meant) else []


def _stay(node: MappingNode, number: str, people: list[Person]) -> MappingNode:
    room, whom = node.get("room"), node.get("people")
    room_place = room.place if room else node.place
    place = whom.place if whom else node.place
    listed = SequenceNode(tuple(ScalarNode(person.id, place) for person in people), place)
    return node.replaced("room", ScalarNode(number, room_place)).replaced("people", listed)
