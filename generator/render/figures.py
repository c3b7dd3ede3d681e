"""A visit's figures as pictures: cost against budget, beds by night, seats by ride, people by meal.

Each is (caption, SVG); the SVG is empty where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from generator import vocabulary
from generator.account.totals import Total, host_total, totals_by_item
from generator.model.attendance import attendees
from generator.model.people import Guest
from generator.model.visit import Visit
from generator.render.svg.bars import BarRow, bar_picture

Figure = tuple[str, str]


def cost_figure(visit: Visit, language: str) -> Figure:
    """What each item cost and is to cost; the host's sum against the budget. For the office."""
    rows = [
        _cost(each.item, each.every, each.every.planned or None) for each in totals_by_item(visit)
    ]
    if visit.expenses:
        rows.append(_cost(_say("budget", language), host_total(visit), visit.budget))
    return _figure("costs", rows, language)


def night_figure(visit: Visit, language: str) -> Figure:
    """How many sleep in how many beds, each night."""
    people: dict[date, set[str]] = {}
    beds: dict[date, dict[tuple[str, str], int]] = {}
    for stay in visit.stays:
        for night in stay.nights:
            people.setdefault(night, set()).update(person.id for person in stay.people.people)
            beds.setdefault(night, {})[stay.venue.id, stay.room.number] = stay.room.beds
    rows = [
        _share(f"{night:%m-%d}", len(people[night]), sum(beds[night].values()))
        for night in sorted(beds)
    ]
    return _figure("nights", rows, language)


def ride_figure(visit: Visit, language: str) -> Figure:
    """How many are aboard each vehicle of each ride, of how many seats."""
    rows = [
        _share(
            f"{ride.start:%m-%d %H:%M} {boarding.vehicle.number}",
            len(boarding.people.people),
            boarding.vehicle.seats,
        )
        for ride in sorted(visit.rides, key=lambda each: (each.start, each.id))
        for boarding in ride.vehicles
    ]
    return _figure("rides", rows, language)


def meal_figure(visit: Visit, language: str) -> Figure:
    """How many guests and staff eat at each meal."""
    rows = []
    for meal in sorted(visit.meals, key=lambda each: (each.start, each.id)):
        diners = attendees(meal)
        guests = sum(isinstance(person, Guest) for person in diners)
        staff = len(diners) - guests
        kind = vocabulary.label("MealKind", meal.kind, language)
        said = f"{guests} + {staff}" if staff else str(guests)
        rows.append(
            BarRow(f"{meal.day:%m-%d} {kind}", (("done", guests), ("open", staff)), said=said)
        )
    return _figure("meals", rows, language)


FIGURES: dict[str, Callable[[Visit, str], Figure]] = {
    "costs": cost_figure,
    "nights": night_figure,
    "rides": ride_figure,
    "meals": meal_figure,
}
"""Every figure by the key of its words; `<key>_key` tells its colours."""


def key_of(figure: str, language: str) -> str:
    """What the colours of a figure mean."""
    return _say(f"{figure}_key", language)


def _figure(key: str, rows: list[BarRow], language: str) -> Figure:
    title = _say(key, language)
    return title, bar_picture(rows, title)


def _cost(label: str, total: Total, most: Decimal | None) -> BarRow:
    """What is paid, and behind it what is still to be paid."""
    parts = (("done", float(total.paid)), ("open", float(total.cost - total.paid)))
    said = f"{total.cost:,.2f}" if most is None else f"{total.cost:,.2f} / {most:,.2f}"
    return BarRow(label, parts, None if most is None else float(most), said)


def _share(label: str, found: int, most: int | None) -> BarRow:
    said = str(found) if most is None else f"{found} / {most}"
    return BarRow(label, (("done", found),), most, said)


def _say(key: str, language: str) -> str:
    return vocabulary.word(f"figure.{key}", language)
