"""Fills the placeholders of standing pages from front matter: each figure is written once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from generator import vocabulary
from generator.agenda import hotel_facts
from generator.agenda.reader import Reader
from generator.model.audience import STAFF
from generator.model.enums import SeatingForm, VisitKind
from generator.model.standing import (
    Applicability,
    Checklist,
    ChecklistTask,
    Clause,
    Limit,
    Role,
    Rule,
    Standing,
    Venue,
)
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
from generator.render.handbook.limits import (
    anchor_of,
    in_force,
    kinds_in_words,
    limit_in_words,
    reason_in_words,
)
from generator.render.handbook.words import LANGUAGE, label, labels, member, phrase, phrases, text
from generator.render.svg.round_table import round_table_picture
from generator.render.svg.seat_rows import seating_picture
from generator.render.svg.seats import Chair
from generator.render.words.lists import listed
from generator.render.words.places import hotel_lines
from generator.seating.precedence import (
    HALL_ROW,
    Row,
    banquet_order,
    car_rows,
    coach_rows,
    even_rows,
    hall_rows,
    long_table_rows,
    photograph_rows,
    platform_order,
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
    limits = [(name, limit) for name, versions in rule.limits.items() for limit in versions]
    headings = phrases("standing.name", "standing.value", "standing.clause", "standing.in_force")
    return (
        _applies_to_page(rule),
        *_table(rule, headings, [(_limit(*entry), entry[1]) for entry in limits]),
        *_table(
            rule,
            phrases("standing.rule", "standing.clause"),
            [(_clause(*entry), entry[1]) for entry in rule.clauses.items()],
        ),
    )


def _applies_to_page(rule: Rule) -> Block:
    """The kinds of visit that the page is for, and which kind a visit without one is of."""
    limits = [limit for versions in rule.limits.values() for limit in versions]
    entries: list[Clause | Limit] = [*limits, *rule.clauses.values()]
    has_own = any(entry.applies for entry in entries)
    return Remark(
        "".join(
            (
                phrase("standing.page_applies", kinds=_kinds(rule.applies)),
                reason_in_words(rule.applies) if rule.applies else "",
                phrase("standing.own_kinds") if has_own else "",
                phrase("standing.no_kind") if has_own or rule.applies else "",
            )
        )
    )


def _table(
    rule: Rule, headings: tuple[str, ...], rows: Sequence[tuple[tuple[Cell, ...], Clause | Limit]]
) -> tuple[Block, ...]:
    """The rows of limits or clauses, with the kinds of visit where one has kinds of its own."""
    if not rows:
        return ()
    if any(entry.applies for _, entry in rows):
        wider = tuple((*row, _applies(entry.applies, rule)) for row, entry in rows)
        return (Rows((*headings, phrase("standing.applies")), wider),)
    return (Rows(headings, tuple(row for row, _ in rows)),)


def _applies(own: Applicability | None, rule: Rule) -> Cell:
    if own is None:
        return Cell(_kinds(rule.applies))
    return Cell(_kinds(own), reason_in_words(own))


def _kinds(applies: Applicability | None) -> str:
    return kinds_in_words(applies.kinds if applies else tuple(VisitKind))


def _limit(name: str, limit: Limit) -> tuple[Cell, ...]:
    return cells(_name(name, limit), limit_in_words(name, limit), limit.clause, in_force(limit))


def _clause(name: str, clause: Clause) -> tuple[Cell, ...]:
    return cells(_name(name, clause), clause.clause)


def _name(name: str, entry: Clause | Limit) -> Cell:
    return Cell(entry.note or name, more=name, href=f"#{anchor_of(name)}")


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
        blocks.append(Remark(phrase("standing.required_training"), "label"))
        blocks.append(points(titles.get(course, course) for course in role.training))
    return blocks


def _venue(path: str, standing: Standing) -> tuple[Block, ...]:
    venue = next((venue for venue in standing.venues if venue.page == path), None)
    return () if venue is None else tuple(_venue_blocks(venue, standing))


def _venue_blocks(venue: Venue, standing: Standing) -> list[Block]:
    names = {place.id: text(place.name) for place in standing.venues}
    yes = "✓" if venue.designated else "—"
    pairs = (
        (label("Venue", "kind"), member("VenueKind", venue.kind)),
        (label("Venue", "address"), text(venue.address)),
        (label("Venue", "phone"), phone(venue.phone)),
        (label("Venue", "designated"), yes),
        (label("Venue", "lift"), "✓" if venue.lift else "—"),
        *((label, value) for _, label, value in _hotel_lines(venue)),
        (label("Venue", "parking"), text(venue.parking)),
        (label("Venue", "spots"), listed(text(spot.name) for spot in venue.spots)),
        (
            phrase("standing.travel"),
            "；".join(
                f"{names.get(to, to)} {phrase('standing.minutes', n=minutes)}"
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
            cells(text(d.name), d.floor, d.seats, listed(d.tables), d.seats_each)
            for d in venue.dining
        )
        fields = ("name", "floor", "seats", "tables", "seats_each")
        blocks.append(Rows(labels("DiningRoom", *fields), rows))
    if venue.rooms:
        blocks.append(_rooms(venue))
    return blocks


def _hotel_lines(venue: Venue) -> Iterator[tuple[str, str, str]]:
    known = hotel_facts(Reader(STAFF), venue)
    return hotel_lines(known, LANGUAGE) if known else iter(())


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
        cells(key[0], Cell(key[1], key[4]), key[2], key[3], listed(numbers))
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
    checklist = next((item for item in standing.checklists if item.page == path), None)
    return () if checklist is None else (_checklist_rows(checklist, standing),)


def _checklist_rows(checklist: Checklist, standing: Standing) -> Rows:
    roles = {role.id: text(role.title) for role in standing.roles}
    headings = (
        phrase("standing.days_before"),
        *labels("ChecklistTask", "what", "role", "checker", "standard", "caution"),
    )
    rows = tuple(
        cells(
            _due(task.days_before),
            Cell(task.what, _only_for(task)),
            roles.get(task.role, task.role),
            roles.get(task.checker or "", task.checker or ""),
            task.standard,
            task.caution,
        )
        for task in checklist.tasks
    )
    return Rows(headings, rows)


def _only_for(task: ChecklistTask) -> str:
    """The kinds of visit that a task is for; empty where it is for all."""
    return kinds_in_words(task.kinds) if task.kinds else ""


def _due(days_before: int) -> str:
    if days_before == 0:
        return phrase("standing.first_day")
    key = "standing.before" if days_before > 0 else "standing.after_start"
    return phrase(key, n=abs(days_before))


def _seats(what: str) -> tuple[Block, ...]:
    kind, _, number = what.partition(":")
    if kind not in _SEATS:
        return (Remark(phrase("standing.unknown_placeholder", what=what), "warning"),)
    caption = phrase(f"seats.{kind}", n=number)
    picture = _SEATS[kind](int(number or 0), caption)
    return (Pictures(((caption, Markup(picture)),)),)


def _ranks(form: SeatingForm, order: Callable[[int], Iterable[Row]]) -> Callable[[int, str], str]:
    """Draws the numbers of a form's seats."""

    def draw(people: int, caption: str) -> str:
        rows = [[Chair("", str(n)) if n else None for n in row] for row in order(people)]
        return seating_picture(form, rows, caption, _seat_words())

    return draw


def _banquet(seats: int, caption: str) -> str:
    word = _seat_words()
    chairs = [
        Chair(f"{word[who[0]]}{who[1:]}", side=_SIDES[who[0]]) for who in banquet_order(seats)
    ]
    return round_table_picture(chairs, caption, door=word["door"])


def _long_table(people: int, caption: str) -> str:
    word = _seat_words()
    rows = [
        [Chair("", f"{word[side]}{n}", side=_SIDES[side]) if n else None for n in row]
        for side, row in zip("GH", long_table_rows(people, people), strict=True)
    ]
    return seating_picture(SeatingForm.LONG_TABLE, rows, caption, word)


def _seat_words() -> Mapping[str, str]:
    return vocabulary.words_under("seating", LANGUAGE)


_SIDES = {"H": "host", "G": "guest"}
_SEATS: dict[str, Callable[[int, str], str]] = {
    "platform": _ranks(SeatingForm.PLATFORM, lambda n: [platform_order(n)]),
    "right-first": _ranks(SeatingForm.PLATFORM, lambda n: [platform_order(n, right_first=True)]),
    "photograph": _ranks(SeatingForm.PHOTOGRAPH, lambda n: photograph_rows(n, n)),
    "hall": _ranks(SeatingForm.HALL, lambda n: hall_rows(n, even_rows(n, HALL_ROW))),
    "talks": _long_table,
    "banquet": _banquet,
    "car": _ranks(SeatingForm.CAR, lambda _: car_rows()),
    "coach": _ranks(SeatingForm.COACH, lambda rows: coach_rows(4 * (rows or 6))),
}
_FILLERS: dict[str, Callable[[str, Standing], tuple[Block, ...]]] = {
    "rule": _rule,
    "role": _role,
    "venue": _venue,
    "fleet": _fleet,
    "checklist": _checklist,
}
