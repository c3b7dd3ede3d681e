"""Where people sleep and sit: rooms, tables and seats, and the facts that a hotel's page gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import vocabulary
from generator.agenda.views import HotelFacts
from generator.model.enums import RoomType
from generator.model.lodging import Stay
from generator.names.latin import has_chinese
from generator.render.words.lists import dotted, listed
from generator.render.words.spelling import title_text
from generator.text import Text


def room_text(venue: Text, number: str | Text, language: str) -> str:
    """`云来宾馆 8301`, `云来宾馆 房号待定`."""
    if isinstance(number, Text):  # it is still to be decided
        number = vocabulary.word_text("undecided.room", room=number)
    return f"{title_text(venue, language)} {title_text(number, language)}"


def rooms_text(stay: Stay, language: str) -> str:
    """`标准间`, `标准间 10 间`: the type of a stay's rooms, and how many where several."""
    kind = vocabulary.label("RoomType", stay.room_type, language) if stay.room_type else ""
    if stay.room_count is None:
        return dotted(kind, vocabulary.word("undecided.rooms_open", language))
    if stay.room_count == 1:
        return kind
    kind = kind or vocabulary.label("RoomType", stay.rooms[0].type, language)
    return vocabulary.word("undecided.rooms", language, kind=kind, n=stay.room_count)


def booked_text(kinds: Mapping[RoomType, int], language: str) -> str:
    """`标准间 10 间、单人间 2 间`: a hotel's rooms by type; words for an unknown number."""
    ordered = sorted(kinds.items(), key=lambda kind: -kind[1])
    texts = [
        vocabulary.word(
            "undecided.rooms", language, kind=vocabulary.label("RoomType", kind, language), n=n
        )
        for kind, n in ordered
    ]
    return listed(texts) or vocabulary.word("undecided.rooms_open", language)


def vehicle_text(number: str | Text | None, language: str, plate: str | Text | None = None) -> str:
    """`1号车 省A·00001`, `Vehicle 1 (省A·00001)`."""
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
