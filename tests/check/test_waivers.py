"""Waivers cover findings that somebody answers for; stale waivers are reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from generator.check import apply_waivers, check_visit
from generator.check.waivers import waiver_lines
from generator.findings import Finding, Place, Severity
from generator.model.visit import Visit
from generator.text import Text

TEAM = {"staff": ["周敏"]}
WAIVER = {"code": "nights.no_bed", "by": "周敏", "on": "2026-05-10", "why": "自行解决住宿"}


def test_a_waiver_covers_the_findings_of_its_check(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(team=TEAM, guests=["张伟", "王芳"], waivers=[WAIVER])
    result = apply_waivers(visit, _beds(visit))

    assert result.open == ()
    assert [(f.code, w.why) for f, w in result.waived] == [
        ("nights.no_bed", "自行解决住宿"),
        ("nights.no_bed", "自行解决住宿"),
    ]


def test_where_narrows_a_waiver_to_a_place(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(team=TEAM, guests=["张伟", "王芳"])
    first, second = _beds(visit)
    narrowed = visit_of(
        team=TEAM, guests=["张伟", "王芳"], waivers=[WAIVER | {"where": str(second.place)}]
    )

    assert apply_waivers(narrowed, _beds(narrowed)).open == (first,)


@pytest.mark.parametrize(
    ("where", "covers"),
    [
        ("住宿!B12", True),
        ("住宿", True),
        ("住宿!B", True),
        ("book.xlsx", True),
        ("住宿!B1", False),
        ("2", False),
        ("B13", False),
        ("ook.xlsx", False),
        ("book.xls", False),
        ("住宿!.12", False),
    ],
)
def test_where_cuts_no_number_or_word_short(
    visit_of: Callable[..., Visit], where: str, covers: bool
) -> None:
    visit = visit_of(team=TEAM, guests=["张伟"], waivers=[WAIVER | {"where": where}])
    (finding,) = _beds(visit)
    moved = replace(finding, place=Place("visits/case/book.xlsx", where="住宿!B12"))

    assert bool(apply_waivers(visit, [moved]).waived) is covers


def test_of_two_waivers_the_first_covers_and_neither_is_stale(
    visit_of: Callable[..., Visit],
) -> None:
    both = [WAIVER, WAIVER | {"why": "另行安排"}]
    visit = visit_of(team=TEAM, guests=["张伟"], waivers=both)
    result = apply_waivers(visit, _beds(visit))

    assert [w.why for _, w in result.waived] == ["自行解决住宿"]
    assert result.stale == ()


@pytest.mark.parametrize("code", ["letter.missing", "team.no_lead"])
def test_a_waiver_of_another_check_covers_nothing(
    visit_of: Callable[..., Visit], code: str
) -> None:
    visit = visit_of(team=TEAM, guests=["张伟"], waivers=[WAIVER | {"code": code}])
    result = apply_waivers(visit, _beds(visit))

    assert [finding.code for finding in result.open] == ["nights.no_bed"]
    assert result.waived == ()


def test_waiver_that_covers_nothing_is_reported(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(team=TEAM, guests=[{"name": "张伟", "needs_room": "no"}], waivers=[WAIVER])
    result = apply_waivers(visit, _beds(visit))

    assert result.open == ()
    assert [(f.code, f.severity, f.clause, str(f.message)) for f in result.stale] == [
        (
            "waiver.stale",
            Severity.WARNING,
            "本单位自定（本页第16条）",
            "豁免“nights.no_bed”已不适用：没有它所指的问题。请从 waivers 中删去。",
        )
    ]


def test_findings_of_the_loader_cannot_be_waived(
    load: Callable[..., tuple[Visit | None, list[Finding]]],
) -> None:
    visit, refused = load(
        team=TEAM,
        guests=["张伟"],
        stays=[{"venue": "mingfeng", "room": "9999", "people": "张伟"}],
        waivers=[WAIVER | {"code": "name.unknown_room"}],
    )
    assert visit is not None
    result = apply_waivers(visit, refused)

    assert result.waived == ()
    assert [finding.code for finding in result.open] == ["name.unknown_room"]
    assert [finding.code for finding in result.stale] == ["waiver.stale"]


def test_an_unusable_rule_can_be_waived(visit_of: Callable[..., Visit]) -> None:
    """Else a mistake on a rule page, which somebody else maintains, would block every visit."""
    place = Place("docs/rules/plan.md", line=5)
    unusable = Finding("rule.unusable", Severity.ERROR, place, Text.of({"zh": "没有检查"}))
    waiver = WAIVER | {"code": "rule.unusable", "where": "plan.md:5"}
    visit = visit_of(team=TEAM, guests=["张伟"], waivers=[waiver])

    assert apply_waivers(visit, [unusable]).open == ()


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (Place("visits/case/book.xlsx", where="住宿!B12"), ', where: "住宿!B12"'),
        (Place("visits/case/guests.csv", line=7, column=1), ', where: "guests.csv:7"'),
        (Place("visits/case/visit.yml", line=7, column=1), ""),
    ],
    ids=["a cell", "a list's line", "visit.yml, whose lines move"],
)
def test_the_line_of_a_waiver_names_a_lasting_place(place: Place, named: str) -> None:
    finding = Finding("nights.no_bed", Severity.ERROR, place, Text.of({"zh": "没有房间"}))

    (line,) = waiver_lines([finding, finding], date(2026, 5, 18))

    assert line.text == f"- {{code: nights.no_bed{named}, by: …, on: 2026-05-18, why: …}}"
    assert (line.waived, line.has_place) == (2, bool(named))


def _beds(visit: Visit) -> tuple[Finding, ...]:
    return tuple(f for f in check_visit(visit).findings if f.code == "nights.no_bed")


def test_a_waiver_of_a_check_that_its_page_lets_not_run_is_not_stale(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(team=TEAM, waivers=[WAIVER | {"code": "confidentiality.retention"}])
    pages = tuple(
        page.model_copy(update={"limits": {}, "clauses": {}}) for page in visit.standing.rules
    )
    without = visit.model_copy(
        update={"standing": visit.standing.model_copy(update={"rules": pages})}
    )

    def stale(visit: Visit) -> list[str]:
        result = check_visit(visit)
        return [f.code for f in apply_waivers(visit, result.findings, result.unfinished).stale]

    assert (stale(visit), stale(without)) == (["waiver.stale"], [])
