"""How wide a text is, about: for columns of a workbook, tables on paper, and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class TextMeasure:
    """How wide characters are drawn, in units of the medium.

    `wide` is the width of characters whose East Asian Width (UAX #11) is in `wide_classes`,
    `narrow` that of all others but those in `letters`.
    """

    wide: float
    narrow: float
    wide_classes: str = "WF"
    letters: Mapping[str, float] = field(default_factory=dict)
    _known: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    def width(self, text: str) -> float:
        """Return the width of a text of one line."""
        if text.isascii() and not self.letters:
            return len(text) * self.narrow
        try:
            return sum(map(self._known.__getitem__, text))
        except KeyError:
            self._known.update((character, self._of(character)) for character in text)
            return sum(map(self._known.__getitem__, text))

    def _of(self, character: str) -> float:
        usual = self.wide if east_asian_width(character) in self.wide_classes else self.narrow
        return self.letters.get(character) or usual
