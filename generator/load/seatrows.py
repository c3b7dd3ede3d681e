"""Rows of a sheet of seats as records: a row for each seat given by hand, or for people by rank."""

from __future__ import annotations

from generator.load.node import Mapping, Node, Scalar, Sequence

_WHERE = ("at", "vehicle", "form")


def by_seating(rows: list[Mapping]) -> list[Mapping]:
    """Seatings out of rows that agree on item, vehicle and form; a row without an item goes with
    the row above. A row with a seat's number gives that seat to its people; the people of the
    others are seated by rank."""
    groups: dict[tuple[str | None, ...], list[Mapping]] = {}
    where: tuple[str | None, ...] = ()
    for row in rows:
        if _text(row, "at") is not None or not where:
            where = tuple(_text(row, column) for column in _WHERE)
        groups.setdefault(where, []).append(row)
    return [_seating(group) for group in groups.values()]


def _seating(rows: list[Mapping]) -> Mapping:
    first = rows[0]
    entries = [(key, value) for key, value in first.entries if key.text not in ("seat", "people")]
    by_hand = [row for row in rows if _text(row, "seat") is not None]
    by_rank = [row.get("people") for row in rows if row not in by_hand]
    people = [each for each in by_rank if isinstance(each, Scalar) and each.text is not None]
    for name, items in (("seats", [_seat(row) for row in by_hand]), ("people", people)):
        if items:
            listed = Sequence(tuple(items), items[0].place)
            entries.append((Scalar(name, first.place), listed))
    return Mapping(tuple(entries), first.place)


def _seat(row: Mapping) -> Node:
    entries = [
        (Scalar(name, value.place), value)
        for column, name in (("seat", "no"), ("people", "person"))
        if (value := row.get(column)) is not None
    ]
    return Mapping(tuple(entries), row.place)


def _text(row: Mapping, column: str) -> str | None:
    value = row.get(column)
    return value.text if isinstance(value, Scalar) else None
