"""A day's events as a picture: hours along the top, parallel tracks below one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.render.svg.elements import LABEL_TEXT, element, picture, text, title

HOUR = 45
"""Units along the picture for an hour: a day from seven to twenty-one fits a desk's page."""
ROW = 30
BAR = 24
TOP = 26
LEAST_SCALE = 0.9
"""A picture a little wider than its page is shown smaller; a much wider one is scrolled."""
MARGIN = 36
"""Units on the left for the tracks' names."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An event from `start` to `end`, in minutes after the day's midnight."""

    start: int
    end: int
    label: str

    @property
    def left(self) -> float:
        """Where it begins, in units from midnight."""
        return self.start / 60 * HOUR

    @property
    def right(self) -> float:
        """Where it ends, in units from midnight; a very short event is drawn longer."""
        return max(self.end / 60 * HOUR, self.left + 6)

    @property
    def label_width(self) -> float:
        """Room for the label with the space around it."""
        return LABEL_TEXT.width(self.label) + 10

    @property
    def label_fits(self) -> bool:
        """Whether the label is inside the bar; else it is behind it."""
        return self.label_width <= self.right - self.left

    @property
    def reach(self) -> float:
        """Where the bar and its label end, in units from midnight."""
        return self.right if self.label_fits else self.right + self.label_width


@dataclass(frozen=True, slots=True)
class Track:
    """Events of one kind; `kind` is the class that colours them."""

    name: str
    kind: str
    bars: tuple[Bar, ...]


def timeline_picture(tracks: Sequence[Track], label: str) -> str:
    """Return an SVG of one day, empty where nothing happens.

    Each track has as many rows as it needs for its bars and labels not to overlap. `label` is for
    screen readers.
    """
    bars = [bar for track in tracks for bar in track.bars]
    if not bars:
        return ""
    first = min(bar.start for bar in bars) // 60
    last = -(-max(bar.end for bar in bars) // 60)
    rows = [(track, lay_out(track.bars)) for track in tracks if track.bars]
    height = TOP + 6 + ROW * sum(len(lines) for _, lines in rows)
    reach = max(bar.reach for bar in bars)
    width = round(max(last * HOUR + 12, reach + 6) - first * HOUR + MARGIN)
    hours = (_hour(hour, first, height) for hour in range(first, last + 1))
    return picture(
        "".join((*hours, *_tracks(rows, first))),
        class_="timeline",
        role="img",
        aria_label=label,
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        style=f"min-width:{width * LEAST_SCALE:.0f}px",
    )


def lay_out(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Return the fewest rows in which no bar or its label overlaps the next bar."""
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: (bar.start, bar.end)):
        free = next((row for row in rows if row[-1].reach <= bar.left), None)
        if free is None:
            rows.append([bar])
        else:
            free.append(bar)
    return rows


def _tracks(rows: Sequence[tuple[Track, list[list[Bar]]]], first: int) -> Iterator[str]:
    y = TOP + 4
    for track, lines in rows:
        yield text(track.name, x=0, y=y + 16, class_="track")
        for line in lines:
            yield element("g", "".join(_bar(bar, first, y) for bar in line), class_=track.kind)
            y += ROW


def _hour(hour: int, first: int, height: int) -> str:
    x = (hour - first) * HOUR + MARGIN
    line = element("line", x1=x, x2=x, y1=20, y2=height, class_="hour")
    return line + text(f"{hour % 24:02d}", x=x, y=14, text_anchor="middle", class_="small")


def _bar(bar: Bar, first: int, y: int) -> str:
    x, width = (bar.start / 60 - first) * HOUR + MARGIN, bar.right - bar.left
    text_x, kind = (x + 5, "inside") if bar.label_fits else (x + width + 4, "behind")
    rect = element("rect", x=f"{x:.1f}", y=y, width=f"{width:.1f}", height=BAR, rx=5)
    label = text(bar.label, x=f"{text_x:.1f}", y=y + 16, class_=kind)
    return title(bar.label) + rect + label
