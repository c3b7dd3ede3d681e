"""A day's events as a picture: hours along the top, parallel tracks below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

HOUR = 64
BAR = 30
TOP = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """An event from `start` to `end`, in minutes after the day's midnight."""

    start: int
    end: int
    label: str
    kind: str


def timeline_picture(bars: Sequence[Bar], title: str) -> str:
    """An SVG of one day; events at the same time lie in tracks below one another."""
    if not bars:
        return ""
    first = min(bar.start for bar in bars) // 60
    last = -(-max(bar.end for bar in bars) // 60)
    tracks = lay_out(bars)
    height = TOP + len(tracks) * (BAR + 6) + 6
    hours = "".join(_hour(hour, first, height) for hour in range(first, last + 1))
    drawn = "".join(
        _bar(bar, first, TOP + 4 + row * (BAR + 6))
        for row, track in enumerate(tracks)
        for bar in track
    )
    width = (last - first) * HOUR + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img" '
        f'aria-label="{escape(title, quote=True)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{hours}{drawn}</svg>'
    )


def lay_out(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Tracks, as few as can be, in which no two bars overlap."""
    tracks: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda each: (each.start, each.end)):
        free = next((track for track in tracks if track[-1].end <= bar.start), None)
        if free is None:
            tracks.append([bar])
        else:
            free.append(bar)
    return tracks


def _hour(hour: int, first: int, height: int) -> str:
    x = (hour - first) * HOUR + 12
    return (
        f'<line x1="{x}" x2="{x}" y1="20" y2="{height}" class="hour"/>'
        f'<text x="{x}" y="14" text-anchor="middle" class="small">{hour % 24:02d}</text>'
    )


def _bar(bar: Bar, first: int, y: int) -> str:
    x = (bar.start / 60 - first) * HOUR + 12
    width = max((bar.end - bar.start) / 60 * HOUR, 6)
    shown = _fitting(bar.label, width - 8)
    return (
        f'<g class="{escape(bar.kind, quote=True)}"><title>{escape(bar.label)}</title>'
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" rx="6"/>'
        f'<text x="{x + 5:.1f}" y="{y + 20}">{escape(shown)}</text></g>'
    )


def _fitting(label: str, width: float) -> str:
    """As much of a label as `width` holds, at 13 units a Chinese character."""
    used, kept = 0.0, ""
    for character in label:
        used += 13 if ord(character) > 0x2E7F else 7.5
        if used > width:
            return kept
        kept += character
    return kept
