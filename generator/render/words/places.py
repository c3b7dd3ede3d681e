"""Where people sleep and sit: rooms, tables and seats, and the facts that a hotel's page gives."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.agenda.views import HotelFacts
from generator.text import Text


def room_text(venue: Text, number: str | Text, language: str) -> str:
    """`明峰宾馆 8301`, `明峰宾馆 待定`."""
    return f"{venue.in_(language)} {number.in_(language) if isinstance(number, Text) else number}"


def table_text(table: str, language: str, seat: str | None = None) -> str:
    """`4 号桌`, or `4 号桌 5 号座` where the seat is numbered."""
    key = "table_and_seat" if seat else "table_only"
    return vocabulary.word(f"card.{key}", language, table=table, seat=seat)


def seat_text(form: str, side: str, number: int, language: str) -> str:
    """`主席台 1 号`, `长桌 主方 3 号`: a seat that was given by rank or by hand."""
    label = vocabulary.label("SeatingForm", form, language)
    side_text = vocabulary.word(f"card.side_{side}", language) if side else ""
    return vocabulary.word("card.seat_at", language, form=label, seat=f"{side_text}{number}")


def hotel_lines(facts: HotelFacts, language: str) -> Iterator[tuple[str, str, str]]:
    """(field, label, value) of each fact of a hotel that is known."""
    values = {
        "wifi": facts.wifi or "",
        "wifi_password": facts.wifi_password or "",
        "breakfast": str(facts.breakfast) if facts.breakfast else "",
        "check_out": f"{facts.check_out:%H:%M}" if facts.check_out else "",
        "luggage": facts.luggage.in_(language) if facts.luggage else "",
        "entrance": facts.entrance.in_(language) if facts.entrance else "",
    }
    for field, value in values.items():
        if value:
            yield field, vocabulary.label("Venue", field, language), value
