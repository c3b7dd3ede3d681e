"""Pictures of who sits where at an item or in a vehicle, as staff see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator import vocabulary
from generator.model.people import Staff
from generator.model.schedule import ScheduleItem
from generator.model.seating import Seating
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.render.handbook.blocks import Block, Pictures, Remark
from generator.render.handbook.words import LANGUAGE, member, text
from generator.render.svg.seat_rows import seating_legend, seating_picture
from generator.render.svg.seats import Chair
from generator.render.words.lists import dotted
from generator.seating.assignment import NumberedSeat, arrangement_of, is_right_first


def seat_pictures(visit: Visit, event: ScheduleItem | Ride) -> Iterator[Block]:
    """A picture of each seating of an event, and the side from which it is seen."""
    word = vocabulary.words_under("seating", LANGUAGE)
    for seating in visit.seating:
        if seating.at.id == event.id:
            title = _title(seating)
            rows = [
                [_chair(place, word) for place in row]
                for row in arrangement_of(visit, seating).rows
            ]
            picture = seating_picture(seating.form, rows, title, word)
            yield Pictures(((title, Markup(picture)),))
            right = is_right_first(visit, seating)
            yield Remark(seating_legend(seating.form, word, right_first=right), "legend")


def _title(seating: Seating) -> str:
    what = seating.at.title if isinstance(seating.at, ScheduleItem) else None
    vehicle = seating.vehicle.number if seating.vehicle else ""
    return dotted(text(what), vehicle, member("SeatingForm", seating.form))


def _chair(place: NumberedSeat | None, word: Mapping[str, str]) -> Chair | None:
    if place is None:
        return None
    number = f"{word[place.side]}{place.number}" if place.side else str(place.number)
    if place.person is None:
        return Chair("", number)
    side = "host" if isinstance(place.person, Staff) else "guest"
    return Chair(place.person.name, number, side=side)
