"""Texts that are printed too small to read: reported when sheets are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from generator.findings import Finding, Place, in_reading_order, warning
from generator.model.visit import Visit
from generator.render.paper.glyphs import printed_texts
from generator.render.paper.order import BETWEEN_NAMES


def small_text_findings(visit: Visit, sheet: str, small: Collection[str]) -> tuple[Finding, ...]:
    """Return a warning at each place of the texts that a sheet prints too small.

    A text that is nobody's own, such as the number of a table, is reported at the visit's title.
    """
    if not small:
        return ()
    places: dict[str, list[Place]] = defaultdict(list)
    for record, field, text in printed_texts(visit):
        places[text].append(record.written_at(field))
    return in_reading_order(
        warning("paper.too_small", place, sheet=f"{sheet}.pdf", found=part)
        for text in small
        for part in text.split(BETWEEN_NAMES)
        for place in places.get(part) or [visit.written_at("title")]
    )
