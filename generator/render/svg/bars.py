"""A picture of horizontal bars, each in a frame that shows the whole amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.svg.elements import LABEL_TEXT, element, picture, text

ROW, BAR = 26, 16
LENGTH = 300
"""Units for the longest bar or frame."""
LONGEST_LABEL = 200
GAP = 8


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its label, the parts of its bar from left to right, its frame, and a text behind it.

    `parts` are (kind, amount): a kind is the class that colours it, `done` or `open`. `frame` is
    the amount that the frame around the bar reaches to; None for no frame.
    """

    label: str
    parts: tuple[tuple[str, float], ...]
    frame: float | None = None
    text: str = ""

    @property
    def amount(self) -> float:
        """The length of the bar; negative parts have none."""
        return sum(max(amount, 0) for _, amount in self.parts)

    @property
    def reach(self) -> float:
        """The amount that the bar or its frame reaches to."""
        return max(self.amount, self.frame or 0)


def bar_picture(rows: Sequence[BarRow], title: str) -> str:
    """Return an SVG of the rows, empty where there is nothing to measure.

    A row whose bar is longer than its frame has the class `over`.
    """
    longest = max((row.reach for row in rows), default=0)
    if longest <= 0:
        return ""
    labels = [_shortened(row.label) for row in rows]
    left = round(max(map(LABEL_TEXT.width, labels))) + GAP
    right = max(row.reach / longest * LENGTH + LABEL_TEXT.width(row.text) for row in rows)
    width, height = round(left + right + 2 * GAP), ROW * len(rows) + 4
    content = "".join(
        _row(row, label, 2 + ROW * n, left, LENGTH / longest)
        for n, (row, label) in enumerate(zip(rows, labels, strict=True))
    )
    return picture(
        content,
        class_="bars",
        role="img",
        aria_label=title,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
    )


def _row(row: BarRow, label: str, y: int, left: int, unit: float) -> str:
    elements = [text(label, x=left - GAP, y=y + 16, text_anchor="end")]
    x = float(left)
    for kind, amount in row.parts:
        length = max(amount, 0) * unit
        if length:
            elements.append(_rect(f"{x:.1f}", y + 4, length, BAR, kind))
        x += length
    if row.frame:
        elements.append(_rect(left, y + 2, row.frame * unit, BAR + 4, "frame"))
    end = max(x, left + (row.frame or 0) * unit) + GAP
    elements.append(text(row.text, x=f"{end:.1f}", y=y + 16, class_="said"))
    over = row.frame is not None and row.amount > row.frame
    return element("g", "".join(elements), class_="over" if over else None)


def _rect(x: object, y: int, length: float, height: int, kind: str) -> str:
    return element("rect", x=x, y=y, width=f"{length:.1f}", height=height, class_=kind)


def _shortened(label: str) -> str:
    """A label that leaves room for the bars."""
    if LABEL_TEXT.width(label) <= LONGEST_LABEL:
        return label
    while LABEL_TEXT.width(label) > LONGEST_LABEL - 12:
        label = label[:-1]
    return f"{label}…"
