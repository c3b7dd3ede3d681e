"""A wrong date is one finding: what follows from it is not reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.check import check_visit
from generator.check.registry import Scope
from generator.check.wrong_dates import wrong_dates_test
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
GUEST = {"name": "顾长青", "arrival": "2026-05-18 10:00", "departure": "2026-05-20 15:00"}
ITEM = {"day": "2026-05-19", "time": "9:00-10:00", "title": "座谈会", "for": "顾长青"}
STAY = {"venue": "明峰宾馆", "room": "8301", "people": "顾长青"}
RIDE = {
    "day": "2026-05-19",
    "time": "8:30",
    "from": "明峰宾馆",
    "to": "县博物馆",
    "vehicles": [{"vehicle": "1号车", "people": "顾长青"}],
}
DATED = ("dates.", "nights.")


def date_findings(
    visit_of: VisitOf, waived: str | None = None, **changed: dict[str, Any]
) -> list[str]:
    """The codes of findings on dates and nights with changes of records, and perhaps a waiver."""
    waiver = {"code": waived, "by": "周敏", "on": "2026-05-10", "why": "已商定"}
    visit = visit_of(
        team={"staff": ["周敏"]},
        waivers=[waiver] if waived else [],
        guests=[GUEST | changed.get("guest", {})],
        vehicles=["1号车"],
        schedule=[ITEM | changed.get("item", {})],
        stays=[STAY | changed.get("stay", {})],
        rides=[RIDE | changed.get("ride", {})],
    )
    findings = check_visit(visit).findings
    return [finding.code for finding in findings if finding.code.startswith(DATED)]


def test_a_correct_plan_has_no_findings(visit_of: VisitOf) -> None:
    assert date_findings(visit_of) == []


def test_an_item_a_year_off(visit_of: VisitOf) -> None:
    assert date_findings(visit_of, item={"day": "2025-05-19"}) == ["dates.outside_dates"]


def test_a_ride_after_the_end(visit_of: VisitOf) -> None:
    assert date_findings(visit_of, ride={"day": "2026-05-25"}) == ["dates.outside_dates"]


def test_a_guest_who_arrives_after_the_end(visit_of: VisitOf) -> None:
    findings = date_findings(visit_of, guest={"arrival": "2026-05-25 10:00"})

    assert findings == ["dates.never_there"]


def test_a_stay_with_its_days_exchanged(visit_of: VisitOf) -> None:
    findings = date_findings(visit_of, stay={"check_in": "2026-05-20", "check_out": "2026-05-18"})

    assert findings == ["nights.check_out_first"]


def test_a_stay_in_another_month(visit_of: VisitOf) -> None:
    findings = date_findings(visit_of, stay={"check_in": "2026-06-18", "check_out": "2026-06-20"})

    assert findings == ["nights.outside_dates"]


def test_a_stay_one_night_too_long_does_not_hide_a_night_without_bed(visit_of: VisitOf) -> None:
    findings = date_findings(visit_of, stay={"check_in": "2026-05-19", "check_out": "2026-05-21"})

    assert sorted(findings) == ["nights.no_bed", "nights.outside_dates"]


def test_what_follows_from_waived_dates_is_reported(visit_of: VisitOf) -> None:
    early = {"day": "2026-05-17"}
    moved = {"check_in": "2026-06-18", "check_out": "2026-06-20"}

    ride = date_findings(visit_of, waived="dates.outside_dates", ride=early)
    stay = date_findings(visit_of, waived="nights.outside_dates", stay=moved)

    assert sorted(ride) == ["dates.before_arrival", "dates.outside_dates"]
    assert sorted(stay) == ["nights.bed_while_away", "nights.no_bed", "nights.outside_dates"]


@pytest.mark.parametrize(
    ("clause", "changed"),
    [
        ("days_outside", {"ride": {"day": "2026-05-17"}}),
        ("least_nights", {"stay": {"check_in": "2026-05-18", "check_out": "2026-05-18"}}),
    ],
)
def test_what_follows_from_dates_is_reported_where_no_check_reports_the_dates(
    visit_of: VisitOf, clause: str, changed: dict[str, dict[str, Any]]
) -> None:
    """The rule's page lacks the clause of the check of those dates."""
    visit = visit_of(
        guests=[GUEST],
        vehicles=["1号车"],
        stays=[STAY | changed.get("stay", {})],
        rides=[RIDE | changed.get("ride", {})],
    )
    stay, (ride,) = visit.stays[0], visit.rides
    record = ride if "ride" in changed else stay
    rule = visit.standing.rule("plan")
    assert rule is not None
    clauses = {name: entry for name, entry in rule.clauses.items() if name != clause}
    page = rule.model_copy(update={"clauses": clauses})
    standing = visit.standing.model_copy(update={"rules": (page,)})

    assert wrong_dates_test(Scope(visit))(record)
    assert not wrong_dates_test(Scope(visit.model_copy(update={"standing": standing})))(record)


def test_a_second_wrong_date_has_its_own_finding(visit_of: VisitOf) -> None:
    findings = date_findings(
        visit_of,
        guest={"arrival": "2026-05-19 20:00"},
        item={"day": "2025-05-19"},
    )

    assert sorted(findings) == [
        "dates.before_arrival",
        "dates.outside_dates",
        "nights.bed_while_away",
    ]
