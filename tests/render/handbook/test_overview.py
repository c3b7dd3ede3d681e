"""The overview: what a visit is and what is still open."""

from __future__ import annotations

from collections.abc import Callable

from generator.check import check_visit
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Facts, Tiles
from generator.render.handbook.visit.overview import overview_sections
from tests.support.documents.handbook_pages import rows_of


def section(visit: Visit, title: str) -> tuple[object, ...]:
    """The blocks below a heading of the overview."""
    sections = overview_sections(visit, check_visit(visit).findings)
    return next(section.blocks for section in sections if section.title == title)


def facts_of(block: object) -> dict[str, str]:
    assert isinstance(block, Facts)
    return {label: cell.text for label, cell in block.pairs}


def test_facts(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(kind="考察", rank="县处级", right_first="是", purpose="看一看")

    (block,) = section(visit, "概况")

    assert facts_of(block) == {
        "接待单位": "县机关事务服务中心",
        "日期": "2026年5月18日周一 – 5月20日周三",
        "类别": "考察",
        "级别": "县处级",
        "来访目的": "看一看",
        "总负责人": "—",
        "座次": "以右为尊",
        "时区": "Asia/Shanghai",
    }


def test_over_new_year_both_years_are_named(visit_of: Callable[..., Visit]) -> None:
    (block,) = section(visit_of(start="2026-12-31", end="2027-01-01"), "概况")

    assert facts_of(block)["日期"] == "2026年12月31日周四 – 2027年1月1日周五"


def test_readiness_counts_what_is_missing_and_leads_there(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=["甲", "乙", {"name": "丙", "needs_room": "否"}],
        stays=[
            {"venue": "mingfeng", "room": "8301", "check_in": "2026-05-18",
             "check_out": "2026-05-20", "people": "甲"}
        ],
        meals=[
            {"day": "2026-05-18", "kind": "晚餐", "time": "18:00", "place": "mingfeng",
             "tables": [{"no": "1", "seats": "甲"}]}
        ],
        team={"tasks": [{"what": "核对名单"}, {"what": "订房", "done": "2026-05-12"}]},
    )  # fmt: skip

    tiles = section(visit, "准备情况")[0]

    assert isinstance(tiles, Tiles)
    assert dict(tiles.tiles) == {
        "来宾": Cell("3", href="roster/"),
        "组别": Cell("0", href="roster/"),
        "工作人员": Cell("0", href="team/"),
        "缺床位": Cell("1 处", href="rooming/", kind="open"),
        "缺席位": Cell("1 处", href="dining/", kind="open"),
        "缺乘车座位": Cell("0 处", href="transport/", kind="done"),
        "缺联络员": Cell("3 处", href="roster/", kind="open"),
        "三有不全": Cell("1 处", href="schedule/", kind="open"),
        "未完成任务": Cell("1 项", href="tasks/", kind="open"),
    }


def test_decisions_of_the_meeting(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team={"staff": ["李娜"]},
        preparation={"decisions": [{"what": "定菜单", "owner": "李娜", "due": "2026-05-12"}]},
    )

    sections = {section.title: section for section in overview_sections(visit, ())}

    assert rows_of(sections["筹备会议"]) == [["定菜单", "李娜", "5月12日周二"]]


def test_a_waiver_shows_who_when_and_why(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team={"staff": ["周敏"]},
        waivers=[{"code": "nights.no_bed", "by": "周敏", "on": "2026-05-10", "why": "住在亲戚家"}],
    )

    sections = {section.title: section for section in overview_sections(visit, ())}

    assert rows_of(sections["豁免"]) == [["nights.no_bed", "周敏", "5月10日周日", "住在亲戚家"]]
