"""The differences between two versions of a unit's reply, cell by cell, as they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.findings import Place
from generator.load.nodes import MappingNode
from generator.load.replies import same_value, text_in
from generator.model.parsing.normalisation import ValueKind, canonical
from generator.names.index import name_key


@dataclass(frozen=True, slots=True)
class ListedName:
    """A person in a list, and the cell of the name."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a person that differs; `before` and `after` are empty where nothing was written.

    `place` is that of the later version: the cell, or the row where it has none.
    """

    name: str
    place: Place
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReplyChanges:
    """What differs between two versions of a reply; everybody is new if it is the first."""

    added: tuple[ListedName, ...] = ()
    changed: tuple[CellChange, ...] = ()
    gone: tuple[ListedName, ...] = ()


def changes_between(
    before: Sequence[MappingNode], after: Sequence[MappingNode], start: date | None
) -> ReplyChanges:
    """Compare two lists of people.

    People are matched by name and unit, then by name, then by telephone. A value in another
    spelling is unchanged; `start` is the visit's first day, for dates without a year.
    """
    pairs, added, gone = _matched(before, after)
    return ReplyChanges(
        tuple(map(_listed, added)),
        tuple(change for pair in pairs for change in _cell_changes(*pair, start)),
        tuple(map(_listed, gone)),
    )


def _matched(
    before: Sequence[MappingNode], after: Sequence[MappingNode]
) -> tuple[list[tuple[MappingNode, MappingNode]], list[MappingNode], list[MappingNode]]:
    """The rows of the same people in the later order, then those added, then those gone."""
    matches: dict[int, MappingNode] = {}
    earlier, later = list(before), list(enumerate(after))
    for key in (_name_and_unit, _name, _phone):
        former = _grouped(earlier, key)
        current = _grouped([row for _, row in later], key)
        for number, row in later:
            candidates = former.get(key(row), [])
            if len(candidates) == 1 == len(current[key(row)]):
                matches[number] = candidates[0]
        taken = set(map(id, matches.values()))
        earlier = [row for row in earlier if id(row) not in taken]
        later = [(number, row) for number, row in later if number not in matches]
    pairs = [(matches[number], row) for number, row in enumerate(after) if number in matches]
    return pairs, [row for _, row in later], earlier


def _cell_changes(before: MappingNode, after: MappingNode, start: date | None) -> list[CellChange]:
    fields = dict.fromkeys(key.text or "" for row in (after, before) for key, _ in row.entries)
    name = text_in(after.get("name"))
    return [
        CellChange(name, after.place_of(field), field, text_in(was), text_in(now))
        for field in fields
        for was, now in [(before.get(field), after.get(field))]
        if not same_value(field, was, now, start)
    ]


def _listed(row: MappingNode) -> ListedName:
    return ListedName(text_in(row.get("name")), row.place_of("name"))


def _grouped(
    rows: Sequence[MappingNode], key: Callable[[MappingNode], Hashable]
) -> dict[Hashable, list[MappingNode]]:
    groups: dict[Hashable, list[MappingNode]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    groups.pop(None, None)
    return groups


def _name(row: MappingNode) -> Hashable:
    return name_key(text_in(row.get("name"))) or None


def _name_and_unit(row: MappingNode) -> Hashable:
    name = _name(row)
    return (name, name_key(text_in(row.get("unit")))) if name else None


def _phone(row: MappingNode) -> Hashable:
    return canonical(ValueKind.PHONE, text_in(row.get("phone"))) or None
