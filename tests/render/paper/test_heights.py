"""What surely fits its place is not measured, and is set as if it had been."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generator.render.paper import PrintOrder, TypstSources, sheet_sources, typeset
from generator.render.paper.heights import least_lines, most_lines
from tests.support.documents.paper import VISIT


def measured(sources: TypstSources) -> TypstSources:
    """A sheet of which nothing is known before typst measures it."""
    data = json.loads(sources.files["data.json"], object_hook=unknown)
    text = json.dumps(data, ensure_ascii=False).encode("utf-8")
    return replace(sources, files={**sources.files, "data.json": text})


def unknown(record: dict[str, Any]) -> dict[str, Any]:
    """A record of the data that may have any height."""
    return {**record, "fit": "open", "sizes": [10, 9.3, 8.6, 8]} if "fit" in record else record


@pytest.mark.parametrize("sheet", ["staff-handbook", "handbook", "duties"])
def test_what_is_not_measured_is_set_as_if_it_were(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    sources = sheet_sources(sheet, order_of(**VISIT))

    assert measured(sources).files != sources.files
    assert typeset(measured(sources)) == typeset(sources)


@pytest.mark.parametrize("entries", [12, 18, 20, 22, 24, 26, 40])
def test_a_call_sheet_is_as_small_as_if_all_sizes_were_tried(
    order_of: Callable[..., PrintOrder], entries: int
) -> None:
    programme = [
        {
            "day": "2026-05-18",
            "time": f"{8 + n // 4:02}:{n % 4 * 15:02}-{8 + n // 4:02}:{n % 4 * 15 + 14:02}",
            "title": f"第{n}项：参观展厅并听取讲解",
            "note": "请提前五分钟到场，佩戴证件，手机静音；讲解词已印发" * (n % 3),
            "receiver": "李娜",
        }
        for n in range(entries)
    ]
    sources = sheet_sources("duties", order_of(**{**VISIT, "schedule": programme}))

    assert typeset(measured(sources)) == typeset(sources)


def test_a_text_has_as_many_lines_as_its_width_needs() -> None:
    text = "接待联络组的全体人员"

    assert (least_lines(text, 10), most_lines(text, 10)) == (2, 3)
    assert most_lines("", 10) == 0
