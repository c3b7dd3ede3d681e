"""Things by their names: the one that a name means, or what to say where none or several do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from pydantic_core import PydanticCustomError

from generator.model.parsing.normalisation import ValueKind, canonical, normal
from generator.model.parsing.references import BROKEN_REFERENCE
from generator.model.people import Person
from generator.model.standing import Location
from generator.model.transport import Vehicle
from generator.names.nearest import hint_of, nearest
from generator.names.numerals import in_figures, same_numbers

MOST_COMPARED = 60_000
"""Names looked through for the nearest, all unknown ones together; the rest go without a hint."""

Thing = TypeVar("Thing")


def name_key(name: str) -> str:
    """A name for comparing: 「张 伟」 is 「张伟」, and every middle dot is the same dot."""
    return canonical(ValueKind.NAME, name)


class Names(Generic[Thing]):
    """Things by the names they bear; several may bear one name.

    Where things are `numbered`, a number in a name may be written otherwise: see `in_figures`.
    """

    def __init__(
        self, kind: str, *, numbered: bool = False, most_compared: int = MOST_COMPARED
    ) -> None:
        self.kind = kind
        self.numbered = numbered
        self.most_compared = most_compared
        self.things: dict[str, list[Thing]] = defaultdict(list)
        self.alike = defaultdict(list) if numbered else self.things
        self.same_case: dict[str, list[Thing]] = defaultdict(list)
        self.shown: dict[str, str] = {}
        self.broken: set[str] = set()
        self.whole = True
        self.compared = 0

    def add(self, thing: Thing, names: Iterable[str], shown: str = "") -> None:
        """Let `thing` be found by each of `names`, and proposed as `shown`, or as it is found."""
        for name in dict.fromkeys(name for name in names if name):
            key = name_key(name)
            reading = self._reading(key)
            for things in (self.things[key], self.alike[reading], self.same_case[normal(name)]):
                if not any(thing is known for known in things):
                    things.append(thing)
            self.shown.setdefault(reading, shown or name)

    def known_broken(self, name: str) -> None:
        """Remember a name whose record was refused, so that its uses are not reported too."""
        self.broken.add(name_key(name))

    def is_broken(self, name: str) -> bool:
        """Whether `name` may be that of a record which was refused, or could not be read."""
        return not self.whole or name_key(name) in self.broken

    def find(self, *names: str) -> Thing:
        """The one thing called by one of `names`; PydanticCustomError where there is none or
        more.
        """
        found = self.all(*names)
        if not found:
            raise missing(names[0], self)
        if len(found) > 1:
            told_apart = "、".join(told_apart_by(thing) for thing in found)
            values = {"found": names[0], "kinds": told_apart}
            raise PydanticCustomError("name.ambiguous", "ambiguous", values)
        return found[0]

    def all(self, *names: str) -> list[Thing]:
        """Everything called by one of `names`, the first that anything bears; else everything
        called so but for how its number is written.
        """
        for name in names:
            if found := self.things.get(name_key(name)):
                return found if len(found) == 1 else self.same_case.get(normal(name), found)
        alike = (self.alike.get(self._reading(name_key(name))) for name in names if self.numbered)
        return next(filter(None, alike), [])

    def unknown(self, name: str) -> PydanticCustomError:
        """What to raise for a name that nothing bears."""
        self.compared += len(self.shown)
        near = self._nearest(name) if self.compared < self.most_compared else ""
        return PydanticCustomError(
            f"name.unknown_{self.kind}", "?", {"found": name, "hint": hint_of(near)}
        )

    def _nearest(self, name: str) -> str:
        """The name that was probably meant; empty where more than one thing may be."""
        key = self._reading(name_key(name))
        known = [each for each in self.shown if not self.numbered or same_numbers(key, each)]
        near = nearest(key, known)
        meant = {id(thing) for each in near for thing in self.alike[each]}
        return self.shown[near[0]] if len(meant) == 1 else ""

    def _reading(self, key: str) -> str:
        """`key` for comparing with others, its number in figures where it has one."""
        return in_figures(key) if self.numbered else key


def missing(name: str, sought: Names[Any], *others: Names[Any]) -> PydanticCustomError:
    """What to raise for a name found neither in `sought` nor in `others`: that it is unknown, but
    only where all of them were read.
    """
    if any(names.is_broken(name) for names in (sought, *others)):
        return PydanticCustomError(BROKEN_REFERENCE, "broken")
    return sought.unknown(name)


def told_apart_by(thing: object) -> str:
    """How to name a thing so that no other is meant."""
    if isinstance(thing, Person):
        return f"{thing.name}@{thing.unit}" if thing.unit else thing.id
    if isinstance(thing, Vehicle):
        return thing.number
    return thing.key if isinstance(thing, Location) else str(getattr(thing, "id", thing))


_BETWEEN_NAMES = re.compile(r"([\s/&.。]+|以及|[和与及]|\band\b)")
_MOST_PIECES = 6
"""Of a name, cut where two names may meet: John Smith Jr. has six, with what stands between."""


def told_apart(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """The names in a `text` that is none itself: several, or the one in 和李娜. It stays whole
    where none of its parts is known either, as a foreign name does.
    """
    pieces = _BETWEEN_NAMES.split(text)
    if len(pieces) == 1 or is_known(text):
        return [text]
    parts, at = [], 0
    while at < len(pieces):
        end = _end_of_name(pieces, at, is_known)
        parts.append("".join(pieces[at:end]).strip())
        at = end + end % 2  # at odd places stands what parts the names
    names = [part for part in parts if part]
    several = len(names) > 1 or not parts[0]
    return names if several and any(map(is_known, names)) else [text]


def _end_of_name(pieces: Sequence[str], start: int, is_known: Callable[[str], bool]) -> int:
    """Where the longest known name from `start` ends: 郑和平 is one, though there is a 和 in it."""
    for end in range(min(start + _MOST_PIECES, len(pieces)), start + 1, -1):
        if pieces[end - 1].strip() and is_known("".join(pieces[start:end]).strip()):
            return end
    return start + 1
