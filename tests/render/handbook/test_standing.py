"""Standing pages: what is filled in from their front matter, and the pages made of all visits."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from generator.check import check_visit
from generator.check.registry import all_checks
from generator.model.enums import Privacy, VisitKind
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.handbook.checks import checks_page
from generator.render.handbook.limits import kinds_in_words, limit_in_words
from generator.render.handbook.standing import fill_placeholders
from generator.render.handbook.visits import visits_page
from tests.support.documents.handbook_pages import rows_of, words_of
from tests.support.project import PROJECT

PLACEHOLDER = re.compile(r"<!-- (?:rule|role|venue|fleet|checklist|seats):\S+ -->")
FILLED = [
    (path.relative_to(PROJECT / "docs").as_posix(), mark)
    for path in sorted((PROJECT / "docs").rglob("*.md"))
    for mark in PLACEHOLDER.findall(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("page", "mark"), FILLED)
def test_every_placeholder_in_docs_is_filled(standing: Standing, page: str, mark: str) -> None:
    html = fill_placeholders(mark, page, standing)

    assert html.strip() not in {"", mark}
    assert "没有对应的图" not in html


def test_a_rule_s_limits_are_in_a_table(standing: Standing) -> None:
    html = fill_placeholders("<!-- rule:limits -->", "rules/accompanying.md", standing)

    assert '<a href="#few-guests">' in html
    assert "第十条" in html


def test_a_rule_s_clauses_are_in_a_table_without_figures(standing: Standing) -> None:
    html = fill_placeholders("<!-- rule:limits -->", "rules/care.md", standing)
    limits, _, clauses = html.partition("规定（不设数字）")

    assert 'href="#people-per-bed"' in clauses
    assert "一人一床；双方愿意同床的除外" in clauses
    assert "本单位自定（本页第8条）" in clauses
    assert "people-per-bed" not in limits


def test_an_unknown_picture_is_reported(standing: Standing) -> None:
    html = fill_placeholders("<!-- seats:platfrom:7 -->", "seating.md", standing)

    assert "占位“platfrom:7”没有对应的图" in html


def test_other_comments_stay(standing: Standing) -> None:
    assert fill_placeholders("<!-- 旁注 -->", "seating.md", standing) == "<!-- 旁注 -->"


def test_every_check_is_listed_with_its_limit_and_source(standing: Standing) -> None:
    page = checks_page(standing)

    rows = [row for section in page.sections[1:] for row in rows_of(section)]
    assert {what.split("|")[1] for what, *_ in rows} == {check.code for check in all_checks()}
    assert len(rows) >= 45
    diners = next(row for row in rows if row[0].endswith("|accompanying.diners"))
    assert diners[1] == "错误"
    assert "来宾较少时最多陪餐人数" in diners[2]
    assert diners[3].startswith("除会议、外事外的各类来访|")
    assert diners[4] == "陪同与陪餐|第十条"
    two_rooms = next(row for row in rows if row[0].endswith("|nights.two_rooms"))
    assert two_rooms[2:] == ["—", "各类来访", "接待筹备与三有|本单位自定（本页第10条）"]


def test_each_check_is_listed_with_the_kinds_of_visit_it_runs_for(standing: Standing) -> None:
    rows = [row for section in checks_page(standing).sections[1:] for row in rows_of(section)]

    kinds = {what.split("|")[1]: applies for what, _, _, applies, _ in rows}
    assert kinds["foreign.days"].startswith("外事|只适用于外宾；依据：")
    assert kinds["meetings.length"].startswith("会议|")
    assert kinds["nights.no_bed"] == "各类来访"
    every = len([check for check in all_checks() if not check.rule])
    assert [*kinds.values()].count("各类来访") >= every


def test_kinds_are_named_or_those_that_are_left_out() -> None:
    every = tuple(VisitKind)

    assert kinds_in_words(every) == "各类来访"
    assert kinds_in_words((VisitKind.FOREIGN, VisitKind.STUDY)) == "考察、外事"
    assert kinds_in_words(every[1:]) == "除考察外的各类来访"


def test_a_rule_page_says_which_kinds_of_visit_it_is_for(standing: Standing) -> None:
    of_page = fill_placeholders("<!-- rule:limits -->", "rules/meetings.md", standing)
    of_limits = fill_placeholders("<!-- rule:limits -->", "rules/standards.md", standing)
    of_all = fill_placeholders("<!-- rule:limits -->", "rules/care.md", standing)

    assert "适用于：会议。只适用于本单位召开的会议；依据：财行〔2016〕214号" in of_page
    assert "没有写类别的来访按“其他”。" in of_page
    assert "适用类别" not in of_page
    assert "适用于：各类来访。表中另写适用类别的，从其规定。" in of_limits
    assert "除外事外的各类来访" in of_limits
    assert "适用于：各类来访。<" in of_all.replace("\n", "")


def test_every_rule_a_check_cites_has_a_page_and_an_anchor(standing: Standing) -> None:
    html = "".join(section.html for section in checks_page(standing).sections)

    links = set(re.findall(r'href="\.\./(rules/[\w-]+)/#([\w-]+)"', html))
    assert links
    missing = [
        (page, anchor)
        for page, anchor in links
        if f"{{#{anchor}}}" not in Path(PROJECT / "docs" / f"{page}.md").read_text("utf-8")
    ]
    assert missing == []


def test_all_visits_are_listed_with_what_is_open(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=[{"name": "甲", "unit": "市林业局", "post": "科长"}])
    secret_one = visit.model_copy(update={"privacy": Privacy.CLASSIFIED})

    page = visits_page(
        [
            ("case", visit, check_visit(visit).findings),
            ("quiet", visit, ()),
            ("broken", None, ()),
            ("secret", secret_one, check_visit(visit).findings),
        ]
    )

    known, quiet, broken, secret = rows_of(page.sections[0])
    assert known[0] == "市生态旅游考察团"
    assert known[2:5] == ["2026年5月18日周一 – 5月20日周三", "1", "—"]
    assert known[5].startswith("错误 ")
    assert quiet[5] == "无"
    assert broken[0] == "broken|文件有错误，请查看检查结果"
    assert secret == ["市生态旅游考察团|涉密来访", "", known[2], "", "", ""]


def test_the_page_of_visits_mentions_that_there_are_none() -> None:
    assert "还没有来访" in words_of(visits_page([]))


def test_a_limit_of_nought_is_a_sentence_of_its_own(standing: Standing) -> None:
    """No office would write 晚 0 天; another figure is shown as a figure."""
    noughts = {
        name: limit
        for rule in standing.rules
        for name, versions in rule.limits.items()
        for limit in versions
        if limit.value == 0
    }
    later = noughts["days_after_start"]

    assert [name for name, limit in noughts.items() if not limit.zero] == []
    assert limit_in_words("days_after_start", later) == "不得晚于来访第一天"
    assert limit_in_words("days_after_start", later.model_copy(update={"value": Decimal(3)})) == "3"
