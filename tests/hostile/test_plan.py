"""61-79: plans that cannot be carried out, and rule pages that cannot be applied.

The golden cases under tests/check/ show each check; here is what they leave open.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.check import check_visit
from generator.load import load_standing, load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.project import PROJECT
from tests.support.visit_files import (
    HEADER,
    LoadFiles,
    LoadRows,
    place_of,
    shown,
    without_columns,
    write,
)

SOURCES = ("yaml", "workbook")
VisitOf = Callable[..., Visit]

# A time as it is written, and the finding on it, or when the item begins and ends.
TIMES: dict[str, tuple[str, str | tuple[str, str | None]]] = {
    "61-over-midnight": ("22:30-0:30", ("18 22:30", "19 00:30")),
    "61-until-midnight": ("20:00-24:00", ("18 20:00", "19 00:00")),
    "62-of-zero-length": ("9:00-9:00", "value.no_duration"),
    "62-a-whole-day": ("0:00-24:00", ("18 00:00", "19 00:00")),
    "62-until-the-same-time-tomorrow": ("9:00-次日9:00", ("18 09:00", "19 09:00")),
    "sexagesimal-8:30": ("8:30", ("18 08:30", None)),
    "sexagesimal-10:00": ("10:00", ("18 10:00", None)),
    "sexagesimal-08:30": ("08:30", ("18 08:30", None)),
    "with-seconds": ("14:30:00", ("18 14:30", None)),
    "25:30": ("25:30", "value.no_such_time"),
    "24:00": ("24:00", "value.time"),
    "midday-in-words": ("午后", "value.time"),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("case", TIMES)
def test_a_time_is_read_or_reported(load_rows: LoadRows, case: str, source: str) -> None:
    written, expected = TIMES[case]
    rows = [{"day": "2026-05-18", "time": written, "title": "座谈会"}]

    visit, findings = load_rows(source, "schedule", rows)

    assert visit is not None
    if isinstance(expected, str):
        assert without_columns(findings) == [f"{place_of(source, 0, 'time', rows)} {expected}"]
        assert visit.schedule == ()
        return
    assert findings == []
    (item,) = visit.schedule
    assert (clock(item.start), clock(item.end)) == expected


def clock(at: datetime | None) -> str | None:
    return f"{at:%d %H:%M}" if at else None


PLANS = {
    "65-bed-without-a-guest": (
        "stays: [{venue: mingfeng, room: 8301}]\n",
        ["visit.yml:5:9 value.missing"],
    ),
    "66-room-of-no-such-number": (
        "guests: [张三]\nstays: [{venue: mingfeng, room: 9999, people: 张三}]\n",
        ["visit.yml:6:33 name.unknown_room"],
    ),
    "70-ride-to-no-place": (
        "rides: [{day: 2026-05-18, time: 9:00, from: mingfeng, to: 天上}]\n",
        ["visit.yml:5:59 name.unknown_place"],
    ),
    "76-place-not-on-any-page": (
        "schedule: [{day: 2026-05-18, time: 9:00, title: 座谈会, place: 天上宫阙}]\n",
        ["visit.yml:5:61 name.unknown_place"],
    ),
    "75-a-circle-of-names": (
        "team: {staff: [{name: 李娜, roles: 李娜}]}\n"
        "parties: [{name: 甲组, liaison: 甲组}]\n"
        "guests: [{name: 张三, party: 张三, liaison: 张三}]\n",
        [
            "visit.yml:5:34 name.unknown_role",
            "visit.yml:6:31 name.unknown_staff",
            "visit.yml:7:28 name.unknown_party",
            "visit.yml:7:41 name.unknown_staff",
        ],
    ),
    "75-an-alias-within-itself": ("guests: &g [*g]\n", ["visit.yml:5:13 yaml.recursive_alias"]),
    "a-list-within-a-list-of-names": (
        "guests: [张三]\nschedule: [{day: 2026-05-18, time: 9:00, title: 座谈会, for: [[张三]]}]\n",
        ["visit.yml:6:59 shape.name"],
    ),
    "an-id-that-is-a-mapping": (
        "guests: [{name: 张三, id: {a: b}}]\n",
        ["visit.yml:5:25 shape.text"],
    ),
    "a-card-revoked-a-billion-times": (
        "guests: [{name: 张三, revision: 1000000000}]\n",
        ["visit.yml:5:31 value.out_of_range"],
    ),
    "kept-for-a-million-years": (
        "retention_days: 365000000\n",
        ["visit.yml:5:17 value.out_of_range"],
    ),
    "a-thousand-years-by-road": (
        "venues: [{id: inn, name: 驿馆, minutes_to: {mingfeng: 999999999}}]\n",
        ["visit.yml:5:53 value.out_of_range"],
    ),
    "a-range-of-all-too-many-rooms": (
        "venues: [{id: inn, name: 驿馆, rooms: [{numbers: '1-20000、1-20000'}]}]\n",
        ["visit.yml:5:37 value.too_many"],
    ),
}


@pytest.mark.parametrize("case", PLANS)
def test_a_plan_gives_its_findings(load_files: LoadFiles, case: str) -> None:
    text, expected = PLANS[case]
    assert load_files(text)[1] == expected


# What the checks find: the sections, and code and line of each finding of these topics.
CHECKED = {
    "63-two-at-once": (
        "guests: [张三]\n"
        "schedule:\n"
        "- {day: 2026-05-18, time: 9:00-10:00, title: 甲, for: 张三, place: mingfeng}\n"
        "- {day: 2026-05-18, time: 9:30-10:30, title: 乙, for: 张三, place: government}\n",
        "presence",
        ["visit.yml:8 presence.two_places"],
    ),
    "66-one-guest-twice-in-one-room": (
        "guests: [张三]\n"
        "stays:\n"
        "- {venue: mingfeng, room: 8301, people: 张三}\n"
        "- {venue: mingfeng, room: 8301, people: 张三}\n",
        "nights",
        ["visit.yml:8 nights.two_rooms"],
    ),
    "67-a-table-of-none": (
        "guests: [张三]\n"
        "meals:\n"
        "- {day: 2026-05-18, time: 18:00, kind: 晚餐, place: mingfeng, tables: [{no: 1}]}\n",
        "tables",
        ["visit.yml:7 tables.no_diners", "visit.yml:7 tables.empty"],
    ),
    "71-arrival-after-the-end": (
        "guests: [{name: 张三, arrival: 2026-05-25 9:00}]\n",
        "dates",
        ["visit.yml:5 dates.never_there"],
    ),
    "71-departure-before-the-start": (
        "guests: [{name: 张三, departure: 2026-05-10 9:00}]\n",
        "dates",
        ["visit.yml:5 dates.never_there"],
    ),
}


@pytest.mark.parametrize("case", CHECKED)
def test_problems_of_a_plan_are_reported(tmp_path: Path, standing: Standing, case: str) -> None:
    text, topic, expected = CHECKED[case]
    folder = write(tmp_path / "visits" / "case", {"visit.yml": HEADER + text})
    visit, findings = load_visit(folder, standing, tmp_path)
    assert findings == ()
    assert visit is not None

    found = [each for each in check_visit(visit).findings if each.code.startswith(f"{topic}.")]

    assert without_columns(shown(found)) == expected


def test_a_visit_over_new_year_has_days_in_both_years(visit_of: VisitOf) -> None:
    items = [
        {"day": day, "time": "9:00", "title": day} for day in ("12月31日", "1月1日", "2027-01-02")
    ]
    visit = visit_of(start="2026-12-30", end="2027-01-02", schedule=items)

    assert [item.day for item in visit.schedule] == [
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 2),
    ]
    assert len(visit.days) == 4


def test_a_visit_of_one_day_wants_no_bed(visit_of: VisitOf) -> None:
    visit = visit_of(start="2026-05-18", end="2026-05-18", guests=["张三"])

    assert [
        f for f in check_visit(visit).findings if f.code.startswith(("nights.", "lodging."))
    ] == []


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [("Europe/Berlin", "2026-03-29", 2), ("Europe/Berlin", "2026-10-25", 4)],
    ids=["72-an-hour-lost", "72-an-hour-twice"],
)
def test_a_night_in_which_the_clock_changes(
    visit_of: VisitOf, zone: str, day: str, hours: int
) -> None:
    """From one to four by the clock on the wall, in a foreign visit's zone."""
    item = {"day": day, "time": "1:00-4:00", "title": "夜间转机"}
    visit = visit_of(start=day, end=day, timezone=zone, schedule=[item])
    (read,) = visit.schedule

    assert read.end is not None
    begun, ended = (at.replace(tzinfo=visit.zone).timestamp() for at in (read.start, read.end))
    assert (ended - begun) / 3600 == hours


RULE = """\
---
id: plan
title: 接待筹备
limits:
  task_days_after:
    {limits}
    clause: 第1条
---
"""

LIMITS = {
    "77-a-word-for-a-number": ("value: 若干", ["rules/plan.md:6:12 value.number"], None),
    "77-neither-number-nor-words": ("note: 待定", [], "rules/plan.md:6:5 rule.unusable"),
    "77-words-where-a-number-is-asked": (
        "words: [三天]",
        [],
        "rules/plan.md:6:5 rule.unusable",
    ),
    "77-more-days-than-there-are": (
        "value: 100000000000",
        [],
        "rules/plan.md:6:5 rule.unusable",
    ),
    "77-an-unknown-key": ("vlaue: 1", ["rules/plan.md:6:5 key.unknown_near"], None),
    "78-not-yet-in-force": ("{value: 1, from: 2027-01-01}", [], None),
    "78-no-longer-in-force": ("{value: 1, until: 2025-12-31}", [], None),
}


@pytest.mark.parametrize("case", LIMITS)
def test_a_rule_page_that_cannot_be_applied(
    tmp_path: Path, load: Callable[..., tuple[Visit | None, list[object]]], case: str
) -> None:
    """The task is due long after the visit: a limit in force would let it be found."""
    limits, problems, found = LIMITS[case]
    if limits.startswith("{"):
        limits = limits[1:-1].replace(", ", "\n    ")
    write(tmp_path / "docs" / "rules", {"plan.md": RULE.format(limits=limits)})
    pages, findings = load_standing(tmp_path / "docs", "")
    visit, _ = load(team={"tasks": [{"what": "归档", "due": "2026-08-18"}]})
    assert visit is not None

    checked = check_visit(visit.model_copy(update={"standing": pages})).findings

    dated = [
        finding for finding in checked if finding.code in {"preparation.task_late", "rule.unusable"}
    ]
    assert [f"{finding.place}".lstrip("/") + f" {finding.code}" for finding in findings] == problems
    assert {f"{finding.place}".lstrip("/") + f" {finding.code}" for finding in dated} == (
        {found} if found else set()
    )


def test_a_rule_in_force_on_the_day_is_the_one_that_counts(
    tmp_path: Path, load: Callable[..., tuple[Visit | None, list[object]]]
) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(PROJECT / "docs" / "rules", docs / "rules")
    page = docs / "rules" / "plan.md"
    old = "  task_days_after:\n"
    dated = (
        "  task_days_after:\n"
        "    - {value: 90, until: 2026-05-17, clause: 旧}\n"
        "    - {value: 2, from: 2026-05-18, clause: 新}\n"
    )
    text = page.read_text("utf-8")
    start = text.index(old)
    end = text.index("  meeting_fields:")
    page.write_text(text[:start] + dated + text[end:], "utf-8")
    pages, findings = load_standing(docs)
    visit, _ = load(team={"tasks": [{"what": "归档", "due": "2026-05-23"}]})
    assert findings == ()
    assert visit is not None

    checked = check_visit(visit.model_copy(update={"standing": pages})).findings

    assert [f.clause for f in checked if f.code == "preparation.task_late"] == ["新"]
