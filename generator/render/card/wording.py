"""Words the things of an agenda in one language, so that templates only lay them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton

from generator import vocabulary
from generator.agenda.views import (
    Agenda,
    Caller,
    Entry,
    EntryKind,
    Part,
    Passage,
    VehicleLoad,
    Where,
)
from generator.model.enums import MapService
from generator.model.parsing.values import Moment
from generator.render.card.view import CallerView, EntryView, PairView

USUAL_LENGTH = {
    EntryKind.ITEM: timedelta(hours=1),
    EntryKind.MEAL: timedelta(hours=1),
    EntryKind.RIDE: timedelta(minutes=30),
    EntryKind.ARRIVAL: timedelta(minutes=30),
    EntryKind.DEPARTURE: timedelta(minutes=30),
}
"""How long something without an end is "now"."""

_CHINA = (3.8, 53.6, 73.4, 135.1)  # south, north, west, east


@dataclass(frozen=True, slots=True)
class Wording:
    """How things are said: in which language, on which zone's clock, with which maps, and whether
    to staff. The same for everybody who is told alike, so that what two people share is worded
    once.
    """

    language: str
    timezone: str
    maps: MapService
    staff: bool

    @classmethod
    def of(cls, agenda: Agenda, language: str) -> Wording:
        """How an agenda's reader is told of it in `language`."""
        facts = agenda.visit
        return cls(language, facts.timezone, facts.appearance.maps, agenda.staff)

    @property
    def word(self) -> Mapping[str, str]:
        """The catalog's fixed words for cards."""
        return vocabulary.words_under("card", self.language)

    def title(self, entry: Entry) -> str:
        """What an entry is called: a ride by where it goes."""
        title = entry.title.in_(self.language)
        if entry.kind is EntryKind.RIDE:
            return self.word["ride_to"].format(place=title)
        if entry.kind in (EntryKind.ARRIVAL, EntryKind.DEPARTURE):
            return f"{self.word[entry.kind]} {title}"
        if entry.form:
            return f"{title} · {entry.form.in_(self.language)}"
        return title

    def lines(self, entry: Entry) -> list[str]:
        """The lines below an entry: who chairs it, its note, and what staff need to know."""
        found = []
        if entry.moderator:
            found.append(self.word["moderator"].format(name=entry.moderator))
        if entry.note:
            found.append(entry.note.in_(self.language))
        if self.staff:
            found += self._for_staff(entry)
        return found

    def aboard(self, passage: Passage | None) -> tuple[PairView, ...]:
        """A person's vehicle, its plate and where to board, each with its label."""
        if passage is None:
            return ()
        kind = passage.vehicle_kind
        vehicle = (
            passage.vehicle or "",
            vocabulary.label("VehicleKind", kind, self.language) if kind else "",
        )
        boarding = passage.boarding.in_(self.language) if passage.boarding else ""
        pairs = (
            ("vehicle", "vehicle_no", " · ".join(part for part in vehicle if part)),
            ("plate", "plate", passage.plate or ""),
            ("board", "boarding", _joined(self.place(passage.origin), boarding)),
        )
        return tuple(
            PairView(kind, self.word[label], value) for kind, label, value in pairs if value
        )

    def _for_staff(self, entry: Entry) -> list[str]:
        found = []
        if entry.kind is EntryKind.RIDE:
            found += [self._carried(entry)] if entry.loads else []
        elif entry.people or entry.headcount:
            people = "、".join(text.in_(self.language) for text in entry.people)
            count = self.word["people"].format(n=entry.headcount) if entry.headcount else ""
            found.append(" ".join(part for part in (people, count) if part))
        named = [
            f"{self.word[f'part_{part}']} {name}"
            for part, name in (
                ("receiver", entry.receiver),
                ("responsible", entry.responsible),
                ("checker", entry.checker),
            )
            if name
        ]
        found += [" · ".join(named)] if named else []
        found += [entry.staff_note] if entry.staff_note else []
        return found

    def _carried(self, ride: Entry) -> str:
        """`1号车 29 人：一组、王强；2号车 17 人；共 46 人`: who goes by which vehicle."""
        vehicles = [self._load(load) for load in ride.loads]
        if len(vehicles) > 1 and ride.headcount:
            vehicles.append(self.word["people_in_all"].format(n=ride.headcount))
        return "；".join(vehicles)

    def _load(self, load: VehicleLoad) -> str:
        """`1号车 鄂E·0C021 12 人：第一组`; without names where too many are named."""
        vehicle = " ".join(part for part in (load.vehicle, load.plate) if part)
        people = self.word["people"].format(n=load.count)
        if not load.named:
            return self.word["carries"].format(vehicle=vehicle, people=people)
        who = "、".join(name.default for name in load.named)
        return self.word["carries_whom"].format(vehicle=vehicle, people=people, who=who)

    def caller(self, caller: Caller, what: str | None = None) -> CallerView:
        """Somebody to call; `what` is a word of the catalog where the caller does not say."""
        said = caller.what.in_(self.language) if caller.what else ""
        phone = caller.phone or ""
        return CallerView(
            self.word[what] if what else said, caller.name or "", phone, dialled(phone)
        )

    def time(self, entry: Entry) -> str:
        """`14:30–17:00`; an end on another day carries a mark."""
        start = f"{entry.start:%H:%M}"
        if entry.end is None:
            return start
        after = "⁺¹" if entry.end.date() > entry.start.date() else ""
        return f"{start}–{entry.end:%H:%M}{after}"

    def moment(self, moment: Moment) -> str:
        """A day, and a time when it is known."""
        day = _date(moment.day, self.language, "MMMd")
        return f"{day} {moment.clock:%H:%M}" if moment.clock else day

    def date(self, day: date) -> str:
        """`5月18日 星期一`."""
        return _date(day, self.language, "MMMMEEEEd")

    def at(self, when: datetime) -> str:
        """Date and time of an aware `when` on the visit's clock."""
        return _at(when, self.timezone, self.language)

    def minute(self, local: datetime) -> int:
        """Minutes since 1970 of a time on the visit's clock, which may be put back meanwhile."""
        return int(local.replace(tzinfo=ZoneInfo(self.timezone)).timestamp()) // 60

    def place(self, where: Where | None) -> str:
        return where.named(self.language) if where else ""

    def map_link(self, where: Where | None) -> str:
        """Where a tap opens a map, by the service that the visit names."""
        service = self.maps
        if where is None or where.coordinates is None or service is MapService.NONE:
            return ""
        latitude, longitude = where.coordinates
        automatic = service is MapService.AUTO and _in_china(where.coordinates)
        if automatic or service is MapService.AMAP:
            name = quote(where.venue.in_(self.language))
            return (
                f"https://uri.amap.com/marker?position={longitude},{latitude}"
                f"&name={name}&coordinate=wgs84&callnative=1"
            )
        return f"geo:{latitude},{longitude}"


@lru_cache(maxsize=1 << 16)
def entry_view(words: Wording, entry: Entry, ride: Entry | None, marked_until: int) -> EntryView:
    """An entry with its place, vehicle and the people to call for it. `ride` takes its people
    there; `marked_until` is until when it is marked as changed (seconds since 1970), or 0.

    Most entries are many people's, and worded once for all of them.
    """
    end = entry.end or entry.start + USUAL_LENGTH[entry.kind]
    passage = entry.passage
    callers = (passage.driver, passage.liaison) if passage else (None, None)
    return EntryView(
        kind=entry.kind.value,
        starts=words.minute(entry.start),
        minutes=words.minute(end) - words.minute(entry.start),
        time=words.time(entry),
        title=words.title(entry),
        where=words.place(entry.where),
        map=words.map_link(entry.where),
        by=words.minute(ride.start) if ride else 0,
        pairs=words.aboard(passage),
        lines=tuple(words.lines(entry)),
        callers=tuple(
            words.caller(caller, what)
            for caller, what in zip(callers, ("driver", "liaison_aboard"), strict=True)
            if caller is not None and (caller.name or caller.phone)
        ),
        parts=tuple(
            words.word[f"part_{part}"] for part in entry.parts if part is not Part.TAKES_PART
        ),
        optional=entry.optional,
        marked_until=marked_until,
    )


def span_of_days(first: date, last: date, language: str) -> str:
    """`2026年5月18日 – 5月20日`."""
    if first == last:
        return _date(first, language, "yMMMd")
    return f"{_date(first, language, 'yMMMd')} – {_date(last, language, 'MMMd')}"


def _in_china(coordinates: tuple[float, float]) -> bool:
    south, north, west, east = _CHINA
    return south < coordinates[0] < north and west < coordinates[1] < east


def day_number(day: date) -> int:
    """Days since 1970, as the card's script counts them."""
    return (day - date(1970, 1, 1)).days


def short_date(day: date, language: str) -> str:
    """`5/18`, as a language writes it."""
    return _date(day, language, "Md")


def day_and_month(day: date, language: str) -> str:
    """`5月18日`."""
    return _date(day, language, "MMMd")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=4096)
def _at(when: datetime, timezone: str, language: str) -> str:
    return format_datetime(when.astimezone(ZoneInfo(timezone)), "medium", locale=language)


@lru_cache(maxsize=4096)
def _date(day: date, language: str, skeleton: str) -> str:
    return format_skeleton(skeleton, day, locale=language)


@lru_cache(maxsize=8192)
def dialled(phone: str) -> str:
    """A telephone number as a link dials it."""
    number, _, extension = phone.partition("转")
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return f"{digits},{extension.strip()}" if extension else digits
