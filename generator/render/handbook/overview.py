"""A visit's first page: what it is, what is still open, the letter, the preparatory meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.findings import Finding, Severity
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Facts,
    FoundBlock,
    Remark,
    Rows,
    Section,
    cells,
)
from generator.render.handbook.words import (
    LANGUAGE,
    day,
    label,
    labels,
    moment,
    name,
    names,
    say,
    see,
    text,
)


def overview_sections(visit: Visit, findings: Sequence[Finding]) -> Iterator[Section]:
    """Facts, readiness, letter, preparatory meeting and its decisions."""
    yield Section(say("facts"), (_facts(visit),))
    yield Section(say("readiness"), (_numbers(visit), *finding_blocks(findings)))
    if visit.waivers:
        yield Section(label("Visit", "waivers"), (_waivers(visit),))
    yield Section(label("Visit", "letter"), (_letter(visit),))
    yield Section(label("Preparation", "meeting"), tuple(_meeting(visit)))


def _facts(visit: Visit) -> Facts:
    rank = see(visit, "rank")
    pairs = (
        (label("Visit", "host"), text(visit.host)),
        (label("Visit", "sender"), text(visit.sender)),
        (say("dates"), f"{day(visit.start)} – {day(visit.end)}"),
        (label("Visit", "kind"), label("VisitKind", visit.kind)),
        (label("Visit", "rank"), label("Rank", rank) if rank else ""),
        (label("Visit", "purpose"), text(see(visit, "purpose"))),
        (label("Team", "lead"), name(visit.team.lead)),
        (label("Visit", "timezone"), visit.timezone),
    )
    return Facts(tuple((label_, value) for label_, value in pairs if value))


def _numbers(visit: Visit) -> Facts:
    done = sum(1 for task in visit.team.tasks if task.done)
    housed = {person.id for stay in visit.stays for person in stay.people.people}
    needing = [guest for guest in visit.guests if guest.needs_room]
    with_bed = sum(1 for guest in needing if guest.id in housed)
    return Facts(
        (
            (say("guests"), str(len(visit.guests))),
            (say("parties"), str(len(visit.parties))),
            (say("staff"), str(len(visit.staff))),
            (say("with_bed"), f"{with_bed} / {len(needing)}"),
            (say("tasks_done"), f"{done} / {len(visit.team.tasks)}"),
        )
    )


def finding_blocks(findings: Sequence[Finding], *, depth: int = 2) -> Iterator[Block]:
    """What the loader or the checks found, the worst first. `depth` is how many folders the
    page lies below the handbook's root."""
    if not findings:
        yield Remark(say("no_findings"), "success")
        return
    order = list(Severity)
    yield FoundBlock(
        tuple(
            _finding(finding, depth)
            for finding in sorted(findings, key=lambda each: order.index(each.severity))
        )
    )


def _finding(finding: Finding, depth: int) -> tuple[str, str, str, str, str, str]:
    said = say(f"severity.{finding.severity}")
    anchor = f"#{finding.anchor}" if finding.anchor else ""
    link = f"{'../' * depth}rules/{finding.rule}/{anchor}" if finding.rule else ""
    message = finding.message.in_(LANGUAGE)
    clause = finding.clause or say("rule")
    return finding.severity.value, said, message, str(finding.place), clause, link


def _waivers(visit: Visit) -> Rows:
    """Findings that somebody answers for, with who, when and why."""
    rows = tuple(
        cells(Cell(waiver.code, waiver.where or ""), name(waiver.by), day(waiver.on), waiver.why)
        for waiver in visit.waivers
    )
    return Rows(labels("Waiver", "code", "by", "on", "why"), rows)


def _letter(visit: Visit) -> Block:
    letter = see(visit, "letter")
    if letter is None:
        return Remark(say("no_letter"), "warning")
    return Facts(
        (
            (label("Letter", "number"), letter.number or "—"),
            (label("Letter", "date"), day(letter.date) or "—"),
            (label("Letter", "unit"), letter.unit or "—"),
            (label("Letter", "people"), str(letter.people or "—")),
        )
    )


def _meeting(visit: Visit) -> Iterator[Block]:
    preparation = see(visit, "preparation")
    if preparation is None:
        yield Remark(say("no_meeting"), "warning")
        return
    if meeting := preparation.meeting:
        yield Facts(
            (
                (label("PreparatoryMeeting", "at"), moment(meeting.at) or "—"),
                (label("PreparatoryMeeting", "place"), meeting.place or "—"),
                (label("PreparatoryMeeting", "chair"), name(meeting.chair)),
                (label("PreparatoryMeeting", "attending"), names(meeting.attending) or "—"),
            )
        )
    if conveyed := preparation.conveyed:
        fields = ("time", "place", "guests", "scope", "standard")
        yield Facts(tuple((label("Conveyed", f), getattr(conveyed, f) or "—") for f in fields))
    yield Rows(
        labels("Decision", "what", "owner", "due"),
        tuple(cells(d.what, name(d.owner), moment(d.due)) for d in preparation.decisions),
        say("no_decisions"),
    )
