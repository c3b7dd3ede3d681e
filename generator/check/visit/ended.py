"""Whether a visit is over, and whether its year may be mistyped.

This depends on the day, unlike a check, so that only the commands ask for it.
"""

from __future__ import annotations

import re
from datetime import date

from generator import vocabulary
from generator.findings import Finding, Severity
from generator.model.visit import Visit

_YEAR_OF_LETTER = re.compile(r"[〔\[【(（]\s*(?P<year>20\d\d)\s*[〕\]】)）]")


def has_ended(visit: Visit, today: date) -> bool:
    """Whether the visit's last day, on its own clock, is before `today`."""
    return visit.end < today


def ended(visit: Visit, today: date) -> Finding | None:
    """The notice that the visit is over; a warning if its letter has a number of a later year."""
    if not has_ended(visit, today):
        return None
    year = _year_of_letter(visit)
    values = {"start": visit.start, "end": visit.end, "today": today}
    if year is None or year <= visit.end.year:
        place = visit.written_at("end")
        return Finding(
            "visit.ended", Severity.NOTICE, place, vocabulary.message("visit.ended", **values)
        )
    message = vocabulary.message("visit.ended_by_letter", year=year, **values)
    return Finding("visit.ended", Severity.WARNING, visit.written_at("start"), message)


def _year_of_letter(visit: Visit) -> int | None:
    number = visit.letter.number if visit.letter else None
    match = _YEAR_OF_LETTER.search(number or "")
    return int(match["year"]) if match else None
