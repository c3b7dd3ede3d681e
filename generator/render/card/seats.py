"""Words a reader's own seats, at tables and elsewhere, and draws them without anybody's name."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.agenda.views import Entry, SeatPlace, TablePlace
from generator.render.card.view import SeatView
from generator.render.seats import small_seating_picture, small_table_picture


def seat_views(entry: Entry, language: str) -> Iterator[SeatView]:
    """Each of the reader's seats at an entry, as `4 号桌 5 号座`, with a small picture."""
    if entry.table:
        picture = small_table_picture(entry.table.seats, entry.table.seat)
        yield SeatView(_table(entry.table, language), picture)
    for place in entry.seats:
        picture = small_seating_picture(place.form, place.plan, place.row, place.column)
        seen = vocabulary.word(f"card.seen_{place.form}", language)
        yield SeatView(_seat(place, language), picture, seen)


def _table(place: TablePlace, language: str) -> str:
    if place.seat is None:
        return vocabulary.word("card.table_only", language, table=place.table)
    return vocabulary.word("card.table_and_seat", language, table=place.table, seat=place.seat)


def _seat(place: SeatPlace, language: str) -> str:
    form = vocabulary.label("SeatingForm", place.form, language)
    side = vocabulary.word(f"card.side_{place.side}", language) if place.side else ""
    return vocabulary.word("card.seat_at", language, form=form, seat=f"{side}{place.number}")
