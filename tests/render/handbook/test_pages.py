"""A visit's pages: their list, their texts where there is no content, and what none may show."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

import pytest

from generator.check import check_visit
from generator.findings import Finding
from generator.model.visit import Visit
from generator.render.handbook import pages_of, unread_page
from tests.support.documents.handbook_pages import words_of

HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% raw %}",
    "[a](javascript:alert(1))",
    "](javascript:alert(1))",
    "</style><style>*{display:none}",
    '"><img src=x onerror=alert(1)>',
    "a|b",
    "# 标题",
    "<!-- section:0 -->",
)


def test_overview_first_then_the_plan_and_cards_last(visit_of: Callable[..., Visit]) -> None:
    pages = pages_of(visit_of())

    assert [(page.path, page.title) for page in pages] == [
        ("visits/case/index.md", "市生态旅游考察团"),
        ("visits/case/plan.md", "接待方案"),
        ("visits/case/team.md", "专班与职责"),
        ("visits/case/tasks.md", "任务清单"),
        ("visits/case/schedule.md", "日程"),
        ("visits/case/roster.md", "来宾名单"),
        ("visits/case/rooming.md", "住宿安排"),
        ("visits/case/dining.md", "用餐安排"),
        ("visits/case/transport.md", "车辆与乘车"),
        ("visits/case/arrivals.md", "抵离"),
        ("visits/case/contacts.md", "联系方式"),
        ("visits/case/changes.md", "变动记录"),
        ("cards/case.md", "来宾卡"),
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("index", "无公函不接待"),
        ("index", "还没有筹备会议的记录"),
        ("plan", "还没有来宾名单"),
        ("team", "还没有工作人员"),
        ("tasks", "还没有任务"),
        ("schedule", "这一天没有安排"),
        ("roster", "还没有来宾名单"),
        ("rooming", "还没有住宿安排"),
        ("dining", "还没有用餐安排"),
        ("transport", "还没有车辆"),
        ("transport", "还没有乘车安排"),
        ("arrivals", "还没有抵离信息"),
        ("contacts", "还没有联系方式"),
        ("cards", "请运行 handbook build"),
    ],
)
def test_a_page_mentions_what_is_missing(
    visit_of: Callable[..., Visit], page: str, text: str
) -> None:
    pages = {page_.path.split("/")[-1]: words_of(page_) for page_ in pages_of(visit_of())}

    assert text in pages["case.md" if page == "cards" else f"{page}.md"]


def full_of(text: str) -> dict[str, object]:
    """Sections in which everything that may be worded freely says `text`."""
    someone = {"name": f"甲{text}", "unit": text, "post": text}
    return {
        "title": text,
        "sender": text,
        "purpose": text,
        "letter": {"number": text, "unit": text},
        "preparation": {
            "meeting": {"place": text},
            "conveyed": {"time": text},
            "decisions": [{"what": text}],
        },
        "team": {
            "staff": [{"name": f"乙{text}", "unit": text}],
            "groups": [{"role": "coordination", "name": text, "duties": [text]}],
            "tasks": [{"what": text, "standard": text, "caution": text}],
        },
        "parties": [{"name": f"组{text}", "note": text}],
        "guests": [{**someone, "part": text, "diet": [text], "arrival_by": text}],
        "schedule": [
            {"day": "2026-05-18", "time": "9:00", "title": text, "note": text, "staff_note": text}
        ],
        "routine": [{"what": text, "time": "7:00"}],
        "meals": [
            {
                "day": "2026-05-18",
                "kind": "午餐",
                "time": "12:00",
                "place": "mingfeng",
                "title": text,
                "menu": [text],
                "tables": [{"no": text, "name": text, "menu": [text]}],
            }
        ],
        "vehicles": [{"number": f"1号{text}", "driver": text, "note": text}],
        "notices": [text],
        "contacts": [{"what": text, "name": text}],
    }


class Markup(HTMLParser):
    """Collects the elements and attributes that a page really has."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.parts |= {tag, *(f"{tag}.{name}" for name, _ in attributes)}

    def handle_comment(self, data: str) -> None:
        self.parts.add(f"comment {data}")


def markup_of(visit: Visit) -> set[str]:
    """The elements and attributes of all pages of a visit."""
    reader = Markup()
    for page in pages_of(visit, check_visit(visit).findings):
        for section in page.sections:
            reader.feed(section.html)
    return reader.parts


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_markup_stays_text(visit_of: Callable[..., Visit], text: str) -> None:
    visit = visit_of(**full_of(text))

    assert markup_of(visit) <= markup_of(visit_of(**full_of("平常的话")))
    assert any(text in words_of(page) for page in pages_of(visit)) or "<" in text


OFFICE_ONLY = {
    "budget": "98765.43",
    "retention_days": 37,
    "expenses": [
        {"item": "暗项目", "planned": "918271.36", "payer": "host", "voucher": "凭证暗号"},
        {"item": "用餐", "amount": "91828.37", "payer": "guest", "note": "礼品暗语"},
    ],
    "guests": [{"name": "欧阳·晓", "note": "来宾暗语"}],
    "team": {"staff": [{"name": "李娜", "note": "同事暗语"}]},
}


def test_nothing_for_the_office_alone_is_shown_not_even_by_a_finding(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(**OFFICE_ONLY)
    findings = check_visit(visit).findings

    text = " ".join(words_of(page) for page in pages_of(visit, findings))

    assert {"budget.planned_overrun", "integrity.gifts"} <= {finding.code for finding in findings}
    assert "预计费用超过预算" in text
    assert "安排或报销礼品" in text
    assert re.findall("暗|9182[78]|98765|37 天", text) == []


MISWRITTEN = {
    "budget": "暗数",
    "retention_days": "暗天",
    "expenses": [{"item": "用餐", "amount": "暗元", "payer": "暗方"}],
    "publish": {"approved_by": "暗人", "on": "暗日", "target": "暗处"},
    "guests": [{"name": "欧阳·晓", "revision": "暗次", "phone": "明号"}],
}


def test_what_the_office_miswrote_is_not_shown_to_staff_either(
    load: Callable[..., tuple[Visit | None, list[Finding]]],
) -> None:
    visit, findings = load(**MISWRITTEN)

    text = words_of(unread_page("case", findings, visit))

    assert "暗" not in text
    assert text.count("这一处的内容只供办公室查看") == len(findings) - 1
    assert "明号" in text


SHEET_OF_COSTS = """\
项目,金额,暗栏,
用餐,720,,暗语
合计：暗数元,,,
备注：暗人同意超标,,,
"""


def test_cells_of_a_sheet_for_the_office_are_not_quoted_to_staff(
    load: Callable[..., tuple[Visit | None, list[Finding]]], tmp_path: Path
) -> None:
    folder = tmp_path / "visits" / "case"
    folder.mkdir(parents=True)
    (folder / "costs.csv").write_text(SHEET_OF_COSTS, "utf-8")
    (folder / "guests.csv").write_text("姓名,\n欧阳·晓,明语\n备注：明示,\n", "utf-8")
    visit, findings = load(guests="guests.csv", expenses="costs.csv")

    text = words_of(unread_page("case", findings, visit))

    assert {finding.code for finding in findings if finding.office} == {
        "workbook.aside",
        "workbook.heading_missing",
        "heading.unknown",
    }
    assert "暗" not in text
    assert "明语" in text
    assert "明示" in text


def test_an_error_of_the_file_is_reported_once(
    load: Callable[..., tuple[Visit | None, list[Finding]]], tmp_path: Path
) -> None:
    folder = tmp_path / "visits" / "case"
    folder.mkdir(parents=True)
    (folder / "book.xlsx").write_bytes(b"PK\x03\x04 damaged")
    _, findings = load(guests="book.xlsx#来宾", expenses="book.xlsx#费用")

    assert [(finding.code, finding.office) for finding in findings] == [("workbook.corrupt", False)]


def test_a_classified_visit_has_one_page_with_its_stub(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(privacy="classified", papers_kept_by="办公室机要员")

    (page,) = pages_of(visit, check_visit(visit).findings)

    assert (page.path, page.title) == ("visits/case/index.md", "市生态旅游考察团")
    words = words_of(page)
    assert "文件由谁保管 办公室机要员" in words
    assert "2026年5月18日周一 – 5月20日周三" in words
    assert "国家秘密不得录入本程序，本次来访在涉密信息系统办理。" in words
    assert unread_page("case", (), visit) == page


def test_of_what_a_classified_visit_must_not_have_its_page_quotes_nothing(
    load: Callable[..., tuple[Visit | None, list[Finding]]],
) -> None:
    visit, findings = load(privacy="classified", guests=["欧阳·晓"], purpose="某项目")

    words = words_of(unread_page("case", findings, visit))

    assert "立即停止录入，报告本单位保密工作机构" in words
    assert "欧阳" not in words
    assert "某项目" not in words
    assert "guests" not in words


def test_each_page_has_the_row_of_links_to_all_the_others(visit_of: Callable[..., Visit]) -> None:
    pages = pages_of(visit_of())
    folders = {page.path.removesuffix(".md").removesuffix("/index") for page in pages}
    folders.add("visits/case/duty-board")

    for page in pages:
        folder = page.path.removesuffix(".md").removesuffix("/index")
        row = re.search(r'<nav class="rh-pages".*?</nav>', page.sections[0].html, re.S)
        assert row, page.path
        links = re.findall('<a href="(.*?)"', row[0])
        assert row[0].count('aria-current="page"') == 1, page.path
        assert {normpath(join(folder, link)) for link in links} == folders - {folder}, page.path


def test_the_title_of_a_page_in_a_window_names_its_visit(visit_of: Callable[..., Visit]) -> None:
    titles = {page.path: page.full_title for page in pages_of(visit_of())}

    assert titles["visits/case/index.md"] == "市生态旅游考察团"
    assert titles["visits/case/rooming.md"] == "住宿安排 · 市生态旅游考察团"
    assert titles["cards/case.md"] == "来宾卡 · 市生态旅游考察团"


def test_findings_are_on_the_page_they_concern(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=[{"name": "欧阳·晓", "sex": "女"}])

    pages = {page.path: page for page in pages_of(visit, check_visit(visit).findings)}

    line, rooming = pages["visits/case/rooming.md"].sections[:2]
    assert "市生态旅游考察团 · 2026年5月18日周一 – 5月20日周三" in line.html
    assert rooming.title == "待解决的问题"
    assert "<bdi>欧阳·晓</bdi> 05-18、05-19 夜没有房间" in rooming.html
    assert 'href="../../../rules/plan/#guest-needs"' in rooming.html
    dining = pages["visits/case/dining.md"].sections[1]
    assert (dining.title, dining.anchor) == (rooming.title, rooming.anchor)
    assert "本页没有待解决的问题。" in dining.html
