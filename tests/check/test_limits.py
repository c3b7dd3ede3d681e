"""Limits of checks: in force or not, usable or not, the first or another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from golden_case import with_limit

from generator.check import all_checks, check_visit
from generator.check import registry as registry_module
from generator.check.registry import Category, Check, Scope, Violation, check, violation
from generator.findings import Finding, Severity
from generator.model.standing import Clause, Limit
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]

PLAN = {
    "guests": ["张伟"],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "张伟"}],
    "schedule": [{"day": "5月18日", "time": "9:00", "title": "座谈"}],
}


def check_called(code: str) -> Check:
    return next(check for check in all_checks() if check.code == code)


def findings_with_limit(code: str, visit: Visit, **limit: Any) -> list[Finding]:
    """A check's findings with one limit on its rule page changed."""
    named = check_called(code)
    changed = with_limit(visit.standing, {"rule": named.rule, **limit})
    return list(named.run(Scope(visit.model_copy(update={"standing": changed}))))


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        # A list of words, or nothing, where a number is needed, and the other way round.
        ("preparation.task_late", {"name": "task_days_after", "words": ["一"]}),
        ("team.three_names", {"name": "three_names", "value": 3}),
        ("team.three_names", {"name": "three_names", "table": {"a": 1}}),
        ("accompanying.escorts", {"name": "escorts", "value": 3}),
        # A number of days that no calendar has, and a word that is no rank.
        ("preparation.task_late", {"name": "task_days_after", "value": 10**9}),
        ("standards.suite", {"name": "suite_rank", "words": ["皇帝"]}),
        # No word at all where the first is read.
        ("care.over_lunch", {"name": "lunch_window", "words": []}),
    ],
)
def test_an_unusable_limit_is_reported_and_the_check_finds_nothing(
    visit_of: VisitOf, code: str, limit: dict[str, Any]
) -> None:
    (finding,) = findings_with_limit(code, visit_of(**PLAN), **limit)

    assert (finding.code, finding.severity) == ("rule.unusable", Severity.ERROR)
    assert finding.rule == check_called(code).rule
    assert str(check_called(code).title) in str(finding.message)
    assert limit["name"] in finding.message.in_("en")


def test_the_number_in_a_table_is_still_allowed(visit_of: VisitOf) -> None:
    visit = visit_of(kind="会议", meeting_class="4", guests=["张伟", "王芳"])

    assert (
        findings_with_limit("meetings.size", visit, name="class_sizes", table={"class4": 2}) == []
    )
    assert (
        len(findings_with_limit("meetings.size", visit, name="class_sizes", table={"class4": 1}))
        == 1
    )


def test_one_number_of_days_is_for_meetings_of_every_class(visit_of: VisitOf) -> None:
    visit = visit_of(kind="会议", meeting_class="4", end="2026-05-22")

    def findings(days: int) -> list[Finding]:
        return findings_with_limit("meetings.length", visit, name="max_days", value=days)

    assert (len(findings(3)), len(findings(4))) == (1, 0)


@pytest.mark.parametrize(("kind", "findings"), [("会议", 1), ("考察", 0)])
def test_a_page_of_meetings_without_kinds_is_for_meetings(
    visit_of: VisitOf, kind: str, findings: int
) -> None:
    visit = visit_of(kind=kind)
    rule = visit.standing.rule("meetings")
    assert rule is not None
    older = rule.model_copy(update={"applies": None})
    standing = visit.standing.model_copy(update={"rules": (older,)})
    scope = Scope(visit.model_copy(update={"standing": standing}))

    assert len(list(check_called("meetings.no_class").run(scope))) == findings


def test_a_list_of_words_may_have_words_that_a_check_does_not_use(visit_of: VisitOf) -> None:
    visit = visit_of(team={"staff": ["李娜"]})

    words = ["contacts", "staff", "guests"]
    assert len(findings_with_limit("team.no_phone", visit, name="phones", words=words)) == 1


def test_a_suite_is_for_the_listed_rank_and_those_above(visit_of: VisitOf) -> None:
    suite = {"id": "inn", "name": "宾馆", "rooms": [{"number": "101", "type": "suite"}]}
    visit = visit_of(
        venues=[suite],
        guests=[{"name": "张伟", "rank": "state"}],
        stays=[{"venue": "inn", "room": "101", "people": "张伟"}],
    )

    assert (
        findings_with_limit("standards.suite", visit, name="suite_rank", words=["township"]) == []
    )
    assert len(findings_with_limit("standards.suite", visit, name="suite_rank", words=[])) == 1


@pytest.mark.parametrize(("rate", "findings"), [(30, 0), (31, 1)])
def test_payment_for_rides_at_the_rate_is_enough(
    visit_of: VisitOf, rate: int, findings: int
) -> None:
    aboard = {"vehicle": "1号车", "people": "张伟"}
    ride = {"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆"}
    visit = visit_of(
        guests=["张伟"],
        vehicles=[{"number": "1号车", "kind": "大巴"}],
        rides=[ride | {"vehicles": [aboard]}],
        expenses=[{"item": "用车", "payer": "guest", "planned": "30"}],
    )

    assert (
        len(findings_with_limit("rates.travel", visit, name="travel_rates", table={"coach": rate}))
        == findings
    )


def test_an_unusable_limit_is_reported_with_the_places_of_all_limits(visit_of: VisitOf) -> None:
    visit = visit_of(guests=["张伟"])
    limits = check_called("accompanying.escorts").limits_for(Scope(visit))
    places = [limit.written_at() for limit in limits if limit]
    rule = visit.standing.rule("accompanying")
    assert rule is not None
    broken = rule.limits["escorts"][0].model_copy(update={"table": None})
    changed = rule.model_copy(update={"limits": rule.limits | {"escorts": (broken,)}})
    standing = visit.standing.model_copy(update={"rules": (changed,)})

    (finding,) = check_called("accompanying.escorts").run(
        Scope(visit.model_copy(update={"standing": standing}))
    )
    assert (finding.place, *finding.related) == tuple(places)
    assert len(places) == 2


def test_an_empty_list_of_words_is_usable(visit_of: VisitOf) -> None:
    visit = visit_of(schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈"}])

    assert findings_with_limit("team.three_names", visit, name="three_names", words=[]) == []
    assert (
        len(findings_with_limit("team.three_names", visit, name="three_names", words=["checker"]))
        == 1
    )


def test_a_limit_not_yet_in_force_is_not_checked(visit_of: VisitOf) -> None:
    visit = visit_of(guests=["张伟"])
    rule = visit.standing.rule("plan")
    assert rule is not None

    def beds(begins: date) -> list[Finding]:
        later = rule.limits["guest_needs"][0].model_copy(update={"begins": begins})
        changed = rule.model_copy(update={"limits": rule.limits | {"guest_needs": (later,)}})
        standing = visit.standing.model_copy(update={"rules": (changed,)})
        scope = Scope(visit.model_copy(update={"standing": standing}))
        return list(check_called("nights.no_bed").run(scope))

    assert len(beds(date(2026, 5, 18))) == 1
    assert beds(date(2026, 5, 19)) == []


def test_a_limit_without_a_number_has_no_amount() -> None:
    with pytest.raises(ValueError, match="not given"):
        _ = Limit.model_validate({"words": ["一"], "clause": "第一条"}).amount
    assert Limit.model_validate({"value": "1.5", "clause": "第一条"}).integer == 1


@pytest.fixture
def unregistered() -> Iterator[None]:
    """Removes the checks that a test registers."""
    before = dict(registry_module._REGISTERED)
    yield
    registry_module._REGISTERED.clear()
    registry_module._REGISTERED.update(before)
    all_checks.cache_clear()


def registered(
    find: Callable[..., Any], code: str = "limits.try", **more: Any
) -> Callable[..., Any]:
    text = {"zh": "{what}", "en": "{what}"}
    return check(
        code, category=Category.FIT, severity=Severity.NOTICE, title=text, message=text, **more
    )(find)


def of_the_visit(scope: Scope, *_: Limit) -> Iterator[Violation]:
    """The visit itself."""
    yield violation(scope.visit, "title", what="甲")


def test_a_check_without_a_rule_cites_none(unregistered: None, visit_of: VisitOf) -> None:
    registered(of_the_visit)

    (finding,) = registry_module._REGISTERED["limits.try"].run(Scope(visit_of()))
    assert (finding.rule, finding.clause, finding.anchor, str(finding.message)) == (
        None,
        None,
        None,
        "甲",
    )


def test_a_violation_cites_the_first_limit_unless_it_names_another(
    unregistered: None, visit_of: VisitOf
) -> None:
    def find(scope: Scope, *_: Limit) -> Iterator[Violation]:
        yield violation(scope.visit, "title", what="甲")
        yield violation(scope.visit, "title", limit="task_days_after", what="乙")

    registered(find, rule="plan", limits=("guest_needs", "task_days_after"))

    findings = list(registry_module._REGISTERED["limits.try"].run(Scope(visit_of())))
    assert [(finding.clause, finding.anchor) for finding in findings] == [
        ("本单位自定（本页第8条）", "guest-needs"),
        ("本单位自定（本页第4条）", "task-days-after"),
    ]


def with_rule(visit: Visit, rule: str, **update: Any) -> Visit:
    """The visit with a rule page changed."""
    page = visit.standing.rule(rule)
    assert page is not None
    pages = tuple(
        page.model_copy(update=update) if each is page else each for each in visit.standing.rules
    )
    standing = visit.standing.model_copy(update={"rules": pages})
    return visit.model_copy(update={"standing": standing})


def cited_by(visit: Visit) -> list[tuple[str | None, str | None]]:
    """The clauses and anchors of the findings of the check that a test registers."""
    findings = registry_module._REGISTERED["limits.try"].run(Scope(visit))
    return [(finding.clause, finding.anchor) for finding in findings]


def test_a_violation_cites_the_check_s_clause_unless_it_names_a_limit(
    unregistered: None, visit_of: VisitOf
) -> None:
    def find(scope: Scope, _: Limit) -> Iterator[Violation]:
        yield violation(scope.visit, "title", what="甲")
        yield violation(scope.visit, "title", limit="guest_needs", what="乙")

    registered(find, rule="plan", clause="full_percent", limits=("guest_needs",))

    assert cited_by(visit_of()) == [
        ("本单位自定（本页第11条）", "full-percent"),
        ("本单位自定（本页第8条）", "guest-needs"),
    ]


def test_a_check_without_its_clause_on_the_page_finds_nothing(
    unregistered: None, visit_of: VisitOf
) -> None:
    registered(of_the_visit, rule="plan", clause="full_percent")

    assert cited_by(with_rule(visit_of(), "plan", clauses={})) == []


def test_a_clause_may_be_for_some_kinds_of_visit(unregistered: None, visit_of: VisitOf) -> None:
    registered(of_the_visit, rule="plan", clause="full_percent")
    meetings = {"kinds": ["meeting"], "why": "会场", "clause": "第一条"}
    clause = Clause.model_validate({"clause": "第二条", "applies": meetings})

    def cited(kind: str) -> list[tuple[str | None, str | None]]:
        return cited_by(with_rule(visit_of(kind=kind), "plan", clauses={"full_percent": clause}))

    assert (cited("会议"), cited("考察")) == ([("第二条", "full-percent")], [])


@pytest.mark.parametrize(("start", "runs"), [("2025-05-18", True), ("2026-05-18", False)])
def test_the_kinds_of_a_limit_are_those_of_its_version(
    unregistered: None, visit_of: VisitOf, start: str, runs: bool
) -> None:
    registered(lambda scope, _: of_the_visit(scope), rule="plan", limits=("tried",))
    foreign = {"kinds": ["foreign"], "why": "外宾", "clause": "第一条"}
    versions = (
        Limit.model_validate({"value": "90", "clause": "旧", "until": "2025-12-31"}),
        Limit.model_validate(
            {"value": "95", "clause": "新", "from": "2026-01-01", "applies": foreign}
        ),
    )
    visit = visit_of(kind="考察", start=start, end=start)

    assert bool(cited_by(with_rule(visit, "plan", limits={"tried": versions}))) is runs


@pytest.mark.parametrize(
    ("versions", "clause"),
    [
        ([{"value": "90", "clause": "旧"}], "旧"),
        (
            [
                {"value": "90", "clause": "旧", "until": "2025-12-31"},
                {"value": "95", "clause": "新", "from": "2026-01-01"},
            ],
            "新",
        ),
        ([{"value": "90", "clause": "过期", "until": "2025-12-31"}], "过期"),
    ],
    ids=["one", "two versions", "expired"],
)
def test_an_older_page_has_the_clause_on_a_limit_whose_figure_is_not_read(
    unregistered: None, visit_of: VisitOf, versions: list[dict[str, str]], clause: str
) -> None:
    registered(of_the_visit, rule="plan", clause="full_percent")
    limits = {"full_percent": tuple(map(Limit.model_validate, versions))}

    assert cited_by(with_rule(visit_of(), "plan", clauses={}, limits=limits)) == [
        (clause, "full-percent")
    ]


def test_two_modules_cannot_register_one_code(unregistered: None) -> None:
    registered(of_the_visit)
    registered(of_the_visit)

    with pytest.raises(ValueError, match=r"two checks are called nights\.no_bed"):
        registered(of_the_visit, "nights.no_bed")


def test_a_visit_does_not_clash_with_itself(visit_of: VisitOf) -> None:
    hall = [{"id": "inn", "name": "宾馆", "halls": [{"name": "一号厅"}]}]
    talk = {"day": "5月18日", "time": "9:00-10:00", "title": "座谈", "place": "inn/一号厅"}
    visit = visit_of(venues=hall, schedule=[talk])
    changed = {"title": visit.title.of({"zh": "其他"})}
    other = visit.model_copy(
        update={
            "slug": "other",
            "schedule": tuple(item.model_copy(update=changed) for item in visit.schedule),
        }
    )

    def clashes(*others: Visit) -> int:
        return sum(
            finding.code == "halls.two_visits" for finding in check_visit(visit, others).findings
        )

    assert clashes(other) == 1
    assert clashes(other.model_copy(update={"slug": "another"})) == 1
    assert clashes(other.model_copy(update={"slug": visit.slug})) == 0
