"""A visit's first page: what it is, what is still open, the letter, the preparatory meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.findings import Finding
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Remark,
    Rows,
    Section,
    Tiles,
    cells,
    facts,
    phone,
)
from generator.render.handbook.findings import finding_blocks
from generator.render.handbook.words import (
    beside,
    dates,
    day,
    label,
    labels,
    member,
    moment_in,
    name,
    name_in,
    names,
    phrase,
    text,
    text_in,
)
from generator.render.words.lists import listed

STILL_OPEN = (
    ("without_bed", "nights.no_bed", "rooming"),
    ("without_seat", "dining.no_seat", "dining"),
    ("without_place", "transport.no_place", "transport"),
    ("without_liaison", "team.no_liaison", "roster"),
    ("without_three", "team.three_names", "schedule"),
)
"""The counts of what is still open: the key of the label, the check, the page to fix it on."""


def overview_sections(visit: Visit, findings: Sequence[Finding]) -> Iterator[Section]:
    """Facts, readiness, letter, preparatory meeting and its decisions."""
    yield Section(phrase("facts"), (_facts(visit),), "facts")
    yield Section(
        phrase("readiness"), (_readiness(visit, findings), *finding_blocks(findings)), "readiness"
    )
    if visit.waivers:
        yield Section(label("Visit", "waivers"), (_waivers(visit),), "waivers")
    if visit.expects_letter:
        yield Section(label("Visit", "letter"), (_letter(visit),), "letter")
    yield Section(label("Preparation", "meeting"), tuple(_meeting(visit)), "meeting")
    if visit.venues:
        yield Section(label("Visit", "venues"), (_venues(visit),), "venues")


def _venues(visit: Visit) -> Rows:
    """The places of the visit alone, with what their pages would have."""
    fields = ("name", "address", "phone", "halls", "dining", "spots", "entrance", "parking")
    rows = tuple(
        cells(
            Cell(text(venue.name), member("VenueKind", venue.kind)),
            text(venue.address),
            phone(venue.phone),
            *(
                listed(text(space.name) for space in spaces)
                for spaces in (venue.halls, venue.dining, venue.spots)
            ),
            text(venue.entrance),
            text(venue.parking),
        )
        for venue in visit.venues
    )
    return Rows(labels("Venue", *fields), rows)


def _facts(visit: Visit) -> Block:
    rank = visit.rank
    return facts(
        (label("Visit", "host"), text(visit.host)),
        (label("Visit", "sender"), text(visit.sender)),
        (phrase("dates"), dates(visit.start, visit.end)),
        (label("Visit", "kind"), member("VisitKind", visit.kind)),
        (label("Visit", "rank"), member("Rank", rank)),
        (label("Visit", "purpose"), visit.purpose),
        (label("Team", "lead"), name_in(visit.team, "lead")),
        (phrase("precedence"), phrase("right_first" if visit.seats_right_first else "left_first")),
        (label("Visit", "timezone"), visit.timezone),
    )


def _readiness(visit: Visit, findings: Sequence[Finding]) -> Tiles:
    """How many people come, then how many places are still open, with links to the pages."""
    open_tasks = sum(1 for task in visit.team.tasks if not task.done)
    known = (
        (phrase("guests"), Cell(str(visit.guest_count), href="roster/")),
        (phrase("parties"), Cell(str(len(visit.parties)), href="roster/")),
        (phrase("staff"), Cell(str(len(visit.staff)), href="team/")),
    )
    still_open = (
        (phrase(key), _count("spots", sum(1 for finding in findings if finding.code == code), page))
        for key, code, page in STILL_OPEN
    )
    tasks = (phrase("open_tasks"), _count("pieces", open_tasks, "tasks"))
    return Tiles((*known, *still_open, tasks))


def _count(unit: str, count: int, page: str) -> Cell:
    return Cell(phrase(unit, n=count), href=f"{page}/", kind="open" if count else "done")


def _waivers(visit: Visit) -> Rows:
    """Findings that somebody answers for, with who, when and why."""
    rows = tuple(
        cells(Cell(waiver.code, waiver.where or ""), name(waiver.by), day(waiver.on), waiver.why)
        for waiver in visit.waivers
    )
    return Rows(labels("Waiver", "code", "by", "on", "why"), rows)


def _letter(visit: Visit) -> Block:
    letter = visit.letter
    if letter is None:
        return Remark(phrase("no_letter"), "warning")
    return facts(
        (label("Letter", "number"), text_in(letter, "number") or "—"),
        (label("Letter", "date"), beside(day(letter.date), letter, "date") or "—"),
        (label("Letter", "unit"), letter.unit or "—"),
        (label("Letter", "people"), beside(letter.people, letter, "people") or "—"),
    )


def _meeting(visit: Visit) -> Iterator[Block]:
    preparation = visit.preparation
    if preparation is None:
        yield Remark(phrase("no_meeting"), "warning")
        return
    if meeting := preparation.meeting:
        yield facts(
            (label("PreparatoryMeeting", "at"), moment_in(meeting, "at") or "—"),
            (label("PreparatoryMeeting", "place"), text_in(meeting, "place") or "—"),
            (label("PreparatoryMeeting", "chair"), name_in(meeting, "chair")),
            (label("PreparatoryMeeting", "attending"), names(meeting.attending) or "—"),
        )
    if conveyed := preparation.conveyed:
        fields = ("time", "place", "guests", "scope", "standard")
        yield Remark(label("Preparation", "conveyed"), "label")
        yield facts(*((label("Conveyed", f), text_in(conveyed, f) or "—") for f in fields))
    yield Remark(label("Preparation", "decisions"), "label")
    yield Rows(
        labels("Decision", "what", "owner", "due"),
        tuple(
            cells(d.what, name_in(d, "owner"), moment_in(d, "due")) for d in preparation.decisions
        ),
        phrase("no_decisions"),
    )
