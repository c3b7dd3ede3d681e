"""The lines of assigned.csv with the people whom they place, and the findings on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import LiteralString, TypeVar

from generator.findings import Finding, Place, notice, warning
from generator.load.event_identities import EventFacts, KnownEvent
from generator.model.assigned import Placement, PlacementKind
from generator.model.parsing.context import Source
from generator.model.people import Person

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AcceptedLine:
    """A line of assigned.csv, and where it is.

    `facts` are those of the event when the place was accepted, if the plan had it then.
    """

    placement: Placement
    place: Place
    facts: EventFacts | None = None


def accepted_events(lines: Iterable[AcceptedLine]) -> dict[str, KnownEvent]:
    """The events of the plan as they were when places at them were accepted, by id.

    By these an event without a written id is recognised after its time or its name has changed.
    """
    return {
        line.placement.event: KnownEvent(line.placement.event, line.facts)
        for line in lines
        if line.facts
    }


_BETWEEN_FACTS = " | "


def facts_text(facts: EventFacts) -> str:
    """`ride | 2026-05-18T08:00:00 |  | 云来宾馆 | 高铁东站 | 云来宾馆`."""
    end = facts.end.isoformat() if facts.end else ""
    texts = (facts.kind, facts.start.isoformat(), end, facts.name, facts.place, facts.detail)
    return _BETWEEN_FACTS.join(texts)


def facts_in(text: str) -> EventFacts | None:
    """The facts in a cell of `facts_text`; None where it has none, or cannot be read."""
    try:
        kind, start, end, name, place, detail = text.split(_BETWEEN_FACTS)
        begins, ends = datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None
    except ValueError:
        return None
    return EventFacts(kind, name, begins, ends, place, detail)


class _LineSource(Source):
    __slots__ = ("_place",)

    def __init__(self, place: Place) -> None:
        self._place = place

    def place(self, field: str | None = None) -> Place:  # noqa: ARG002 (a line has one place)
        return self._place


@dataclass(frozen=True, slots=True)
class PlacedPerson:
    """A line, and its person in the visit."""

    line: AcceptedLine
    person: Person

    @property
    def at(self) -> Placement:
        """Where the person is placed."""
        return self.line.placement

    @property
    def source(self) -> Source:
        """The source of what is read from the line."""
        return _LineSource(self.line.place)


@dataclass
class Outcome:
    """The lines that are used, and the findings on the others.

    Findings are for the office, which alone has the file.
    """

    used: list[Placement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def use(self, placed: Iterable[PlacedPerson]) -> None:
        """Remember lines that the plan has now."""
        self.used += [one.at for one in placed]

    def report(
        self, code: LiteralString, lines: Sequence[AcceptedLine], /, **values: object
    ) -> None:
        """Report that lines are not used; the finding is at the first of them."""
        finding = warning(f"assigned.{code}", lines[0].place, n=len(lines), **values)
        self.findings.append(replace(finding, office=True))

    def report_unread(self, placed: PlacedPerson) -> None:
        """Report a line that lacks something, or has a value that cannot be read."""
        found = "，".join(filter(None, (placed.at.event, placed.at.place, placed.at.name)))
        finding = warning("record.line", placed.line.place, found=found)
        self.findings.append(replace(finding, office=True))

    def report_unknown_place(self, placed: PlacedPerson) -> None:
        """Report a room, a vehicle or a seat that the visit does not have."""
        values = {"place": placed.at.place or placed.at.seat, "name": placed.person.name}
        self.report("unknown_place", [placed.line], **values)

    def report_written(self, placed: PlacedPerson, where: Place) -> None:
        """Report that people wrote something else for the person, which counts."""
        place, name = placed.line.place, placed.person.name
        finding = notice("assigned.written", place, (where,), name=name, where=where)
        self.findings.append(replace(finding, office=True))


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The items by key, keys and items in the order in which they come."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def of_kind(placed: Iterable[PlacedPerson], kind: PlacementKind) -> Iterator[PlacedPerson]:
    """The lines of a kind."""
    return (one for one in placed if one.at.kind is kind)
