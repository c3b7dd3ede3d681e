"""Events: what an entry of an agenda, or an item, meal or ride of a visit is called, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import vocabulary
from generator.agenda.views import ConnectionFacts, Entry, EntryKind, RideDetails, RoutineLine
from generator.model.dining import Meal
from generator.model.schedule import ScheduleItem
from generator.render.words.days import heading_day, hours_text, time_range
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.places import vehicle_text
from generator.render.words.spelling import (
    full_place_text,
    name_text,
    title_text,
)
from generator.text import Text

Activity = ScheduleItem | Meal

NEXT_DAY = "⁺¹"
"""Marks an end on a later day. Change texts do without: a text message may not show it."""


def entry_start(entry: Entry, language: str) -> str:
    """`14:30`, `待定（5月10日前定）`."""
    return hours_text(entry.start, None, entry.open_time, language)


def entry_time(entry: Entry, language: str) -> str:
    """`14:30–17:00`, `待定（5月10日前定）`; an end on a later day has a mark."""
    if entry.open_time:
        return entry.open_time.in_(language)
    later = entry.end is not None and entry.end.date() > entry.start.date()
    return time_range(entry.start, entry.end) + (NEXT_DAY if later else "")


def routine_time(line: RoutineLine, language: str) -> str:
    """`07:00–08:30`, `待定`."""
    return line.time.in_(language) if isinstance(line.time, Text) else str(line.time)


def entry_name(entry: Entry, language: str) -> str:
    """The title of an entry; of a ride, where it goes."""
    title = title_text(entry.title, language)
    if entry.kind is EntryKind.RIDE and entry.passage and entry.passage.destination.is_open:
        return vocabulary.word("card.ride_open", language, undecided=title)
    if entry.every and entry.where:
        origin = title_text(entry.where.venue, language)
        return vocabulary.word("card.shuttle", language, origin=origin, place=title)
    if entry.kind is EntryKind.RIDE:
        return vocabulary.word("card.ride_to", language, place=title)
    if entry.kind in (EntryKind.ARRIVAL, EntryKind.DEPARTURE):
        # Without a train the title is the name of the field.
        is_unknown = entry.title.default == vocabulary.field_text("Guest", entry.kind).default
        return joined(vocabulary.word(f"card.{entry.kind}", language), "" if is_unknown else title)
    return title


def entry_title(entry: Entry, language: str) -> str:
    """The name of an entry, and the form of a meal: `晚餐 · 自助`."""
    form = title_text(entry.form, language)
    return dotted(entry_name(entry, language), form)


def entry_heading(entry: Entry, language: str) -> str:
    """`5月18日 星期一 18:00–19:30 晚餐 · 自助`."""
    day = heading_day(entry.start.date(), language)
    return f"{day} {entry_time(entry, language)} {entry_title(entry, language)}"


def people_in_charge(names: Iterable[str | Text | None], language: str) -> Iterator[str]:
    """`接待 李四`: receiver, responsible and checker, those who are named, each after the role."""
    for role, name in zip(("receiver", "responsible", "checker"), names, strict=True):
        if name:
            yield f"{vocabulary.word(f'card.part_{role}', language)} {name_text(name, language)}"


def activity_title(activity: Activity, language: str) -> str:
    """The title of an item or a meal; of a meal without one, its kind."""
    if isinstance(activity, Meal) and not activity.title:
        return vocabulary.label("MealKind", activity.kind, language)
    return activity.title.in_(language) if activity.title else ""


def route_text(origin: Text, destination: Text, language: str) -> str:
    """`云来宾馆 → 县博物馆`."""
    return f"{title_text(origin, language)} → {title_text(destination, language)}"


def every_text(minutes: int | None, language: str) -> str:
    """`每 20 分钟一班`; empty for a ride that goes once."""
    return vocabulary.word("card.every", language, n=minutes) if minutes else ""


def connections_text(connections: Iterable[ConnectionFacts], language: str) -> str:
    """`10:05 G1012 东出口 2 人，等 35 分钟；10:30 G1234 6 人，等 10 分钟`: who comes by what."""
    then = vocabulary.word("diff.then", language)
    return then.join(connection_text(connection, language) for connection in connections)


def connection_text(connection: ConnectionFacts, language: str) -> str:
    """A train or flight: when, which, where, how many, by which vehicle, and how long they wait."""
    at = connection.at
    people = vocabulary.word("card.people", language, n=connection.count)
    if connection.guests:
        names = enumerated((name_text(name, language) for name in connection.guests), language)
        people = vocabulary.word("card.people_by_name", language, people=people, names=names)
    train = joined(
        f"{connection.time:%H:%M}" if connection.time else "",
        connection.by,
        title_text(at.space or at.venue, language) if at else "",
        vehicle_text(connection.vehicle, language),
        people,
    )
    if connection.minutes is None:
        return train
    key = "before_departure" if connection.leaves else "waits"
    key = key if connection.minutes >= 0 else "too_late" if connection.leaves else "left_before"
    return vocabulary.word(f"card.{key}", language, train=train, n=abs(connection.minutes))


def boarding_place(passage: RideDetails, language: str) -> str:
    """`云来宾馆 东门`: the place where a ride begins, and the spot where people board."""
    spots = (passage.boarding,) if passage.boarding else ()
    return full_place_text(passage.origin, language, *spots)
