"""A proposal on the screen: what is new, moves or ends, who has no place; one person's places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text as Styled

from generator.assign.proposal import Lack
from generator.assign.rows import Row, RowState
from generator.findings import Place
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import headcount
from generator.model.visit import Visit
from generator.render.proposal.words import ProposalWords, by_place
from generator.render.words.lists import enumerated

MOST_LINES = 40
MOST_UNMET = 10
"""How many rooms, tables or vehicles of a kind are listed, and how many of what is not met.

The workbook has all of them.
"""


def difference_lines(
    rows: Sequence[Row],
    lacking: Sequence[Lack],
    kinds: Collection[PlacementKind],
    words: ProposalWords,
) -> Iterator[Styled]:
    """The lines of a proposal: by kind the counts, what moves, what is new, who has no place."""
    for kind in PlacementKind:
        if kind not in kinds:
            continue
        of_kind = [row for row in rows if row.placement.kind is kind]
        lacks = [lack for lack in lacking if lack.kind is kind]
        yield _heading(kind, of_kind, lacks, words)
        yield from _moves(of_kind, words)
        yield from _new(of_kind, words)
        yield from _unmet(of_kind, words)
        yield from lack_lines(lacks, words)


def person_lines(rows: Iterable[Row], words: ProposalWords) -> Iterator[Styled]:
    """One person's places, each with its reasons, what is not met, and what would meet it."""
    for row in rows:
        line = row.placement
        state = words.phrase(f"state.{row.state}")
        former = words.former(row)
        was = words.phrase("was", former=former) if former else ""
        place = {"event": words.event(line), "place": words.position(line), "was": was}
        values = {**place, "name": words.person_name(line)}
        kind = words.phrase(f"sheets.{line.kind}")
        yield Styled(words.phrase("explained", **values, kind=kind, state=state), style="bold")
        proposed = row.proposed
        for key in ("reasons", "unmet", "remedies") if proposed else ():
            texts = getattr(proposed, key)
            if texts:
                text = words.phrase("detail", label=words.phrase(key), text=words.sentences(texts))
                yield Styled(f"  {text}", style="yellow" if key == "unmet" else "")


def written_lines(
    visit: Visit, kinds: Collection[PlacementKind], words: ProposalWords
) -> Iterator[tuple[Placement, Styled]]:
    """The rooms, tables and vehicles that people wrote, each with where it is written.

    `visit` is as people wrote it.
    """
    for line, place in _written(visit):
        if line.kind in kinds:
            kind, at = words.phrase(f"sheets.{line.kind}"), str(place)
            where = {"event": words.event(line), "place": words.position(line)}
            values = {**where, "name": words.person_name(line)}
            yield line, Styled(words.phrase("written", **values, kind=kind, at=at), style="bold")


def _written(visit: Visit) -> Iterator[tuple[Placement, Place]]:
    for stay in visit.stays:
        number = stay.room_text.default
        for who in stay.people.people:
            line = Placement(PlacementKind.ROOM, stay.venue.id, number, who.id, who.name)
            yield line, stay.written_at("room")
    for meal in visit.meals:
        for table in meal.tables:
            for seat in table.seats:
                who = seat.person
                line = Placement(PlacementKind.TABLE, meal.id, table.number, who.id, who.name)
                yield line, seat.written_at("person")
    for ride in visit.rides:
        for boarding in ride.vehicles:
            for who in boarding.people.people:
                number = boarding.vehicle.number
                line = Placement(PlacementKind.VEHICLE, ride.id, number, who.id, who.name)
                yield line, boarding.written_at("people")


def lack_lines(lacking: Iterable[Lack], words: ProposalWords) -> Iterator[Styled]:
    """The people without a place, why, and what would help."""
    for lack in lacking:
        texts = (lack.reason, *([lack.remedy] if lack.remedy else []))
        line = words.phrase(
            "lack",
            where=words.event_name(lack.kind, lack.event) or words.phrase(f"sheets.{lack.kind}"),
            reason=words.sentences(texts),
            people=words.people(lack.people),
        )
        yield Styled(f"  ✗ {line}", style="bold red")


def _heading(
    kind: PlacementKind, rows: Sequence[Row], lacking: Sequence[Lack], words: ProposalWords
) -> Styled:
    title = words.phrase(f"sheets.{kind}")
    if not rows and not lacking:
        return Styled(words.phrase("nothing_open", kind=title), style="green")
    states = Counter(row.state for row in rows)
    counts = [words.phrase(f"counted.{state}", n=n) for state in RowState if (n := states[state])]
    if lacking:
        without = sum(headcount(lack.people) for lack in lacking)
        counts.append(words.phrase("counted.lacking", n=without))
    text = words.phrase("heading", kind=title, counts=enumerated(counts, words.language))
    return Styled(text, style="bold")


def _moves(rows: Sequence[Row], words: ProposalWords) -> Iterator[Styled]:
    """A line for each place that changes or ends."""
    for row in rows:
        line = row.placement
        values = {"name": words.person_name(line), "event": words.event(line)}
        now = words.position(line)
        if row.state is RowState.MOVED:
            text = words.phrase("moved", **values, was=words.former(row), now=now)
            yield Styled(f"  {text}", style="yellow")
        elif row.state is RowState.GONE:
            yield Styled("  " + words.phrase("gone", **values, was=now), style="yellow")


def _new(rows: Sequence[Row], words: ProposalWords) -> Iterator[Styled]:
    """A line for each room, table or vehicle with the people who are new in it."""
    new = [row.placement for row in by_place(rows) if row.state is RowState.NEW]
    places: dict[tuple[str, str], list[str]] = {}
    for line in new:
        holder = words.holder(line) if line.seat else words.position(line)
        name = words.person_name(line)
        numbered = f"{line.seat} {name}" if line.seat else name
        places.setdefault((words.event(line), holder), []).append(numbered)
    shown = list(places.items())[:MOST_LINES]
    for event, of_event in groupby(shown, key=lambda place: place[0][0]):
        yield Styled(f"  {event}", style="underline")
        for (_, holder), names in of_event:
            yield Styled(f"    {holder}  {words.shortened_list(names)}")
    if further := len(places) - len(shown):
        yield Styled("    " + words.phrase("further", n=further), style="dim")


def _unmet(rows: Sequence[Row], words: ProposalWords) -> Iterator[Styled]:
    """A line for each wish or term that is not met, with what would meet it."""
    unmet = [(row, place) for row in rows if (place := row.proposed) and place.unmet]
    for row, place in unmet[:MOST_UNMET]:
        values = {"name": words.person_name(row.placement), "event": words.event(row.placement)}
        texts = words.sentences((*place.unmet, *place.remedies))
        yield Styled("  " + words.phrase("not_met", **values, text=texts), style="yellow")
    if (further := len(unmet) - MOST_UNMET) > 0:
        yield Styled("  " + words.phrase("further_unmet", n=further), style="dim")
