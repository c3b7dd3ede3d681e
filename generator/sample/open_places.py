"""A sample plan before anybody has a place: no rooms, tables or passengers, and some wishes."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from generator.sample.lists import Rows
from generator.sample.people import Cast, SampleGuest

_OF_PASSENGERS = ("车号", "人员")
_WISHES = ("同住人", "不同住", "同桌")


def without_places(
    cast: Cast, visit: dict[str, Any], sheets: dict[str, Rows]
) -> tuple[dict[str, Any], dict[str, Rows]]:
    """A plan whose places `handbook assign` can propose; rides stay, with nobody aboard."""
    open_visit = {key: value for key, value in visit.items() if key != "stays"}
    open_visit["meals"] = [
        {key: value for key, value in meal.items() if key != "tables"} for meal in visit["meals"]
    ]
    # What rooms cost is not known before it is known how many.
    open_visit["expenses"] = [cost for cost in visit["expenses"] if cost["item"] != "住宿"]
    open_sheets = {name: rows for name, rows in sheets.items() if name not in ("住宿", "用餐")}
    open_sheets["来宾"] = _with_wishes(sheets["来宾"], cast)
    open_sheets["乘车"] = _without_passengers(sheets["乘车"])
    return open_visit, open_sheets


def _without_passengers(rides: Rows) -> Rows:
    """One row for each ride: the rows of its vehicles differ in vehicle and passengers alone."""
    headings, rows = rides
    emptied = (
        tuple(
            "" if heading in _OF_PASSENGERS else cell
            for heading, cell in zip(headings, row, strict=True)
        )
        for row in rows
    )
    return headings, [list(row) for row in dict.fromkeys(emptied)]


def _with_wishes(roster: Rows, cast: Cast) -> Rows:
    """The roster with wishes: in each party two who share a room, two who must not, two at a table.

    Those who share a room are of one sex and need one.
    """
    headings, rows = roster
    wishes: dict[str, dict[str, str]] = {}
    for _, party in groupby(cast.guests, key=lambda guest: guest.party):
        for wish, first, second in _pairs(list(party)):
            for guest, other in ((first, second), (second, first)):
                wishes.setdefault(guest.reference, {})[wish] = other.reference
    return [*headings, *_WISHES], [
        [*row, *(wishes.get(guest.reference, {}).get(wish, "") for wish in _WISHES)]
        for guest, row in zip(cast.guests, rows, strict=True)
    ]


def _pairs(party: list[SampleGuest]) -> list[tuple[str, SampleGuest, SampleGuest]]:
    """A wish and the two guests who have it; few parties are too small for all of them."""
    lodgers = [guest for guest in party if not guest.local and not guest.diet]
    men = [guest for guest in lodgers if guest.sex == "男"][:4]
    women = [guest for guest in lodgers if guest.sex == "女"][:2]
    chosen = (("同住人", men[:2]), ("不同住", men[2:4]), ("同桌", women))
    return [(wish, pair[0], pair[1]) for wish, pair in chosen if len(pair) == 2]
