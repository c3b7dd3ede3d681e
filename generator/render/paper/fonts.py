"""Fonts for paper: the system's Chinese fonts, else those of the wheel; and what they lack."""

from __future__ import annotations

import os
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from generator.render.paper.installed import typst_module

_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
         "Microsoft YaHei", "WenQuanYi Micro Hei", "Noto Sans SC")  # fmt: skip
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Songti SC",
          "SimSun", "Noto Serif SC")  # fmt: skip
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
            "/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
            "~/AppData/Local/Microsoft/Windows/Fonts")  # fmt: skip
"""Where systems keep fonts."""
_UNDRAWN = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""Categories of characters that leave no ink; so do the selectors of a variant."""
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


@cache
def installed_fonts() -> Any:
    """Typst's fonts: the system's, and the wheel's where it is installed. Raises PrintingError."""
    return typst_module().Fonts(include_system_fonts=True, font_paths=_wheel_folders())


def sans_families() -> tuple[str, ...]:
    """Families for running text, the best first; a letter one lacks is taken from the next."""
    return _known(_SANS)


def serif_families() -> tuple[str, ...]:
    """Families for titles and names, the best first."""
    return _known((*_SERIF, *_SANS))


@cache
def font_list() -> tuple[tuple[str, str, int], ...]:
    """Every font there is, by family, style and weight: the same texts in others look otherwise."""
    return tuple(
        sorted((font.family, font.style, font.weight) for font in installed_fonts().fonts())
    )


def font_folders(roots: Iterable[str] = FOLDERS) -> tuple[tuple[str, int], ...]:
    """Every folder for fonts, and when something was last put into it (ns): enough for a build to
    see that fonts came or went, where to list them takes longer than all else that did not
    change.
    """
    folders = (folder for root in roots for folder, _, _ in os.walk(Path(root).expanduser()))
    return tuple((folder, Path(folder).stat().st_mtime_ns) for folder in folders)


def missing_glyphs(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters in `texts` that no installed font can draw, each once, in order."""
    wanted = dict.fromkeys(character for text in texts for character in text)
    left = [c for c in wanted if category(c) not in _UNDRAWN and c not in _SELECTORS]
    for path, index in _font_files():
        if not left:
            break
        covered = _covered(path, index)
        left = [c for c in left if not covered.holds(ord(c))]
    return tuple(left)


def _known(families: tuple[str, ...]) -> tuple[str, ...]:
    have = set(installed_fonts().families())
    return tuple(family for family in families if family in have) or ("Libertinus Serif",)


def _wheel_folders() -> list[str]:
    try:
        import pylopdf_fonts_zh_cn as wheel
    except ImportError:
        return []
    return [str(wheel.sans_path().parent)]


@cache
def _font_files() -> tuple[tuple[str, int], ...]:
    """Every font's file and its number in it, those that are tried first in front."""
    first = {family: rank for rank, family in enumerate((*sans_families(), *serif_families()))}
    fonts = [font for font in installed_fonts().fonts() if font.path]
    fonts.sort(key=lambda font: (first.get(font.family, len(first)), str(font.path), font.index))
    return tuple(dict.fromkeys((str(font.path), int(font.index)) for font in fonts))


class _Coverage:
    """The characters a font draws, as ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def holds(self, code: int) -> bool:
        place = bisect_right(self._starts, code) - 1
        return place >= 0 and code <= self._ranges[place][1]


@cache
def _covered(path: str, index: int) -> _Coverage:
    """What a font file's character map holds; nothing where it cannot be read."""
    try:
        data = Path(path).read_bytes()
        return _Coverage(_ranges(data, _cmap_offset(data, index)))
    except (OSError, struct.error, StopIteration):
        return _Coverage(())


def _cmap_offset(data: bytes, index: int) -> int:
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * n) for n in range(tables))
    return next(int(offset) for tag, _, offset, _ in records if tag == b"cmap")


def _ranges(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """The ranges of a character map: formats 4 and 12 (OpenType 1.9, cmap), which all fonts for
    writing Unicode use.
    """
    (subtables,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        if (platform, encoding) not in ((0, 3), (0, 4), (3, 1), (3, 10)):
            continue
        at = cmap + offset
        (form,) = struct.unpack_from(">H", data, at)
        if form == 12:
            (groups,) = struct.unpack_from(">I", data, at + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                yield first, last
        elif form == 4:
            (double,) = struct.unpack_from(">H", data, at + 6)
            ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
            starts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
            yield from ((s, e) for s, e in zip(starts, ends, strict=True) if s != 0xFFFF)
