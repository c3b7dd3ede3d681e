"""What the board's script reads: texts in one language, with the times that they belong to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from generator import vocabulary
from generator.agenda.board import Board, BoardEvent, Presence, Track, TrackKind
from generator.agenda.gaps import Gap, GapKind
from generator.agenda.views import Entry, EntryKind, PhoneContact
from generator.render.card.entries import shown_end
from generator.render.script_times import day_number, minutes_since_1970
from generator.render.words import Wording
from generator.render.words.days import day_with_weekday, full_range
from generator.render.words.events import entry_time, entry_title, every_text
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.people import dialled
from generator.render.words.places import vehicle_text
from generator.render.words.spelling import place_text

NAMED_AT_MOST = 3
"""The most people of a group who are named at an event; of more, the others are counted."""


def board_content(board: Board, language: str) -> str:
    """The board's data as JSON: days are counted from 1970, times are minutes since then."""
    words = Wording(language, "board")
    days = sorted(_days(board))
    data = {
        "zone": board.visit.timezone,
        "language": language,
        "title": words.text(board.visit.title),
        "dates": full_range(board.visit.start, board.visit.end, language),
        "first": day_number(board.visit.start),
        "last": day_number(board.visit.end),
        "words": dict(vocabulary.words_under("board", language)),
        "days": {day_number(day): day_with_weekday(day, language) for day in days},
        "events": [_event(words, board, event) for event in board.events],
        "tracks": _tracks(words, board),
        "gaps": [_gap(words, board, gap) for gap in board.gaps],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def event_place(words: Wording, entry: Entry) -> str:
    """The place of an event; of a ride the place of departure: the title has the destination."""
    if entry.kind is not EntryKind.RIDE or entry.every:
        return words.place(entry.where)
    spots = (entry.passage.boarding,) if entry.passage and entry.passage.boarding else ()
    return words.phrase("leaves", place=place_text(entry.where, words.language, *spots))


def track_name(words: Wording, track: Track) -> str:
    """The name of a party, a vehicle or a group."""
    return words.who(track.name) if track.kind is TrackKind.PARTY else words.text(track.name)


def track_about(words: Wording, track: Track) -> str:
    """How many people a party has, or a vehicle's plate."""
    size = words.phrase("people", n=track.size) if track.size else ""
    return joined(size, words.text(track.about))


def presence_text(words: Wording, track: Track, presence: Presence) -> str:
    """How many of a track take part where not all do, in which vehicles, or who of a group.

    That the lead of a group takes part alone goes without saying.
    """
    if track.kind is TrackKind.GROUP:
        lead = track.calls[0].name if track.calls else None
        if presence.names == (lead,):
            return ""
        named = [words.name(name) for name in presence.names[:NAMED_AT_MOST]]
        others = len(presence.names) - len(named)
        more = words.phrase("more_people", n=others) if others else ""
        return joined(enumerated(named, words.language), more)
    if track.kind is TrackKind.VEHICLE:
        return words.phrase("people", n=presence.count) if presence.count else ""
    some = ""
    if presence.count < track.size:
        some = words.phrase("some", n=presence.count, whole=track.size)
    vehicles = (vehicle_text(number, words.language) for number in presence.vehicles)
    return dotted(some, enumerated(vehicles, words.language))


def gap_title(words: Wording, gap: Gap) -> str:
    """What is open: a task, an event's title, rooms of a hotel, guests of a train."""
    if gap.kind is GapKind.TASK:
        return words.note(gap.title)
    title = words.text(gap.title)
    lacking = enumerated((words.text(label) for label in gap.lacking), words.language)
    if gap.kind is GapKind.ROOM:
        return joined(title, words.phrase("rooms", n=gap.count))
    if gap.kind is GapKind.BED:
        return words.phrase("beds", n=gap.count)
    if gap.kind is GapKind.PICKUP:
        return joined(title, words.phrase("without_pickup", n=gap.count, what=lacking))
    return joined(title, words.phrase("lacks", what=lacking))


def _days(board: Board) -> set[date]:
    """Every day that the board may name."""
    moments = [event.entry.start for event in board.events]
    moments += [gap.start for gap in board.gaps if gap.start]
    return {board.visit.start, board.visit.end, *(moment.date() for moment in moments)}


def _minutes(board: Board, moment: datetime) -> int:
    return minutes_since_1970(moment, board.visit.timezone)


def _call(words: Wording, call: PhoneContact | None) -> list[str]:
    """A name, a telephone number, and the number as a link dials it; empty where there is none."""
    if call is None:
        return []
    phone = call.phone or ""
    return [words.name(call.name), phone, dialled(phone)]


def _event(words: Wording, board: Board, event: BoardEvent) -> dict[str, Any]:
    entry, language = event.entry, words.language
    destination = entry.passage.destination if entry.passage else None
    is_ride = entry.kind is EntryKind.RIDE
    return {
        "kind": entry.kind.value,
        "from": _minutes(board, entry.start),
        "until": _minutes(board, shown_end(entry)),
        "time": entry_time(entry, language),
        "title": entry_title(entry, language),
        "place": dotted(event_place(words, entry), every_text(entry.every, language)),
        # Where people are when it is over.
        "after": words.place(destination if is_ride else entry.where),
        "call": _call(words, event.call),
        "unanswered": event.needs_answer,
    }


def _tracks(words: Wording, board: Board) -> dict[str, list[dict[str, Any]]]:
    places = {event.entry.key: number for number, event in enumerate(board.events)}
    return {
        kind.value: [_track(words, track, places) for track in board.tracks if track.kind is kind]
        for kind in TrackKind
    }


def _track(words: Wording, track: Track, places: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": track_name(words, track),
        "about": track_about(words, track),
        "calls": [_call(words, call) for call in track.calls],
        "events": [[places[each.key], presence_text(words, track, each)] for each in track.events],
        "nights": [
            [words.text(night.venue), day_number(night.first), day_number(night.last)]
            for night in track.nights
        ],
    }


def _gap(words: Wording, board: Board, gap: Gap) -> dict[str, Any]:
    return {
        "task": gap.kind is GapKind.TASK,
        "title": gap_title(words, gap),
        "from": _minutes(board, gap.start) if gap.start else None,
        "until": _minutes(board, gap.until) if gap.until else None,
        "time": f"{gap.start:%H:%M}" if gap.start and gap.is_timed else "",
        "call": _call(words, gap.call),
    }
