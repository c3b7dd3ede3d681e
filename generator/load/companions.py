"""Companions apart from their guest: `胡一随行2人` in a room, at a table or in a vehicle.

Where the plan gives companions a place of their own, their guest is counted without them in that
event, or on those nights.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from pydantic_core import PydanticCustomError

from generator.findings import Finding, error
from generator.model.companions import Companions, parse_companions
from generator.model.dining import Meal
from generator.model.lodging import Stay
from generator.model.parsing.normalisation import normal
from generator.model.people import (
    CompanionsApart,
    Guest,
    Participants,
    Person,
    UnnamedMembers,
    companions_apart,
)
from generator.model.record import PersonId, Record
from generator.model.schedule import ScheduleItem
from generator.model.transport import Ride

_WRITTEN = re.compile(
    r"(?P<guest>.+?)(?:的|'s|\s)?\s*"
    r"(?P<companions>(?:(?:随行|随员)(?:人员)?|companions?).*|\+\s*\d.*)"
)
_ALL = re.compile(r"(?:随行|随员)(?:人员)?|companions?")

Apart = Mapping[PersonId, list[Companions]]
"""The companions with a place of their own, by the id of their guest."""
E = TypeVar("E", ScheduleItem, Meal, Ride)


def split_companions(name: str) -> tuple[str, str] | None:
    """The guest, and the text on the companions, in `胡一随行2人`; None for another name."""
    match = _WRITTEN.fullmatch(normal(name))
    return (match["guest"], match["companions"]) if match else None


def companions_of(guest: Guest, written: str) -> CompanionsApart:
    """The companions of `guest` that `written` means: all, `随行1人`, `随行女2人`.

    Raises PydanticCustomError where the guest has none, or fewer.
    """
    known = guest.companions
    if known is None:
        raise PydanticCustomError("companions.none", "companions", {"guest": guest.name})
    those = known if _ALL.fullmatch(written) else parse_companions(written) or known
    if those.count > known.count:
        values = {"guest": guest.name, "known": known.count, "apart": those.count}
        raise PydanticCustomError("companions.too_many", "companions", values)
    if those.count == known.count and not (those.men or those.women):
        those = known
    return companions_apart(guest, those)


def without_companions_apart(
    events: Iterable[E], guest_of: Callable[[PersonId], Guest]
) -> tuple[list[E], list[Finding]]:
    """Events in which guests are counted without the companions who have another place there.

    That may be done again with an event to which people were added. The findings are for more
    companions than a guest has. `guest_of` returns the guest of an id.
    """
    result: list[E] = []
    findings: list[Finding] = []
    for event in events:
        apart = _apart(_people_in(event))
        findings += _too_many_in(event, apart, guest_of)
        result.append(_event_alone(event, _Split(apart, guest_of)) if apart else event)
    return result, findings


def stays_without_companions_apart(
    stays: Sequence[Stay], guest_of: Callable[[PersonId], Guest]
) -> tuple[list[Stay], list[Finding]]:
    """Stays in which guests are counted without the companions who have a bed elsewhere."""
    by_night: dict[date, list[Person]] = {}
    for stay in stays:
        elsewhere = [p for p in stay.people.people if isinstance(p, CompanionsApart)]
        for night in stay.nights if elsewhere else ():
            by_night.setdefault(night, []).extend(elsewhere)
    if not by_night:
        return list(stays), []
    apart_on = {night: _apart(people) for night, people in by_night.items()}
    result: list[Stay] = []
    findings: dict[str, Finding] = {}
    for stay in stays:
        apart = _most_of([apart_on[night] for night in stay.nights if night in apart_on])
        of_stay = {p.guest_id if isinstance(p, Guest) else p.id for p in stay.people.people}
        apart = {guest: companions for guest, companions in apart.items() if guest in of_stay}
        for problem in _too_many_in(stay, apart, guest_of):
            findings.setdefault(str(problem.message), problem)
        people = _alone(stay.people, _Split(apart, guest_of)) if apart else stay.people
        result.append(stay.model_copy(update={"people": people}))
    return result, list(findings.values())


def _people_in(event: ScheduleItem | Meal | Ride) -> Iterable[Person]:
    if isinstance(event, Ride):
        return event.aboard
    return event.diners if isinstance(event, Meal) else event.participants.people


def _apart(people: Iterable[Person]) -> Apart:
    """The companions with a place of their own, by the id of their guest."""
    apart: dict[PersonId, list[Companions]] = {}
    for person in people:
        if isinstance(person, UnnamedMembers):
            continue  # they are with no guest
        if isinstance(person, CompanionsApart) and person.companions:
            apart.setdefault(person.guest_id, []).append(person.companions)
    return apart


def _most_of(nights: Iterable[Apart]) -> Apart:
    """The companions apart on the night on which most of a guest's are, by the guest's id."""
    most: dict[PersonId, list[Companions]] = {}
    for apart in nights:
        for guest, companions in apart.items():
            most[guest] = max(most.get(guest, []), companions, key=_total)
    return most


def _too_many_in(
    record: Record, apart: Apart, guest_of: Callable[[PersonId], Guest]
) -> Iterator[Finding]:
    """A finding for each guest of whom more companions are apart than there are."""
    for id_, companions in apart.items():
        guest, total = guest_of(id_), _total(companions)
        known = guest.companions.count if guest.companions else 0
        if total > known:
            values = {"guest": guest.name, "known": known, "apart": total}
            yield error("companions.too_many", record.written_at("people"), **values)


def _total(companions: Iterable[Companions]) -> int:
    return sum(each.count for each in companions)


@dataclass(frozen=True, slots=True)
class _Split:
    """The companions who are apart, and the guests with all of theirs, by id."""

    apart: Apart
    guest_of: Callable[[PersonId], Guest]

    def alone(self, person: Person) -> Person:
        """A guest with the companions who are left; others unchanged."""
        if not isinstance(person, Guest) or person.id not in self.apart:
            return person
        left = self.guest_of(person.id).companions
        for companions in self.apart[person.id]:
            left = left.without(companions) if left else None
        return person.model_copy(update={"companions": left})


def _event_alone(event: E, split: _Split) -> E:
    if isinstance(event, Ride):
        boardings = [
            each.model_copy(update={"people": _alone(each.people, split)})
            for each in event.vehicles
        ]
        return event.model_copy(update={"vehicles": tuple(boardings)})
    update: dict[str, object] = {"participants": _alone(event.participants, split)}
    if isinstance(event, Meal):
        update["tables"] = tuple(
            table.model_copy(
                update={
                    "seats": tuple(
                        seat.model_copy(update={"person": split.alone(seat.person)})
                        for seat in table.seats
                    )
                }
            )
            for table in event.tables
        )
    return event.model_copy(update=update)


def _alone(people: Participants, split: _Split) -> Participants:
    return replace(people, people=tuple(map(split.alone, people.people)))
