"""The page of a proposal: former and proposed places side by side, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from generator.assign.rows import Row, RowState
from generator.build.proposal import KINDS, CurrentProposal, planned_visit, remembered
from generator.model.assigned import PlacementKind
from generator.project import LoadedVisit, Project
from generator.render.proposal.overview import overview
from generator.render.proposal.screen import lack_lines
from generator.render.proposal.words import ProposalWords, by_place
from generator.render.workbook.listing import Listing


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A row of a proposal, in words; `name` names its person to the command that accepts it."""

    name: str
    person: str
    event: str
    former: str
    place: str
    state: str
    reasons: str
    unmet: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """The rooms, tables, vehicles or seats of a proposal; `option` is that of the command.

    `empty` is what to write where there are no rows.
    """

    title: str
    empty: str
    option: str
    rows: tuple[ProposedRow, ...]
    lacking: tuple[str, ...]


_OPTIONS = {
    PlacementKind.ROOM: "rooms",
    PlacementKind.TABLE: "tables",
    PlacementKind.VEHICLE: "rides",
    PlacementKind.SEAT: "seats",
}


@dataclass(frozen=True, slots=True)
class PlaceBox:
    """A room, a table or a vehicle with everybody in it, as it would be."""

    where: str
    count: str
    people: str


@dataclass(frozen=True, slots=True)
class ProposedPlaces:
    """A proposal by kind, and as a picture: the places of each floor, meal and ride."""

    parts: tuple[ProposedPart, ...]
    blocks: tuple[tuple[str, tuple[PlaceBox, ...]], ...]


def proposed_places(
    loaded: LoadedVisit, project: Project, now: datetime, language: str
) -> ProposedPlaces | None:
    """The last proposal for a visit, at `now` (aware); None where the visit has changed since."""
    visit = loaded.visit
    if visit is None:
        return None
    here = now.astimezone(visit.zone).replace(tzinfo=None)
    current = remembered(project, loaded, visit, KINDS, here)
    if current is None:
        return None
    words = ProposalWords(language, visit)
    planned = planned_visit(loaded, visit, current)
    return ProposedPlaces(_parts(current, words), _blocks(overview(planned, current.rows, words)))


def _blocks(listing: Listing) -> tuple[tuple[str, tuple[PlaceBox, ...]], ...]:
    starts = [group.first for group in listing.groups]
    ends = [*starts[1:], len(listing.rows)]
    return tuple(
        (group.title, tuple(PlaceBox(*map(str, row)) for row in listing.rows[start:end]))
        for group, start, end in zip(listing.groups, starts, ends, strict=False)
    )


def _parts(current: CurrentProposal, words: ProposalWords) -> tuple[ProposedPart, ...]:
    return tuple(
        ProposedPart(
            words.phrase(f"sheets.{kind}"),
            words.phrase(f"empty.{kind}"),
            option,
            tuple(_row(row, words) for row in by_place(_of_kind(current.rows, kind))),
            tuple(
                str(line)
                for line in lack_lines(
                    [lack for lack in current.proposal.lacking if lack.kind is kind], words
                )
            ),
        )
        for kind, option in _OPTIONS.items()
    )


def _of_kind(rows: Iterable[Row], kind: PlacementKind) -> list[Row]:
    return [row for row in rows if row.placement.kind is kind]


def _row(row: Row, words: ProposalWords) -> ProposedRow:
    line, proposed = row.placement, row.proposed
    return ProposedRow(
        name=line.name,
        person=words.person_name(line),
        event=words.event(line),
        former=words.former(row),
        place=words.position(line),
        state=words.phrase(f"state.{row.state}"),
        reasons=words.sentences(proposed.reasons) if proposed else "",
        unmet=words.sentences((*proposed.unmet, *proposed.remedies)) if proposed else "",
        is_open=row.state is not RowState.ACCEPTED,
    )
