"""Which of a visit's characters no installed font can draw: reported when sheets are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category

from generator import vocabulary
from generator.findings import Finding, Severity, in_reading_order
from generator.model.record import Record
from generator.model.visit import Visit
from generator.render.paper.fonts import (
    PrintingError,
    installed_fonts,
    sans_families,
    serif_families,
    typst_module,
)
from generator.text import Text

_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""Categories of characters that leave no ink; variation selectors leave none either."""
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def glyph_findings(visit: Visit) -> tuple[Finding, ...]:
    """Return a warning for each text that would print with a gap. Raises PrintingError."""
    typst_module()
    texts = list(printed_texts(visit))
    missing = set(missing_glyphs(text for _, _, text in texts))
    if not missing:
        return ()
    return in_reading_order(
        _finding(record, field, text, lacking)
        for record, field, text in texts
        if (lacking := [c for c in dict.fromkeys(text) if c in missing])
    )


def missing_glyphs(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters in `texts` that no installed font can draw, each once, in order.

    Raises PrintingError.
    """
    characters = dict.fromkeys(character for text in texts for character in text)
    missing = [c for c in characters if category(c) not in _INVISIBLE and c not in _SELECTORS]
    for path, number in _font_files():
        if not missing:
            break
        drawn = _drawn_codes(path, number)
        missing = [c for c in missing if ord(c) not in drawn]
    return tuple(missing)


@cache
def _font_files() -> tuple[tuple[str, int], ...]:
    """(file, number of the font in it) of every font; those that typst tries first come first."""
    ranks = {family: rank for rank, family in enumerate((*sans_families(), *serif_families()))}
    fonts = [font for font in installed_fonts().fonts() if font.path]
    fonts.sort(key=lambda font: (ranks.get(font.family, len(ranks)), str(font.path), font.index))
    return tuple(dict.fromkeys((str(font.path), int(font.index)) for font in fonts))


@cache
def _drawn_codes(path: str, number: int) -> frozenset[int]:
    """The code points in a font's character map; none where the file cannot be read."""
    try:
        from fontTools.ttLib import TTFont
    except ImportError:
        raise PrintingError from None
    try:
        with TTFont(path, fontNumber=number, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except Exception:  # a damaged font raises what its bytes lead to: fontTools has no one error
        return frozenset()


def _finding(record: Record, field: str, text: str, missing: list[str]) -> Finding:
    message = vocabulary.message(
        "paper.missing_glyphs",
        found=text,
        missing=" ".join(f"{character} (U+{ord(character):04X})" for character in missing),
    )
    return Finding("paper.missing_glyphs", Severity.WARNING, record.written_at(field), message)


def printed_texts(visit: Visit) -> Iterator[tuple[Record, str, str]]:
    """Yield (record, field, text) of what goes to paper: people, places, events, notices."""
    records: tuple[Record, ...] = (
        visit, *visit.parties, *visit.people.values(), *visit.schedule, *visit.meals,
        *visit.vehicles, *visit.rides, *visit.contacts, *visit.routine, *visit.team.tasks,
        *visit.team.groups, *(table for meal in visit.meals for table in meal.tables),
    )  # fmt: skip
    for record in records:
        for field in type(record).model_fields.keys() - {"id"}:  # from the name, never printed
            for text in _texts(getattr(record, field)):
                yield record, field, text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from value.versions
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, str | Text):
                yield from _texts(item)
