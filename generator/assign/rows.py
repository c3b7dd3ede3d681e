"""A proposal beside what is accepted: what would be new, moved, unchanged or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.assign.proposal import Proposal, ProposedPlace
from generator.model.assigned import Placement, PlacementKind


class RowState(StrEnum):
    """How a row of a proposal differs from assigned.csv."""

    NEW = "new"
    MOVED = "moved"
    ACCEPTED = "accepted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Row:
    """A place that is proposed, or (`GONE`) an accepted one that is not needed any more.

    `former` is the place before, where it differs.
    """

    state: RowState
    placement: Placement
    former: Placement | None = None
    proposed: ProposedPlace | None = None


def rows_of(
    proposal: Proposal, kinds: Collection[PlacementKind], accepted: Iterable[Placement]
) -> tuple[Row, ...]:
    """The rows of a proposal for these kinds, in its order, then what is gone."""
    open_lines = {_fact(line): line for line in accepted if line.kind in kinds}
    rows = []
    for place in proposal.places:
        line = open_lines.pop(_fact(place.placement), None)
        former = place.former
        if former is not None:
            open_lines.pop(_fact(former), None)
        if line is not None:
            rows.append(Row(RowState.ACCEPTED, place.placement, None, place))
        else:
            state = RowState.NEW if former is None else RowState.MOVED
            rows.append(Row(state, place.placement, former, place))
    return (*rows, *(Row(RowState.GONE, line) for line in open_lines.values()))


def lines_after(accepted: Iterable[Placement], rows: Iterable[Row]) -> tuple[Placement, ...]:
    """The lines of assigned.csv once these rows are accepted."""
    lines = {_fact(line): line for line in accepted}
    for row in rows:
        if row.former is not None:
            lines.pop(_fact(row.former), None)
        if row.state is RowState.GONE:
            lines.pop(_fact(row.placement), None)
        else:
            lines[_fact(row.placement)] = row.placement
    return tuple(lines.values())


def is_covered(lines: Iterable[Placement], proposal: Proposal, base: Iterable[Placement]) -> bool:
    """Whether all accepted lines were known to a proposal, or are its own.

    Then it is still valid: since it was made, only parts of it were accepted or withdrawn.
    """
    known = {_fact(line) for line in (*base, *(place.placement for place in proposal.places))}
    return all(_fact(line) in known for line in lines)


def _fact(line: Placement) -> Placement:
    """A line without the person's name, which may be corrected."""
    return replace(line, name="")
