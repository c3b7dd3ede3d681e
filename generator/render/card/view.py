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
class PairView:
    """A value below its label; `kind` is vehicle, plate, board or seat."""

    kind: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """A reader's own seat, a small picture of it, and from where that is seen."""

    value: str
    picture: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry in words. `starts` is in minutes since 1970, so that any phone in any time zone
    knows what is next, `minutes` how long it lasts; `by` is when the ride that takes its people
    there starts, or 0.
    """

    kind: str
    starts: int
    minutes: int
    time: str
    title: str
    where: str
    map: str
    by: int
    pairs: tuple[PairView, ...]
    lines: tuple[str, ...]
    callers: tuple[CallerView, ...]
    parts: tuple[str, ...]
    optional: bool
    marked_until: int


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, its number since 1970 and its name on a tab; each entry with the reader's own seats,
    which many other readers of it do not share.
    """

    date: str
    tab: str
    number: int
    entries: tuple[tuple[EntryView, tuple[SeatView, ...]], ...]
    room: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room from the night of day `first` to the morning of day `last`, which one leaves by
    `check_out` (minutes of that day); `later` says it before its time, `facts` are its house's.
    """

    number: str
    first: int
    last: int
    check_out: int
    later: str
    facts: tuple[tuple[str, str, str], ...]
    where: str
    detail: str
    nights: str
    map: str
    phone: str
    dial: str
    marked_until: int


@dataclass(frozen=True, slots=True)
class RoutineView:
    """A line of the daily timetable; `differs` names the days whose plan says otherwise."""

    time: str
    what: str
    place: str
    differs: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a card since an earlier publication, in words: when it went out (seconds since
    1970), the kind of subject (entry, stay, vehicle …), the key of its entry or `stay:<date>`, or
    none, which field (time, place, room, seat, vehicle, plate, cancelled, new …), what to call it,
    and its old and new value.
    """

    at: int
    kind: str
    key: str
    field: str
    label: str
    old: str
    new: str


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
    """Everything a card shows in one language; each change with where on the card it is, as `e3`
    (the fourth entry) or `r0` (the first room), or nowhere; `word` holds the fixed words,
    `timezone` is whose clock its times are on, `last` the number of its last day.
    """

    language: str
    language_name: str
    direction: str
    word: Mapping[str, str]
    emblem: str
    visit: str
    host: str
    dates: str
    timezone: str
    last: int
    name: str
    about: str
    staff: bool
    days: tuple[DayView, ...]
    rooms: tuple[RoomView, ...]
    routine: tuple[RoutineView, ...]
    contacts: tuple[CallerView, ...]
    notices: tuple[str, ...]
    duties: tuple[DutiesView, ...]
    tasks: tuple[TaskView, ...]
    charges: tuple[ChargeView, ...]
    changes: tuple[tuple[ChangeView, str], ...]
    as_of: str
    version: str
