"""Cards as in a first build, for tests that build pages without a project, and their text."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser

from generator.agenda import Agenda
from generator.build.microsite import CurrentCard
from generator.changes.cards import Card
from generator.changes.event_history import EventHistory
from generator.changes.snapshot import snapshot_of, version_of

_WITHIN = {"bdi"}
_INLINE = {"a", "abbr", "b", "em", "i", "q", "s", "small", "span", "strong", "sup", "time",
           "dt", "dd"}  # fmt: skip
_UNSEEN = {"script", "style", "svg", "title"}
_VOID = {"br", "hr", "img", "input", "link", "meta"}


def first_card(agenda: Agenda, as_of: int = 0) -> CurrentCard:
    """Return the card of an agenda without changes; `as_of` in seconds since 1970."""
    snapshot = snapshot_of(agenda)
    card = Card(snapshot, version_of(snapshot.digest), as_of)
    return CurrentCard(card, EventHistory.new(as_of))


def unpublished(at: datetime) -> EventHistory:
    """Return the history of a card that was never published; `at` is when its plan was changed."""
    return EventHistory.new(int(at.timestamp()))


def lines_of(html: str) -> list[str]:
    """Return the text of a page, a line for each block: what a reader sees, without its layout."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return [line for line in lines if line]


def _space_for(tag: str) -> str:
    if tag in _WITHIN:
        return ""
    return " " if tag in _INLINE else "\n"


class _Lines(HTMLParser):
    """Collects text, except in elements that no reader sees at first: those with `hidden`."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(_space_for(tag))
        if tag not in _VOID:
            unseen = tag in _UNSEEN or "hidden" in dict(attrs) or self._is_unseen
            self._open.append((tag, unseen))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(_space_for(tag))
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._is_unseen:
            self.parts.append(data)

    @property
    def _is_unseen(self) -> bool:
        return bool(self._open) and self._open[-1][1]
