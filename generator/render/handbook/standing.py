"""Fills standing pages from their own front matter, so that no figure is written twice."""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from generator.model.standing import Checklist, Limit, Role, Rule, Standing, Venue
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Pictures,
    Remark,
    Rows,
    blocks_html,
    cells,
    facts,
    phone,
    points,
    short,
)
from generator.render.handbook.limits import anchor_of, in_force, limit_in_words
from generator.render.handbook.words import label, labels, member, say, text
from generator.render.seats import (
    Chair,
    banquet_order,
    car_picture,
    coach_picture,
    long_table_picture,
    platform_order,
    round_table_picture,
    row_picture,
)

_PLACEHOLDER = re.compile(r"<!-- (rule|role|venue|fleet|checklist|seats):([\w:-]+) -->")


def fill_placeholders(html: str, path: str, standing: Standing) -> str:
    """A standing page's HTML with its placeholders filled. `path` is the page under docs/."""

    def fill(match: re.Match[str]) -> str:
        kind, what = match.groups()
        blocks = _seats(what) if kind == "seats" else _FILLERS[kind](path, standing)
        return blocks_html(blocks)

    return _PLACEHOLDER.sub(fill, html)


def _rule(path: str, standing: Standing) -> tuple[Block, ...]:
    rule = next((rule for rule in standing.rules if rule.page == path), None)
    if rule is None:
        return ()
    headings = tuple(say(f"standing.{key}") for key in ("name", "value", "clause", "in_force"))
    rows = tuple(_limit(name, limit) for name, limit in _limits(rule))
    return (Rows(headings, rows),)


def _limits(rule: Rule) -> list[tuple[str, Limit]]:
    return [(name, limit) for name, versions in rule.limits.items() for limit in versions]


def _limit(name: str, limit: Limit) -> tuple[Cell, ...]:
    called = Cell(limit.note or name, more=name, href=f"#{anchor_of(name)}")
    return cells(called, limit_in_words(name, limit), limit.clause, in_force(limit))


def _role(path: str, standing: Standing) -> tuple[Block, ...]:
    role = next((role for role in standing.roles if role.page == path), None)
    return () if role is None else tuple(_role_blocks(role, standing))


def _role_blocks(role: Role, standing: Standing) -> list[Block]:
    blocks: list[Block] = []
    for field in ("duties", "requirements", "cautions"):
        if lines := getattr(role, field):
            blocks += [Remark(label("Role", field), "label"), points(map(text, lines))]
    titles = {course.id: course.title for course in standing.courses}
    if role.training:
        blocks.append(Remark(say("standing.required_training"), "label"))
        blocks.append(points(titles.get(course, course) for course in role.training))
    return blocks


def _venue(path: str, standing: Standing) -> tuple[Block, ...]:
    venue = next((venue for venue in standing.venues if venue.page == path), None)
    return () if venue is None else tuple(_venue_blocks(venue, standing))


def _venue_blocks(venue: Venue, standing: Standing) -> list[Block]:
    names = {each.id: text(each.name) for each in standing.venues}
    yes = "✓" if venue.designated else "—"
    pairs = (
        (label("Venue", "kind"), member("VenueKind", venue.kind)),
        (label("Venue", "address"), text(venue.address)),
        (label("Venue", "phone"), phone(venue.phone)),
        (label("Venue", "designated"), yes),
        (label("Venue", "lift"), "✓" if venue.lift else "—"),
        (label("Venue", "spots"), "、".join(text(spot.name) for spot in venue.spots)),
        (
            say("standing.travel"),
            "；".join(
                f"{names.get(to, to)} {say('standing.minutes', n=minutes)}"
                for to, minutes in venue.minutes_to.items()
            ),
        ),
    )
    blocks: list[Block] = [facts(*pairs)]
    if venue.halls:
        rows = tuple(
            cells(text(h.name), h.floor, h.seats, member("HallLayout", h.layout))
            for h in venue.halls
        )
        blocks.append(Rows(labels("Hall", "name", "floor", "seats", "layout"), rows))
    if venue.dining:
        rows = tuple(
            cells(text(d.name), d.floor, d.seats, "、".join(d.tables), d.seats_each)
            for d in venue.dining
        )
        fields = ("name", "floor", "seats", "tables", "seats_each")
        blocks.append(Rows(labels("DiningRoom", *fields), rows))
    if venue.rooms:
        blocks.append(_rooms(venue))
    return blocks


def _rooms(venue: Venue) -> Rows:
    """Rooms of one floor, type and price in one row."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for room in venue.rooms:
        accessible = label("Room", "accessible") if room.accessible else ""
        price = f"{room.price:f}" if room.price is not None else ""
        kind = member("RoomType", room.type)
        key = (room.floor or "", kind, str(room.beds), price, accessible)
        groups.setdefault(key, []).append(room.number)
    rows = tuple(
        cells(key[0], Cell(key[1], key[4]), key[2], key[3], "、".join(numbers))
        for key, numbers in groups.items()
    )
    return Rows(labels("Room", "floor", "type", "beds", "price", "number"), rows)


def _fleet(_: str, standing: Standing) -> tuple[Block, ...]:
    rows = tuple(
        cells(short(v.plate), member("VehicleKind", v.kind), v.seats, v.driver, phone(v.phone))
        for v in standing.fleet
    )
    return (Rows(labels("FleetVehicle", "plate", "kind", "seats", "driver", "phone"), rows),)


def _checklist(path: str, standing: Standing) -> tuple[Block, ...]:
    found = next((each for each in standing.checklists if each.page == path), None)
    return () if found is None else (_checklist_rows(found, standing),)


def _checklist_rows(checklist: Checklist, standing: Standing) -> Rows:
    roles = {role.id: text(role.title) for role in standing.roles}
    headings = (
        say("standing.days_before"),
        *labels("ChecklistTask", "what", "role", "checker", "standard", "caution"),
    )
    rows = tuple(
        cells(
            _due(task.days_before),
            task.what,
            roles.get(task.role, task.role),
            roles.get(task.checker or "", task.checker or ""),
            task.standard,
            task.caution,
        )
        for task in checklist.tasks
    )
    return Rows(headings, rows)


def _due(days_before: int) -> str:
    if days_before == 0:
        return say("standing.first_day")
    key = "standing.before" if days_before > 0 else "standing.after_start"
    return say(key, n=abs(days_before))


def _seats(what: str) -> tuple[Block, ...]:
    kind, _, number = what.partition(":")
    if kind not in _SEATS:
        return (Remark(say("standing.unknown_placeholder", what=what), "warning"),)
    caption = say(f"seats.{kind}", n=number)
    picture = _SEATS[kind](int(number or 0), caption)
    return (Pictures(((caption, Markup(picture)),)),)


def _row_of_ranks(people: int, caption: str) -> str:
    return row_picture([str(rank) for rank in platform_order(people)], caption)


def _row_right_first(people: int, caption: str) -> str:
    ranks = platform_order(people, right_first=True)
    return row_picture([str(rank) for rank in ranks], caption)


def _banquet(seats: int, caption: str) -> str:
    sides = {"H": ("host", say("seats.host")), "G": ("guest", say("seats.guest"))}
    chairs = []
    for who in banquet_order(seats):
        side, word = sides[who[0]]
        chairs.append(Chair(f"{word}{who[1:]}", side=side))
    return round_table_picture(chairs, caption)


def _long_table(people: int, caption: str) -> str:
    """Both sides as seen from above: the far side faces the onlooker, the near one mirrors it."""
    far = [f"{say('seats.guest')}{rank}" for rank in platform_order(people)]
    near = [f"{say('seats.host')}{rank}" for rank in platform_order(people, right_first=True)]
    return long_table_picture(far, near, caption)


def _car(_: int, caption: str) -> str:
    return car_picture((say("seats.driver"), "4", "2", "3", "1"), caption)


def _coach(rows: int, caption: str) -> str:
    return coach_picture(rows or 6, caption, say("seats.driver"), say("seats.door"))


_SEATS: dict[str, Callable[[int, str], str]] = {
    "platform": _row_of_ranks,
    "photograph": _row_of_ranks,
    "talks": _long_table,
    "right-first": _row_right_first,
    "banquet": _banquet,
    "car": _car,
    "coach": _coach,
}
_FILLERS: dict[str, Callable[[str, Standing], tuple[Block, ...]]] = {
    "rule": _rule,
    "role": _role,
    "venue": _venue,
    "fleet": _fleet,
    "checklist": _checklist,
}
