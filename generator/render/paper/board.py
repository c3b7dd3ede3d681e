"""The duty board on paper: for each day a grid of times and of parties and vehicles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from math import ceil
from typing import Any

from generator import vocabulary
from generator.agenda.board import Board, BoardEvent, Presence, Track, TrackKind, board_of
from generator.agenda.gaps import Gap, GapKind
from generator.agenda.views import PhoneContact
from generator.render.board.content import (
    event_place,
    gap_title,
    presence_text,
    track_about,
    track_name,
)
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.days import heading_day, short_day
from generator.render.words.events import entry_time, entry_title
from generator.render.words.lists import dotted, joined
from generator.text import Text

COLUMNS = 8
"""The most parties and vehicles side by side on a page."""


def duty_board_job(order: PrintOrder) -> Job:
    """Return a grid for each day, for the wall: it is there when the network is down."""
    board, words = board_of(order.visit.staff_view), Wording(order.language, "board")
    word = {
        **vocabulary.words_under("board", order.language),
        "internal": vocabulary.word("paper.internal", order.language),
        "as_of": vocabulary.word("paper.as_of", order.language),
    }
    days = sorted({*order.visit.days, *(event.entry.start.date() for event in board.events)})
    data = {
        "visit": words.text(board.visit.title),
        "word": word,
        "days": [_day(words, board, day, first=day == days[0]) for day in days],
        "leads": [_column(words, track) for track in board.tracks if track.kind is TrackKind.GROUP],
    }
    return Job("duty-board.typ", data, as_of=order.as_of_words)


def _day(words: Wording, board: Board, day: date, *, first: bool) -> dict[str, Any]:
    events = {e.entry.key: e for e in board.events if e.entry.start.date() == day}
    tracks = [
        (track, presences)
        for track in board.tracks
        if track.kind is not TrackKind.GROUP
        and (presences := [each for each in track.events if each.key in events])
    ]
    pages = ceil(len(tracks) / COLUMNS)
    size = ceil(len(tracks) / pages) if pages else 1
    return {
        "date": heading_day(day, words.language),
        "parts": [
            _part(words, tracks[start : start + size], events)
            for start in range(0, len(tracks), size)
        ],
        "gaps": [_gap(words, gap) for gap in board.gaps if _is_of(gap, day, first=first)],
    }


Column = tuple[Track, Sequence[Presence]]
"""A track with its events of one day."""


def _part(
    words: Wording, tracks: Sequence[Column], events: Mapping[str, BoardEvent]
) -> dict[str, Any]:
    """The grid of some tracks: a row for each time at which something begins."""
    starts = sorted(
        {
            (events[each.key].entry.open_time is not None, events[each.key].entry.start)
            for _, presences in tracks
            for each in presences
        }
    )
    rows = []
    for is_open, start in starts:
        cells = [
            tuple(
                (each.key, presence_text(words, track, each))
                for each in presences
                if events[each.key].entry.start == start
            )
            for track, presences in tracks
        ]
        going_on = [
            any(_is_under_way(events[each.key], start) for each in presences)
            for _, presences in tracks
        ]
        # Two vehicles with as many people are not one: each has a cell of its own.
        owners = [track.name if track.kind is TrackKind.VEHICLE else None for track, _ in tracks]
        rows.append(
            {
                "time": words.phrase("no_time") if is_open else f"{start:%H:%M}",
                "cells": list(_merged(words, zip(cells, going_on, owners, strict=True), events)),
            }
        )
    return {"columns": [_column(words, track) for track, _ in tracks], "rows": rows}


def _is_under_way(event: BoardEvent, at: datetime) -> bool:
    entry = event.entry
    return entry.end is not None and entry.start < at < entry.end


def _merged(
    words: Wording,
    columns: Iterable[tuple[tuple[tuple[str, str], ...], bool, Text | None]],
    events: Mapping[str, BoardEvent],
) -> Iterator[dict[str, Any]]:
    """The cells of a row; what is the same for neighbours is one cell that spans them."""
    for (cell, goes_on, _), same in groupby(columns):
        shown = [_event(words, events[key], who) for key, who in cell]
        width = len(list(same))
        for span in (width,) if cell else (1,) * width:
            yield {"span": span, "events": shown, "going_on": goes_on and not cell}


def _event(words: Wording, event: BoardEvent, who: str) -> dict[str, Any]:
    return {
        "time": entry_time(event.entry, words.language),
        "title": entry_title(event.entry, words.language),
        "where": dotted(event_place(words, event.entry), who),
        "call": _call(words, event.call) or (words.phrase("nobody") if event.needs_answer else ""),
    }


def _call(words: Wording, call: PhoneContact | None) -> str:
    """A name and a telephone number; empty where there is none."""
    return joined(words.name(call.name), call.phone) if call else ""


def _column(words: Wording, track: Track) -> dict[str, Any]:
    return {
        "name": track_name(words, track),
        "about": track_about(words, track),
        "calls": [_call(words, call) for call in track.calls],
    }


def _is_of(gap: Gap, day: date, *, first: bool) -> bool:
    """Whether a gap is settled on this day; on the first also what is older, or without a day."""
    if gap.start is None:
        return first and gap.kind is not GapKind.TASK
    return gap.start.date() == day or (first and gap.start.date() < day)


def _gap(words: Wording, gap: Gap) -> dict[str, str]:
    when = short_day(gap.start.date(), words.language) if gap.start else ""
    clock = f"{gap.start:%H:%M}" if gap.start and gap.is_timed else ""
    return {
        "title": gap_title(words, gap),
        "when": joined(when, clock),
        "call": _call(words, gap.call) or words.phrase("nobody"),
    }
