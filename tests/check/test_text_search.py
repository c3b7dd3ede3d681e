"""Words of a rule's list are found by their meaning, and not as a part of another word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from generator.check import all_checks
from generator.check.registry import Scope
from generator.model.standing import Limit, Standing
from generator.model.visit import Visit
from generator.model.word_search import occurrences

VisitOf = Callable[..., Visit]


def limits_with_exceptions(standing: Standing) -> Iterator[tuple[str, str, Limit]]:
    for rule in standing.rules:
        for name, versions in rule.limits.items():
            for limit in versions:
                if limit.exceptions:
                    yield rule.id, name, limit


def words_found(code: str, visit: Visit) -> list[str]:
    """The messages of a check's findings on a visit."""
    named = next(check for check in all_checks() if check.code == code)
    return [str(finding.message) for finding in named.run(Scope(visit))]


def with_title(visit_of: VisitOf, title: str, **sections: object) -> Visit:
    item = {"day": "2026-05-18", "time": "9:00-10:00", "title": title}
    return visit_of(schedule=[item], **sections)


def test_each_exception_contains_a_word_of_its_list(standing: Standing) -> None:
    useless = [
        (rule, name, longer)
        for rule, name, limit in limits_with_exceptions(standing)
        for longer in limit.exceptions
        if not any(word in longer and word != longer for word in limit.words)
    ]

    assert useless == []


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("integrity.welcome", "入住迎宾馆，步行至迎宾大道东侧"),
        ("integrity.welcome", "欢迎宾客提问；地毯式排查的做法"),
        ("integrity.welcome", "系列队伍建设座谈；考察鲜花产业"),
        ("integrity.entertainment", "考察县歌舞剧院改革、农业观光园用地"),
        ("integrity.gifts", "介绍礼品登记制度和农特产品加工"),
        ("scope.out_of_scope", "与来访友好城市代表座谈度假区规划"),
        ("scope.out_of_scope", "考察省疗养院的无障碍设施"),
        ("confidentiality.classified_words", "计算机密码管理；双方交涉密切"),
    ],
)
def test_a_longer_word_with_another_meaning_is_not_found(
    visit_of: VisitOf, code: str, title: str
) -> None:
    assert words_found(code, with_title(visit_of, title)) == []


@pytest.mark.parametrize(
    ("code", "title", "word"),
    [
        ("integrity.welcome", "入住迎宾馆，门前列队迎宾", "迎宾"),
        ("integrity.welcome", "迎宾仪式", "迎宾"),
        ("integrity.entertainment", "乘观光车观光", "观光"),
        ("integrity.gifts", "礼品登记后发放礼品", "礼品"),
        ("scope.out_of_scope", "度假区度假", "度假"),
        ("confidentiality.classified_words", "涉密切勿外传", "涉密"),
    ],
)
def test_the_word_beside_a_longer_one_is_found(
    visit_of: VisitOf, code: str, title: str, word: str
) -> None:
    (message,) = words_found(code, with_title(visit_of, title))

    assert f"“{word}”" in message


def test_a_word_in_the_name_of_a_unit_or_a_place_is_not_found(visit_of: VisitOf) -> None:
    title = "到明峰礼品城听取鲜花协会介绍，在迎宾轩座谈"
    city = {"id": "city", "name": {"zh": "明峰礼品城", "en": "City"}, "halls": [{"name": "迎宾轩"}]}

    known = with_title(visit_of, title, venues=[city], sender="鲜花协会")
    assert [words_found(code, known) for code in ("integrity.gifts", "integrity.welcome")] == [
        [],
        [],
    ]

    unknown = with_title(visit_of, title)
    assert [
        len(words_found(code, unknown)) for code in ("integrity.gifts", "integrity.welcome")
    ] == [1, 1]


@pytest.mark.parametrize(
    ("item", "code", "findings"),
    [
        ("体现金额的明细", "settlement.cash", 0),
        ("现金支付", "settlement.cash", 1),
        ("提高档案质量", "procurement.luxury", 0),
        ("高档餐具", "procurement.luxury", 1),
        ("参观烟草专卖局资料费", "standards.tobacco", 0),
        ("烟草", "standards.tobacco", 1),
    ],
)
def test_costs_are_searched_likewise(
    visit_of: VisitOf, item: str, code: str, findings: int
) -> None:
    visit = visit_of(expenses=[{"item": item, "payer": "host"}])

    assert len(words_found(code, visit)) == findings


@pytest.mark.parametrize(
    ("dish", "findings"),
    [("熊掌豆腐", 0), ("红烧熊掌", 1), ("刺猬包", 0), ("清炖野鸡", 1), ("松鼠桂鱼", 0)],
)
def test_dishes_named_after_animals_are_not_wildlife(
    visit_of: VisitOf, dish: str, findings: int
) -> None:
    meal = {
        "day": "2026-05-18",
        "time": "12:00",
        "kind": "午餐",
        "place": "机关食堂",
        "menu": [dish],
    }

    assert len(words_found("standards.dishes", visit_of(meals=[meal]))) == findings


@pytest.mark.parametrize(("form", "findings"), [("宴会厅自助餐", 0), ("宴会", 1)])
def test_a_meal_in_the_banquet_hall_is_no_banquet(
    visit_of: VisitOf, form: str, findings: int
) -> None:
    meals = [
        {
            "day": f"2026-05-{day}",
            "time": "18:00",
            "kind": "晚餐",
            "place": "机关食堂",
            "form": form,
        }
        for day in (18, 19, 20)
    ]
    visit = visit_of(kind="外事", end="2026-05-20", meals=meals)

    assert len(words_found("foreign.banquets", visit)) == findings


@pytest.mark.parametrize(
    ("voucher", "missing"), [("接待开支单 02215", False), ("待开", True), ("接待开支单待开", True)]
)
def test_a_voucher_is_pending_by_a_word_of_its_own(
    visit_of: VisitOf, voucher: str, missing: bool
) -> None:
    visit = visit_of(
        kind="考察",
        letter={"number": "1号"},
        expenses=[{"item": "用餐", "amount": "10", "payer": "host", "voucher": voucher}],
    )

    assert bool(words_found("settlement.papers", visit)) is missing


def test_words_overlap_and_repeat() -> None:
    assert list(occurrences("哈哈哈", "哈哈")) == [0, 1]
    assert list(occurrences("迎宾馆迎宾", "迎宾", ["迎宾馆"])) == [3]
    assert list(occurrences("迎宾", "迎宾", ["迎宾"])) == [0]
    assert list(occurrences("迎宾", "")) == []
