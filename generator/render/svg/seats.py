"""What every picture of seats is drawn with: chairs, boxes, words, and the frame around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

FIGURE = 'xmlns="http://www.w3.org/2000/svg" class="seats" role="img"'
LETTER = 13 / 12
"""Names are drawn at 13 units, and measured at 12."""
NUMBER, LINE = 17, 15
"""How high a seat's number is above the name, and each line of the name."""
LINE_WIDTH, MOST_LINES = 58, 3
_PIECE = re.compile(r"[^·・\s-]*[·・\s-]?")
"""Where a name is best broken: after a dot, a space or a hyphen."""


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat and who has it: a name, a number, a word to mind (a diet), and the side (`host`,
    `guest` or none), which colours it.
    """

    name: str
    number: str = ""
    mind: str = ""
    side: str = ""

    @property
    def kind(self) -> str:
        """The class by which style sheets know it."""
        return escape(f"chair {self.side}".strip(), quote=True)


def figure(width: float, height: float, title: str, inside: str) -> str:
    """A whole SVG; `title` is what it says to those who cannot see it."""
    return (
        f'<svg {FIGURE} viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'aria-label="{escape(title, quote=True)}">{inside}</svg>'
    )


def words(x: float, y: float, label: str, kind: str = "") -> str:
    """A word with its middle at `x`; nothing where there is none."""
    if not label:
        return ""
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.5g}" y="{y:.5g}" text-anchor="middle"{named}>{escape(label)}</text>\n'


def box(x: float, y: float, width: float, height: float, chair: Chair) -> str:
    """A seat as a box: its number on top and the name in the middle below; a number alone stands
    in the middle.
    """
    middle = x + width / 2
    lines = name_lines(chair.name)
    inside, top = "", 0
    if lines and chair.number:
        inside, top = words(middle, y + 13, chair.number, "small"), NUMBER
    if lines and "".join(lines) != chair.name:
        inside += f"<title>{escape(chair.name)}</title>"
    shown = lines or [chair.number]
    first = y + top + (height - top - LINE * len(shown)) / 2 + 12
    for n, line in enumerate(shown):
        inside += words(middle, first + LINE * n, line, "within")
    return (
        f'<g class="{chair.kind}"><rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        f'rx="8" class="seat"/>{inside}</g>\n'
    )


def box_size(chairs: Iterable[Chair]) -> tuple[int, int]:
    """How wide and high boxes are in which each of `chairs` fits."""
    known = list(chairs)
    names = [name_lines(chair.name) for chair in known]
    most = max((len(lines) for lines in names), default=0)
    widths = (max(_needs(line), _width(line) - 6) for lines in names for line in lines)
    top = NUMBER if any(chair.number for chair in known) else 8
    return max(36, round(max(widths, default=0) * LETTER) + 12), max(40, most * LINE + top + 6)


def name_lines(name: str) -> list[str]:
    """A name in lines of at most four Chinese characters, or about nine letters, broken after
    dots, spaces and hyphens where it can be; what three such lines do not hold is cut off.
    """
    lines = [""]
    for piece in _pieces(name):
        if lines[-1] and _needs(lines[-1] + piece) > LINE_WIDTH:
            lines.append("")
        lines[-1] += piece
    kept = [line.strip() for line in lines if line.strip()]
    if len(kept) > MOST_LINES:
        kept[MOST_LINES - 1] = f"{kept[MOST_LINES - 1][:-1]}…"
    return kept[:MOST_LINES]


def _pieces(name: str) -> Iterable[str]:
    """A name in pieces between which it may be broken, none wider than a line."""
    for piece in _PIECE.findall(name):
        while _needs(piece) > LINE_WIDTH:
            fits = next(n for n in range(len(piece), 0, -1) if _needs(piece[:n]) <= LINE_WIDTH)
            yield piece[:fits]
            piece = piece[fits:]
        yield piece


def _needs(line: str) -> float:
    """How wide a line is without what may hang over its end."""
    return _width(line.rstrip(" ·・"))


def _width(text: str) -> float:
    """About how wide a name is drawn at 12 units. Boxes are narrow, so that wide letters count
    more than elsewhere; the dot within a name is as wide as a Chinese character.
    """
    return sum(_LETTERS.get(c) or (8.5 if c.isascii() and c.isupper() else _usual(c)) for c in text)


def _usual(character: str) -> float:
    return 12 if east_asian_width(character) in "WF" else 6.6


_LETTERS = {"·": 12, "…": 12, **dict.fromkeys("WMmw@%", 11.5), **dict.fromkeys("fijlrtI.,-' ", 4.5)}
