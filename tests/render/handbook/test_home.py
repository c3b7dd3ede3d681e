"""The handbook's first page: every visit with its dates, the state of its checks, and links."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.findings import Finding, Place, error, warning
from generator.model.visit import Visit
from generator.render.handbook.home import visits_html, with_visits
from tests.support.documents.handbook_pages import words_in

OVERDUE = {"slug": "case", "last": "2026-06-19", "days": 3}
FINDINGS: tuple[Finding, ...] = (
    error("visit.overdue", Place("visit.yml"), **OVERDUE),
    warning("visit.overdue", Place("visit.yml"), **OVERDUE),
    warning("visit.overdue", Place("visit.yml"), **OVERDUE),
)


def home(
    *visits: tuple[str, Visit | None, tuple[Finding, ...]], page: str = "<h1>首页</h1>"
) -> str:
    return with_visits(page, visits_html(visits, has_first_steps=True))


def test_a_visit_has_its_dates_its_people_the_state_of_its_checks_and_its_links(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(team={"lead": "周敏", "staff": ["周敏"]}, guests=["杨文博", "黄立新"])

    html = home(("case", visit, FINDINGS))

    assert 'data-start="2026-05-18" data-end="2026-05-20" data-zone="Asia/Shanghai"' in html
    line = "2026年5月18日周一 – 5月20日周三 · 2 人 · 总负责人 周敏 错误 1 · 提醒 2"
    assert f"市生态旅游考察团 {line} 概况 值班看板 日程 名单 住宿 用餐 车辆" in words_in(html)
    assert 'href="visits/case/#readiness">错误 1 · 提醒 2<' in html
    assert {"visits/case/", "visits/case/rooming/", "visits/case/contacts/", "cards/case/"} <= set(
        re.findall('href="(.*?)"', html)
    )


def test_a_visit_without_findings_has_that_said(visit_of: Callable[..., Visit]) -> None:
    assert "检查无问题" in home(("case", visit_of(), ()))


def test_a_classified_visit_has_title_and_dates_alone(visit_of: Callable[..., Visit]) -> None:
    html = home(("case", visit_of(privacy="classified", papers_kept_by="机要室"), FINDINGS))

    assert words_in(html) == (
        "首页 来访 市生态旅游考察团 2026年5月18日周一 – 5月20日周三 · 涉密来访"
    )
    assert re.findall('href="(.*?)"', html) == ["visits/case/"]


def test_a_visit_whose_files_have_errors_leads_to_them() -> None:
    html = home(("case", None, FINDINGS))

    assert words_in(html) == "首页 来访 case 文件有错误，请查看检查结果 错误 1 · 提醒 2"
    assert set(re.findall('href="(.*?)"', html)) == {"visits/case/", "visits/case/#readiness"}


def test_the_visits_are_where_the_office_s_page_has_the_mark(
    visit_of: Callable[..., Visit],
) -> None:
    page = "<h1>首页</h1><p>前</p><!-- visits:today --><p>后</p>"

    words = words_in(home(("case", visit_of(), ()), page=page))

    assert words.startswith("首页 前 来访 市生态旅游考察团")
    assert words.endswith("变动 后")


def test_on_an_older_page_without_the_mark_they_are_below_its_title(
    visit_of: Callable[..., Visit],
) -> None:
    visit = ("case", visit_of(), ())

    assert words_in(home(visit, page="<h1>首页</h1><p>前</p>")).startswith("首页 来访")
    assert words_in(home(visit, page="<p>没有标题</p>")).startswith("来访 市生态旅游考察团")


def test_an_office_without_a_visit_reads_how_to_begin() -> None:
    begin = "目前没有来访。收到来函后，按“第一次接待”的步骤新建。"

    assert f'<a href="manual/first-visit/">{begin}</a>' in home()
    assert "目前没有来访。</p>" in visits_html((), has_first_steps=False)
