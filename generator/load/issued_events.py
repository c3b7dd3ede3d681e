"""The events published before, by the records of publications beside visit.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.load.event_identities import EventFacts, KnownEvent
from generator.load.issued_cards import RecordFile, record_content, record_files, record_slug
from generator.text import Text

KINDS = ("item", "meal", "ride")
"""The kinds of events in the keys of a card's parts."""


def known_events(folder: Path) -> tuple[KnownEvent, ...]:
    """Every event that was ever on a card of the visit in `folder`.

    A record that cannot be read is skipped: the publication reports it. So is an event with a
    telephone number in its title, which is encrypted there.
    """
    return _events(folder.name, record_files(folder))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts that a record adds to those of the record before."""

    former: _Parts | None
    first: int
    added: tuple[tuple[Any, Any], ...]

    def __getitem__(self, number: int) -> tuple[Any, Any]:
        parts = self
        while number < parts.first and parts.former:
            parts = parts.former
        return parts.added[number - parts.first]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.former:
            yield from self.former
        yield from self.added


@lru_cache(maxsize=16)
def _events(slug: str, files: tuple[RecordFile, ...]) -> tuple[KnownEvent, ...]:
    known: dict[str, EventFacts] = {}
    current: set[str] = set()
    parts: dict[str, _Parts] = {}
    for file in files:
        try:
            content = record_content(file)
            if record_slug(content) != slug:
                continue
            events = dict(_events_of(content, file.path.stem, parts))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
        known |= events
        current = {*events}
    return tuple(
        KnownEvent(key.partition(":")[2], facts, key in current) for key, facts in known.items()
    )


def _events_of(
    content: Mapping[str, Any], name: str, parts: dict[str, _Parts]
) -> Iterator[tuple[str, EventFacts]]:
    """The events of a record by their keys; its parts are added to `parts`."""
    if content["form"] == 1:
        yield from _read((key, content["contents"][digest]) for key, digest in content["parts"])
        return
    former = parts.get(content["after"] or "")
    first = former.first + len(former.added) if former else 0
    own = _Parts(former, first, tuple((key, value) for key, value in content["parts"]))
    parts[name] = own
    # Records that were written before this list existed: the last part of each key.
    yield from _read(map(own.__getitem__, content["events"]) if "events" in content else own)


def _read(parts: Any) -> Iterator[tuple[str, EventFacts]]:
    for key, value in parts:
        if isinstance(key, str) and key.startswith(tuple(f"{kind}:" for kind in KINDS)):
            try:
                yield key, facts_of(value)
            except (ValueError, LookupError, TypeError, AttributeError):
                continue


def facts_of(value: Mapping[str, Any]) -> EventFacts:
    """The facts of an entry in its canonical form. Raises TypeError where a text is encrypted."""
    kind, title = value["kind"], _text(value["title"])
    route = (value.get("passage") or {}).get("destination")
    end = value.get("end")
    return EventFacts(
        kind=kind,
        name=value["meal_kind"] if kind == "meal" else title,
        start=datetime.fromisoformat(value["start"]),
        end=datetime.fromisoformat(end) if end else None,
        place=_place(value.get("where")),
        detail={"meal": title, "ride": _place(route)}.get(kind, ""),
    )


def _place(value: Mapping[str, Any] | None) -> str:
    return f"{_text(value['venue'])} {_text(value.get('space') or '')}".strip() if value else ""


def _text(value: Any) -> str:
    if isinstance(value, dict):
        if "sealed" in value:
            raise TypeError("encrypted")
        return str(value[""] if "" in value else Text.of(value))
    return str(value)
