"""Where people sleep and sit: rooms, tables and seats, and the facts that a hotel's page gives."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.agenda.views import HotelFacts
from generator.names.latin import has_chinese
from generator.render.words.spelling import title_text
from generator.text import Text


def room_text(venue: Text, number: str | Text, language: str) -> str:
    """`明峰宾馆 8301`, `明峰宾馆 待定`."""
    return f"{title_text(venue, language)} {title_text(number, language)}"


def vehicle_text(number: str | Text | None, language: str, plate: str | Text | None = None) -> str:
    """`1号车 鄂E·0C021`, `Vehicle 1 (鄂E·0C021)`."""
    vehicle, plate_text = title_text(number, language), title_text(plate, language)
    if not vehicle or not plate_text:
        return vehicle or plate_text
    return vocabulary.word("card.vehicle_and_plate", language, vehicle=vehicle, plate=plate_text)


def table_text(table: str, language: str, seat: str | None = None) -> str:
    """`4 号桌`, `主桌`, or `4 号桌 5 号座` where the seat is numbered."""
    if not has_chinese(table):
        key = "table_and_seat" if seat else "table_only"
        return vocabulary.word(f"card.{key}", language, table=table, seat=seat)
    name = title_text(table, language)
    return vocabulary.word("card.seat_at_named", language, table=name, seat=seat) if seat else name


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
        "luggage": title_text(facts.luggage, language),
        "entrance": title_text(facts.entrance, language),
    }
    for field, value in values.items():
        if value:
            yield field, vocabulary.label("Venue", field, language), value
