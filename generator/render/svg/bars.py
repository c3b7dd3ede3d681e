"""Horizontal bars as a picture: how much of how much, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from generator.render.svg.timeline import width_of

ROW, BAR = 26, 16
LENGTH = 300
"""Units for the longest bar or frame."""
LABEL_MOST = 200
GAP = 8


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its label, its parts one after another as (kind, amount), the amount its frame
    reaches to (None for no frame), and what is said behind it. A kind is a class that colours it:
    `done` or `open`.
    """

    label: str
    parts: tuple[tuple[str, float], ...]
    most: float | None = None
    said: str = ""


def bar_picture(rows: Sequence[BarRow], title: str) -> str:
    """An SVG of the rows, empty where there is nothing to measure. A row that goes beyond its frame
    is of the class `over`.
    """
    longest = max((max(_sum(row), row.most or 0) for row in rows), default=0)
    if longest <= 0:
        return ""
    labels = [_shortened(row.label) for row in rows]
    left = round(max(width_of(label) for label in labels)) + GAP
    right = max(max(_sum(row), row.most or 0) / longest * LENGTH + width_of(row.said)
                for row in rows)  # fmt: skip
    width, height = round(left + right + 2 * GAP), ROW * len(rows) + 4
    drawn = "".join(
        _row(row, label, 2 + ROW * n, left, LENGTH / longest)
        for n, (row, label) in enumerate(zip(rows, labels, strict=True))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bars" role="img" '
        f'aria-label="{escape(title, quote=True)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{drawn}</svg>'
    )


def _row(row: BarRow, label: str, y: int, left: int, unit: float) -> str:
    over = row.most is not None and _sum(row) > row.most
    drawn = [f'<text x="{left - GAP}" y="{y + 16}" text-anchor="end">{escape(label)}</text>']
    x = float(left)
    for kind, amount in row.parts:
        length = max(amount, 0) * unit
        if length:
            drawn.append(
                f'<rect x="{x:.1f}" y="{y + 4}" width="{length:.1f}" height="{BAR}" '
                f'class="{escape(kind, quote=True)}"/>'
            )
        x += length
    if row.most:
        drawn.append(
            f'<rect x="{left}" y="{y + 2}" width="{row.most * unit:.1f}" height="{BAR + 4}" '
            f'class="frame"/>'
        )
    end = max(x, left + (row.most or 0) * unit) + GAP
    drawn.append(f'<text x="{end:.1f}" y="{y + 16}" class="said">{escape(row.said)}</text>')
    kind = ' class="over"' if over else ""
    return f"<g{kind}>{''.join(drawn)}</g>"


def _sum(row: BarRow) -> float:
    return sum(max(amount, 0) for _, amount in row.parts)


def _shortened(label: str) -> str:
    """A label that leaves room for the bars."""
    if width_of(label) <= LABEL_MOST:
        return label
    kept = label
    while width_of(kept) > LABEL_MOST - 12:
        kept = kept[:-1]
    return f"{kept}…"
