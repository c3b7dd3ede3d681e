"""The plan (接待方案) as one page in the order in which plans are approved."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.attendance import attendees
from generator.model.people import Guest, Staff
from generator.model.programme import ScheduleItem
from generator.model.visit import Visit
from generator.model.vocabularies import ItemKind
from generator.render.handbook.blocks import Cell, Facts, Points, Rows, Section, cells
from generator.render.handbook.schedule import three, title_of
from generator.render.handbook.words import (
    day,
    joined,
    label,
    labels,
    moment,
    name,
    names,
    place,
    say,
    see,
    text,
    whom,
)


def plan_sections(visit: Visit) -> Iterator[Section]:
    """Guests, visits, board and lodging, talks, meals with both sides' names, news, team, annexes,
    and places for the approvals."""
    yield Section(say("plan.guests"), (_guests(visit), _journeys(visit)))
    yield Section(say("plan.visits"), (_items(visit, talks=False),))
    yield Section(say("plan.board"), (_board(visit),))
    yield Section(say("plan.talks"), (_items(visit, talks=True),))
    yield Section(say("plan.meals"), (_meals(visit),))
    yield Section(say("plan.news"), (Points((_publicity(visit),)),))
    yield Section(say("plan.team"), (_team(visit),))
    yield Section(say("plan.requirements"), (Points(_requirements(visit)),))
    yield Section(
        say("plan.guide"), (Points(tuple(text(n) for n in visit.notices) or (say("none"),)),)
    )
    yield Section(say("plan.annexes"), (Points(tuple(say("plan.annex_list").split("|"))),))
    yield Section(say("plan.approval"), (_approval(),))


def _guests(visit: Visit) -> Facts:
    head = next((guest for guest in visit.guests if guest.part), None)
    parties = "、".join(
        f"{party.name} {sum(1 for g in visit.guests if g.party == party)}"
        for party in visit.parties
    )
    letter = visit.letter
    pairs = (
        (label("Visit", "sender"), text(visit.sender)),
        (say("plan.head"), joined(head.name, head.unit, head.post) if head else "—"),
        (say("people_label"), str(len(visit.guests))),
        (label("Visit", "parties"), parties),
        (label("Visit", "purpose"), see(visit, "purpose") or "—"),
        (label("Visit", "letter"), joined(letter.unit, letter.number) if letter else "—"),
        (say("dates"), f"{day(visit.start)} – {day(visit.end)}"),
    )
    return Facts(tuple((key, value) for key, value in pairs if value))


def _journeys(visit: Visit) -> Rows:
    """How many arrive and leave when and by what; not a row a person."""
    groups: dict[tuple[str, str, str], int] = {}
    for guest in visit.guests:
        for way in ("arrival", "departure"):
            when, by = getattr(guest, way), getattr(guest, f"{way}_by")
            if when or by:
                key = (label("Guest", way), moment(when), by or "")
                groups[key] = groups.get(key, 0) + 1
    rows = tuple(cells(way, when, by, count) for (way, when, by), count in groups.items())
    headings = (say("journey"), say("time"), say("plan.by"), say("people_label"))
    return Rows(headings, rows, say("none"))


def _items(visit: Visit, *, talks: bool) -> Rows:
    items = [item for item in visit.schedule if (item.kind is ItemKind.MEETING) is talks]
    headings = (
        say("time"),
        say("what"),
        say("place"),
        say("for"),
        say("plan.escorts"),
        say("three"),
    )
    return Rows(headings, tuple(_item(item) for item in items), say("none"))


def _item(item: ScheduleItem) -> tuple[Cell, ...]:
    escorts = [p for p in attendees(item) if isinstance(p, Staff)]
    moderator = f"{label('ScheduleItem', 'moderator')} {item.moderator}" if item.moderator else ""
    return cells(
        f"{day(item.day)} {item.time}",
        Cell(title_of(item), moderator),
        place(item.place),
        whom(item.participants),
        names(escorts) or name(item.receiver),
        three(item),
    )


def _board(visit: Visit) -> Facts:
    hotels: dict[str, set[str]] = {}
    for stay in visit.stays:
        hotels.setdefault(text(stay.venue.name), set()).add(stay.room.number)
    lodging = "；".join(say("plan.rooms", hotel=h, n=len(rooms)) for h, rooms in hotels.items())
    meals = "；".join(
        joined(
            f"{day(meal.day)} {label('MealKind', meal.kind)}", text(meal.form), place(meal.place)
        )
        for meal in visit.meals
    )
    return Facts(
        ((label("Visit", "stays"), lodging or "—"), (label("Visit", "meals"), meals or "—"))
    )


def _meals(visit: Visit) -> Rows:
    headings = (say("time"), say("what"), say("place"), say("plan.hosts"), say("plan.guest_side"))
    rows = []
    for meal in visit.meals:
        if not meal.tables:
            continue
        hosts = [p for p in meal.diners if isinstance(p, Staff)]
        guests = [p for p in meal.diners if isinstance(p, Guest)]
        rows.append(
            cells(
                f"{day(meal.day)} {meal.time}",
                title_of(meal),
                place(meal.place),
                names(hosts) or "—",
                Cell(say("people", n=len(guests)), names(guests)),
            )
        )
    return Rows(headings, tuple(rows), say("plan.no_seated_meal"))


def _publicity(visit: Visit) -> str:
    group = next((g for g in visit.team.groups if g.role.id == "publicity"), None)
    return say("plan.publicity", name=name(group.lead)) if group else say("plan.no_publicity")


def _team(visit: Visit) -> Rows:
    headings = (say("plan.group"), *labels("Group", "lead", "members", "checker"))
    rows = tuple(
        cells(text(g.title), name(g.lead), names(g.people) or "—", name(g.checker))
        for g in visit.team.groups
    )
    return Rows(headings, rows, say("no_staff"))


def _requirements(visit: Visit) -> tuple[str, ...]:
    """What this visit adds to the standing requirements and cautions, group by group."""
    found = [
        f"{text(group.title)}：{text(line)}"
        for group in visit.team.groups
        for line in (*group.requirements, *group.cautions)
    ]
    return tuple(found) or (say("plan.standing_only"),)


def _approval() -> Rows:
    steps = say("plan.approvers").split("|")
    return Rows(
        (say("plan.approver"), say("plan.opinion"), say("plan.signed")),
        tuple(cells(step, "", "") for step in steps),
    )
