"""No sheet ends on a page of two lines."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2

from generator.render.paper import PrintOrder
from tests.support.documents.paper import printed

MM = 72 / 25.4


def lines_of_last_page(pdf: bytes, below: float, above: float) -> set[int]:
    """The heights of lines on the last page, without header and footer (in millimetres)."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1]
    text = page.get_textpage()
    _, height = page.get_size()
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    return {round(box[1]) for box in boxes if below * MM < box[1] < height - above * MM}


def test_a_sheet_that_grows_never_ends_on_a_page_of_two_lines(
    order_of: Callable[..., PrintOrder],
) -> None:
    shortest = []
    for count in range(50, 66):
        notices = [f"第{n}项" for n in range(count)]
        order = order_of(guests=["甲某"], team={"staff": ["李娜"]}, notices=notices)
        pdf = printed(order, "duties")
        if len(pypdfium2.PdfDocument(pdf)) > 1:
            shortest.append(len(lines_of_last_page(pdf, 17, 12)))

    assert shortest
    assert min(shortest) > 2
