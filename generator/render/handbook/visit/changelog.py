"""The changes since cards were first published: what, for whom, and who has yet to be notified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator import vocabulary
from generator.render.changes.report import (
    ChangeLog,
    FactLine,
    LogEntry,
    NotificationLine,
    by_party,
    send_texts,
    told_text,
    with_same_people,
)
from generator.render.handbook.blocks import (
    Block,
    Cell,
    ChangeNotice,
    ChangeNotices,
    Points,
    Remark,
    Section,
    phone,
)
from generator.render.handbook.words import LANGUAGE, day, phrase
from generator.render.words.lists import dotted, listed


def change_sections(log: ChangeLog) -> Iterator[Section]:
    """What somebody has yet to be notified of, then each publication folded, the newest first."""
    if not log.entries:
        yield Section(phrase("page.changes"), (Remark(phrase("never_published")),), "changes")
        return
    yield Section(phrase("to_tell"), tuple(_to_tell(log)), "to-tell")
    for number, entry in enumerate(log.entries):
        anchor = f"publication-{len(log.entries) - number}"
        yield Section(_title(entry), tuple(_publication(entry)), anchor)


def _to_tell(log: ChangeLog) -> Iterator[Block]:
    people = {line.id for fact in log.to_tell for line in fact.pending}
    if people:
        yield Remark(phrase("told_how", n=len(people)), "warning")
        notices = tuple(map(_pending_notice, with_same_people(log.to_tell)))
        yield ChangeNotices(notices, _words())
        return
    # Of a visit that is over nobody knows what changed, only who was not notified.
    if unnotified := tuple(_unnotified(log.entries)):
        yield Remark(phrase("told_how", n=len(unnotified)), "warning")
        yield Points(tuple(Cell(dotted(line.name, line.party)) for line in unnotified))
        return
    yield Remark(phrase("all_told"))


def _unnotified(entries: Iterable[LogEntry]) -> Iterator[NotificationLine]:
    """The people whom nobody has notified of the newest change of the card."""
    newest: dict[str, NotificationLine] = {}
    for entry in entries:
        for line in entry.lines:
            if line.to_notify:
                newest.setdefault(line.id, line)
    yield from (line for line in newest.values() if line.is_pending)


def _publication(entry: LogEntry) -> Iterator[Block]:
    """What a publication changed. Whom to notify now is above, by what each person knows."""
    if not entry.lines:
        yield Remark(phrase("nothing_changed"))
        return
    to_notify = [line for line in entry.lines if line.to_notify]
    if not entry.facts:  # a visit that is over
        yield Points(tuple(Cell(line.name, line.notified) for line in to_notify))
        return
    notices = tuple(_of_publication(facts) for facts in with_same_people(entry.facts))
    counts = {"n": len(entry.facts), "people": len(to_notify)}
    yield ChangeNotices(notices, _words(), phrase("changed_facts", **counts))
    if quiet := [line.name for line in entry.lines if not line.to_notify]:
        yield Remark(phrase("need_not", names=listed(quiet)), "legend")


def _of_publication(facts: Sequence[FactLine]) -> ChangeNotice:
    """Changes of a publication, and how many were notified of it; some only of a later one."""
    told = sum(bool(line.notified) for line in facts[0].people)
    return _notice(facts, phrase("of_publication", n=facts[0].count, told=told))


def _words() -> dict[str, str]:
    return {key: phrase(key) for key in ("concerned", "send_text", "copy", "copied")}


def _notice(facts: Sequence[FactLine], counts: str) -> ChangeNotice:
    return ChangeNotice(
        changes=tuple((fact.subject, fact.old, fact.new) for fact in facts),
        counts=counts,
        who=facts[0].who,
        told=tuple(_told(facts[0].people)),
    )


def _pending_notice(facts: Sequence[FactLine]) -> ChangeNotice:
    """Changes of which somebody has yet to be notified, with the texts and the telephones."""
    pending, texts = facts[0].pending, send_texts(facts)
    return replace(
        _notice(facts, told_text(facts[0], LANGUAGE)),
        texts=tuple((_language_name(language, texts), text) for language, text in texts),
        pending=tuple(
            (party, tuple((line.name, phone(line.phone, phrase("no_phone"))) for line in people))
            for party, people in by_party(pending, LANGUAGE)
        ),
        to_call=phrase("to_call", n=len(pending)),
    )


def _told(people: Sequence[NotificationLine]) -> Iterator[str]:
    """`05-17 20:15 王五已告知：张三、李四`."""
    by_note: dict[str, list[str]] = {}
    for line in people:
        if line.notified:
            by_note.setdefault(line.notified, []).append(line.name)
    for note, names in sorted(by_note.items()):
        yield phrase("told_them", note=note, names=listed(names))


def _language_name(language: str, texts: Sequence[tuple[str, str]]) -> str:
    """The name of a text's language, where there are several."""
    if len(texts) == 1:
        return ""
    return vocabulary.catalog(language).name if language in vocabulary.languages() else language


def _title(entry: LogEntry) -> str:
    if entry.at is None:
        return phrase("not_published_yet")
    at = f"{day(entry.at.date())} {entry.at:%H:%M}"
    return phrase("published_at", at=at, target=entry.target)
