"""Things by their names: the one that a name means, or the error where none or several do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic_core import PydanticCustomError

from generator.model.parsing.normalisation import NAME_DOTS, ValueKind, canonical, normal
from generator.model.parsing.references import BROKEN_REFERENCE
from generator.model.people import Person
from generator.model.standing import Location
from generator.model.transport import Vehicle
from generator.names.nearest import hint_text, nearest_words
from generator.names.numerals import in_figures, same_numbers

MOST_COMPARED = 60_000
"""Comparisons in search of the nearest names; unknown names after these get no hint."""

_PLATE_SEPARATOR = re.compile(rf"[\s·{re.escape(NAME_DOTS)}_–—-]")

Thing = TypeVar("Thing")


@lru_cache(maxsize=32_768)
def name_key(name: str) -> str:
    """A name for comparing: 「张 伟」 is 「张伟」, and every middle dot is the same dot."""
    return canonical(ValueKind.NAME, name)


def plate_key(plate: str) -> str:
    """A number plate for comparing: without dots, dashes and spaces."""
    return _PLATE_SEPARATOR.sub("", normal(plate)).upper()


class Names(Generic[Thing]):
    """Things of one kind by their names; several may have the same name.

    Where things are `numbered`, the number in a name may be written in any way: see `in_figures`.
    `complete` is False where the list of the things was not read as a whole.
    """

    def __init__(
        self, kind: str, *, numbered: bool = False, most_compared: int = MOST_COMPARED
    ) -> None:
        self.kind = kind
        self.numbered = numbered
        self.most_compared = most_compared
        self.things: dict[str, list[Thing]] = defaultdict(list)
        self.by_number = defaultdict(list) if numbered else self.things
        self.by_case: dict[str, list[Thing]] = defaultdict(list)
        self.shown: dict[str, str] = {}
        self.refused: set[str] = set()
        self.complete = True
        self.compared = 0

    def add(self, thing: Thing, names: Iterable[str], shown: str = "") -> None:
        """Add `thing` under each of `names`; a hint shows it as `shown`, or by that name."""
        for name in dict.fromkeys(name for name in names if name):
            key = name_key(name)
            reading = self._reading(key)
            for things in (self.things[key], self.by_number[reading], self.by_case[normal(name)]):
                if not any(thing is known for known in things):
                    things.append(thing)
            self.shown.setdefault(reading, shown or name)

    def remove(self, is_meant: Callable[[Thing], bool]) -> None:
        """Remove the things that `is_meant` names, wherever they were added."""
        for by_name in (self.things, self.by_number, self.by_case):
            for things in by_name.values():
                things[:] = [thing for thing in things if not is_meant(thing)]

    def add_refused(self, name: str) -> None:
        """Remember a name whose record was refused, so that its uses are not reported too."""
        self.refused.add(name_key(name))

    def may_be_unread(self, name: str) -> bool:
        """Whether `name` may be that of a record which was refused, or could not be read."""
        return not self.complete or name_key(name) in self.refused

    def find(self, *names: str) -> Thing:
        """The one thing with one of `names`; PydanticCustomError where there is none or more."""
        things = self.all(*names)
        if not things:
            raise unknown_name(names[0], self)
        if len(things) > 1:
            values = {"found": names[0], "kinds": "、".join(map(unambiguous_name, things))}
            raise PydanticCustomError("name.ambiguous", "ambiguous", values)
        return things[0]

    def all(self, *names: str) -> list[Thing]:
        """All things with the first of `names` that any has.

        Where none has, all things whose names differ only in how the number is written.
        """
        for name in names:
            if things := self.things.get(name_key(name)):
                return things if len(things) == 1 else self.by_case.get(normal(name), things)
        if not self.numbered:
            return []
        by_number = (self.by_number.get(self._reading(name_key(name))) for name in names)
        return next(filter(None, by_number), [])

    def unknown(self, name: str) -> PydanticCustomError:
        """The error for a name that nothing has."""
        values = {"found": name, "hint": hint_text(self.nearest(name))}
        return PydanticCustomError(f"name.unknown_{self.kind}", "?", values)

    def nearest(self, name: str) -> str:
        """The name that was probably meant; empty where more than one thing may be."""
        self.compared += len(self.shown)
        if self.compared >= self.most_compared:
            return ""
        key = self._reading(name_key(name))
        known = [other for other in self.shown if not self.numbered or same_numbers(key, other)]
        near = nearest_words(key, known)
        things = {id(thing) for other in near for thing in self.by_number[other]}
        return self.shown[near[0]] if len(things) == 1 else ""

    def _reading(self, key: str) -> str:
        """`key` for comparing with others, its number in figures where it has one."""
        return in_figures(key) if self.numbered else key


def unknown_name(name: str, sought: Names[Any], *others: Names[Any]) -> PydanticCustomError:
    """The error for a name that is neither in `sought` nor in `others`.

    It reports the name as unknown only where all of them were read.
    """
    if any(names.may_be_unread(name) for names in (sought, *others)):
        return PydanticCustomError(BROKEN_REFERENCE, "broken")
    return sought.unknown(name)


def unambiguous_name(thing: object) -> str:
    """A name of a thing that no other thing of its kind has."""
    if isinstance(thing, Person):
        return f"{thing.name}@{thing.unit}" if thing.unit else thing.id
    if isinstance(thing, Vehicle):
        return thing.number
    return thing.key if isinstance(thing, Location) else str(getattr(thing, "id", thing))


_SEPARATOR = re.compile(r"([\s/&.。]+|以及|[和与及]|\band\b)")
_MOST_PIECES = 6
"""Pieces of one name, separators included: John Smith Jr. has six."""


def split_names(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """The names in a `text` that is not a name itself: several, or the one in 和李四.

    A text of which no part is known either is not split: it may be a foreign name.
    """
    pieces = _SEPARATOR.split(text)
    if len(pieces) == 1 or is_known(text):
        return [text]
    parts, at = [], 0
    while at < len(pieces):
        end = _end_of_name(pieces, at, is_known)
        parts.append("".join(pieces[at:end]).strip())
        at = end + end % 2  # the pieces at odd positions are separators
    names = [part for part in parts if part]
    several = len(names) > 1 or not parts[0]
    return names if several and any(map(is_known, names)) else [text]


def _end_of_name(pieces: Sequence[str], start: int, is_known: Callable[[str], bool]) -> int:
    """Where the longest known name from `start` ends: 郑和平 contains 和, but is one name."""
    for end in range(min(start + _MOST_PIECES, len(pieces)), start + 1, -1):
        if pieces[end - 1].strip() and is_known("".join(pieces[start:end]).strip()):
            return end
    return start + 1
