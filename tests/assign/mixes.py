"""Open sample visits of other people: more women, uneven parties, ranks, diets, wishes, nights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from generator.sample import write_visit
from generator.sample.lists import Rows
from generator.sample.open_places import without_places
from generator.sample.people import Cast, SampleGuest, invent_people
from generator.sample.plan import DAYS, plan_visit

CAST: dict[str, Callable[[int, SampleGuest], SampleGuest]] = {
    "women": lambda n, guest: replace(guest, sex="男" if n % 5 == 0 else "女"),
    "uneven": lambda n, guest: replace(guest, party=0) if n % 2 and n > 2 else guest,
    "ranks": lambda n, guest: replace(guest, rank="县处级") if n % 4 == 3 else guest,
    "diets": lambda n, guest: replace(guest, diet=("清真", "素食", "", "")[n % 4]),
}
"""Changes of a guest by the number in the roster."""
MIXES = (*CAST, "wishes", "nights")


def write_mix(folder: Path, guests: int, seed: int, mix: str) -> None:
    """Write an open sample visit of a mix."""
    cast = invent_people(Random(seed), guests)
    if mix in CAST:
        people = tuple(CAST[mix](n, guest) for n, guest in enumerate(cast.guests))
        cast = replace(cast, guests=people)
    visit, sheets = without_places(cast, *plan_visit(cast))
    if mix == "wishes":
        sheets["来宾"] = _with_more_wishes(sheets["来宾"])
    if mix == "nights":
        sheets["来宾"] = _with_other_nights(sheets["来宾"], cast)
    write_visit(folder, visit, sheets)


def _with_more_wishes(roster: Rows) -> Rows:
    """Every tenth guest without wishes asks for a room alone, and to ride with the next one."""
    headings, rows = roster
    wishes = [headings.index(name) for name in ("同住人", "不同住", "同桌")]
    party = headings.index("组别")

    def widened() -> Iterator[list[str]]:
        for number, row in enumerate(rows):
            asks = number % 10 == 5 and not any(row[column] for column in wishes)
            mate = rows[number + 1] if number + 1 < len(rows) else row
            rides = asks and mate is not row and mate[party] == row[party]
            yield [*row, "是" if asks else "", mate[headings.index("姓名")] if rides else ""]

    return [*headings, "单间", "同车"], list(widened())


def _with_other_nights(roster: Rows, cast: Cast) -> Rows:
    """The second half of the last party comes a day late, that of the first leaves a day early."""
    headings, rows = roster
    arrival, departure = headings.index("抵达时间"), headings.index("返程时间")
    last = len(cast.liaisons) - 1
    for party, column, journey in (
        (last, arrival, [f"{DAYS[1]} 13:10", "G1236"]),
        (0, departure, [f"{DAYS[1]} 21:10", "G4323"]),
    ):
        members = [n for n, guest in enumerate(cast.guests) if guest.party == party]
        for number in members[len(members) // 2 :]:
            if not cast.guests[number].local:
                rows[number][column : column + 2] = journey
    return headings, rows
