"""Reads a visit's own venues: those of its sheet 场所, which may be pages of the host too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.findings import error, notice, warning
from generator.load.directory import Directory
from generator.load.nodes import MappingNode, ScalarNode
from generator.load.sections import Sections
from generator.model.enums import VenueKind
from generator.model.parsing.context import WrittenMapping
from generator.model.parsing.values import MOST_NUMBERS
from generator.model.parsing.venue_cells import THE_HOTEL
from generator.model.standing import Standing, Venue
from generator.names.index import name_key


def read_venues(
    root: MappingNode,
    sections: Sections,
    directory: Directory,
    standing: Standing,
    stays: Sequence[MappingNode],
) -> tuple[Venue, ...]:
    """The visit's own venues, added to `directory`.

    Fields that are not written come from the host's page of the same name. Minutes without a name
    are those to the hotel that is named in `stays`.
    """
    known = _Known(standing)
    venues: list[Venue] = []
    rooms = 0
    for node in sections.nodes(root.get("venues"), "venues"):
        read = sections.records([node], Venue, "venues", known.complete)
        rooms += sum(len(venue.rooms) for venue in read)
        if rooms > MOST_NUMBERS:  # the limit for one venue is also that for all
            sections.skip_list("venues", error("value.too_many", node.place, most=MOST_NUMBERS))
            break
        venues += (_filled_from_page(venue, known, sections) for venue in read)
    venues = _without_repeated(venues, sections)
    for venue in venues:
        known.add(venue)
    hotels = _hotels(known, venues, stays)
    result = tuple(_with_minutes(venue, known, hotels, sections) for venue in venues)
    for venue in result:
        directory.add_venue(venue)
    return result


class _Known:
    """Venues by id and by name: those of the host's pages, and the visit's own."""

    def __init__(self, standing: Standing) -> None:
        self.pages = {venue.id: venue for venue in standing.venues}
        self.unread = "venues" in standing.unread
        self._ids: dict[str, set[str]] = defaultdict(set)
        for venue in standing.venues:
            self.add(venue)

    def add(self, venue: Venue) -> None:
        """Add a venue under its id and its names."""
        for name in (venue.id, *venue.name.versions):
            self._ids[name_key(name)].add(venue.id)

    def id_of(self, name: str) -> str | None:
        """The id of the one venue with this name or id; None where there is none, or more."""
        ids = self._ids.get(name_key(name), set())
        return next(iter(ids)) if len(ids) == 1 else None

    def complete(self, _: MappingNode, values: WrittenMapping) -> None:
        """Give a venue without an id that of the host's page of its name, or its name."""
        name = values.get("name")
        first = next(iter(name.values()), "") if isinstance(name, dict) else name
        if isinstance(first, str) and first.strip():
            values.setdefault("id", self.id_of(first) or first.strip())


_LISTS = {"rooms": "number", "halls": "name", "dining": "name", "spots": "name"}
"""The lists of a venue, to which a visit adds, and by which field their entries differ."""


def _filled_from_page(venue: Venue, known: _Known, sections: Sections) -> Venue:
    """A venue with what the host's page of the same id gives and the visit does not."""
    page = known.pages.get(venue.id)
    if page is None:
        return venue
    values = {"found": venue.name, "page": page.page or ""}
    sections.findings.append(notice("venue.of_page", venue.written_at("name"), **values))
    unwritten = type(venue).model_fields.keys() - venue.model_fields_set
    filled = {field: getattr(page, field) for field in unwritten}
    if venue.name.default in page.name.versions:
        filled["name"] = page.name  # the page may have the name in more languages
    for field, key in _LISTS.items():
        own = getattr(venue, field)
        names = {name_key(str(getattr(entry, key))) for entry in own}
        others = (e for e in getattr(page, field) if name_key(str(getattr(e, key))) not in names)
        filled[field] = (*own, *others)
    filled["minutes_to"] = page.minutes_to | venue.minutes_to
    return venue.model_copy(update=filled)


def _without_repeated(venues: Iterable[Venue], sections: Sections) -> list[Venue]:
    """The venues, the first of each id; an error for each further one."""
    first: dict[str, Venue] = {}
    for venue in venues:
        key = name_key(venue.id)
        if key in first:
            earlier, place = first[key].written_at("name"), venue.written_at("name")
            values = {"found": venue.name, "first": earlier}
            sections.report(error("venue.repeated", place, (earlier,), **values), "venues")
        first.setdefault(key, venue)
    return list(first.values())


@dataclass(frozen=True, slots=True)
class _Hotels:
    """Where the visit's guests sleep: the ids of the venues, and their names."""

    ids: tuple[str, ...]
    names: tuple[str, ...]


def _hotels(known: _Known, venues: Sequence[Venue], stays: Sequence[MappingNode]) -> _Hotels:
    """The hotels named in `stays`; where none is, those listed: the visit's own, or the host's."""
    cells = (node.get("venue") for node in stays)
    named = {cell.text for cell in cells if isinstance(cell, ScalarNode) and cell.text}
    ids = [venue_id for name in sorted(named) if (venue_id := known.id_of(name))]
    for listed in (venues, tuple(known.pages.values())):
        ids = ids or [venue.id for venue in listed if venue.kind is VenueKind.HOTEL]
    names = {venue.id: venue.name.default for venue in (*known.pages.values(), *venues)}
    return _Hotels(tuple(dict.fromkeys(ids)), tuple(names[name] for name in dict.fromkeys(ids)))


def _with_minutes(venue: Venue, known: _Known, hotels: _Hotels, sections: Sections) -> Venue:
    """A venue whose minutes by road are by the ids of venues; a warning for each of no use."""
    minutes_to: dict[str, int] = {}
    place = venue.written_at("minutes_to")
    for name, minutes in venue.minutes_to.items():
        if name == THE_HOTEL:
            other = hotels.ids[0] if len(hotels.ids) == 1 else None
            if other is None and venue.id not in hotels.ids:
                values = {"found": minutes, "hotels": "、".join(hotels.names) or "—"}
                sections.findings.append(warning("venue.minutes_to_which", place, **values))
        else:
            other = known.id_of(name)
            # visit.yml may list minutes to places of other visits; nobody does so in a cell.
            if other is None and not known.unread and not place.file.endswith(".yml"):
                sections.findings.append(warning("venue.minutes_to_unknown", place, found=name))
            other = other or name
        if other and other != venue.id:
            minutes_to[other] = minutes
    return venue.model_copy(update={"minutes_to": minutes_to}) if venue.minutes_to else venue
