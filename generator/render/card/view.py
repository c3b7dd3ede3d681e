"""The content of a card in one language: plain texts for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallerView:
    """Somebody to call; `dial` is the number as a link dials it."""

    what: str
    name: str
    phone: str
    dial: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A value below its label; `kind` is vehicle, plate, board, seat, or open (to be decided)."""

    kind: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """A reader's own seat, a small picture of it, and the side from which that is seen."""

    value: str
    picture: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper that the reader may open; `detail` is its size, or nothing for a link."""

    title: str
    href: str
    detail: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of an item's agenda; `detail` is its time, speaker and length."""

    number: int
    title: str
    detail: str
    own: bool
    papers: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True, eq=False)
class EntryView:
    """An entry in words; `entry_view` returns one object for all cards of an entry.

    So it is looked up by its identity: to compare its texts takes as long as to word them.

    `starts` is in minutes since 1970, so that a phone in any time zone knows what is next;
    `minutes` is how long it lasts; `by` is when the ride that takes its people there starts, or 0.
    `points` and `papers` are those of an item. For staff, `in_charge` are all who can be called
    about it, and `callers` is empty; `roll_call` is the code of the event, where its
    reader calls the roll.
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
    shuttle: bool
    marked_until: int
    points: tuple[PointView, ...] = ()
    papers: tuple[PaperView, ...] = ()
    in_charge: tuple[CallerView, ...] = ()
    roll_call: str = ""


@dataclass(frozen=True, slots=True)
class VisitView:
    """The visit's facts on a card; `last` is the number of the last day since 1970."""

    emblem: str
    title: str
    host: str
    dates: str
    timezone: str
    last: int


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, its number since 1970 and its name on a tab.

    Each entry comes with the reader's own seats, since many cards share the entry but not these.
    """

    date: str
    tab: str
    number: int
    entries: tuple[tuple[EntryView, tuple[SeatView, ...]], ...]
    room: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room from the night of day `first` to the morning of day `last`.

    `check_out` is until when it is kept on that morning, in minutes of the day. `later` announces
    the room before its first night; `facts` are those of the hotel's page.
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
class DrivingView:
    """Where a guest who comes by car drives to; each of `pairs` has a label and its value."""

    where: str
    pairs: tuple[tuple[str, str], ...]
    map: str


@dataclass(frozen=True, slots=True)
class RoutineView:
    """A line of the daily timetable; `differs` names the days with another plan."""

    time: str
    what: str
    place: str
    differs: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a card since an earlier publication, in words.

    `at` is when it was published (seconds since 1970); `kind` is `entry`, `stay` or `vehicle`;
    `key` is that of its entry, `stay:<date>`, or empty; `field` is the field that differs (`time`,
    `place`, `room` …), or `new`, `cancelled` or `changed`; `label` names what differs.
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
    """A task to own or to check; `key` is the text by which the phone remembers it as done.

    `due_at` is when it is late, in minutes since 1970; 0 where no day is given. `other` is who
    checks it, or who owns it, or else the lead.
    """

    key: str
    what: str
    due: str
    due_at: int
    lines: tuple[str, ...]
    done: bool
    other: CallerView | None = None


@dataclass(frozen=True, slots=True)
class DutiesView:
    """The duties of a working group; each of `lists` has a label and its lines."""

    group: str
    lines: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class AttentionView:
    """What needs attention: of the guests in care by name, or of a group's work in this visit."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ColleaguesView:
    """A working group in the directory of the team."""

    group: str
    people: tuple[CallerView, ...]


@dataclass(frozen=True, slots=True)
class GuestInCareView:
    """A guest in a staff member's care, with what differs from the others.

    `needs` are diet and special needs; `dial` is the number as a link dials it.
    """

    name: str
    about: str
    needs: str
    phone: str
    dial: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a panel; `due` is when it is late, in minutes since 1970, or 0.

    A `heading` is above the lines of one ride.
    """

    head: str
    tag: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    callers: tuple[CallerView, ...] = ()
    due: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class BlockView:
    """Lines of a panel that are folded together.

    `starts` is the midnight of its day in minutes since 1970; 0 where it is of no single day.
    """

    title: str
    starts: int
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class PanelView:
    """What a working group needs to see of the whole visit."""

    kind: str
    title: str
    note: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class RollCallsView:
    """The roll calls of a card: the fixed phrases by key, and the data that its script reads.

    `liaisons` call those whom the card does not name. `others` are the code and the name of roll
    calls whose event is no entry of the card.
    """

    word: Mapping[str, str]
    data: Mapping[str, object]
    liaisons: tuple[CallerView, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """The content of a card in one language.

    Each of `changes` comes with its place on the card: `e3` (the fourth entry), `r0` (the first
    room), or nowhere. `shared` is what most of the guests in `charges` share. `word` has the fixed
    phrases by key.
    """

    language: str
    language_name: str
    direction: str
    word: Mapping[str, str]
    visit: VisitView
    name: str
    about: str
    staff: bool
    days: tuple[DayView, ...]
    driving: DrivingView | None
    rooms: tuple[RoomView, ...]
    routine: tuple[RoutineView, ...]
    contacts: tuple[CallerView, ...]
    notices: tuple[str, ...]
    duties: tuple[DutiesView, ...]
    tasks: tuple[TaskView, ...]
    tell: CallerView | None
    charges: tuple[GuestInCareView, ...]
    shared: tuple[str, ...]
    attention: tuple[AttentionView, ...]
    directory: tuple[ColleaguesView, ...]
    panels: tuple[PanelView, ...]
    roll_calls: RollCallsView | None
    changes: tuple[tuple[ChangeView, str], ...]
    as_of: str
    version: str
