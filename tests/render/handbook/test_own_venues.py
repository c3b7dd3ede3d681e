"""The places of a visit alone are on its first page, since no page of the handbook has them."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.visit import Visit
from generator.render.handbook.blocks import Rows
from generator.render.handbook.visit.overview import overview_sections


def test_the_first_page_has_the_visit_s_own_places(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        venues=[{"name": "云来酒店", "kind": "宾馆", "address": "城东路1号", "parking": "地下一层",
                 "halls": "雨花厅（60人）、一号厅", "spots": "东门"}],
    )  # fmt: skip

    (section,) = (s for s in overview_sections(visit, ()) if s.anchor == "venues")

    (rows,) = section.blocks
    assert isinstance(rows, Rows)
    assert [[cell.text for cell in row] for row in rows.rows] == [
        ["云来酒店", "城东路1号", "", "雨花厅、一号厅", "", "东门", "", "地下一层"]
    ]
    assert [s.title for s in overview_sections(visit_of(), ()) if s.anchor == "venues"] == []
