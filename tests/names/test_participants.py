"""Whom a written name means: groups, units and parts as offices name them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.findings import Finding
from generator.model.visit import Visit

Load = Callable[..., tuple[Visit | None, list[Finding]]]
ITEM = {"day": "5月18日", "time": "14:30-17:00", "title": "看茶园"}
VISIT: dict[str, Any] = {
    "team": {
        "staff": [
            {"name": "李娜", "roles": "coordination", "unit": "县接待办"},
            {"name": "王强", "unit": "县接待办"},
            "赵敏",
        ],
        "groups": [
            {"role": "coordination", "lead": "李娜", "members": "赵敏"},
            {"role": "dining", "name": "接站组", "lead": "王强"},
        ],
    },
    "parties": [
        {"name": "第一组", "liaison": "李娜"},
        {"name": "第二组", "lead": "丁一", "liaison": "王强"},
        "第三组",
        "考察组",
    ],
    "guests": [
        {"name": "甲", "party": "第一组", "part": "组长", "unit": "市文旅局", "sex": "男"},
        {"name": "乙", "party": "第一组、考察组", "unit": "县交通局", "sex": "女"},
        {"name": "丁一", "party": "第二组", "unit": "市文旅局", "sex": "女"},
        {"name": "丁二", "party": "第二组", "part": "记者", "unit": "市日报社", "sex": "男"},
        {
            "name": "戊",
            "party": "第三组、考察组",
            "part": "组长兼领队",
            "unit": "县交通局",
            "sex": "男",
        },
    ],
}
WORDS = {
    "各组组长": "甲 戊 丁一",
    "组长": "甲 戊 丁一",
    "各小组的组长": "甲 戊 丁一",
    "各代表团领队": "戊 丁一",
    "领队": "戊",
    "第一组组长": "甲",
    "第二组组长": "丁一",
    "综合协调组组长": "李娜",
    "考察组成员": "乙 戊",
    "考察组全体成员": "乙 戊",
    "全体考察组成员": "乙 戊",
    "第一组全体": "甲 乙",
    "第一组来宾": "甲 乙",
    "第一组、考察组": "甲 乙 戊",
    "第一组和第二组": "甲 乙 丁一 丁二",
    "第1组": "甲 乙",
    "第一至三组": "甲 乙 丁一 丁二 戊",
    "第一组至第三组": "甲 乙 丁一 丁二 戊",
    "1-2组": "甲 乙 丁一 丁二",
    "第一、三组": "甲 乙 戊",
    "第一、三组，王强": "甲 乙 戊 王强",
    "第一至三组组长": "甲 丁一 戊",
    "市文旅局": "甲 丁一",
    "市文旅局全体": "甲 丁一",
    "县交通局人员": "乙 戊",
    "县交通局的同志": "乙 戊",
    "县接待办人员": "李娜 王强",
    "综合协调组工作人员": "李娜 赵敏",
    "接站组": "王强",
    "记者": "丁二",
    "全体记者": "丁二",
    "各位记者": "丁二",
    "各组联络员": "李娜 王强",
    "女宾": "乙 丁一",
    "第一组女宾": "乙",
    "全体来宾（除各组组长）": "乙 丁二",
    "除各组组长外全体来宾": "乙 丁二",
    "第一组（除各组组长）": "乙",
    "第一至三组，记者除外": "甲 乙 丁一 戊",
    "全体来宾（除第一、三组）": "丁一 丁二",
    "考察组（除第一组）": "戊",
    "leaders of each group": "甲 戊 丁一",
    "members of 考察组": "乙 戊",
    "all 记者": "丁二",
}


@pytest.mark.parametrize("written", WORDS)
def test_whom_a_word_means(load: Load, written: str) -> None:
    visit, findings = load(**VISIT, schedule=[ITEM | {"for": written}])

    assert [finding.message.default for finding in findings] == []
    assert visit is not None
    people = [person.name for person in visit.schedule[0].participants.people]
    assert people == WORDS[written].split()


TWICE: dict[str, Any] = {
    "parties": ["市文旅局", "记者"],
    "guests": [
        {"name": "甲", "party": "市文旅局", "unit": "市文旅局"},
        {"name": "乙", "party": "记者", "unit": "市文旅局"},
        {"name": "丙", "party": "市文旅局", "part": "记者"},
    ],
}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "市文旅局",
            "“市文旅局”不止一人（处）：市文旅局（组别）、市文旅局（单位）。请写清是哪一个。",
        ),
        (
            "市文旅局全体",
            "“市文旅局全体”不止一人（处）：市文旅局（组别）、市文旅局全体（单位）。请写清是哪一个。",
        ),
        ("记者", "“记者”不止一人（处）：记者（组别）、记者（团内职务）。请写清是哪一个。"),
    ],
)
def test_a_word_for_two_groups_of_people_is_refused_with_both(
    load: Load, written: str, message: str
) -> None:
    _, findings = load(**TWICE, schedule=[ITEM | {"for": written}])

    assert [str(finding.message) for finding in findings] == [message]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("市文旅局（组别）", ["甲", "丙"]),
        ("市文旅局(单位)", ["甲", "乙"]),
        ("市文旅局全体（单位）", ["甲", "乙"]),
        ("记者（团内职务）", ["丙"]),
        ("记者（组别）、甲", ["乙", "甲"]),
    ],
)
def test_each_of_both_can_be_written(load: Load, written: str, people: list[str]) -> None:
    visit, findings = load(**TWICE, schedule=[ITEM | {"for": written}])

    assert findings == []
    assert visit is not None
    assert [person.name for person in visit.schedule[0].participants.people] == people


def test_a_party_of_all_the_people_of_a_unit_is_no_riddle(load: Load) -> None:
    guests = [{"name": name, "party": "市文旅局", "unit": "市文旅局"} for name in "甲乙"]
    _, findings = load(guests=guests, schedule=[ITEM | {"for": "市文旅局"}])

    assert findings == []


KNOWN = (
    "组别：第一组、第二组、第三组、考察组；工作组：综合协调组、接站组；"
    "单位：县接待办、市文旅局、县交通局、市日报社；团内职务：组长、记者、领队"
)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("第四组", f"名单里有：{KNOWN}。"),
        ("第一至四组", f"名单里有：{KNOWN}。"),
        ("翻译", f"名单里有：{KNOWN}。"),
        ("考查组", "是不是“考察组”？"),
        ("综合协调", "是不是“综合协调组”？"),
        ("各组副组长", "是不是“组长”？"),
    ],
)
def test_a_word_for_nobody_is_refused_with_the_nearest_known(
    load: Load, written: str, hint: str
) -> None:
    _, findings = load(**VISIT, schedule=[ITEM | {"for": written}])

    (message,) = [str(finding.message) for finding in findings]
    assert "也不是组别、工作组、单位或团内职务" in message
    assert hint in message


def test_women_cannot_be_told_from_men_where_a_sex_is_not_given(load: Load) -> None:
    guests = [{"name": "甲", "sex": "女"}, "乙"]
    _, findings = load(guests=guests, schedule=[ITEM | {"for": "女宾和甲"}])

    assert [str(finding.message) for finding in findings] == [
        "“女宾”指哪些人不清楚：有 1 人没有写性别（乙）。请在名单里补上性别。"
    ]


@pytest.mark.parametrize("written", ["第一组（除记者）", "第一组（除第二、三组）", "考察组除丁二"])
def test_nobody_of_an_exception_is_among_those_meant(load: Load, written: str) -> None:
    _, findings = load(**VISIT, schedule=[ITEM | {"for": written}])

    assert [finding.code for finding in findings] == ["name.but_of_others"]
