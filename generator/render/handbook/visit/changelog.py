"""What changed since guests have their cards, and who has not been told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import vocabulary
from generator.render.changes.report import LogEntry, ToldLine
from generator.render.handbook.blocks import Block, Cell, Points, Remark, Rows, Section
from generator.render.handbook.words import LANGUAGE, day, phrase
from generator.render.words.lists import dotted


def change_sections(log: Sequence[LogEntry]) -> Iterator[Section]:
    """Who is still to be told, then each publication, the newest first."""
    if not log:
        yield Section(phrase("page.changes"), (Remark(phrase("never_published")),), "changes")
        return
    yield Section(phrase("to_tell"), tuple(_untold(log)), "to-tell")
    for number, entry in enumerate(log):
        yield Section(_title(entry), (_changed(entry),), f"publication-{len(log) - number}")


def _untold(log: Sequence[LogEntry]) -> Iterator[Block]:
    """Everybody whom nobody told of the newest change of the card."""
    newest: dict[str, ToldLine] = {}
    for entry in log:
        for line in entry.lines:
            if line.to_tell:
                newest.setdefault(line.id, line)
    open_lines = [line for line in newest.values() if line.untold]
    if not open_lines:
        yield Remark(phrase("all_told"))
        return
    yield Remark(phrase("told_how", n=len(open_lines)), "warning")
    yield Points(
        tuple(Cell(dotted(line.name, line.party), "；".join(line.what)) for line in open_lines)
    )


def _changed(entry: LogEntry) -> Block:
    heading = vocabulary.words_under("change.heading", LANGUAGE)
    return Rows(
        tuple(heading[key] for key in ("name", "what", "told")),
        tuple(
            (
                Cell(line.name, line.party),
                Cell("；".join(line.what)),
                Cell(line.told or _not_told(line), kind="open" if line.untold else ""),
            )
            for line in entry.lines
        ),
        empty=phrase("nothing_changed"),
    )


def _not_told(line: ToldLine) -> str:
    return phrase("not_told") if line.to_tell else ""


def _title(entry: LogEntry) -> str:
    if entry.at is None:
        return phrase("not_published_yet")
    at = f"{day(entry.at.date())} {entry.at:%H:%M}"
    return phrase("published_at", at=at, target=entry.target)
