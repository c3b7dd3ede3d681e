"""Words an agenda in one language: computed here, so that templates only lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_skeleton

from generator import vocabulary
from generator.agenda.views import (
    Agenda,
    AgendaDay,
    AgendaTask,
    Caller,
    Charge,
    Duties,
    Entry,
    EntryKind,
    Lodging,
    Part,
    Passage,
    Where,
)
from generator.model.values import Moment
from generator.model.vocabularies import MapService
from generator.render.card.seats import seat_views, seats_in_words
from generator.render.card.view import (
    CallerView,
    CardView,
    ChargeView,
    DayView,
    DutiesView,
    EntryView,
    RoomView,
    TaskView,
)

USUAL_LENGTH = {
    EntryKind.ITEM: timedelta(hours=1),
    EntryKind.MEAL: timedelta(hours=1),
    EntryKind.RIDE: timedelta(minutes=30),
    EntryKind.ARRIVAL: timedelta(minutes=30),
    EntryKind.DEPARTURE: timedelta(minutes=30),
}
"""How long something without an end is "now"."""

_CHINA = (3.8, 53.6, 73.4, 135.1)  # south, north, west, east


def card_view(
    agenda: Agenda, language: str, as_of: datetime, version: str, marks: Mapping[str, int]
) -> CardView:
    """An agenda worded in `language`. `as_of` is aware; `marks` says until when what is marked."""
    words = Wording(agenda, language, marks)
    facts = agenda.visit
    about = (agenda.unit, agenda.post, agenda.party, agenda.part)
    return CardView(
        language=language,
        language_name=vocabulary.catalog(language).name,
        direction=vocabulary.catalog(language).direction,
        word=_words(language),
        emblem=facts.appearance.emblem or facts.host.in_(language)[:1],
        visit=facts.title.in_(language),
        host=facts.host.in_(language),
        dates=span_of_days(facts.start, facts.end, language),
        name=agenda.name,
        about=" · ".join(part for part in about if part),
        staff=agenda.staff,
        days=tuple(words.day(day) for day in agenda.days),
        rooms=tuple(words.room(stay) for stay in agenda.stays),
        tables=tuple(
            table
            for entry in agenda.entries
            for table in seat_views(entry, words.occasion(entry), language)
        ),
        routine=tuple(
            (str(line.time), line.what.in_(language), words.place(line.where))
            for line in agenda.routine
        ),
        contacts=tuple(words.caller(caller) for caller in agenda.contacts),
        notices=tuple(notice.in_(language) for notice in agenda.notices),
        duties=tuple(words.duties(duties) for duties in agenda.duties),
        tasks=tuple(words.task(task) for task in agenda.tasks),
        charges=tuple(words.charge(charge) for charge in agenda.charges),
        as_of=format_datetime(as_of.astimezone(words.zone), "medium", locale=language),
        version=version,
    )


class Wording:
    """Words the parts of one agenda in one language."""

    def __init__(self, agenda: Agenda, language: str, marks: Mapping[str, int]) -> None:
        self.marks = marks
        self.agenda = agenda
        self.language = language
        self.zone = ZoneInfo(agenda.visit.timezone)
        self.word = _words(language)
        self._entries = {entry.key: entry for entry in agenda.entries}
        self._numbers = {entry.key: str(n) for n, entry in enumerate(agenda.entries)}

    def day(self, day: AgendaDay) -> DayView:
        """A day, and where its night is spent."""
        midnight = datetime.combine(day.day, datetime.min.time())
        lodging = day.lodging
        return DayView(
            date=self.date(day.day),
            starts=self.seconds(midnight),
            minutes=self.minutes(midnight, midnight + timedelta(days=1)),
            entries=tuple(self.entry(entry) for entry in day.entries),
            room=f"{lodging.where.venue.in_(self.language)} {lodging.room}" if lodging else "",
        )

    def entry(self, entry: Entry) -> EntryView:
        """An entry with its place, vehicle, table and the people to call for it."""
        end = entry.end or entry.start + USUAL_LENGTH[entry.kind]
        ride = self._entries.get(entry.reached_by or "")
        passage = entry.passage
        callers = (passage.driver, passage.liaison) if passage else (None, None)
        return EntryView(
            id=self._numbers[entry.key],
            kind=entry.kind.value,
            starts=self.seconds(entry.start),
            minutes=self.minutes(entry.start, end),
            time=self.time(entry),
            title=self.title(entry),
            where=self.place(entry.where),
            map=self.map_link(entry.where),
            by=self.ride_in_short(ride) if ride else "",
            plate=passage.plate or "" if passage else "",
            lines=tuple(self._lines(entry)),
            callers=tuple(
                self.caller(caller, what)
                for caller, what in zip(callers, ("driver", "liaison_aboard"), strict=True)
                if caller is not None and (caller.name or caller.phone)
            ),
            parts=tuple(
                self.word[f"part_{part}"] for part in entry.parts if part is not Part.TAKES_PART
            ),
            optional=entry.optional,
            table=" · ".join(seats_in_words(entry, self.language)),
            marked_until=self.marks.get(entry.key, 0),
        )

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

    def occasion(self, entry: Entry) -> str:
        """What an entry is called where its day is not said beside it."""
        return f"{self.date(entry.start.date())} {self.title(entry)}"

    def _lines(self, entry: Entry) -> list[str]:
        found = []
        if entry.passage:
            found += self._aboard(entry.passage)
        if entry.moderator:
            found.append(self.word["moderator"].format(name=entry.moderator))
        if entry.note:
            found.append(entry.note.in_(self.language))
        if self.agenda.staff:
            found += self._for_staff(entry)
        return found

    def _aboard(self, passage: Passage) -> list[str]:
        kind = passage.vehicle_kind
        vehicle = [
            passage.vehicle or "",
            vocabulary.label("VehicleKind", kind, self.language) if kind else "",
            passage.plate or "",
        ]
        boarding = passage.boarding.in_(self.language) if passage.boarding else ""
        place = " ".join(part for part in (self.place(passage.origin), boarding) if part)
        aboard = " · ".join(part for part in vehicle if part)
        return [line for line in (aboard, self.word["board_at"].format(place=place)) if line]

    def _for_staff(self, entry: Entry) -> list[str]:
        found = []
        if entry.people or entry.headcount:
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

    def ride_in_short(self, ride: Entry) -> str:
        """`乘1号车 鄂E·0C021，13:00 正门停车场上车`."""
        passage = ride.passage
        if passage is None or passage.vehicle is None:
            return ""
        boarding = passage.boarding.in_(self.language) if passage.boarding else ""
        place = boarding or self.place(passage.origin)
        return self.word["by_vehicle"].format(
            vehicle=passage.vehicle,
            plate=passage.plate or "",
            time=f"{ride.start:%H:%M}",
            place=place,
        )

    def room(self, stay: Lodging) -> RoomView:
        """A room, its floor and type, and its nights."""
        floor = self.word["floor"].format(floor=stay.floor) if stay.floor else ""
        kind = vocabulary.label("RoomType", stay.type, self.language)
        phone = stay.phone or ""
        return RoomView(
            number=stay.room,
            where=stay.where.venue.in_(self.language),
            detail=" · ".join(part for part in (floor, kind) if part),
            nights=span_of_days(stay.check_in, stay.check_out, self.language),
            map=self.map_link(stay.where),
            phone=phone,
            dial=_dial(phone),
            marked_until=self.marks.get(f"stay:{stay.check_in}", 0),
        )

    def caller(self, caller: Caller, what: str | None = None) -> CallerView:
        """Somebody to call; `what` is a word of the catalog where the caller does not say."""
        said = caller.what.in_(self.language) if caller.what else ""
        phone = caller.phone or ""
        return CallerView(self.word[what] if what else said, caller.name or "", phone, _dial(phone))

    def task(self, task: AgendaTask) -> TaskView:
        """A task to own or to check."""
        key = "task_owner" if task.checks else "task_checker"
        lines = [
            self.word["standard"].format(text=task.standard) if task.standard else "",
            self.word["caution"].format(text=task.caution) if task.caution else "",
            self.word[key].format(name=task.other) if task.other else "",
        ]
        return TaskView(
            key=task.what,
            what=self.word["to_check"].format(what=task.what) if task.checks else task.what,
            due=self.moment(task.due) if task.due else "",
            lines=tuple(line for line in lines if line),
            done=task.done is not None,
        )

    def duties(self, duties: Duties) -> DutiesView:
        """A working group's duties, requirements and cautions."""
        named = [
            self.word[key].format(name=name)
            for key, name in (("group_lead", duties.lead), ("group_checker", duties.checker))
            if name
        ]
        lists = [
            (self.word[field], tuple(text.in_(self.language) for text in getattr(duties, field)))
            for field in ("duties", "requirements", "cautions")
        ]
        return DutiesView(
            group=duties.group.in_(self.language),
            lines=(" · ".join(named),) if named else (),
            lists=tuple((label, items) for label, items in lists if items),
        )

    def charge(self, charge: Charge) -> ChargeView:
        """A guest in the reader's care."""
        rooms = "、".join(room.named(self.language) for room in charge.rooms)
        journeys = (
            ("arrival", charge.arrival, charge.arrival_by),
            ("departure", charge.departure, charge.departure_by),
        )
        lines = [
            " · ".join(part for part in (rooms, "、".join(charge.vehicles)) if part),
            "、".join((*charge.diet, *charge.needs)),
            *(
                f"{self.word[key]} {self.moment(moment)} {by or ''}".strip()
                for key, moment, by in journeys
                if moment
            ),
        ]
        about = (charge.unit, charge.post, charge.party)
        return ChargeView(
            name=charge.name,
            about=" · ".join(part for part in about if part),
            phone=charge.phone or "",
            dial=_dial(charge.phone or ""),
            lines=tuple(line for line in lines if line),
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

    def seconds(self, local: datetime) -> int:
        """Seconds since 1970 of a time on the visit's clock."""
        return int(local.replace(tzinfo=self.zone).timestamp())

    def minutes(self, start: datetime, end: datetime) -> int:
        """How long it is between two times on the visit's clock, which may be put back between."""
        return (self.seconds(end) - self.seconds(start)) // 60

    def place(self, where: Where | None) -> str:
        return where.named(self.language) if where else ""

    def map_link(self, where: Where | None) -> str:
        """Where a tap opens a map, by the service that the visit names."""
        service = self.agenda.visit.appearance.maps
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


def span_of_days(first: date, last: date, language: str) -> str:
    """`2026年5月18日 – 5月20日`."""
    if first == last:
        return _date(first, language, "yMMMd")
    return f"{_date(first, language, 'yMMMd')} – {_date(last, language, 'MMMd')}"


def _in_china(coordinates: tuple[float, float]) -> bool:
    south, north, west, east = _CHINA
    return south < coordinates[0] < north and west < coordinates[1] < east


@lru_cache(maxsize=4096)
def _date(day: date, language: str, skeleton: str) -> str:
    return format_skeleton(skeleton, day, locale=language)


@lru_cache(maxsize=64)
def _words(language: str) -> dict[str, str]:
    return vocabulary.words_under("card", language)


@lru_cache(maxsize=8192)
def _dial(phone: str) -> str:
    """A telephone number as a link dials it."""
    number, _, extension = phone.partition("转")
    digits = "".join(c for c in number if c.isdigit() or c == "+")
    return f"{digits},{extension.strip()}" if extension else digits
