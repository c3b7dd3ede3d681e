"""A visit's figures as pictures: cost against budget, beds by night, seats by ride, meals.

Each is (caption, SVG); the SVG is empty where there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from generator import vocabulary
from generator.account.totals import Total, host_total, totals_by_item
from generator.model.attendance import attendees
from generator.model.people import Guest, Person, Staff, headcount
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.render.svg.bars import BarRow, bar_picture
from generator.render.words.money import amount_text

Figure = tuple[str, str]


def cost_figure(visit: Visit, language: str) -> Figure:
    """Return paid and planned cost by item, and the host's sum against the budget. For the office.

    An item's frame is its planned cost.
    """
    rows = [
        _cost_row(total.item, total.overall, total.overall.planned or None)
        for total in totals_by_item(visit)
    ]
    if visit.expenses:
        rows.append(_cost_row(_word("budget", language), host_total(visit), visit.budget))
    return _figure("costs", rows, language)


def night_figure(visit: Visit, language: str) -> Figure:
    """Return how many people sleep in how many beds, each night."""
    people: dict[date, dict[str, Person]] = {}
    beds: dict[date, dict[tuple[str, str], int]] = {}
    for stay in visit.stays:
        for night in stay.nights:
            people.setdefault(night, {}).update((p.id, p) for p in stay.people.people)
    for number, stay in enumerate(visit.stays):
        key = (stay.venue.id, stay.room.number) if stay.room else ("", str(number))
        for night in stay.nights:
            beds.setdefault(night, {})[key] = stay.beds or 0
    rows = [
        _share_row(
            f"{night:%m-%d}", headcount(people[night].values()), sum(beds.get(night, {}).values())
        )
        for night in sorted(people)
    ]
    return _figure("nights", rows, language)


def _ride_time(ride: Ride, language: str) -> str:
    clock = f"{ride.start:%H:%M}" if ride.time else ride.time_text.in_(language)
    return f"{ride.day:%m-%d} {clock}"


def ride_figure(visit: Visit, language: str) -> Figure:
    """Return how many people are aboard each vehicle of each ride, of how many seats."""
    rows = [
        _share_row(
            f"{_ride_time(ride, language)} {boarding.vehicle.number}",
            boarding.people.headcount,
            boarding.vehicle.seats,
        )
        for ride in sorted(visit.rides, key=lambda ride: (ride.start, ride.id))
        if not ride.is_shuttle
        for boarding in ride.vehicles
    ]
    return _figure("rides", rows, language)


def meal_figure(visit: Visit, language: str) -> Figure:
    """Return how many guests and staff eat at each meal."""
    rows = []
    for meal in sorted(visit.meals, key=lambda meal: (meal.start, meal.id)):
        diners = attendees(meal)
        guests, staff = headcount(diners, Guest), headcount(diners, Staff)
        label = f"{meal.day:%m-%d} {vocabulary.label('MealKind', meal.kind, language)}"
        count = f"{guests} + {staff}" if staff else str(guests)
        rows.append(BarRow(label, (("done", guests), ("open", staff)), text=count))
    return _figure("meals", rows, language)


FIGURES: dict[str, Callable[[Visit, str], Figure]] = {
    "costs": cost_figure,
    "nights": night_figure,
    "rides": ride_figure,
    "meals": meal_figure,
}
"""Every figure by its key in the vocabulary."""


def legend_of(figure: str, language: str) -> str:
    """Return what the colours of a figure mean."""
    return _word(f"{figure}_key", language)


def _figure(key: str, rows: list[BarRow], language: str) -> Figure:
    title = _word(key, language)
    return title, bar_picture(rows, title)


def _cost_row(label: str, total: Total, frame: Decimal | None) -> BarRow:
    """A bar of what is paid, and behind it of what is still to be paid."""
    parts = (("done", float(total.paid)), ("open", float(total.cost - total.paid)))
    if frame is None:
        return BarRow(label, parts, text=amount_text(total.cost))
    return BarRow(label, parts, float(frame), f"{amount_text(total.cost)} / {amount_text(frame)}")


def _share_row(label: str, count: int, frame: int | None) -> BarRow:
    text = str(count) if frame is None else f"{count} / {frame}"
    return BarRow(label, (("done", count),), frame, text)


def _word(key: str, language: str) -> str:
    return vocabulary.word(f"figure.{key}", language)
