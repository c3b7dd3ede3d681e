"""The ids of items, meals and rides without a written id; a published id stays with its event.

An id is made from day, time and title, so an event that moves would get another one, and stand
twice in a calendar. Events are therefore matched with those published: first those in which nothing
differs, then the nearest of one name, then the one at the same time and place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from generator import vocabulary
from generator.model.dining import Meal
from generator.model.schedule import ScheduleItem
from generator.model.standing import Location, Room
from generator.model.visit import Event

MOST_COMPARED = 40_000
"""Pairs of events of one name that are compared; of more, the first is the first, and so on."""
_NUMBER = re.compile(r" #\d+$")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What an event is recognised by.

    `name` is the title of an item, the kind of a meal, the destination of a ride; `detail` is a
    meal's title, or the hall where a ride ends; `place` is where it is, or where a ride begins.
    """

    kind: str
    name: str
    start: datetime
    end: datetime | None = None
    place: str = ""
    detail: str = ""

    @classmethod
    def of(cls, event: Event) -> EventFacts:
        """The facts of an event of a visit."""
        if isinstance(event, ScheduleItem):
            return cls("item", str(event.title), event.start, event.end, place_text(event.place))
        if isinstance(event, Meal):
            place, title = place_text(event.place), event.title
            detail = str(title or vocabulary.field_text("MealKind", event.kind))
            return cls("meal", event.kind.value, event.start, event.end, place, detail)
        name, detail = str(event.destination_name), place_text(event.destination)
        return cls("ride", name, event.start, event.end, place_text(event.origin), detail)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as last published; `current` is whether the last publication contained it."""

    id: str
    facts: EventFacts
    current: bool = True


def place_text(location: Location | None) -> str:
    """Venue and space of a location as they are on a card, in the first language."""
    if location is None:
        return ""
    space = location.space
    name = space.number if isinstance(space, Room) else space.name if space else ""
    return f"{location.venue.name} {name}".strip()


def kept_ids(
    events: Mapping[str, EventFacts], written: Iterable[str], known: Iterable[KnownEvent]
) -> dict[str, str]:
    """The id of each of `events`, by the id that was made for it; in the visit's order.

    `written` are the ids of events that have one, `known` the events that were ever published.
    """
    matching = _Matching(events, [event for event in known if event.id not in {*written}])
    return matching.result({*written})


class _Matching:
    """Matches events with published ones, the most certain matches first."""

    def __init__(self, events: Mapping[str, EventFacts], known: Sequence[KnownEvent]) -> None:
        self._events = events
        self._known = known
        self._free = {event.id: event.facts for event in sorted(known, key=_natural)}
        self._ids: dict[str, str] = {}

    def result(self, used: set[str]) -> dict[str, str]:
        """The id of each event."""
        for current in (True, False):
            among = {event.id for event in self._known if event.current is current}
            self._match_equal(among)
            self._match_nearest(among)
            self._match_slots(among)
        self._order_twins()
        unusable = used | {event.id for event in self._known} | {*self._ids.values()}
        for made in self._events.keys() - self._ids.keys():
            if made not in unusable:
                self._ids[made] = made
        for made in (made for made in self._events if made not in self._ids):
            unusable |= {*self._events}
            self._ids[made] = _numbered(made, unusable)
            unusable.add(self._ids[made])
        return {made: self._ids[made] for made in self._events}

    def _match_equal(self, among: set[str]) -> None:
        for (_, events), known in self._groups(among, lambda facts: facts):
            for made, published in zip(events, known, strict=False):
                self._match(made, published)

    def _match_nearest(self, among: set[str]) -> None:
        for (_, events), known in self._groups(among, lambda facts: (facts.kind, facts.name)):
            for made, published in self._nearest_first(events, known):
                if made not in self._ids and published in self._free:
                    self._match(made, published)

    def _nearest_first(
        self, events: Sequence[str], known: Sequence[str]
    ) -> Iterable[tuple[str, str]]:
        if len(events) * len(known) > MOST_COMPARED:
            by_time = sorted(known, key=lambda published: self._free[published].start)
            ordered = sorted(events, key=lambda made: self._events[made].start)
            return zip(ordered, by_time, strict=False)
        order = {made: number for number, made in enumerate(events)}
        return sorted(
            product(events, known),
            key=lambda pair: (
                *_distance(self._events[pair[0]], self._free[pair[1]]),
                pair[0] != pair[1],
                order[pair[0]],
                pair[1],
            ),
        )

    def _match_slots(self, among: set[str]) -> None:
        """Match events that were renamed: alone of their kind at one time and place."""
        for (slot, events), known in self._groups(
            among, lambda facts: (facts.place and facts.kind, facts.start, facts.place)
        ):
            if slot[0] and len(events) == len(known) == 1:
                self._match(events[0], known[0])

    def _groups(
        self, among: set[str], by: Callable[[EventFacts], Hashable]
    ) -> list[tuple[tuple[tuple[object, ...], list[str]], list[str]]]:
        """Events without an id and free published ones, grouped by what they have in common."""
        known: dict[Hashable, list[str]] = defaultdict(list)
        for published, facts in self._free.items():
            if published in among:
                known[by(facts)].append(published)
        events: dict[Hashable, list[str]] = defaultdict(list)
        for made, facts in self._events.items():
            if made not in self._ids and by(facts) in known:
                events[by(facts)].append(made)
        return [((key, made), known[key]) for key, made in events.items()]  # type: ignore[misc]

    def _match(self, made: str, published: str) -> None:
        self._ids[made] = published
        del self._free[published]

    def _order_twins(self) -> None:
        """Give the ids of events in which nothing differs in order: so a second reading agrees."""
        twins: dict[EventFacts, list[str]] = defaultdict(list)
        for made, facts in self._events.items():
            if made in self._ids:
                twins[facts].append(made)
        for same in twins.values():
            ids = sorted((self._ids[made] for made in same), key=_natural_id)
            self._ids |= dict(zip(same, ids, strict=True))


def _distance(one: EventFacts, other: EventFacts) -> tuple[int, bool, timedelta]:
    """How much two events of one name differ: least where only the time does."""
    differing = (one.place != other.place) + (one.detail != other.detail)
    return differing, one.start.date() != other.start.date(), abs(one.start - other.start)


def _numbered(made: str, unusable: set[str]) -> str:
    """An id that nothing has or had."""
    base, number = _NUMBER.sub("", made), 2
    while f"{base} #{number}" in unusable:
        number += 1
    return f"{base} #{number}"


def _natural(event: KnownEvent) -> tuple[str, int]:
    return _natural_id(event.id)


def _natural_id(text: str) -> tuple[str, int]:
    """A sort key by which `… #10` follows `… #9`."""
    match = _NUMBER.search(text)
    return (text[: match.start()], int(match[0][2:])) if match else (text, 1)
