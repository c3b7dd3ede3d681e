"""The guests' guide (会议指南) and the staff handbook, as booklets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator import vocabulary
from generator.agenda import Agenda, hotel_facts
from generator.agenda.reader import Reader
from generator.model.audience import SELF
from generator.render.card.entries import caller_view
from generator.render.handbook.blocks import (
    Cell,
    Rows,
    Section,
    cells,
    facts,
    points,
    short,
)
from generator.render.handbook.visit.pages import PAGES
from generator.render.handbook.words import phrase
from generator.render.paper.booklet import Booklet, Chapter, booklet_job, booklet_parts
from generator.render.paper.order import PrintOrder
from generator.render.paper.parts import Part
from generator.render.paper.poster import programme_day
from generator.render.paper.seating import seat_sections, table_sections
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.events import routine_time
from generator.render.words.lists import dotted
from generator.render.words.people import companions_of
from generator.render.words.places import hotel_lines


def guide_job(order: PrintOrder) -> Job:
    """Return the guests' guide: no telephones but those of the contacts, and no rooms."""
    return booklet_job(order, _guide(order))


def guide_parts(order: PrintOrder) -> Iterator[Part]:
    """Yield the guests' guide in parts."""
    return booklet_parts(order, _guide(order))


def _guide(order: PrintOrder) -> Booklet:
    word = vocabulary.words_under("paper", order.language)
    common = order.common
    words = Wording(order.language, "card")
    chapters = (
        Chapter(word["schedule"], tuple(_days(words, common, word))),
        Chapter(word["groups"], tuple(_parties(order, words))),
        *_hotels(order, words, word),
        Chapter(words.phrase("routine"), tuple(_routine(words, common, word))),
        Chapter(word["notices"], tuple(_notices(words, common)), starts_page=False),
        Chapter(words.phrase("contacts"), tuple(_contacts(words, common)), starts_page=False),
        Chapter(word["seating"], (*seat_sections(order, words), *table_sections(order, words))),
    )
    return Booklet("a5", word["guide"], "", chapters)


def staff_handbook_job(order: PrintOrder) -> Job:
    """Return all that staff may see of the visit: the handbook's own pages as a booklet."""
    return booklet_job(order, _staff_handbook(order))


def staff_handbook_parts(order: PrintOrder) -> Iterator[Part]:
    """Yield the staff handbook in parts."""
    return booklet_parts(order, _staff_handbook(order))


def _staff_handbook(order: PrintOrder) -> Booklet:
    word = vocabulary.words_under("paper", "zh")
    view = order.visit.staff_view
    chapters = [
        Chapter(phrase(f"page.{name}"), tuple(sections(view))) for name, sections, _ in PAGES
    ]
    return Booklet("a4", word["staff_handbook"], word["internal"], chapters)


def _days(words: Wording, common: Agenda, word: Mapping[str, str]) -> Iterator[Section]:
    headings = (word["time"], word["what"], word["where"])
    for day in common.days:
        if day.entries:
            programme = programme_day(words, day)
            rows = (
                cells(
                    short(entry["time"]),
                    Cell(" ".join(filter(None, (entry["title"], entry["whom"]))), entry["more"]),
                    entry["where"],
                )
                for entry in programme["entries"]
            )
            yield Section(programme["date"], (Rows(headings, tuple(rows)),))


def _parties(order: PrintOrder, words: Wording) -> Iterator[Section]:
    """The members of each party with unit and post, as on the guests' own cards."""
    reader = Reader(SELF)
    members: dict[str, list[Agenda]] = defaultdict(list)
    for agenda in order.agendas:
        if not agenda.staff:
            for party in agenda.parties or ("",):
                members[party].append(agenda)
    headings = words.labels("Guest", "name", "unit", "post")
    liaisons = {party.name: reader.name_of(party, "liaison") for party in order.visit.parties}
    ranks = {name: rank for rank, name in enumerate((*liaisons, ""))}
    no_party = words.label("Visit", "guests")
    for party, people in sorted(members.items(), key=lambda item: ranks[item[0]]):
        liaison = liaisons.get(party)
        about = facts((words.label("Party", "liaison"), words.name(liaison)))
        rows = (
            cells(
                Cell(
                    words.name(person.name),
                    dotted(
                        words.proper(person.part),
                        companions_of(person.companions, words.language),
                    ),
                ),
                words.proper(person.unit),
                words.proper(person.post),
            )
            for person in people
        )
        yield Section(words.proper(party) or no_party, (about, Rows(headings, tuple(rows))))


def _hotels(order: PrintOrder, words: Wording, word: Mapping[str, str]) -> Iterator[Chapter]:
    """What guests ask at the desk, for each hotel with these facts on its page."""
    reader, sections = Reader(SELF), []
    hotels = {stay.venue.id: stay.venue for stay in order.visit.stays}
    for venue in hotels.values():
        if known := hotel_facts(reader, venue):
            pairs = ((label, value) for _, label, value in hotel_lines(known, order.language))
            sections.append(Section(words.text(venue.name), (facts(*pairs),)))
    if sections:
        yield Chapter(word["houses"], tuple(sections), starts_page=False)


def _routine(words: Wording, common: Agenda, word: Mapping[str, str]) -> Iterator[Section]:
    if common.routine:
        headings = (word["time"], word["what"], word["where"])
        rows = (
            cells(
                short(routine_time(line, words.language)),
                words.text(line.what),
                words.place(line.where),
            )
            for line in common.routine
        )
        yield Section("", (Rows(headings, tuple(rows)),))


def _notices(words: Wording, common: Agenda) -> Iterator[Section]:
    if common.notices:
        yield Section("", (points(words.note(notice) for notice in common.notices),))


def _contacts(words: Wording, common: Agenda) -> Iterator[Section]:
    if common.contacts:
        headings = tuple(
            vocabulary.label("Contact", field, words.language)
            for field in ("what", "name", "phone")
        )
        callers = (caller_view(words, caller) for caller in common.contacts)
        rows = (cells(c.what, short(c.name), short(c.phone)) for c in callers)
        yield Section("", (Rows(headings, tuple(rows)),))
