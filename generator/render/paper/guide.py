"""The guests' guide (会议指南) and the staff handbook, as booklets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator import vocabulary
from generator.agenda import Agenda, hotel_facts
from generator.agenda.reader import Reader
from generator.agenda.views import Entry
from generator.model.audience import SELF
from generator.render.card.entries import caller_view
from generator.render.handbook.blocks import (
    Cell,
    Pictures,
    Remark,
    Rows,
    Section,
    cells,
    facts,
    points,
    short,
)
from generator.render.handbook.visit.pages import PAGES
from generator.render.handbook.words import phrase
from generator.render.paper.booklet import Booklet, Chapter, booklet_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.poster import programme_day
from generator.render.paper.seating import seat_sections
from generator.render.paper.typeset import Job
from generator.render.svg.round_table import round_table_picture
from generator.render.svg.seats import Chair
from generator.render.words import Wording
from generator.render.words.events import entry_heading
from generator.render.words.places import house_lines, table_text


def guide_job(order: PrintOrder) -> Job:
    """What a guest carries in a pocket: nobody's telephone but the contacts', nobody's room."""
    word = vocabulary.words_under("paper", order.language)
    common = order.common
    words = Wording(order.language, "card")
    chapters = (
        Chapter(word["schedule"], tuple(_days(words, common, word))),
        Chapter(word["groups"], tuple(_parties(order))),
        *_houses(order, word),
        Chapter(words.phrase("routine"), tuple(_routine(words, common, word))),
        Chapter(word["notices"], tuple(_notices(words, common)), starts_page=False),
        Chapter(words.phrase("contacts"), tuple(_contacts(words, common)), starts_page=False),
        Chapter(word["seating"], (*seat_sections(order, words), *_tables(order, words, word))),
    )
    return booklet_job(order, Booklet("a5", word["guide"], "", chapters))


def staff_handbook_job(order: PrintOrder) -> Job:
    """Everything staff may see of the visit, in the words of the handbook's own pages."""
    word = vocabulary.words_under("paper", "zh")
    view = order.visit.staff_view
    chapters = [
        Chapter(phrase(f"page.{name}"), tuple(sections(view))) for name, sections, _ in PAGES
    ]
    return booklet_job(order, Booklet("a4", word["staff_handbook"], word["internal"], chapters))


def _days(words: Wording, common: Agenda, word: Mapping[str, str]) -> Iterator[Section]:
    headings = (word["time"], word["what"], word["where"])
    for day in common.days:
        if day.entries:
            said = programme_day(words, day)
            rows = (
                cells(
                    short(entry["time"]),
                    Cell(" ".join(filter(None, (entry["title"], entry["whom"]))), entry["more"]),
                    entry["where"],
                )
                for entry in said["entries"]
            )
            yield Section(said["date"], (Rows(headings, tuple(rows)),))


def _parties(order: PrintOrder) -> Iterator[Section]:
    """Who is in which party, with unit and post, as the guests' own cards say."""
    language, reader = order.language, Reader(SELF)
    members: dict[str, list[Agenda]] = defaultdict(list)
    for agenda in order.agendas:
        if not agenda.staff:
            members[agenda.party or ""].append(agenda)
    headings = tuple(vocabulary.label("Guest", f, language) for f in ("name", "unit", "post"))
    liaisons = {party.name: reader.name_of(party, "liaison") for party in order.visit.parties}
    order_of = {name: rank for rank, name in enumerate((*liaisons, ""))}
    alone = vocabulary.label("Visit", "guests", language)
    for party, people in sorted(members.items(), key=lambda each: order_of[each[0]]):
        liaison = liaisons.get(party)
        about = facts((vocabulary.label("Party", "liaison", language), liaison))
        rows = (cells(Cell(a.name, a.part or ""), a.unit, a.post) for a in people)
        yield Section(party or alone, (about, Rows(headings, tuple(rows))))


def _houses(order: PrintOrder, word: Mapping[str, str]) -> Iterator[Chapter]:
    """What who sleeps there asks at the desk, of each house whose page says it."""
    reader, sections = Reader(SELF), []
    for venue in {stay.venue.id: stay.venue for stay in order.visit.stays}.values():
        if found := hotel_facts(reader, venue):
            pairs = ((label, said) for _, label, said in house_lines(found, order.language))
            sections.append(Section(venue.name.in_(order.language), (facts(*pairs),)))
    if sections:
        yield Chapter(word["houses"], tuple(sections), starts_page=False)


def _routine(words: Wording, common: Agenda, word: Mapping[str, str]) -> Iterator[Section]:
    if common.routine:
        headings = (word["time"], word["what"], word["where"])
        rows = (
            cells(short(str(line.time)), words.text(line.what), words.place(line.where))
            for line in common.routine
        )
        yield Section("", (Rows(headings, tuple(rows)),))


def _notices(words: Wording, common: Agenda) -> Iterator[Section]:
    if common.notices:
        yield Section("", (points(notice.in_(words.language) for notice in common.notices),))


def _contacts(words: Wording, common: Agenda) -> Iterator[Section]:
    if common.contacts:
        headings = tuple(
            vocabulary.label("Contact", field, words.language)
            for field in ("what", "name", "phone")
        )
        callers = (caller_view(words, caller) for caller in common.contacts)
        rows = (cells(c.what, short(c.name), short(c.phone)) for c in callers)
        yield Section("", (Rows(headings, tuple(rows)),))


def _tables(order: PrintOrder, words: Wording, word: Mapping[str, str]) -> Iterator[Section]:
    """A picture of each table of each meal; diets are the staff's business and left out."""
    meals: dict[str, tuple[Entry, dict[str, list[Chair]]]] = {}
    for agenda in order.agendas:
        for entry in agenda.entries:
            if entry.table:
                tables = meals.setdefault(entry.key, (entry, {}))[1]
                side = "host" if agenda.staff else "guest"
                chair = Chair(agenda.name, entry.table.seat or "", side=side)
                tables.setdefault(entry.table.table, []).append(chair)
    for entry, tables in sorted(meals.values(), key=lambda meal: meal[0].start):
        title = entry_heading(entry, words.language)
        pictures = tuple(
            _table(words, number, tables[number]) for number in sorted(tables, key=_seat)
        )
        yield Section(title, (Pictures(pictures), Remark(word["seat_legend"], "legend")))


def _table(words: Wording, number: str, chairs: list[Chair]) -> tuple[str, Markup]:
    title = table_text(number, words.language)
    ordered = sorted(chairs, key=lambda chair: _seat(chair.number))
    return title, Markup(round_table_picture(ordered, title, number))


def _seat(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 10**6, number)
