"""Copies of a scope that note which parts of a visit a check reads.

A check's findings follow from what it reads and from nothing else. A check that reads a list of
which some entries could not be read is thus known, without declaring what it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, cast

from pydantic import ConfigDict

from generator.agenda.connections import Connection
from generator.agenda.index import Index, Involvement
from generator.check.registry import Scope
from generator.model.people import Person
from generator.model.record import OF_EVERY_RECORD
from generator.model.standing import Standing
from generator.model.team import Team
from generator.model.visit import Visit

OTHERS = "others"
"""The part that is noted of a check that reads the host's other visits."""

_PEOPLE = frozenset({"guests", "staff", "parties"})
# A group (全体来宾, 第一组) is read as its members, without those who could not be read.
_NAMING = {name: _PEOPLE | {name} for name in ("schedule", "stays", "meals", "rides", "seating")}

Parts = Mapping[str, frozenset[str]]
"""By field: the parts of a visit that its value depends on."""


def watched_copy(scope: Scope) -> tuple[Scope, set[str]]:
    """Return a copy of a scope, and the set to which it adds each part of the visit that is read.

    The parts are names of fields of the visit, its team and the standing pages, and OTHERS.
    """
    read: set[str] = set()
    standing = _copied(_WatchedStanding, scope.standing, read)
    team = _copied(_WatchedTeam, scope.visit.team, read)
    visit = _copied(_WatchedVisit, scope.visit, read, team=team, standing=standing)
    copy = _WatchedScope(visit, scope.others, scope.not_clashing)
    vars(copy).update(_read=read, index=_WatchedIndex(scope.index, read))
    return copy, read


def _depend(fields: Iterable[str], **others: frozenset[str]) -> Parts:
    """Each of `fields` depends on the part of its name, `others` on the parts given."""
    return {name: frozenset({name}) for name in fields} | others


_INVOLVEMENT = _depend(
    ("vehicles",),
    events=frozenset({"schedule", "points", "meals", "rides", "vehicles"}) | _PEOPLE,
    handouts=frozenset({"schedule", "points"}) | _PEOPLE,
    seats=frozenset({"meals"}) | _PEOPLE,
    places=frozenset({"seating", "schedule", "rides"}) | _PEOPLE,
    charges=_PEOPLE,
    stays=_NAMING["stays"],
    groups=frozenset({"groups", "staff"}),
    tasks=frozenset({"tasks", "groups", "checklists"}),
)


class _Watched:
    """Adds to the set `_read` the parts on which a field depends, when the field is read."""

    parts: ClassVar[Parts] = {}

    def __getattribute__(self, name: str) -> Any:
        read = super().__getattribute__
        if parts := type(self).parts.get(name):
            read("__dict__")["_read"].update(parts)
        return read(name)


class _WatchedScope(_Watched, Scope):
    parts: ClassVar[Parts] = {"others": frozenset({OTHERS})}


class _WatchedVisit(_Watched, Visit):
    model_config = ConfigDict(defer_build=True)
    parts: ClassVar[Parts] = _depend(
        Visit.model_fields.keys() - {"team", "standing", "undated", *OF_EVERY_RECORD},
        guests=frozenset({"guests", "parties"}),
        **_NAMING,
    )


class _WatchedTeam(_Watched, Team):
    model_config = ConfigDict(defer_build=True)
    parts: ClassVar[Parts] = _depend(
        ("staff",),
        groups=frozenset({"groups", "staff"}),
        tasks=frozenset({"tasks", "groups", "checklists"}),
        lead=frozenset({"team"}),
        checklists=frozenset({"team", "checklists"}),
    )


class _WatchedStanding(_Watched, Standing):
    model_config = ConfigDict(defer_build=True)
    parts: ClassVar[Parts] = _depend(("roles", "courses", "checklists", "venues", "fleet"))


class _WatchedInvolvement:
    """One person's involvement, which notes what is read of it."""

    def __init__(self, involvement: Involvement, read: set[str]) -> None:
        self._involvement = involvement
        self._read = read

    def __getattr__(self, name: str) -> Any:
        self._read |= _INVOLVEMENT[name]
        return getattr(self._involvement, name)


class _WatchedIndex(Index):
    """The index of a visit, whose entries note what is read of them."""

    def __init__(self, index: Index, read: set[str]) -> None:
        self._index = index
        self._read = read

    def of(self, person: Person) -> Involvement:
        """What `person` has to do with."""
        return cast("Involvement", _WatchedInvolvement(self._index.of(person), self._read))

    @cached_property
    def connections(self) -> Mapping[str, tuple[Connection, ...]]:
        """The trains and flights that each ride meets, or takes guests to."""
        self._read |= _NAMING["rides"] | {"vehicles"}
        return self._index.connections


def _copied(kind: Any, record: Any, read: set[str], **changed: Any) -> Any:
    values = {name: getattr(record, name) for name in type(record).model_fields}
    copy = kind.model_construct(**{**values, **changed})
    vars(copy)["_read"] = read
    return copy
