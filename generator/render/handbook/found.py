"""Findings as the handbook shows them: the worst first, each with a link to its rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.check.registry import all_checks
from generator.findings import Finding, Place, Severity
from generator.model.audience import Audience, audience_of
from generator.model.record import Record
from generator.model.visit import Visit
from generator.render.handbook.blocks import Block, FoundBlock, Remark
from generator.render.handbook.words import LANGUAGE, say


def finding_blocks(findings: Sequence[Finding], *, depth: int = 2) -> Iterator[Block]:
    """What the loader or the checks found. `depth` is how many folders the page lies below the
    handbook's root."""
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


def for_staff(visit: Visit, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings as staff may read them: of what only the office sees (budget, expenses), the name
    of the check stands for its words, which hold amounts and vouchers."""
    hidden = frozenset(_office_places(visit))
    titles = {check.code: check.title for check in all_checks()}
    return tuple(
        replace(finding, message=titles[finding.code])
        if finding.place in hidden and finding.code in titles
        else finding
        for finding in findings
    )


def _office_places(visit: Visit) -> Iterator[Place]:
    """Where fields for the office alone are written."""
    for field, info in type(visit).model_fields.items():
        if audience_of(type(visit), field) is not Audience.OFFICE or info.exclude:
            continue
        yield from _written(visit, field)
    for expense in visit.expenses:
        yield expense.written_at()
        for field in type(expense).model_fields:
            yield expense.written_at(field)


def _written(record: Record, field: str) -> Iterator[Place]:
    """Where a field is written; nowhere if it is not, since its record's place stands for more."""
    place = record.written_at(field)
    if place != record.written_at():
        yield place


def _finding(finding: Finding, depth: int) -> tuple[str, str, str, str, str, str]:
    said = say(f"severity.{finding.severity}")
    anchor = f"#{finding.anchor}" if finding.anchor else ""
    link = f"{'../' * depth}rules/{finding.rule}/{anchor}" if finding.rule else ""
    message = finding.message.in_(LANGUAGE)
    clause = finding.clause or say("rule")
    return finding.severity.value, said, message, str(finding.place), clause, link
