"""Findings for a terminal, as JSON, and as annotations of a code host."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rich.console import Group
from rich.text import Text as Styled

from generator import vocabulary
from generator.findings import Finding, Severity

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def as_json(findings: Iterable[Finding], language: str) -> str:
    """Return a list of {code, severity, message, file, line, column, where, rule, clause}."""
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message.in_(language),
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "where": finding.place.where,
            "rule": finding.rule,
            "clause": finding.clause,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_github(findings: Iterable[Finding], language: str) -> str:
    """Return a workflow command for each finding, which GitHub shows at the line."""
    return "\n".join(_annotation(finding, language) for finding in findings)


def as_screen(findings: Iterable[Finding], language: str) -> Group:
    """Return findings grouped by file, for a terminal."""
    return Group(*_lines(findings, language))


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return the number of findings of each severity."""
    severities = [finding.severity for finding in findings]
    return {severity: severities.count(severity) for severity in Severity}


def _lines(findings: Iterable[Finding], language: str) -> Iterator[Styled]:
    file = None
    for finding in findings:
        if finding.place.file != file:
            file = finding.place.file
            yield Styled(f"\n{file}", style="bold underline")
        yield from _finding(finding, language)


def finding_line(finding: Finding, language: str) -> Styled:
    """Return a finding in one line: its severity, its place in the file, its message."""
    place = finding.place.in_file or "—"
    severity = vocabulary.word(f"severity.{finding.severity}", language)
    line = Styled("  ")
    line.append(severity, style=_STYLES[finding.severity])
    line.append(f"  {place}  ", style="dim")
    line.append(finding.message.in_(language))
    return line


def _finding(finding: Finding, language: str) -> Iterator[Styled]:
    yield finding_line(finding, language)
    source = Styled(f"        {finding.code}", style="dim")
    if finding.rule:
        anchor = f"#{finding.anchor}" if finding.anchor else ""
        source.append(f"  {finding.clause or ''}  docs/rules/{finding.rule}.md{anchor}")
    yield source
    yield from related_lines(finding, language)


def related_lines(finding: Finding, language: str) -> Iterator[Styled]:
    """Yield a line for each other place that a finding concerns."""
    for related in finding.related:
        text = vocabulary.word("command.related", language, place=related)
        yield Styled(f"        {text}", style="dim")


def _annotation(finding: Finding, language: str) -> str:
    place = finding.place
    parts = [f"file={_property(place.file)}"]
    parts += [f"line={place.line}"] if place.line else []
    parts += [f"col={place.column}"] if place.column else []
    title = f"{finding.code} {place.where or ''}".strip()
    parts.append(f"title={_property(title)}")
    message = finding.message.in_(language)
    return f"::{_GITHUB[finding.severity]} {','.join(parts)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
