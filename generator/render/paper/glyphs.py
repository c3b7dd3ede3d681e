"""Which of a visit's characters no installed font can draw: seen before the cards are printed."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.findings import Finding, Severity, in_reading_order
from generator.model.record import Record
from generator.model.visit import Visit
from generator.render.paper.fonts import missing_glyphs
from generator.render.paper.installed import typst_module
from generator.text import Text


def glyph_findings(visit: Visit) -> tuple[Finding, ...]:
    """A warning for each text that would print with a gap. Raises PrintingError."""
    typst_module()
    said = list(_said(visit))
    missing = set(missing_glyphs(text for _, _, text in said))
    if not missing:
        return ()
    found = (
        _finding(record, field, text, [c for c in dict.fromkeys(text) if c in missing])
        for record, field, text in said
    )
    return in_reading_order(finding for finding in found if finding)


def _finding(record: Record, field: str, text: str, missing: list[str]) -> Finding | None:
    if not missing:
        return None
    said = vocabulary.text(
        "paper.missing_glyphs",
        found=text,
        missing=" ".join(f"{character} (U+{ord(character):04X})" for character in missing),
    )
    return Finding("paper.missing_glyphs", Severity.WARNING, record.written_at(field), said)


def _said(visit: Visit) -> Iterator[tuple[Record, str, str]]:
    """(record, field, text) of what goes to paper: people, places, events, notices."""
    records: tuple[Record, ...] = (
        visit, *visit.parties, *visit.people.values(), *visit.schedule, *visit.meals,
        *visit.vehicles, *visit.rides, *visit.contacts, *visit.routine, *visit.team.tasks,
        *visit.team.groups, *(table for meal in visit.meals for table in meal.tables),
    )  # fmt: skip
    for record in records:
        for field in type(record).model_fields.keys() - {"id"}:  # made of the name, never printed
            for text in _texts(getattr(record, field)):
                yield record, field, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from dict.fromkeys((value.default, *(text for _, text in value.others)))
    elif isinstance(value, tuple):
        for each in value:
            if isinstance(each, str | Text):
                yield from _texts(each)
