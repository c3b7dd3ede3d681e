"""Forms that participants read: a meeting's notice, its agenda, the notice on personal data.

Each is printed in the languages of the visit, and shows what every guest may know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import vocabulary
from generator.agenda import Agenda
from generator.agenda.index import event_key
from generator.agenda.reader import Reader
from generator.agenda.views import AgendaLocation, Entry
from generator.model.attendance import attendees
from generator.model.audience import SELF
from generator.model.enums import ItemKind, VisitKind
from generator.model.papers import Paper
from generator.model.people import headcount
from generator.model.redaction import last_day
from generator.model.visit import Visit
from generator.render.paper.forms import Fact, Form, FormTable, blank_rows, form_job, form_languages
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.days import full_range, heading_day, short_day
from generator.render.words.events import entry_time, entry_title
from generator.render.words.lists import enumerated, joined
from generator.text import Text

_ON_THE_AGENDA = (ItemKind.MEETING, ItemKind.CEREMONY)
_REPLY = (
    ("name", 1.2), ("sex", 0.6), ("ethnicity", 0.9), ("unit", 2), ("post", 1.3), ("phone", 1.4),
    ("arrival", 1.3), ("arrival_by", 1), ("departure", 1.3), ("departure_by", 1),
    ("needs_room", 0.8), ("diet", 1.1), ("needs", 1.1),
)  # fmt: skip
"""The fields of a reply, each with its column's share of the width."""
_REPLIES = 8


def notice_job(order: PrintOrder) -> Job:
    """Return the notice of a meeting, or of a visit, and the reply to fill in."""
    forms = []
    for language in form_languages(order):
        words = Wording(language, "forms")
        forms += [_notice(order, words), _reply(words)]
    return form_job(order, forms)


def _notice(order: PrintOrder, words: Wording) -> Form:
    own = words.within("meeting-notice")
    visit = order.visit
    meeting = visit.kind is VisitKind.MEETING
    items = {event_key(item) for item in visit.schedule}  # 叫早 is on no agenda
    entries = [entry for entry in order.common.entries if entry.key in items]
    places = _places(entry for entry in entries if entry.item_kind is ItemKind.MEETING)
    units = dict.fromkeys(guest.unit for guest in visit.guests if guest.unit)
    facts: list[tuple[Fact, ...]] = [
        ((own.phrase("name"), words.text(visit.title)),),
        ((own.phrase("times"), "\n".join(_times(visit, entries, words))),),
        ((own.phrase("places"), enumerated(map(words.place, places), words.language)),),
        ((own.phrase("hotels"), enumerated(_hotels(visit, words), words.language)),),
        ((own.phrase("people"), enumerated(units, words.language)),),
    ]
    if meeting:
        facts.append(((own.phrase("fee"), own.phrase("free")),))
    facts += [
        ((own.phrase("dress"), ""),),
        ((own.phrase("leave"), own.phrase("leave_rule")),),
        ((words.phrase("contacts"), "\n".join(contact_lines(order.common, words))),),
    ]
    rows = tuple(_programme_row(entry, words) for entry in entries)
    programme = FormTable(
        (*words.labels("ScheduleItem", "day", "time", "title", "place"),),
        (1.5, 1.2, 2.4, 2.4),
        rows or blank_rows(4),
        own.phrase("agenda"),
    )
    return Form(
        title=own.phrase("title" if meeting else "title_of_visit"),
        head=own.phrase("number"),
        facts=tuple(facts),
        tables=(programme,),
        remarks=(_reply_by(visit, words), own.phrase("issued")),
    )


def _reply_by(visit: Visit, words: Wording) -> str:
    if visit.reply_by is None:
        return words.phrase("meeting-notice.reply_by")
    day = short_day(visit.reply_by, words.language)
    return words.phrase("meeting-notice.reply_by_day", day=day)


def _times(visit: Visit, entries: Iterable[Entry], words: Wording) -> Iterator[str]:
    for entry in entries:
        if entry.item_kind is ItemKind.REGISTRATION:
            day = heading_day(entry.start.date(), words.language)
            where = words.place(entry.where)
            time = joined(day, entry_time(entry, words.language), where)
            yield words.phrase("meeting-notice.registration", time=time)
    dates = full_range(visit.start, visit.end, words.language, weekdays=True)
    yield words.phrase("meeting-notice.dates", dates=dates)
    yield words.phrase("meeting-notice.leaving")


def _programme_row(entry: Entry, words: Wording) -> tuple[str, ...]:
    day = heading_day(entry.start.date(), words.language)
    title = joined(entry_title(entry, words.language), *map(words.text, entry.people))
    return day, entry_time(entry, words.language), title, words.place(entry.where)


def _reply(words: Wording) -> Form:
    headings = {field: words.label("Guest", field) for field, _ in _REPLY}
    headings["ethnicity"] = words.phrase("meeting-notice.voluntary", label=headings["ethnicity"])
    widths = tuple(width for _, width in _REPLY)
    table = FormTable(tuple(headings.values()), widths, blank_rows(len(_REPLY), _REPLIES))
    return Form(
        title=words.phrase("meeting-notice.reply"),
        tables=(table,),
        remarks=(words.phrase("meeting-notice.filled_by"),),
        across=True,
    )


def agenda_job(order: PrintOrder) -> Job:
    """Return the meetings and ceremonies of the schedule, and a list of their papers."""
    entries = [entry for entry in order.common.entries if entry.item_kind in _ON_THE_AGENDA]
    copies = {event_key(item): headcount(attendees(item)) for item in order.visit.schedule}
    languages = form_languages(order) if entries else ()
    forms = (
        _agenda(order.visit, entries, copies, Wording(language, "forms")) for language in languages
    )
    nothing = vocabulary.word("forms.agenda-papers.nothing", order.language)
    return form_job(order, forms, nothing=nothing, as_of=order.as_of_words)


def _agenda(visit: Visit, entries: list[Entry], copies: dict[str, int], words: Wording) -> Form:
    own = words.within("agenda-papers")
    keys = ("time", "item", "chair", "speakers", "minutes", "paper")
    listed_papers = tuple(_listed_papers(visit, entries, copies, words))
    agenda = FormTable(
        (words.phrase("count"), *own.phrases(*keys)),
        (0.6, 1.6, 2.6, 1.1, 2.2, 0.9, 0.9),
        tuple(
            row
            for number, entry in enumerate(entries, start=1)
            for row in _agenda_rows(number, entry, listed_papers, words)
        ),
        own.phrase("agenda"),
    )
    columns = ("paper", "paper_name", "copies", "given_to", "returned")
    papers = FormTable(
        own.phrases(*columns),
        (0.8, 3, 0.8, 1.6, 1),
        tuple(
            (str(number), paper.name, paper.copies, paper.given_to, "")
            for number, paper in enumerate(listed_papers, start=1)
        ),
        own.phrase("papers"),
    )
    places = _places(entries)
    return Form(
        title=own.phrase("title"),
        facts=(
            ((own.phrase("name"), words.text(visit.title)),),
            ((own.phrase("dates"), full_range(visit.start, visit.end, words.language)),),
            ((own.phrase("places"), enumerated(map(words.place, places), words.language)),),
        ),
        tables=(agenda, papers),
        remarks=(own.phrase("rule"),),
    )


@dataclass(frozen=True, slots=True)
class _ListedPaper:
    """A paper of the list: the item's key, the place of its point or None, and what is shown."""

    item: str
    point: int | None
    name: str
    copies: str
    given_to: str


def _listed_papers(
    visit: Visit, entries: Sequence[Entry], copies: Mapping[str, int], words: Wording
) -> Iterator[_ListedPaper]:
    """The papers of each item, then those of its points; a line to write in where it has none.

    Only those for everybody: that there are others is not for every participant to know.
    """
    items = {event_key(item): item for item in visit.schedule}
    for entry in entries:
        item, given_to = items[entry.key], _given_to(entry, words)
        points = enumerate(visit.points_of(item))
        papers: list[tuple[int | None, Paper]] = [(None, paper) for paper in item.papers]
        papers += [(place, paper) for place, point in points for paper in point.papers]
        names = [(place, words.text(p.name)) for place, p in papers if p.readers is None]
        for place, name in names or [(None, "")]:
            yield _ListedPaper(entry.key, place, name, str(copies[entry.key] or ""), given_to)


def _agenda_rows(
    number: int, entry: Entry, papers: Sequence[_ListedPaper], words: Wording
) -> Iterator[tuple[str, ...]]:
    """A row for the item, then one for each point of its agenda."""

    def paper_numbers(point: int | None) -> str:
        numbers = (
            str(n)
            for n, paper in enumerate(papers, start=1)
            if (paper.item, paper.point) == (entry.key, point)
        )
        return enumerated(numbers, words.language)

    day = heading_day(entry.start.date(), words.language)
    time = joined(day, entry_time(entry, words.language))
    text = words.text(entry.dress)
    dress = vocabulary.word("card.dress", words.language, text=text) if text else ""
    title = joined(
        entry_title(entry, words.language), words.place(entry.where), dress, separator="\n"
    )
    minutes = (entry.end - entry.start).total_seconds() / 60 if entry.end else None
    shown = "" if minutes is None else f"{minutes:.0f}"
    yield str(number), time, title, words.text(entry.moderator), "", shown, paper_numbers(None)
    for place, point in enumerate(entry.points):
        yield (
            f"{number}.{point.number}",
            f"{point.start:%H:%M}" if point.start else "",
            words.text(point.title),
            "",
            words.name(point.speaker),
            str(point.minutes or ""),
            paper_numbers(place),
        )


def _given_to(entry: Entry, words: Wording) -> str:
    parties = enumerated(map(words.text, entry.people), words.language)
    return parties or words.phrase("agenda-papers.all")


def privacy_job(order: PrintOrder) -> Job:
    """Return what guests are told of their personal information before it is collected."""
    languages = form_languages(order)
    forms = (privacy_notice(order.visit, order.common, language) for language in languages)
    return form_job(order, forms)


def privacy_notice(visit: Visit, common: Agenda, language: str) -> Form:
    """Return the notice on personal information, with the contacts of the `common` agenda."""
    words = Wording(language, "forms")

    own = words.within("privacy-notice")
    contacts = "\n".join(contact_lines(common, words))
    hotels = enumerated(_hotels(visit, words), words.language)
    lodging = own.phrase("hotels", venues=hotels) if hotels else ""
    entrusted = (lodging or own.phrase("hotels_open"), own.phrase("fleet"))
    days = own.phrase("days", days=(last_day(visit) - visit.end).days)
    facts = (
        (own.phrase("processor"), joined(words.text(visit.host), contacts, separator="\n")),
        (own.phrase("purpose"), own.phrase("purposes")),
        (own.phrase("kinds"), own.phrase("which")),
        (own.phrase("ways"), own.phrase("how")),
        (own.phrase("entrusted"), "\n".join(entrusted)),
        (own.phrase("sensitive"), own.phrase("only_for")),
        (own.phrase("retention"), days),
        (own.phrase("rights"), own.phrase("which_rights")),
    )
    return Form(
        title=own.phrase("title"),
        head=own.phrase("why"),
        facts=tuple((fact,) for fact in facts),
        remarks=(own.phrase("minors"), own.phrase("basis"), own.phrase("read")),
        signers=tuple(own.phrase("signers").split("|")),
    )


def contact_lines(common: Agenda, words: Wording) -> Iterator[str]:
    """Yield whom guests may call, and for what."""
    for contact in common.contacts:
        yield joined(words.text(contact.what), words.name(contact.name), contact.phone)


def _hotels(visit: Visit, words: Wording) -> Iterator[str]:
    reader = Reader(SELF)
    for venue in {stay.venue.id: stay.venue for stay in visit.stays}.values():
        name: Text | None = reader.see(venue, "name")
        yield words.text(name)


def _places(entries: Iterable[Entry]) -> tuple[AgendaLocation, ...]:
    return tuple(dict.fromkeys(entry.where for entry in entries if entry.where))
