"""Companions without names are counted as if each were named in a row of his own."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generator.account.ceilings import meeting_limit
from generator.account.receivable import receivables
from generator.account.year import year_line
from generator.agenda import agenda_of
from generator.check import check_visit
from generator.model.enums import VisitKind
from generator.model.visit import Visit
from generator.render.figures import FIGURES
from generator.render.handbook.blocks import Cell
from generator.render.handbook.visit.pages import pages_of
from generator.render.lists.book import lists_content
from generator.render.statement.book import statement_content
from tests.support.rates import with_rates

VisitOf = Callable[..., Visit]
RATES = {
    "meal_tariff": {"breakfast": "8", "lunch": "15.50", "dinner": "20"},
    "allowances": {"meals": "100", "transport": "80"},
}
PLAN: dict[str, Any] = {
    "kind": "meeting",
    "meeting_class": "3",
    "letter": {"number": "文旅函〔2026〕1号", "people": "3"},
    "venues": [
        {"id": "inn", "name": "驿馆", "kind": "hotel", "rooms": [{"number": "A1", "beds": "2"}],
         "halls": [{"name": "厅", "seats": "3"}],
         "dining": [{"name": "餐厅", "seats": "3", "tables": "1-2", "seats_each": "3"}]},
        {"id": "field", "name": "茶园", "minutes_to": {"驿馆": "30"}},
    ],
    "parties": [{"name": "第一组", "liaison": "李娜"}],
    "schedule": [{"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "kind": "会议",
                  "place": "驿馆/厅", "receiver": "李娜"}],
    "vehicles": [{"number": "1号车", "seats": "3", "kind": "小车"}],
}  # fmt: skip


def visit_with(visit_of: VisitOf, companions: int, *, named: bool) -> Visit:
    """A visit of 胡一, with companions that have names or none, beside 王芳 and two staff."""
    with_him = [f"友{n}" for n in range(companions)] if named else []
    written = {} if named or not companions else {"companions": str(companions)}
    train = {"arrival": "2026-05-18 10:20", "arrival_by": "G1234", "party": "第一组"}
    group = "、".join(("胡一", *with_him))
    return with_rates(
        visit_of(
            **PLAN,
            guests=[
                {"name": "胡一", **train, **written},
                *({"name": name, **train} for name in with_him),
                {"name": "王芳"},
            ],
            team={"staff": ["李娜", "周敏"]},
            stays=[{"venue": "驿馆", "room": "A1", "people": group}],
            meals=[
                {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "驿馆/餐厅",
                 "payer": "来宾自付",
                 "tables": [{"no": "1", "seats": f"{group}、李娜、周敏"},
                            {"no": "2", "seats": "王芳"}]},
                {"day": "2026-05-19", "time": "12:00", "kind": "午餐", "place": "驿馆/餐厅"},
            ],
            rides=[
                {"day": "2026-05-18", "time": "14:00", "from": "驿馆", "to": "茶园",
                 "responsible": "周敏",
                 "vehicles": [{"vehicle": "1号车", "people": f"{group}、李娜"}]},
            ],
        ),
        RATES,
    )  # fmt: skip


def counts_in(visit: Visit) -> dict[str, object]:
    """Every number of people in what is made of a visit."""
    lists = {sheet.name: sheet.listing for sheet in lists_content(visit).sheets}
    by_heading = {
        name: [dict(zip(listing.headings, row, strict=True)) for row in listing.rows]
        for name, listing in lists.items()
    }
    statement = statement_content(visit)
    activities = next(table for table in statement.statement.tables if table.title == "活动")
    # To a meeting nobody sends a letter, and nobody pays for it.
    tour = visit.model_copy(update={"kind": VisitKind.STUDY})
    findings, owed = check_visit(tour).findings, receivables(tour)
    ceiling = meeting_limit(visit)
    assert ceiling
    return {
        "kitchen": [(row["人数"], row["来宾"], row["工作人员"]) for row in by_heading["用餐人数"]],
        "drivers": [row["人数"] for row in by_heading["派车单"]],
        "trains": {row["同行人数"] for row in by_heading["抵离名单"]},
        "figures": [FIGURES[key](visit, "zh") for key in ("nights", "rides", "meals")],
        "pages": _numbers_on_pages(visit),
        "statement": (statement.statement.facts, [row[7:9] for row in activities.rows]),
        "owed": sum(item.money or 0 for item in owed),
        "meals": sum((Counter(item.meals) for item in owed), Counter()),
        "days aboard": sum(item.days_aboard for item in owed),
        "year": year_line(visit).guests,
        "ceiling": ceiling.maximum,
        "findings": [
            (finding.code, re.findall(r"\d+ [人张座]", str(finding.message)))
            for finding in findings
            if finding.code in OVER
        ],
        "staff cards": [
            (entry.key, entry.headcount, [load.count for load in entry.loads])
            for staff in visit.staff
            for entry in agenda_of(visit, staff).entries
        ],
        "own table": [
            entry.table.seats for entry in agenda_of(visit, visit.guests[0]).entries if entry.table
        ],
    }


OVER = {
    "lodging.room_over_beds",
    "dining.table_over_chairs",
    "dining.room_over_chairs",
    "halls.over_seats",
    "transport.over_seats",
    "letter.more_guests",
    "accompanying.diners",
    "standards.one_in_a_car",
    "settlement.headcount",
}


def _numbers_on_pages(visit: Visit) -> Counter[str]:
    """The cells of the handbook's pages that are a number of people: `5`, `5 人`, `5 / 44`."""
    return Counter(
        cell.text
        for page in pages_of(visit)
        for section in page.sections
        for block in section.blocks
        for cell in _cells(block)
        if re.fullmatch(r"\d+( 人| / \d+)?", cell.text)
    )


def _cells(value: object) -> Iterator[Cell]:
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _cells(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _cells(getattr(value, field.name))


@pytest.mark.parametrize("companions", [1, 2, 5])
def test_companions_are_counted_like_people_with_names(visit_of: VisitOf, companions: int) -> None:
    unnamed = counts_in(visit_with(visit_of, companions, named=False))
    named = counts_in(visit_with(visit_of, companions, named=True))

    assert unnamed == named


def test_each_count_rises_by_the_number_of_companions(visit_of: VisitOf) -> None:
    alone = counts_in(visit_with(visit_of, 0, named=False))
    with_four = counts_in(visit_with(visit_of, 4, named=False))

    assert {key for key, value in with_four.items() if value == alone[key]} == set()
    assert alone["kitchen"] == [("4", "2", "2"), ("2", "2", "0")]
    assert with_four["kitchen"] == [("8", "6", "2"), ("6", "6", "0")]
    assert (alone["drivers"], with_four["drivers"]) == (["2"], ["6"])
    assert (alone["year"], with_four["year"]) == (2, 6)
    # Two hosts may dine with two guests; the rule counts companions among the guests.
    assert {code for code, _ in with_four["findings"]} == OVER - {  # type: ignore[attr-defined]
        "accompanying.diners", "standards.one_in_a_car", "settlement.headcount"
    }  # fmt: skip
