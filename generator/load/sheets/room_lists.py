"""Several rooms in one cell: a stay for each room, with the people in the order of the rooms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic_core import PydanticCustomError

from generator.findings import Finding, error, notice
from generator.load.directory import Directory
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode, written
from generator.model.parsing.normalisation import normal
from generator.model.parsing.references import participants_in
from generator.model.parsing.values import expand_numbers, parse_number
from generator.model.people import Person

_SEPARATOR = re.compile(r"[、,;/+&和与及\s]+")
_ROOM = re.compile(r"[A-Za-z]?\d{2,5}[A-Za-z]?(?:号?[房室间])?")
_RANGE = re.compile(r"(\d{3,5})\s*[-–~～至到]\s*(\d{3,5})")
_MOST_IN_A_CELL = 20


def split_by_room(
    nodes: Iterable[MappingNode], directory: Directory
) -> tuple[list[MappingNode], list[Finding]]:
    """The stays in `nodes`, of one room each, and a finding for each that names several."""
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
        if counted := _count_differs(node, len(rooms)):
            findings.append(counted)
            continue
        people = _people(node.get("people"), directory)
        if people is None:
            stays.append(node)  # an unknown name is reported when the record is read
            continue
        per_room, left_over = divmod(len(people), len(rooms))
        found = " ".join((room.text or "").split())
        if left_over or not per_room:
            values = {"found": found, "rooms": len(rooms)}
            findings.append(error("stay.rooms_apart", room.place, **values))
            continue
        parts = [people[at : at + per_room] for at in range(0, len(people), per_room)]
        stays += [_stay(node, number, part) for number, part in zip(rooms, parts, strict=True)]
        read = "；".join(
            f"{number} {'、'.join(person.name for person in part)}"
            for number, part in zip(rooms, parts, strict=True)
        )
        findings.append(notice("value.read_as", room.place, found=found, read=read))
    return stays, findings


def _count_differs(node: MappingNode, rooms: int) -> Finding | None:
    """An error where the number of rooms that is written is not that of the numbers."""
    try:
        count = parse_number(node.stripped("count") or "")
    except PydanticCustomError:
        return None  # it is refused with its place when the record is read
    if count == rooms:
        return None
    return error("stay.rooms_counted", node.place_of("count"), count=count, rooms=rooms)


def _rooms(text: str) -> list[str]:
    """The room numbers in a text; none where it is not a list of them."""
    plain = normal(text)
    if _RANGE.fullmatch(plain):
        try:
            numbers = expand_numbers(re.sub(r"\s*[~～至到–]\s*", "-", plain))
        except PydanticCustomError:
            return []
        rooms = [str(number) for number in numbers] if isinstance(numbers, list) else []
        return rooms if len(rooms) <= _MOST_IN_A_CELL else []
    parts = [part for part in _SEPARATOR.split(plain) if part]
    return parts if all(_ROOM.fullmatch(part) for part in parts) else []


def _is_one_room(node: MappingNode, room: ScalarNode, directory: Directory) -> bool:
    """Whether the text as a whole is the number of one room: 3-12 is one in house 3."""
    venue = node.get("venue")
    try:
        house = (
            directory.venue(venue.text) if isinstance(venue, ScalarNode) and venue.text else None
        )
    except PydanticCustomError:
        return True
    if house is None:
        return True
    numbers = {normal(known.number) for known in house.rooms}
    return normal(room.text or "") in numbers or (
        not numbers and _RANGE.fullmatch(normal(room.text or "")) is not None
    )


def _people(node: Node | None, directory: Directory) -> list[Person] | None:
    """The people of a stay, named one by one; None where a name is unknown.

    There are none where a party is named: its people have no order.
    """
    try:
        names = participants_in(written(node), directory) if node is not None else []
        if not isinstance(names, list):
            return None
        named = [directory.participants(name).people for name in names if isinstance(name, str)]
    except PydanticCustomError:
        return None
    return [people[0] for people in named] if all(len(p) == 1 for p in named) else []


def _stay(node: MappingNode, number: str, people: list[Person]) -> MappingNode:
    room, place = node.place_of("room"), node.place_of("people")
    listed = SequenceNode(tuple(ScalarNode(person.id, place) for person in people), place)
    one = node.replaced("room", ScalarNode(number, room)).replaced("people", listed)
    return one.replaced("count", ScalarNode(None, place))
