"""Findings as the handbook shows them: the worst first, each with a link to its rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import vocabulary
from generator.check.registry import all_checks
from generator.findings import Finding, Severity
from generator.render.handbook.blocks import Block, FindingList, Remark
from generator.render.handbook.words import LANGUAGE, phrase


def finding_blocks(findings: Sequence[Finding], *, depth: int = 2) -> Iterator[Block]:
    """The findings of the loader or of the checks, the most severe first.

    `depth` is how many folders the page is below the handbook's root.
    """
    if not findings:
        yield Remark(phrase("no_findings"), "success")
        return
    order = list(Severity)
    yield FindingList(
        tuple(
            _finding(finding, depth)
            for finding in sorted(findings, key=lambda finding: order.index(finding.severity))
        )
    )


def for_staff(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings as staff may read them.

    The message of a finding for the office (budget, expenses) may contain amounts and vouchers; the
    title of the check replaces it.
    """
    titles = {check.code: check.title for check in all_checks()}
    withheld = vocabulary.word_text("handbook.for_the_office")
    return tuple(
        replace(finding, message=titles.get(finding.code, withheld)) if finding.office else finding
        for finding in findings
    )


def _finding(finding: Finding, depth: int) -> tuple[str, str, str, str, str, str]:
    severity = phrase(f"severity.{finding.severity}")
    anchor = f"#{finding.anchor}" if finding.anchor else ""
    link = f"{'../' * depth}rules/{finding.rule}/{anchor}" if finding.rule else ""
    message = finding.message.in_(LANGUAGE)
    clause = finding.clause or phrase("rule")
    return finding.severity.value, severity, message, str(finding.place), clause, link
