"""The plan (接待方案) as one page in the order in which plans are approved."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.attendance import attendees
from generator.model.enums import ItemKind
from generator.model.people import Guest, Staff
from generator.model.schedule import ScheduleItem
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Facts,
    Points,
    Rows,
    Section,
    cells,
    facts,
    points,
    short,
)
from generator.render.handbook.visit.schedule import moderator_of, route_of, three, title_of
from generator.render.handbook.words import (
    dates,
    day,
    label,
    labels,
    member,
    moment,
    name,
    phrase,
    phrases,
    place,
    see,
    text,
    whom,
)
from generator.render.words.lists import dotted, listed
from generator.render.words.people import name_list

FEW = 12
"""Up to so many guests are listed in the plan itself; of more, those with a part in the group."""
ANNEXES = ("schedule", "roster", "rooming", "dining", "transport", "tasks", "contacts")


def plan_sections(visit: Visit) -> Iterator[Section]:
    """The chapters of the plan.

    Guests, visits, board and lodging, talks, meals with both sides' names, vehicles, news, team
    with duties, requirements, guide, annexes, and places for the approvals.
    """
    chapters: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("guests", (_guests(visit), _heads(visit), _journeys(visit))),
        ("visits", (_items(visit, talks=False),)),
        ("board", (_lodging(visit), _board(visit))),
        ("talks", (_items(visit, talks=True),)),
        ("meals", (_meals(visit),)),
        ("rides", (_rides(visit),)),
        ("news", (points([_publicity(visit)]),)),
        ("team", (_team(visit),)),
        ("requirements", (_requirements(visit),)),
        ("guide", (points([text(notice) for notice in visit.notices] or [phrase("none")]),)),
        ("annexes", (points(_annex(page) for page in ANNEXES),)),
        ("approval", (_approval(),)),
    )
    for key, blocks in chapters:
        yield Section(phrase(f"plan.{key}"), blocks, key)


def _guests(visit: Visit) -> Facts:
    parties = listed(
        f"{see(party, 'name')} {phrase('people', n=len(visit.party_members(party)))}"
        for party in visit.parties
    )
    letter = see(visit, "letter")
    return facts(
        (label("Visit", "sender"), text(visit.sender)),
        (phrase("people_label"), phrase("people", n=len(visit.guests))),
        (label("Visit", "parties"), parties),
        (label("Visit", "purpose"), see(visit, "purpose") or "—"),
        (label("Visit", "letter"), dotted(letter.unit, letter.number) if letter else "—"),
        (phrase("dates"), dates(visit.start, visit.end)),
    )


def _heads(visit: Visit) -> Rows:
    """Those who lead the group; everybody where few come."""
    leading = [guest for guest in visit.guests if guest.part]
    shown = visit.guests if len(visit.guests) <= FEW or not leading else leading
    rows = tuple(
        cells(
            short(guest.name),
            see(guest, "part"),
            see(guest, "unit"),
            see(guest, "post"),
            member("Rank", see(guest, "rank")),
        )
        for guest in shown[:FEW]
    )
    return Rows(labels("Guest", "name", "part", "unit", "post", "rank"), rows, phrase("no_guests"))


def _journeys(visit: Visit) -> Rows:
    """How many arrive and leave when and by what; not a row a person."""
    groups: dict[tuple[str, str, str, str], int] = {}
    for guest in visit.guests:
        for way in ("arrival", "departure"):
            when, by = see(guest, way), see(guest, f"{way}_by")
            if when or by:
                written = when.earliest.isoformat() if when else ""
                key = (way, written, moment(when), by or "")
                groups[key] = groups.get(key, 0) + 1
    rows = tuple(
        cells(label("Guest", way), when, by, phrase("people", n=count))
        for (way, _, when, by), count in sorted(groups.items())
    )
    headings = phrases("journey", "time", "plan.by", "people_label")
    return Rows(headings, rows, phrase("plan.no_journeys"))


def _items(visit: Visit, *, talks: bool) -> Rows:
    items = [item for item in visit.schedule if (item.kind is ItemKind.MEETING) is talks]
    headings = phrases("time", "what", "place", "for", "plan.escorts", "three")
    rows = tuple(_item(item) for item in sorted(items, key=lambda item: (item.start, item.id)))
    return Rows(headings, rows, phrase("none"))


def _item(item: ScheduleItem) -> tuple[Cell, ...]:
    escorts = [p for p in attendees(item) if isinstance(p, Staff)]
    return cells(
        Cell(day(item.day), str(item.time), kind="short"),
        Cell(title_of(item), dotted(moderator_of(item), text(item.note))),
        place(item.place),
        whom(item.participants),
        name_list(escorts) or name(item.receiver),
        three(item),
    )


def _lodging(visit: Visit) -> Facts:
    hotels: dict[str, set[str]] = {}
    for stay in visit.stays:
        hotels.setdefault(text(stay.venue.name), set()).add(stay.room.number)
    rooms = listed(phrase("plan.rooms", hotel=h, n=len(numbers)) for h, numbers in hotels.items())
    return facts((label("Visit", "stays"), rooms or phrase("no_stays")))


def _board(visit: Visit) -> Rows:
    fields = labels("Meal", "kind", "place", "form", "payer")
    headings = (phrase("time"), *fields, phrase("people_label"))
    rows = tuple(
        cells(
            Cell(day(meal.day), str(meal.time), kind="short"),
            member("MealKind", meal.kind),
            place(meal.place),
            text(meal.form),
            member("Payer", see(meal, "payer")),
            len(attendees(meal)),
        )
        for meal in sorted(visit.meals, key=lambda meal: (meal.start, meal.id))
    )
    return Rows(headings, rows, phrase("no_meals"))


def _meals(visit: Visit) -> Rows:
    headings = phrases("time", "what", "plan.hosts", "plan.guest_side")
    rows = []
    for meal in (meal for meal in visit.meals if meal.tables):
        hosts = [p for p in meal.diners if isinstance(p, Staff)]
        guests = [p for p in meal.diners if isinstance(p, Guest)]
        rows.append(
            cells(
                Cell(day(meal.day), str(meal.time), kind="short"),
                Cell(title_of(meal), place(meal.place)),
                Cell(phrase("people", n=len(hosts)), name_list(hosts)),
                Cell(phrase("people", n=len(guests)), name_list(guests)),
            )
        )
    return Rows(headings, tuple(rows), phrase("plan.no_seated_meal"))


def _rides(visit: Visit) -> Rows:
    headings = (phrase("time"), phrase("what"), label("Visit", "vehicles"), phrase("people_label"))
    rides = sorted(visit.rides, key=lambda ride: (ride.start, ride.id))
    return Rows(headings, tuple(_ride(ride) for ride in rides), phrase("no_rides"))


def _ride(ride: Ride) -> tuple[Cell, ...]:
    vehicles = {each.vehicle.number: each.vehicle for each in ride.vehicles}.values()
    return cells(
        Cell(day(ride.day), str(ride.time), kind="short"),
        Cell(route_of(ride), text(ride.boarding)),
        listed(dotted(vehicle.number, vehicle.plate) for vehicle in vehicles) or "—",
        len(ride.aboard),
    )


def _publicity(visit: Visit) -> str:
    group = next((g for g in visit.team.groups if g.role.id == "publicity"), None)
    return phrase("plan.publicity", name=name(group.lead)) if group else phrase("plan.no_publicity")


def _team(visit: Visit) -> Rows:
    headings = (phrase("plan.group"), *labels("Group", "lead", "members", "checker", "duties"))
    rows = tuple(
        cells(
            short(text(group.title)),
            short(name(group.lead)),
            name_list(person for person in group.people if person != group.lead) or "—",
            short(name(group.checker)),
            "；".join(text(line).rstrip("。；") for line in group.all_duties),
        )
        for group in visit.team.groups
    )
    return Rows(headings, rows, phrase("no_staff"))


def _requirements(visit: Visit) -> Points:
    """What this visit adds to the standing requirements and cautions, group by group."""
    added = [
        f"{text(group.title)}：{text(line)}"
        for group in visit.team.groups
        for line in (*group.requirements, *group.cautions)
    ]
    return points([*added, phrase("plan.standing_only")])


def _annex(page: str) -> Cell:
    return Cell(phrase(f"page.{page}"), href=f"../{page}/")


def _approval() -> Rows:
    headings = phrases("plan.approver", "plan.opinion", "plan.signed")
    steps = phrase("plan.approvers").split("|")
    return Rows(headings, tuple(cells(Cell(step, kind="sign"), "", "") for step in steps))
