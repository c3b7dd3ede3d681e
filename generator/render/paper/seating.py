"""Pictures of who sits where, from the seat on each person's own card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator import vocabulary
from generator.agenda import Agenda
from generator.agenda.views import Entry, SeatPlace
from generator.model.enums import SeatingForm
from generator.render.handbook.blocks import Block, Pictures, Remark, Section
from generator.render.paper.order import PrintOrder
from generator.render.svg.round_table import round_table_picture
from generator.render.svg.seat_rows import seating_picture
from generator.render.svg.seats import Chair
from generator.render.words import Wording
from generator.render.words.events import entry_heading
from generator.render.words.places import table_text


@dataclass(frozen=True)
class _Seating:
    """One seating of an entry; `vehicle` is empty where it is not in one."""

    form: SeatingForm
    plan: tuple[str, ...]
    vehicle: str


People = list[tuple[Agenda, SeatPlace]]


def seat_sections(order: PrintOrder, words: Wording) -> Iterator[Section]:
    """Yield a section for each entry with seats in rows, with a picture of each seating."""
    entries: dict[str, Entry] = {}
    seated: dict[str, dict[_Seating, People]] = {}
    for agenda in order.agendas:
        for entry in agenda.entries:
            vehicle = str((entry.passage.vehicle if entry.passage else None) or "")
            for place in entry.seats:
                entries.setdefault(entry.key, entry)
                seating = _Seating(place.form, place.plan, vehicle)
                people = seated.setdefault(entry.key, {}).setdefault(seating, [])
                people.append((agenda, place))
    for entry in sorted(entries.values(), key=lambda entry: (entry.start, entry.key)):
        title = entry_heading(entry, words.language)
        yield Section(title, tuple(_pictures(seated[entry.key], words.language)))


def _pictures(seated: Mapping[_Seating, People], language: str) -> Iterator[Block]:
    word = vocabulary.words_under("seating", language)
    for seating, people in seated.items():
        form = vocabulary.label("SeatingForm", seating.form, language)
        caption = " ".join(part for part in (seating.vehicle, form) if part)
        picture = seating_picture(seating.form, _rows(seating.plan, people, word), caption, word)
        yield Pictures(((caption, Markup(picture)),))
        seen = word[f"seen.{seating.form}"]
        yield Remark(word["guests_legend"].format(seen=seen), "legend")


def _rows(
    plan: tuple[str, ...], people: People, word: Mapping[str, str]
) -> list[list[Chair | None]]:
    """The plan's chairs with the names of the people on them."""
    rows = [[Chair("") if seat == "o" else None for seat in row] for row in plan]
    for agenda, place in people:
        number = f"{word[place.side]}{place.number}" if place.side else str(place.number)
        side = "host" if agenda.staff else "guest"
        rows[place.row][place.column] = Chair(agenda.name, number, side=side)
    return rows


def table_sections(order: PrintOrder, words: Wording) -> Iterator[Section]:
    """Yield a section for each meal with a picture of each table, without diets."""
    meals: dict[str, tuple[Entry, dict[str, list[Chair]]]] = {}
    for agenda in order.agendas:
        for entry in agenda.entries:
            if entry.table and entry.table.seats:
                tables = meals.setdefault(entry.key, (entry, {}))[1]
                side = "host" if agenda.staff else "guest"
                chair = Chair(agenda.name, entry.table.seat or "", side=side)
                tables.setdefault(entry.table.table, []).append(chair)
    for entry, tables in sorted(meals.values(), key=lambda meal: meal[0].start):
        title = entry_heading(entry, words.language)
        numbers = sorted(tables, key=_by_number)
        pictures = tuple(_table(words, number, tables[number]) for number in numbers)
        legend = vocabulary.word("paper.seat_legend", words.language)
        yield Section(title, (Pictures(pictures), Remark(legend, "legend")))


def _table(words: Wording, number: str, chairs: list[Chair]) -> tuple[str, Markup]:
    title = table_text(number, words.language)
    ordered = sorted(chairs, key=lambda chair: _by_number(chair.number))
    return title, Markup(round_table_picture(ordered, title, number))


def _by_number(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 10**6, number)
