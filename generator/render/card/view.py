"""What a card shows in one language: plain words, ready to be laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallerView:
    what: str
    name: str
    phone: str
    dial: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry in words. `starts` is in seconds since 1970, so that any phone in any time zone
    knows what is next, `minutes` how long it lasts; `by` says which vehicle takes them there."""

    kind: str
    starts: int
    minutes: int
    time: str
    title: str
    where: str
    map: str
    by: str
    plate: str
    lines: tuple[str, ...]
    callers: tuple[CallerView, ...]
    parts: tuple[str, ...]
    optional: bool
    marked_until: int


@dataclass(frozen=True, slots=True)
class DayView:
    """A day; each entry with the words for the reader's own seats, which many other readers of it
    do not share."""

    date: str
    starts: int
    minutes: int
    entries: tuple[tuple[EntryView, str], ...]
    room: str


@dataclass(frozen=True, slots=True)
class RoomView:
    number: str
    where: str
    detail: str
    nights: str
    map: str
    phone: str
    dial: str
    marked_until: int


@dataclass(frozen=True, slots=True)
class TableView:
    title: str
    table: str
    picture: str


@dataclass(frozen=True, slots=True)
class TaskView:
    key: str
    what: str
    due: str
    lines: tuple[str, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class DutiesView:
    group: str
    lines: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ChargeView:
    name: str
    about: str
    phone: str
    dial: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything a card shows in one language; `word` holds the fixed words."""

    language: str
    language_name: str
    direction: str
    word: Mapping[str, str]
    emblem: str
    visit: str
    host: str
    dates: str
    name: str
    about: str
    staff: bool
    days: tuple[DayView, ...]
    rooms: tuple[RoomView, ...]
    tables: tuple[TableView, ...]
    routine: tuple[tuple[str, str, str], ...]
    contacts: tuple[CallerView, ...]
    notices: tuple[str, ...]
    duties: tuple[DutiesView, ...]
    tasks: tuple[TaskView, ...]
    charges: tuple[ChargeView, ...]
    as_of: str
    version: str
