"""What a received reply changes, as lines for the screen: new, changed, gone, doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text as Styled

from generator.findings import Finding, Place
from generator.load.sheets.columns import split_language
from generator.render.report import finding_line, related_lines
from generator.render.words import Wording
from generator.render.words.lists import enumerated
from generator.replies.differences import CellChange, ListedName
from generator.replies.plan import Outcome, ReceivedReply


def reply_lines(file: ReceivedReply, language: str) -> Iterator[Styled]:
    """Yield the report on one file: the outcome, then each change and each doubt."""
    words = Wording(language, "replies")
    yield Styled(f"\n{_headline(file, words)}", style="bold")
    if file.refusal:
        yield from _finding(file.refusal, language)
        return
    if file.outcome is Outcome.SAME:
        return
    changes = file.changes
    with_cells = file.outcome is Outcome.LATER
    if changes.added:
        names = _names(changes.added, words, with_cells=with_cells)
        yield Styled("  " + words.phrase("added", n=len(changes.added), names=names), "green")
    for change in changes.changed:
        yield _changed(change, words)
    if changes.gone:
        names = _names(changes.gone, words, with_cells=False)
        yield Styled("  " + words.phrase("gone", n=len(changes.gone), names=names), "magenta")
    if not (changes.added or changes.changed or changes.gone):
        yield Styled("  " + words.phrase("unchanged"))
    for finding in file.doubts:
        yield from _finding(finding, language)


def _finding(finding: Finding, language: str) -> Iterator[Styled]:
    yield finding_line(finding, language)
    yield from related_lines(finding, language)


def _headline(file: ReceivedReply, words: Wording) -> str:
    if file.outcome is Outcome.REFUSED:
        return words.phrase("refused" if file.is_error else "superseded", source=file.shown)
    kept = file.kept_as or file.source.name
    key = {Outcome.SAME: "same", Outcome.REMOVED: "removed"}.get(file.outcome, "file")
    return words.phrase(key, unit=file.unit, n=file.people, source=file.shown, kept=kept)


def _names(people: tuple[ListedName, ...], words: Wording, *, with_cells: bool) -> str:
    texts = (
        words.phrase("at", name=person.name, place=_cell(person.place))
        if with_cells
        else person.name
        for person in people
    )
    return enumerated(texts, words.language)


def _changed(change: CellChange, words: Wording) -> Styled:
    field, code = split_language(change.field) or (change.field, "")
    label = words.label("Guest", field) + (f"（{code}）" if code else "")
    nothing = words.phrase("nothing")
    line = Styled("  ")
    line.append(words.phrase("changed"), style="yellow")
    line.append(f"  {_cell(change.place)}  ", style="dim")
    values = {"was": change.before or nothing, "now": change.after or nothing}
    line.append(words.phrase("change", name=change.name, label=label, **values))
    return line


def _cell(place: Place) -> str:
    return place.where or ":".join(str(part) for part in (place.line, place.column) if part)
