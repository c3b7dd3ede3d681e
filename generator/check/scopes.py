"""What a check reads of a visit, so that none judges by a list that was not read whole.

A check's findings follow from what it reads and from nothing else. A watched visit notes the names
of the fields that are read, and a check need not declare them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, cast

from pydantic import ConfigDict

from generator.agenda.index import Doings, Index
from generator.check.registry import Scope
from generator.model.people import Person
from generator.model.standing import Standing
from generator.model.team import Team
from generator.model.visit import Visit

OTHERS = "others"
"""What is noted of a check that reads the host's other visits."""

_PEOPLE = frozenset({"guests", "staff", "parties"})
# A group (全体来宾, 第一组) is read as its members, without those who could not be read.
_NAMING = {name: _PEOPLE | {name} for name in ("schedule", "stays", "meals", "rides", "seating")}

Parts = Mapping[str, frozenset[str]]
"""Which parts of a visit what is read of a field depends on."""


def _own(names: Iterable[str], **other: frozenset[str]) -> Parts:
    return {name: frozenset({name}) for name in names} | other


_DOINGS = _own(
    ("vehicles",),
    events=frozenset({"schedule", "meals", "rides", "vehicles"}) | _PEOPLE,
    seats=frozenset({"meals"}) | _PEOPLE,
    places=frozenset({"seating", "schedule", "rides"}) | _PEOPLE,
    charges=_PEOPLE,
    stays=_NAMING["stays"],
    groups=frozenset({"groups", "staff"}),
    tasks=frozenset({"tasks", "groups", "checklists"}),
)


class _Watched:
    """Notes which of its fields are read."""

    parts: ClassVar[Parts] = {}

    def __getattribute__(self, name: str) -> Any:
        read = super().__getattribute__
        if parts := type(self).parts.get(name):
            read("__dict__")["_notes"].update(parts)
        return read(name)


class _WatchedVisit(_Watched, Visit):
    model_config = ConfigDict(defer_build=True)
    parts: ClassVar[Parts] = _own(
        Visit.model_fields.keys() - {"team", "standing", "source"},
        guests=frozenset({"guests", "parties"}),
        **_NAMING,
    )


class _WatchedTeam(_Watched, Team):
    model_config = ConfigDict(defer_build=True)
    parts: ClassVar[Parts] = _own(
        ("staff",),
        groups=frozenset({"groups", "staff"}),
        tasks=frozenset({"tasks", "groups", "checklists"}),
        lead=frozenset({"team"}),
        checklists=frozenset({"team", "checklists"}),
    )


class _WatchedStanding(_Watched, Standing):
    model_config = ConfigDict(defer_build=True)
    parts: ClassVar[Parts] = _own(("roles", "courses", "checklists", "venues", "fleet"))


class _WatchedDoings:
    """What one person has to do with, as Doings; notes what is read of it."""

    def __init__(self, doings: Doings, notes: set[str]) -> None:
        self._doings = doings
        self._notes = notes

    def __getattr__(self, name: str) -> Any:
        self._notes |= _DOINGS[name]
        return getattr(self._doings, name)


class _WatchedIndex(Index):
    """Another index of the same visit that notes what is read of it."""

    def __init__(self, index: Index, notes: set[str]) -> None:
        self._index = index
        self._notes = notes

    def of(self, person: Person) -> Doings:
        """What `person` has to do with."""
        return cast("Doings", _WatchedDoings(self._index.of(person), self._notes))


class WatchedScope:
    """A scope, as checks see it, that notes in `read` which parts of its visit they read, and
    whether other visits.
    """

    def __init__(self, scope: Scope) -> None:
        self.read: set[str] = set()
        self._scope = scope
        team = _copied(_WatchedTeam, scope.visit.team, self.read)
        self.standing: Standing = _copied(_WatchedStanding, scope.standing, self.read)
        changed = {"team": team, "standing": self.standing}
        self.visit: Visit = _copied(_WatchedVisit, scope.visit, self.read, **changed)

    @property
    def others(self) -> tuple[Visit, ...]:
        """The host's other visits."""
        self.read.add(OTHERS)
        return self._scope.others

    @cached_property
    def index(self) -> Index:
        """Who does what in the visit, by person."""
        return _WatchedIndex(self._scope.index, self.read)


def _copied(kind: Any, record: Any, notes: set[str], **changed: Any) -> Any:
    values = {name: getattr(record, name) for name in type(record).model_fields}
    made = kind.model_construct(**{**values, **changed})
    made.__dict__["_notes"] = notes
    return made
