"""The roster, the team, the sign-in sheet and the telephone list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.model.people import Person, name_with_companions
from generator.model.visit import Visit
from generator.names.index import name_key
from generator.render.lists.attendance import first_seen
from generator.render.lists.columns import Column, columns, loadable_list, optional_columns, row_of
from generator.render.lists.naming import ListWords
from generator.render.words.people import party_of
from generator.render.workbook.listing import Cells, Listing, listing

GUEST = (
    *columns("Guest", "name", "sex", "ethnicity", "unit", "post", "rank", "phone", "parties"),
    *optional_columns("Guest", "part", "companions", "liaison"),
    *columns("Guest", "diet"),
    *optional_columns("Guest", "needs"),
    *columns("Guest", "note"),
)
GUEST_UNPRINTED = (
    *optional_columns("Guest", "pinyin", "language", "second_factor"),
    *columns("Guest", "arrival", "arrival_by"),
    *optional_columns("Guest", "arrival_at"),
    *columns("Guest", "departure", "departure_by"),
    *optional_columns("Guest", "departure_at"),
    *columns("Guest", "needs_room"),
    *optional_columns("Guest", "shares_bed", "single_room", "share_with", "not_with"),
    *optional_columns("Guest", "ride_with", "not_ride_with", "table_with"),
)
"""Fields that a page has no room for: arrivals and departures have a sheet of their own."""
STAFF = (
    *columns("Staff", "name", "sex", "unit", "post", "roles", "phone"),
    *optional_columns("Staff", "rank", "pinyin", "language", "second_factor", "diet"),
    *columns("Staff", "trained"),
    *optional_columns("Staff", "note"),
)


def guests(visit: Visit, words: ListWords) -> Listing:
    """Return the roster."""
    return _people(visit, words, "Guest", visit.guests, GUEST, GUEST_UNPRINTED)


def staff(visit: Visit, words: ListWords) -> Listing:
    """Return the team."""
    return _people(visit, words, "Staff", visit.staff, STAFF)


def sign_in(visit: Visit, words: ListWords) -> Listing:
    """Return the guests, with room for signatures; no telephones, since it is passed around.

    Where rolls were called, it has when each guest was first there.
    """
    seen = first_seen(visit)
    called = (words.phrase("first_seen"),) if seen else ()
    headings = (
        words.phrase("count"),
        *words.labels("Guest", "name", "unit", "post", "parties"),
        *called,
        words.phrase("signature"),
        words.label("Guest", "note"),
    )
    rows = (
        (
            str(n),
            name_with_companions(guest, words.language),
            guest.unit or "",
            guest.post or "",
            party_of(guest),
            *((seen.get(guest.id, ""),) if called else ()),
            "",
            "",
        )
        for n, guest in enumerate(visit.guests, start=1)
    )
    return listing(headings, tuple(rows), roomy=True)


def contacts(visit: Visit, words: ListWords) -> Listing:
    """Return the visit's contacts, the parties' liaisons and the drivers."""
    headings = (
        words.label("Contact", "what"),
        *words.labels("Person", "name", "unit", "post", "phone"),
    )
    return listing(headings, tuple(_contact_rows(visit, words)))


def _contact_rows(visit: Visit, words: ListWords) -> Iterator[Cells]:
    for contact in visit.contacts:
        what, name, unit, post, phone = _contact_row(words.text(contact.what), contact.who)
        yield what, contact.name or name, unit, post, contact.phone or phone
    for party in visit.parties:
        if party.liaison:
            yield _contact_row(words.phrase("liaison_of", party=party.name), party.liaison)
    for vehicle in visit.vehicles:
        if vehicle.driver or vehicle.phone:
            what = words.phrase("driver_of", vehicle=vehicle.number)
            yield what, vehicle.driver or "", "", "", vehicle.phone or ""


def _contact_row(what: str, person: Person | None) -> tuple[str, str, str, str, str]:
    if person is None:
        return what, "", "", "", ""
    return what, person.name, person.unit or "", person.post or "", person.phone or ""


def _people(
    visit: Visit,
    words: ListWords,
    model: str,
    people: tuple[Person, ...],
    printed: tuple[Column, ...],
    further: tuple[Column, ...] = (),
) -> Listing:
    id_column, revision = optional_columns(model, "id", "revision")
    unprinted = (*further, id_column, revision)
    namesakes = Counter(name_key(person.name) for person in visit.people.values())
    rows = []
    for person in people:
        row = row_of(person, (*printed, *unprinted))
        unique = namesakes[name_key(person.name)] == 1 or not person.unit
        default_id = person.name if unique else f"{person.name}@{person.unit}"
        # An id that the loader derives itself would be one more cell to keep correct.
        row[id_column] = None if person.id == default_id else person.id
        rows.append(row)
    return loadable_list(words, printed, rows, numbered=True, unprinted=unprinted)
