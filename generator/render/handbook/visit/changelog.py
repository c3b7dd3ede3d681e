"""The changes since cards were first published, and who has yet to be notified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import vocabulary
from generator.render.changes.report import LogEntry, NotificationLine
from generator.render.handbook.blocks import Block, Cell, Points, Remark, Rows, Section
from generator.render.handbook.words import LANGUAGE, day, phrase
from generator.render.words.lists import dotted


def change_sections(log: Sequence[LogEntry]) -> Iterator[Section]:
    """Who has yet to be notified, then each publication, the newest first."""
    if not log:
        yield Section(phrase("page.changes"), (Remark(phrase("never_published")),), "changes")
        return
    yield Section(phrase("to_tell"), tuple(_pending(log)), "to-tell")
    for number, entry in enumerate(log):
        yield Section(_title(entry), (_changed(entry),), f"publication-{len(log) - number}")


def _pending(log: Sequence[LogEntry]) -> Iterator[Block]:
    """Everybody whom nobody has notified of the newest change of the card."""
    newest: dict[str, NotificationLine] = {}
    for entry in log:
        for line in entry.lines:
            if line.to_notify:
                newest.setdefault(line.id, line)
    pending = [line for line in newest.values() if line.is_pending]
    if not pending:
        yield Remark(phrase("all_told"))
        return
    yield Remark(phrase("told_how", n=len(pending)), "warning")
    yield Points(tuple(Cell(dotted(line.name, line.party), _what(line)) for line in pending))


def _changed(entry: LogEntry) -> Block:
    heading = vocabulary.words_under("change.heading", LANGUAGE)
    return Rows(
        tuple(heading[key] for key in ("name", "what", "told")),
        tuple(
            (
                Cell(line.name, line.party),
                Cell(_what(line)),
                Cell(line.notified or _not_notified(line), kind="open" if line.is_pending else ""),
            )
            for line in entry.lines
        ),
        empty=phrase("nothing_changed"),
    )


def _what(line: NotificationLine) -> str:
    return "；".join(line.what)


def _not_notified(line: NotificationLine) -> str:
    return phrase("not_told") if line.to_notify else ""


def _title(entry: LogEntry) -> str:
    if entry.at is None:
        return phrase("not_published_yet")
    at = f"{day(entry.at.date())} {entry.at:%H:%M}"
    return phrase("published_at", at=at, target=entry.target)
