"""Shades of a visit's accent that stay legible on light and on dark."""

from __future__ import annotations

from functools import cache

PAPER, NIGHT = "#f7f6f2", "#1e2523"
"""The backgrounds of text in the accent: the page by day, a sheet on it by night."""
LEGIBLE = 5.0
"""Contrast to reach: WCAG 2.2 AA asks 4.5 of text; sunlight asks for some more."""


@cache
def legible_on(accent: str, ground: str) -> str:
    """`accent`, darkened or lightened until it is legible on `ground`; both as #rrggbb."""
    towards = 0 if _luminance(ground) > 0.5 else 255
    shade = _channels(accent)
    for _ in range(64):
        colour = _hex(shade)
        if contrast(colour, ground) >= LEGIBLE:
            break
        shade = tuple(round(value + (towards - value) * 0.06) for value in shade)
    return _hex(shade)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[index : index + 2], 16) for index in (1, 3, 5))


def _hex(channels: tuple[int, ...]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)
