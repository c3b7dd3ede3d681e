"""Checks rooms without numbers: enough beds for the people in them, on each night."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import days_text
from generator.findings import Severity
from generator.model.lodging import Stay
from generator.model.people import Guest, Person, headcount
from generator.model.record import PersonId


@check(
    "open_rooms.beds",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "房号未定的房间床位不够", "en": "Too few beds in rooms without numbers"},
    message={
        "zh": "{venue}房号待定的房间 {nights} 夜有 {beds} 张床，住 {count} 人，少 {lacking} 张。"
        "请加房，或调出多出的人员。",
        "en": "{venue}: the rooms without numbers have {beds} beds on {nights} for {count} people, "
        "{lacking} too few. Take more rooms, or move someone out.",
    },
    rule="plan",
    clause="full_percent",
    needs_complete_lists=True,
)
def open_rooms_over_beds(scope: Scope) -> Iterator[Violation]:
    """Hotels whose rooms without numbers have too few beds for the people in them.

    Rooms with nobody in them are for those who find no bed in another row of the hotel. People in
    several rows have a bed in any of them.
    """
    groups: dict[tuple[str, int, int, int], list[date]] = {}
    stays: dict[tuple[str, int, int, int], Stay] = {}
    for (hotel, night), rows in sorted(_by_hotel_and_night(scope).items(), key=lambda row: row[0]):
        if any(stay.beds is None for stay in rows):
            continue  # open_rooms.count reports it
        lacking, short = _lacking(rows)
        if lacking > 0:
            people = {person.id: person for stay in short for person in stay.people.people}
            beds = sum(map(_beds, short))
            key = (hotel, beds, headcount(people.values()), lacking)
            groups.setdefault(key, []).append(night)
            stays.setdefault(key, short[0])
    for key, nights in groups.items():
        _, beds, count, lacking = key
        stay = stays[key]
        yield violation(
            stay,
            "count",
            venue=stay.venue.name,
            nights=days_text(nights),
            beds=beds,
            count=count,
            lacking=lacking,
        )


@check(
    "open_rooms.count",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "没有写明间数", "en": "An unknown number of rooms"},
    message={
        "zh": "{venue}住 {count} 人，没有写房号，也没有写房型和间数，无法核对床位是否足够。"
        "请在“{column}”一列写上间数。",
        "en": "{count} people sleep at {venue}, in rooms without numbers, type or count: nobody "
        "can check whether there are enough beds. Write their number in the column “{column}”.",
    },
    rule="plan",
    clause="full_percent",
)
def rooms_not_counted(scope: Scope) -> Iterator[Violation]:
    """Stays of more people than one room may have, of which nobody wrote how many rooms."""
    for stay in scope.visit.stays:
        if stay.room_count is None:
            yield violation(
                stay,
                "people",
                venue=stay.venue.name,
                count=stay.people.headcount,
                column=vocabulary.field_text("Stay", "count"),
            )


def _by_hotel_and_night(scope: Scope) -> dict[tuple[str, date], list[Stay]]:
    rows: dict[tuple[str, date], list[Stay]] = defaultdict(list)
    for stay in scope.visit.stays:
        if stay.room is None:
            for night in stay.nights:
                rows[stay.venue.id, night].append(stay)
    return rows


def _lacking(rows: Sequence[Stay]) -> tuple[int, list[Stay]]:
    """How many beds are missing in a hotel on a night, and in which rows."""
    named = Counter(person.id for stay in rows for person in _people(stay))
    apart = [stay for stay in rows if stay.people and not _shares_people(stay, named)]
    pooled = [stay for stay in rows if stay not in apart]
    short = [stay for stay in apart if _needed(_people(stay)) > _beds(stay)]
    missing = sum(_needed(_people(stay)) - _beds(stay) for stay in short)
    shared = {person.id: person for stay in pooled for person in _people(stay)}
    spare = sum(map(_beds, pooled)) - _needed(list(shared.values()))
    return missing - spare, [*short, *pooled]


def _beds(stay: Stay) -> int:
    return stay.beds or 0


def _people(stay: Stay) -> list[Person]:
    return list({person.id: person for person in stay.people.people}.values())


def _shares_people(stay: Stay, named: Counter[PersonId]) -> bool:
    return any(named[person.id] > 1 for person in _people(stay))


def _needed(people: Sequence[Person]) -> int:
    """The beds that people need: two who are willing need one."""
    willing = [person for person in people if isinstance(person, Guest) and person.shares_bed]
    return headcount(people) - headcount(willing) // 2
