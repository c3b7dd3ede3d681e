"""What a visit's figures count: costs, beds, seats, diners."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

from generator.model.visit import Visit
from generator.render.figures import FIGURES
from generator.render.handbook.visit.dining import dining_sections
from generator.render.handbook.visit.lodging import rooming_sections
from generator.render.handbook.visit.transport import transport_sections

SVG = "{http://www.w3.org/2000/svg}"


def row_texts(visit: Visit, key: str) -> list[tuple[str, ...]]:
    """The texts of each row of a figure; none where there is no figure."""
    _, picture = FIGURES[key](visit, "zh")
    if not picture:
        return []
    rows = ElementTree.fromstring(picture).iter(f"{SVG}g")
    return [tuple(text.text or "" for text in row.iter(f"{SVG}text")) for row in rows]


def plan(visit_of: Callable[..., Visit]) -> Visit:
    return visit_of(
        guests=["甲", "乙", "丙"],
        team={"staff": ["李娜"]},
        budget="1000",
        expenses=[
            {"item": "用餐", "planned": "140", "amount": "150", "payer": "host"},
            {"item": "住宿", "planned": "480", "payer": "sender"},
        ],
        stays=[
            {"venue": "明峰宾馆", "room": "8301", "people": "甲、乙"},
            {"venue": "明峰宾馆", "room": "8302", "people": "丙", "check_out": "2026-05-19"},
        ],
        vehicles=[{"number": "1号车", "seats": "7"}, {"number": "2号车"}],
        rides=[{"day": "2026-05-18", "time": "8:00", "from": "明峰高铁站", "to": "明峰宾馆",
                "vehicles": [{"vehicle": "1号车", "people": "甲、乙、李娜"},
                             {"vehicle": "2号车", "people": "丙"}]}],
        meals=[
            {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "机关食堂",
             "tables": [{"no": "1", "seats": "甲、乙、丙、李娜"}]},
            {"day": "2026-05-18", "time": "12:00", "kind": "午餐", "place": "机关食堂"},
        ],
    )  # fmt: skip


def test_figures_count_what_is_in_the_visit(visit_of: Callable[..., Visit]) -> None:
    visit = plan(visit_of)

    assert row_texts(visit, "costs") == [
        ("住宿", "480.00 / 480.00"),
        ("用餐", "150.00 / 140.00"),
        ("接待方合计 / 预算", "150.00 / 1,000.00"),
    ]
    assert row_texts(visit, "nights") == [("05-18", "3 / 4"), ("05-19", "2 / 2")]
    assert row_texts(visit, "rides") == [("05-18 08:00 1号车", "3 / 7"), ("05-18 08:00 2号车", "1")]
    assert row_texts(visit, "meals") == [("05-18 午餐", "3"), ("05-18 晚餐", "3 + 1")]


def test_a_visit_without_plans_has_no_figures(visit_of: Callable[..., Visit]) -> None:
    assert [row_texts(visit_of(), key) for key in FIGURES] == [[]] * 4


def test_the_handbook_shows_figures_but_no_costs(visit_of: Callable[..., Visit]) -> None:
    visit = plan(visit_of)
    pages = (rooming_sections, dining_sections, transport_sections)

    shown = ["".join(section.html for section in page(visit)) for page in pages]

    assert [page.count('class="bars"') for page in shown] == [1, 1, 1]
    assert not any("150.00" in page or "1,000.00" in page for page in shown)
