"""Chairs, and what every picture of them is drawn with: boxes, labels, the frame around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase

from generator.render.svg.elements import element, picture, text, title
from generator.render.text_width import TextMeasure

LETTER = 13 / 12
"""Names are drawn at 13 units, and measured at 12."""
NUMBER, LINE = 17, 15
"""The height of a seat's number above the name, and of each line of the name."""
LINE_WIDTH, MOST_LINES = 58, 3
_PIECE = re.compile(r"[^·・\s-]*[·・\s-]?")
"""Where a name is best broken: after a dot, a space or a hyphen."""
_SEAT_NAME = TextMeasure(
    wide=12,
    narrow=6.6,
    letters={
        **dict.fromkeys(ascii_uppercase, 8.5),
        **dict.fromkeys("·…", 12),
        **dict.fromkeys("WMmw@%", 11.5),
        **dict.fromkeys("fijlrtI.,-' ", 4.5),
    },
)
"""Boxes are narrow, so that single letters count; the dot in a name is as wide as a Chinese one."""


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat and who has it: a name, a number, a diet, and a side.

    The side, `host`, `guest` or empty, is the class that colours it.
    """

    name: str
    number: str = ""
    diet: str = ""
    side: str = ""

    @property
    def kind(self) -> str:
        """Its classes for style sheets."""
        return f"chair {self.side}".strip()


def seats_picture(width: float, height: float, label: str, content: str) -> str:
    """Return a whole SVG of seats; `label` is for screen readers."""
    return picture(
        content,
        class_="seats",
        role="img",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        aria_label=label,
    )


def centred_text(x: float, y: float, label: str, kind: str | None = None) -> str:
    """Return a text with its middle at `x`; nothing for an empty one."""
    if not label:
        return ""
    return text(label, x=f"{x:.5g}", y=f"{y:.5g}", text_anchor="middle", class_=kind) + "\n"


def box(x: float, y: float, width: float, height: float, chair: Chair) -> str:
    """Return a seat as a box: the number at the top and the name below it, or the number alone."""
    middle = x + width / 2
    lines = name_lines(chair.name)
    inside, top = "", 0
    if lines and chair.number:
        inside, top = centred_text(middle, y + 13, chair.number, "small"), NUMBER
    if lines and "".join(lines) != chair.name:
        inside += title(chair.name)
    shown = lines or [chair.number]
    first = y + top + (height - top - LINE * len(shown)) / 2 + 12
    for n, line in enumerate(shown):
        inside += centred_text(middle, first + LINE * n, line, "within")
    return element("g", rect(x, y, width, height, 8, "seat") + inside, class_=chair.kind) + "\n"


def rect(x: float, y: float, width: float, height: float, radius: int, kind: str) -> str:
    """Return a rectangle with rounded corners."""
    size = {"width": f"{width:g}", "height": f"{height:g}"}
    return element("rect", x=f"{x:g}", y=f"{y:g}", **size, rx=radius, class_=kind)


def box_size(chairs: Iterable[Chair]) -> tuple[int, int]:
    """Return the width and height of a box in which each of `chairs` fits."""
    seats = list(chairs)
    names = [name_lines(chair.name) for chair in seats]
    most = max((len(lines) for lines in names), default=0)
    widths = (
        max(_trimmed_width(line), _SEAT_NAME.width(line) - 6) for lines in names for line in lines
    )
    top = NUMBER if any(chair.number for chair in seats) else 8
    return max(36, round(max(widths, default=0) * LETTER) + 12), max(40, most * LINE + top + 6)


def name_lines(name: str) -> list[str]:
    """Return a name in lines of at most four Chinese characters, or about nine letters.

    It is broken after dots, spaces and hyphens where possible, and cut off after three lines.
    """
    lines = [""]
    for piece in _pieces(name):
        if lines[-1] and _trimmed_width(lines[-1] + piece) > LINE_WIDTH:
            lines.append("")
        lines[-1] += piece
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) > MOST_LINES:
        filled[MOST_LINES - 1] = f"{filled[MOST_LINES - 1][:-1]}…"
    return filled[:MOST_LINES]


def _pieces(name: str) -> Iterator[str]:
    """A name in pieces between which it may be broken, none wider than a line."""
    for piece in _PIECE.findall(name):
        rest = piece
        while _trimmed_width(rest) > LINE_WIDTH:
            lengths = range(len(rest), 0, -1)
            fitting = next(n for n in lengths if _trimmed_width(rest[:n]) <= LINE_WIDTH)
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest


def _trimmed_width(line: str) -> float:
    """The width of a line without the spaces and dots at its end, which may hang over it."""
    return _SEAT_NAME.width(line.rstrip(" ·・"))
