"""Makes proposals of places, saves them with their workbook, and accepts or withdraws them.

output/<slug>/proposal.json has the last proposal, so that parts of it can be accepted one after the
other, and so that the next one differs little from it. It can be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.assign import proposal_for
from generator.assign.past import time_over, without_past
from generator.assign.proposal import Former, Lack, Proposal, ProposedPlace
from generator.assign.published import published_places
from generator.assign.rows import Row, is_covered, lines_after, rows_of
from generator.build.manifest import digest, program_digest
from generator.changes.publications import publications
from generator.files import write_office_file
from generator.load.assigned import FILE as ASSIGNED
from generator.load.assigned import read_placements, save_placements, with_placements
from generator.load.attended import FILE as ROLL_CALLS
from generator.load.done_tasks import FILE as DONE_TASKS
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Person
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project, input_files, scope_of
from generator.render.proposal.book import (
    ProposalContent,
    declined_rows,
    proposal_workbook,
    row_key,
)
from generator.text import Text

WORKBOOK = "proposal.xlsx"
FILE = "proposal.json"
FORM = 1
"""The format of the file. A file of another form is not read; the proposal is made again."""
KINDS = frozenset(PlacementKind)


@dataclass(frozen=True)
class _StoredLack:
    kind: PlacementKind
    event: str
    people: tuple[str, ...]
    reason: Text
    remedy: Text | None


@dataclass(frozen=True)
class _Stored:
    """The content of proposal.json; `earlier` are places of kinds that were proposed before it."""

    form: int
    inputs: str
    kinds: frozenset[PlacementKind]
    accepted: tuple[Placement, ...]
    places: tuple[ProposedPlace, ...]
    lacking: tuple[_StoredLack, ...]
    nothing_open: frozenset[PlacementKind]
    earlier: tuple[Placement, ...] = ()


_STORED = TypeAdapter(_Stored)


@dataclass(frozen=True)
class CurrentProposal:
    """A proposal for some kinds of places, and the lines that are accepted now.

    `base` are the lines that were accepted when it was made; `declined` the keys of the rows that
    the office marked with 否 in the workbook.
    """

    proposal: Proposal
    kinds: frozenset[PlacementKind]
    accepted: tuple[Placement, ...]
    base: tuple[Placement, ...]
    declined: frozenset[str] = frozenset()

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the proposal."""
        return rows_of(self.proposal, self.kinds, self.accepted)

    def only(self, kinds: Collection[PlacementKind]) -> CurrentProposal:
        """The part of the proposal for some of its kinds."""
        proposal = Proposal(
            tuple(place for place in self.proposal.places if place.placement.kind in kinds),
            tuple(lack for lack in self.proposal.lacking if lack.kind in kinds),
            self.proposal.nothing_open & frozenset(kinds),
        )
        return replace(self, proposal=proposal, kinds=frozenset(kinds))

    def wanted(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Those of `rows` that the office did not mark with 否."""
        return tuple(row for row in rows if row_key(row) not in self.declined)


def propose(
    project: Project,
    loaded: LoadedVisit,
    visit: Visit,
    kinds: Collection[PlacementKind],
    now: datetime,
) -> CurrentProposal:
    """Make a proposal and write it: the workbook and the file beside it. Raises OSError.

    `now` is the time on the visit's clock: for what is over, nothing is proposed.
    """
    accepted = accepted_lines(loaded)
    stored = _read_stored(project, loaded)
    former = replace(_former(loaded, visit, accepted, stored), over=time_over(visit, now))
    scope = scope_of(loaded, loaded.written or visit, project)
    proposal = proposal_for(scope, kinds, former)
    declined = _declined(project, loaded)
    current = CurrentProposal(proposal, frozenset(kinds), accepted, accepted, declined)
    earlier = tuple(line for line in former.placements if line.kind not in kinds)
    _save(project, loaded, visit, current, earlier, _inputs(project, loaded))
    return current


def remembered(
    project: Project,
    loaded: LoadedVisit,
    visit: Visit,
    kinds: Collection[PlacementKind],
    now: datetime,
) -> CurrentProposal | None:
    """The last proposal, if it is for these kinds and the visit has not changed since.

    Accepting or withdrawing parts of it does not count as a change. What is over at `now`, a time
    on the visit's clock, is left out.
    """
    stored = _read_stored(project, loaded)
    if stored is None or not stored.kinds >= frozenset(kinds):
        return None
    proposal = _proposal(stored, visit)
    accepted = accepted_lines(loaded)
    if proposal is None or stored.inputs != _inputs(project, loaded):
        return None
    if not is_covered(accepted, proposal, stored.accepted):
        return None
    past = Former(accepted=accepted, over=time_over(visit, now))
    proposal = without_past(proposal, visit, past)
    declined = _declined(project, loaded)
    current = CurrentProposal(proposal, stored.kinds, accepted, stored.accepted, declined)
    return current.only(kinds)


def last_proposed(project: Project, loaded: LoadedVisit) -> tuple[Placement, ...]:
    """The places of the last proposal, whether or not it still holds."""
    stored = _read_stored(project, loaded)
    return tuple(place.placement for place in stored.places) if stored else ()


def planned_visit(loaded: LoadedVisit, visit: Visit, current: CurrentProposal) -> Visit:
    """The visit with all that is proposed, and with what is accepted of other kinds."""
    others = (line for line in current.accepted if line.kind not in current.kinds)
    lines = (*others, *(place.placement for place in current.proposal.places))
    return with_placements(loaded.written or visit, lines)


def accept_rows(
    project: Project,
    loaded: LoadedVisit,
    visit: Visit,
    current: CurrentProposal,
    rows: Iterable[Row],
) -> None:
    """Write rows of a proposal to assigned.csv. Raises OSError."""
    lines = lines_after(current.accepted, rows)
    _write_lines(project, loaded, visit, lines, current.declined)


def withdraw_lines(
    project: Project, loaded: LoadedVisit, visit: Visit, lines: Iterable[Placement]
) -> None:
    """Remove lines from assigned.csv. Raises OSError."""
    gone = set(lines)
    left = tuple(line for line in accepted_lines(loaded) if line not in gone)
    _write_lines(project, loaded, visit, left, _declined(project, loaded))


def _write_lines(
    project: Project,
    loaded: LoadedVisit,
    visit: Visit,
    lines: tuple[Placement, ...],
    declined: frozenset[str],
) -> None:
    """Write assigned.csv, or delete it where no line is left, and update the workbook."""
    save_placements(loaded.folder, lines, (loaded.written or visit).events)
    stored = _read_stored(project, loaded)
    proposal = _proposal(stored, visit) if stored else None
    if stored is not None and proposal is not None:
        after = CurrentProposal(proposal, stored.kinds, lines, stored.accepted, declined)
        # On Windows the workbook cannot be replaced while Excel has it open; what is accepted is
        # saved, and the next proposal writes the workbook.
        with suppress(OSError):
            _save(project, loaded, visit, after, stored.earlier, stored.inputs)


def _declined(project: Project, loaded: LoadedVisit) -> frozenset[str]:
    """The keys of the rows that the office marked with 否 in the workbook."""
    return declined_rows(_folder(project, loaded) / WORKBOOK)


def accepted_lines(loaded: LoadedVisit) -> tuple[Placement, ...]:
    """The lines of the visit's assigned.csv."""
    lines, _ = read_placements(loaded.folder, loaded.slug)
    return tuple(line.placement for line in lines)


def _former(
    loaded: LoadedVisit, visit: Visit, accepted: tuple[Placement, ...], stored: _Stored | None
) -> Former:
    """The places before: those on published cards, then those of the last proposal."""
    records = publications(loaded.folder)
    shown = published_places(visit, records[-1].edition(None)) if records else ()
    proposed = (*(p.placement for p in stored.places), *stored.earlier) if stored else ()
    published = {(line.kind, line.event, line.person) for line in shown}
    others = (x for x in proposed if (x.kind, x.event, x.person) not in published)
    informed = frozenset(line.person for line in shown)
    return Former((*shown, *others), informed, accepted)


def _save(
    project: Project,
    loaded: LoadedVisit,
    visit: Visit,
    current: CurrentProposal,
    earlier: tuple[Placement, ...],
    inputs: str,
) -> None:
    """Write a proposal's workbook and its file; `inputs` is the result of `_inputs` for it."""
    proposal, kinds = current.proposal, current.kinds
    folder = _folder(project, loaded)
    planned = planned_visit(loaded, visit, current)
    rows, lacking = current.rows, proposal.lacking
    content = ProposalContent(visit, planned, kinds, rows, lacking, current.declined)
    write_office_file(folder / WORKBOOK, proposal_workbook(content, loaded.last_changed))
    stored = _Stored(
        FORM,
        inputs,
        kinds,
        current.base,
        proposal.places,
        tuple(_stored_lack(lack) for lack in lacking),
        proposal.nothing_open,
        earlier,
    )
    write_office_file(folder / FILE, _STORED.dump_json(stored))


def _read_stored(project: Project, loaded: LoadedVisit) -> _Stored | None:
    """The last proposal of a visit; None where there is none that this program can read."""
    try:
        content = (_folder(project, loaded) / FILE).read_bytes()
        stored = _STORED.validate_json(content)
    except (OSError, ValidationError):
        return None
    return stored if stored.form == FORM else None


def _stored_lack(lack: Lack) -> _StoredLack:
    people = tuple(person.id for person in lack.people)
    return _StoredLack(lack.kind, lack.event, people, lack.reason, lack.remedy)


def _proposal(stored: _Stored, visit: Visit) -> Proposal | None:
    """The proposal as it was made; None where one of its people is gone."""
    people = _everybody(visit)
    try:
        lacking = tuple(
            Lack(
                lack.kind,
                lack.event,
                tuple(people[person] for person in lack.people),
                lack.reason,
                lack.remedy,
            )
            for lack in stored.lacking
        )
    except KeyError:
        return None
    return Proposal(stored.places, lacking, stored.nothing_open)


def _everybody(visit: Visit) -> dict[str, Person]:
    """Everybody in the visit by id, with companions who have a place of their own."""
    placed = (
        *(person for stay in visit.stays for person in stay.people.people),
        *(person for meal in visit.meals for person in meal.diners),
        *(person for ride in visit.rides for person in ride.aboard),
    )
    return {person.id: person for person in (*placed, *visit.unnamed, *visit.people.values())}


def _inputs(project: Project, loaded: LoadedVisit) -> str:
    """A digest of all that a proposal depends on, apart from the lines of assigned.csv."""
    files = [
        (path.relative_to(loaded.folder).as_posix(), hashlib.sha256(path.read_bytes()).digest())
        for path in input_files(loaded.folder)
        if path.name not in _RECORDS
    ]
    others = [(other.slug, other.inputs) for other in project.visits if other is not loaded]
    return digest(program_digest(), files, others, project.standing)


_RECORDS = {ASSIGNED, ROLL_CALLS, DONE_TASKS}
"""Files beside visit.yml on which no proposal depends, and the one with accepted places."""


def _folder(project: Project, loaded: LoadedVisit) -> Path:
    return project.settings.output_folder / loaded.slug
