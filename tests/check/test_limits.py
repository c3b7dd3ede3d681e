"""What a check does with its limits: in force or not, usable or not, the first or another."""

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
from generator.model.standing import Limit
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]

PLAN = {
    "guests": ["张伟"],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "张伟"}],
    "schedule": [{"day": "5月18日", "time": "9:00", "title": "座谈"}],
}


def check_called(code: str) -> Check:
    return next(each for each in all_checks() if each.code == code)


def found(code: str, visit: Visit, **limit: Any) -> list[Finding]:
    """What a check finds with one limit of its rule's page changed."""
    named = check_called(code)
    changed = with_limit(visit.standing, {"rule": named.rule, **limit})
    return list(named.run(Scope(visit.model_copy(update={"standing": changed}))))


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        # A list of words, or nothing, where a number is needed, and the other way round.
        ("nights.check_out_first", {"name": "least_nights", "words": ["一"]}),
        ("team.three_names", {"name": "three_names", "value": 3}),
        ("team.three_names", {"name": "three_names", "table": {"a": 1}}),
        ("accompanying.escorts", {"name": "escorts", "value": 3}),
        # A number of days that no calendar has, and a word that is no rank.
        ("nights.outside_dates", {"name": "days_outside", "value": 10**9}),
        ("standards.suite", {"name": "suite_rank", "words": ["皇帝"]}),
        # No word at all where the first is read.
        ("care.over_lunch", {"name": "lunch_window", "words": []}),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_taken_for_it(
    visit_of: VisitOf, code: str, limit: dict[str, Any]
) -> None:
    (told,) = found(code, visit_of(**PLAN), **limit)

    assert (told.code, told.severity) == ("rule.unusable", Severity.ERROR)
    assert told.rule == check_called(code).rule
    assert str(check_called(code).title) in str(told.message)
    assert limit["name"] in told.message.in_("en")


def test_as_many_as_a_table_allows_are_not_too_many(visit_of: VisitOf) -> None:
    visit = visit_of(kind="会议", meeting_class="4", guests=["张伟", "王芳"])

    assert found("meetings.size", visit, name="class_sizes", table={"class4": 2}) == []
    assert len(found("meetings.size", visit, name="class_sizes", table={"class4": 1})) == 1


def test_a_list_may_name_more_than_a_check_asks_of_it(visit_of: VisitOf) -> None:
    ride = {"day": "5月18日", "time": "9:00", "from": "明峰宾馆", "to": "明峰宾馆"}
    aboard = {"vehicle": "1号车", "people": "张伟"}
    visit = visit_of(guests=["张伟"], vehicles=["1号车"], rides=[ride | {"vehicles": [aboard]}])

    words = ["from", "to", "boarding"]
    assert len(found("transport.same_place", visit, name="ends_apart", words=words)) == 1


def test_a_suite_is_for_the_ranks_named_and_those_above(visit_of: VisitOf) -> None:
    suite = {"id": "inn", "name": "宾馆", "rooms": [{"number": "101", "type": "suite"}]}
    visit = visit_of(
        venues=[suite],
        guests=[{"name": "张伟", "rank": "state"}],
        stays=[{"venue": "inn", "room": "101", "people": "张伟"}],
    )

    assert found("standards.suite", visit, name="suite_rank", words=["township"]) == []
    assert len(found("standards.suite", visit, name="suite_rank", words=[])) == 1


@pytest.mark.parametrize(("rate", "told"), [(30, 0), (31, 1)])
def test_what_guests_pay_for_rides_is_enough_at_the_rate(
    visit_of: VisitOf, rate: int, told: int
) -> None:
    aboard = {"vehicle": "1号车", "people": "张伟"}
    ride = {"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆"}
    visit = visit_of(
        guests=["张伟"],
        vehicles=[{"number": "1号车", "kind": "大巴"}],
        rides=[ride | {"vehicles": [aboard]}],
        expenses=[{"item": "用车", "payer": "guest", "planned": "30"}],
    )

    assert len(found("rates.travel", visit, name="travel_rates", table={"coach": rate})) == told


@pytest.mark.parametrize("code", ["nights.two_rooms", "transport.two_vehicles"])
def test_one_place_clashes_with_none_whatever_the_figure(visit_of: VisitOf, code: str) -> None:
    aboard = {"vehicle": "1号车", "people": "张伟"}
    ride = {"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆"}
    visit = visit_of(**PLAN, vehicles=["1号车"], rides=[ride | {"vehicles": [aboard]}])

    assert found(code, visit, name="places_at_once", value=0) == []


def test_it_points_to_each_limit_on_the_page(visit_of: VisitOf) -> None:
    visit = visit_of(guests=["张伟"])
    limits = check_called("accompanying.escorts").limits_for(Scope(visit))
    places = [limit.written_at() for limit in limits if limit]
    rule = visit.standing.rule("accompanying")
    assert rule is not None
    broken = rule.limits["escorts"][0].model_copy(update={"table": None})
    changed = rule.model_copy(update={"limits": rule.limits | {"escorts": (broken,)}})
    standing = visit.standing.model_copy(update={"rules": (changed,)})

    (told,) = check_called("accompanying.escorts").run(
        Scope(visit.model_copy(update={"standing": standing}))
    )
    assert (told.place, *told.related) == tuple(places)
    assert len(places) == 2


def test_an_empty_list_of_words_is_a_list(visit_of: VisitOf) -> None:
    visit = visit_of(schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈"}])

    assert found("team.three_names", visit, name="three_names", words=[]) == []
    assert len(found("team.three_names", visit, name="three_names", words=["checker"])) == 1


def test_a_limit_that_is_not_in_force_yet_is_not_kept_to(visit_of: VisitOf) -> None:
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
    """Whatever the test registers is taken back."""
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

    (told,) = registry_module._REGISTERED["limits.try"].run(Scope(visit_of()))
    assert (told.rule, told.clause, told.anchor, str(told.message)) == (None, None, None, "甲")


def test_a_fault_cites_the_first_limit_unless_it_names_another(
    unregistered: None, visit_of: VisitOf
) -> None:
    def find(scope: Scope, *_: Limit) -> Iterator[Violation]:
        yield violation(scope.visit, "title", what="甲")
        yield violation(scope.visit, "title", limit="days_outside", what="乙")

    registered(find, rule="plan", limits=("guest_needs", "days_outside"))

    told = list(registry_module._REGISTERED["limits.try"].run(Scope(visit_of())))
    assert [(each.clause, each.anchor) for each in told] == [
        ("本页第8条", "guest-needs"),
        ("本页第13条", "days-outside"),
    ]


def test_two_modules_cannot_call_their_checks_alike(unregistered: None) -> None:
    registered(of_the_visit)
    registered(of_the_visit)

    with pytest.raises(ValueError, match=r"two checks are called nights\.no_bed"):
        registered(of_the_visit, "nights.no_bed")


def test_a_visit_is_not_beside_itself(visit_of: VisitOf) -> None:
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
        return sum(each.code == "halls.two_visits" for each in check_visit(visit, others).findings)

    assert clashes(other) == 1
    assert clashes(other.model_copy(update={"slug": "another"})) == 1
    assert clashes(other.model_copy(update={"slug": visit.slug})) == 0
