"""A visit is over on the day after its last one; a letter of a later year is a mistyped year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from generator.check.visit.ended import ended, has_ended
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
AFTER = date(2026, 5, 21)


def test_a_visit_is_over_on_the_day_after_its_last(visit_of: VisitOf) -> None:
    visit = visit_of()
    days = (date(2026, 5, 19), date(2026, 5, 20), AFTER, date(2027, 3, 1))

    assert [has_ended(visit, day) for day in days] == [False, False, True, True]
    assert [ended(visit, day) is None for day in days] == [True, True, False, False]


@pytest.mark.parametrize(
    ("letter", "severity", "line"),
    [
        (None, "notice", 4),
        ({"date": "2026-05-01"}, "notice", 4),
        ({"number": "文旅函2027-8号"}, "notice", 4),
        ({"number": "文旅函〔2025〕8号"}, "notice", 4),
        ({"number": "文旅函〔2026〕8号"}, "notice", 4),
        ({"number": "文旅函[2027]8号"}, "warning", 3),
        ({"number": "文旅函〔2027〕8号"}, "warning", 3),
    ],
)
def test_a_letter_of_a_later_year_shows_that_the_year_is_mistyped(
    visit_of: VisitOf, letter: dict[str, str] | None, severity: str, line: int
) -> None:
    finding = ended(visit_of(**({"letter": letter} if letter else {})), AFTER)

    assert finding is not None
    assert (finding.code, finding.severity, finding.place.line) == ("visit.ended", severity, line)
    assert ("2027" in str(finding.message)) == (severity == "warning")
