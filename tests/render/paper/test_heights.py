"""What surely fits its place is not measured, and is set as if it had been."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.render.paper import PrintOrder, TypstSources, sheet_sources, typeset
from generator.render.paper.heights import least_lines, most_lines
from tests.support.documents.paper import VISIT


def measured(sources: TypstSources) -> TypstSources:
    """A sheet of which nothing is known before typst measures it."""
    data = sources.files["data.json"]
    for known in (b'"fit": "short"', b'"fit": "long"'):
        data = data.replace(known, b'"fit": "open"')
    data = data.replace(b'"fits": true', b'"fits": false')
    return replace(sources, files={**sources.files, "data.json": data})


@pytest.mark.parametrize("sheet", ["staff-handbook", "handbook", "duties"])
def test_what_is_not_measured_is_set_as_if_it_were(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    sources = sheet_sources(sheet, order_of(**VISIT))

    assert measured(sources).files != sources.files
    assert typeset(measured(sources)) == typeset(sources)


def test_a_text_has_as_many_lines_as_its_width_needs() -> None:
    text = "接待联络组的全体人员"

    assert (least_lines(text, 10), most_lines(text, 10)) == (2, 3)
    assert most_lines("", 10) == 0
