"""The page of arrivals and departures: a small visit in, the whole page out.

`pytest tests/render/handbook/test_travel.py --update-goldens` writes the pages: read each line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.visit import Visit
from generator.render.handbook.blocks import Remark, Rows, Section
from generator.render.handbook.visit.travel import travel_sections
from tests.support.documents.handbook_pages import table


def lines_of(section: Section) -> list[str]:
    """A section's heading, and each row of its tables; what is still open is between stars."""
    lines = [section.title]
    for block in section.blocks:
        if isinstance(block, Remark):
            lines.append(block.text)
        assert isinstance(block, Rows | Remark)
        for row, cells in (
            zip(block.rows, table(block), strict=True) if isinstance(block, Rows) else ()
        ):
            shown = (
                f"*{text}*" if cell.kind == "open" else text
                for cell, text in zip(row, cells, strict=True)
            )
            lines.append(" ; ".join(shown).rstrip(" ;").replace("\n", " / "))
    return lines


@pytest.mark.golden_test("travel/*.yml")
def test_who_comes_and_goes_by_what_and_who_meets_whom(
    golden: Any, visit_of: Callable[..., Visit]
) -> None:
    golden.get("about")
    visit = visit_of(**golden["visit"])

    sections = travel_sections(visit.staff_view)
    assert golden.out["page"] == [line for section in sections for line in lines_of(section)]
