"""The workbook of a proposal: an overview by place, a sheet for each kind, and who has no place.

Each row of a kind is in the form of the visit's own list, with the reasons beside it. The office
writes 否 in the column 采用 of a row that it does not want; `declined_rows` reads that back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator import vocabulary
from generator.assign.proposal import Lack
from generator.assign.rows import Row, RowState
from generator.load.tables.headings import Headings
from generator.load.tables.reader import TableReader
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import headcount
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.render.lists.book import ListsContent, ListSheet, lists_bytes
from generator.render.proposal.overview import overview
from generator.render.proposal.words import ProposalWords, by_place
from generator.render.words.people import party_of
from generator.render.words.phrases import language_of
from generator.render.workbook.listing import Cells, Listing, grouped, listing

_REFUSED = {"否", "不", "no", "n", "×", "x"}


@dataclass(frozen=True)
class ProposalContent:
    """What a proposal's workbook shows.

    `planned` is the visit with all that is proposed. `declined` are the keys of the rows that the
    office marked with 否 before.
    """

    visit: Visit
    planned: Visit
    kinds: frozenset[PlacementKind]
    rows: tuple[Row, ...]
    lacking: tuple[Lack, ...]
    declined: frozenset[str] = frozenset()


def row_key(row: Row) -> str:
    """Twelve characters by which the workbook names a row: the same for the same placement."""
    line = replace(row.placement, name="")
    return hashlib.sha256(repr((row.state is RowState.GONE, line)).encode()).hexdigest()[:12]


def proposal_workbook(content: ProposalContent, changed: datetime) -> bytes:
    """The workbook; `changed` is when the visit's files last changed."""
    words = ProposalWords(language_of(content.visit), content.visit)
    sheets = [
        _sheet(words, "overview", overview(content.planned, content.rows, words)),
        _sheet(words, "lacking", _lacking(content.lacking, words)),
    ]
    for kind in PlacementKind:
        if kind in content.kinds:
            rows = by_place(row for row in content.rows if row.placement.kind is kind)
            sheets.insert(-1, _sheet(words, kind, _listing(kind, rows, content.declined, words)))
    return lists_bytes(ListsContent(words.phrase("title"), tuple(sheets)), changed)


def declined_rows(path: Path) -> frozenset[str]:
    """The keys of the rows that somebody marked with 否; none where there is no workbook."""
    keys: set[str] = set()
    if not path.is_file():
        return frozenset()
    reader = TableReader()
    for language in vocabulary.languages():
        words = vocabulary.words_under("proposal", language)
        headings = words["accept"], words["row"]
        for kind in PlacementKind:
            sheet = words[f"sheets.{kind}"]
            table, _ = reader.read_table(path, path.name, sheet, Headings(frozenset(headings)))
            if table is None:
                continue
            columns = {heading.text: n for n, heading in enumerate(table.headings)}
            if not columns.keys() >= set(headings):
                continue
            mark, key = (columns[heading] for heading in headings)
            for row in table.rows:
                if (row[mark].text or "").strip().casefold() in _REFUSED and row[key].text:
                    keys.add(row[key].text or "")
    return frozenset(keys)


def _sheet(words: ProposalWords, key: str, rows: Listing) -> ListSheet:
    footer = f"&L&A&C{words.phrase('footer')}&R&P / &N"
    name, empty = words.phrase(f"sheets.{key}"), words.phrase(f"empty.{key}")
    return ListSheet(name, rows, empty, footer, read_back=False)


def _listing(
    kind: PlacementKind, rows: Sequence[Row], declined: Collection[str], words: ProposalWords
) -> Listing:
    columns = _COLUMNS[kind]
    headings = (
        *(words.label(*column) for column in columns),
        *words.labels("Guest", "sex", "unit", "parties"),
        *words.phrases("status", "former", "reasons", "unmet", "remedies", "accept", "row"),
    )
    cells = tuple((*_where(row.placement, words), *_about(row, declined, words)) for row in rows)
    # A page for each hotel, meal and ride; the people of a room or a table are on one page.
    event, place = len(columns) - _AFTER_EVENT[kind], len(columns) - 1
    groups = grouped(cells, lambda row: row[:event], lambda row: row[:place])
    kept = [
        column
        for column in range(len(headings))
        if column < len(columns) or any(row[column] for row in cells)
    ]
    shown = tuple(tuple(row[column] for column in kept) for row in cells)
    return Listing(tuple(headings[n] for n in kept), shown, len(kept) - 1, groups=groups)


_COLUMNS: Mapping[PlacementKind, tuple[tuple[str, str], ...]] = {
    PlacementKind.ROOM: (
        ("Stay", "venue"), ("Stay", "room"), ("Stay", "type"), ("Stay", "check_in"),
        ("Stay", "check_out"), ("Stay", "people"),
    ),
    PlacementKind.TABLE: (
        ("Meal", "day"), ("Meal", "kind"), ("Meal", "time"), ("Meal", "place"),
        ("DiningTable", "number"), ("Seat", "person"),
    ),
    PlacementKind.VEHICLE: (
        ("Ride", "day"), ("Ride", "time"), ("Ride", "origin"), ("Ride", "destination"),
        ("Boarding", "vehicle"), ("Boarding", "people"),
    ),
    PlacementKind.SEAT: (
        ("Timed", "day"), ("Timed", "time"), ("Seating", "at"), ("Seating", "form"),
        ("Seat", "number"), ("Seat", "person"),
    ),
}  # fmt: skip
"""The columns of each sheet, which are those of the visit's own list; the last has the person."""
_AFTER_EVENT = {
    PlacementKind.ROOM: 5,
    PlacementKind.TABLE: 2,
    PlacementKind.VEHICLE: 2,
    PlacementKind.SEAT: 3,
}
"""How many of these columns are not those of the hotel, the meal, the ride or the item."""


def _where(line: Placement, words: ProposalWords) -> Cells:
    name = words.person_name(line)
    if line.kind is PlacementKind.ROOM:
        nights = (str(line.first or ""), str(line.last or ""))
        return words.event(line), words.position(line), words.room_type(line), *nights, name
    event = words.event_of(line)
    if event is None:
        when = str(line.first or ""), line.time
        ends = words.end(line.origin), words.end(line.destination)
        return *when, *ends, words.position(line), name
    when = event.day.isoformat(), words.text(event.time_text)
    if line.kind is PlacementKind.SEAT:
        return *when, words.title(event), words.holder(line), line.seat, name
    if isinstance(event, Ride):
        route = (words.text(event.origin_name), words.text(event.destination_name))
        return *when, *route, words.position(line), name
    place = words.place_of(event)
    return when[0], words.title(event), when[1], place, line.place, name


def _about(row: Row, declined: Collection[str], words: ProposalWords) -> Iterator[str]:
    person = words.person(row.placement)
    yield words.member("Sex", person.sex) if person else ""
    yield (person and person.unit) or ""
    yield party_of(person) if person else ""
    yield words.phrase(f"state.{row.state}")
    yield words.former(row)
    place = row.proposed
    for texts in (place.reasons, place.unmet, place.remedies) if place else ((), (), ()):
        yield words.sentences(texts)
    key = row_key(row)
    yield words.phrase("no" if key in declined else "yes")
    yield key


def _lacking(lacking: Iterable[Lack], words: ProposalWords) -> Listing:
    headings = words.phrases("kind", "where", "count", "people", "reasons", "remedies")
    return listing(headings, tuple(_lack(lack, words) for lack in lacking))


def _lack(lack: Lack, words: ProposalWords) -> Cells:
    return (
        words.phrase(f"sheets.{lack.kind}"),
        words.event_name(lack.kind, lack.event),
        str(headcount(lack.people)),
        words.people(lack.people),
        lack.reason.in_(words.language),
        lack.remedy.in_(words.language) if lack.remedy else "",
    )
