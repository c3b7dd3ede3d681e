"""A day's events as a picture: hours along the top, parallel tracks below one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

HOUR = 45
"""Units along the picture for an hour: a day from seven to twenty-one fits a desk's page."""
ROW = 30
BAR = 24
TOP = 26
LEAST = 0.9
"""A picture a little wider than its page is shown smaller; a much wider one is scrolled."""
MARGIN = 36
"""Units on the left for the tracks' names."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An event from `start` to `end`, in minutes after the day's midnight."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Track:
    """Events of one kind; `kind` is the class that colours them."""

    name: str
    kind: str
    bars: tuple[Bar, ...]


def timeline_picture(tracks: Sequence[Track], title: str) -> str:
    """An SVG of one day, empty where nothing happens. Each track has as many rows as it needs for
    its events and their words not to lie upon one another.
    """
    bars = [bar for track in tracks for bar in track.bars]
    if not bars:
        return ""
    first = min(bar.start for bar in bars) // 60
    last = -(-max(bar.end for bar in bars) // 60)
    rows = [(track, lay_out(track.bars)) for track in tracks if track.bars]
    height = TOP + 6 + ROW * sum(len(lines) for _, lines in rows)
    reach = max(_right(bar) for bar in bars)
    width = round(max(last * HOUR + 12, reach + 6) - first * HOUR + MARGIN)
    hours = "".join(_hour(hour, first, height) for hour in range(first, last + 1))
    drawn = "".join(_tracks(rows, first))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img" '
        f'aria-label="{escape(title, quote=True)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" style="min-width:{width * LEAST:.0f}px">'
        f"{hours}{drawn}</svg>"
    )


def lay_out(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Rows, as few as can be, in which no bar or its words meet the next bar."""
    rows: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda each: (each.start, each.end)):
        free = next((row for row in rows if _right(row[-1]) <= bar.start / 60 * HOUR), None)
        if free is None:
            rows.append([bar])
        else:
            free.append(bar)
    return rows


def width_of(text: str) -> float:
    """About how wide a text is drawn at 12 units: Chinese 12, other characters 7."""
    return sum(12 if east_asian_width(c) in "WF" else 7 for c in text)


def _right(bar: Bar) -> float:
    """Where a bar and its words end, from midnight on: words too long for it stand behind it."""
    start, end = bar.start / 60 * HOUR, _end(bar)
    needed = width_of(bar.label) + 10
    return end if needed <= end - start else end + needed


def _end(bar: Bar) -> float:
    return max(bar.end / 60 * HOUR, bar.start / 60 * HOUR + 6)


def _tracks(rows: Sequence[tuple[Track, list[list[Bar]]]], first: int) -> Iterator[str]:
    y = TOP + 4
    for track, lines in rows:
        yield f'<text x="0" y="{y + 16}" class="track">{escape(track.name)}</text>'
        for line in lines:
            yield f'<g class="{escape(track.kind, quote=True)}">'
            yield from (_bar(bar, first, y) for bar in line)
            yield "</g>"
            y += ROW


def _hour(hour: int, first: int, height: int) -> str:
    x = (hour - first) * HOUR + MARGIN
    return (
        f'<line x1="{x}" x2="{x}" y1="20" y2="{height}" class="hour"/>'
        f'<text x="{x}" y="14" text-anchor="middle" class="small">{hour % 24:02d}</text>'
    )


def _bar(bar: Bar, first: int, y: int) -> str:
    x = (bar.start / 60 - first) * HOUR + MARGIN
    width = _end(bar) - bar.start / 60 * HOUR
    inside = width_of(bar.label) + 10 <= width
    words, kind = (x + 5, "inside") if inside else (x + width + 4, "behind")
    return (
        f"<title>{escape(bar.label)}</title>"
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" rx="5"/>'
        f'<text x="{words:.1f}" y="{y + 16}" class="{kind}">{escape(bar.label)}</text>'
    )
