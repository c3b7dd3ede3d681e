"""Comparison of standing pages, and a comparison in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.compare import differences_between
from generator.model.record import Record
from generator.model.standing import Checklist, ChecklistTask, Course, Limit, Role, Rule, Standing
from generator.model.visit import Visit
from generator.render.comparison.report import comparison_text


def report(visit: Visit, standing: Standing, language: str = "zh") -> list[str]:
    """The comparison of a visit with the same visit on different standing pages."""
    later = visit.model_copy(update={"standing": standing})
    return comparison_text(differences_between(visit, later), language).splitlines()


def with_one(standing: Standing, field: str, name: str, **update: Any) -> Standing:
    """The standing pages with one record updated, by its id."""
    records: tuple[Record, ...] = getattr(standing, field)
    changed = tuple(
        record.model_copy(update=update) if getattr(record, "id", None) == name else record
        for record in records
    )
    assert changed != records
    return standing.model_copy(update={field: changed})


def test_duties_and_a_checklist_s_tasks(visit_of: Callable[..., Visit], standing: Standing) -> None:
    duties = with_one(standing, "roles", "medical", page="roles/other.md", training=("急救",))
    (checklist,) = (page for page in standing.checklists if page.id == "standard")
    fewer = with_one(duties, "checklists", "standard", tasks=checklist.tasks[1:])

    lines = report(
        visit_of(team={"lead": "李娜", "staff": ["李娜"], "checklists": "standard"}), fewer
    )

    first = checklist.tasks[0].what
    assert lines[0] == "常设手册"
    assert lines[1].startswith("  医疗保障组：培训 ")
    assert lines[2:] == [f"  取消任务：{checklist.title} {first}"]


def test_pages_that_are_new_and_a_limit_that_has_two_versions(
    visit_of: Callable[..., Visit],
) -> None:
    old = Limit(value="1", clause="第一条", until="2025-12-31")
    new = Limit(value="2", clause="第一条", begins="2026-01-01")
    rule = Rule(id="r", title="制度", page="rules/r.md", limits={"most": (old,)})
    was = Standing(rules=(rule,), courses=(Course(id="c", title="急救", page="p"),))
    now = Standing(
        rules=(rule.model_copy(update={"limits": {"most": (old, new)}}),),
        courses=(Course(id="c", title="急救", page="p", valid_days="365"),),
        roles=(Role(id="x", title="后勤组", page="p"),),
        checklists=(
            Checklist(id="l", title="清单", page="p", tasks=(
                ChecklistTask(what="打扫", role="x", days_before="1"),
            )),
        ),
    )  # fmt: skip

    visit = visit_of().model_copy(update={"standing": was})

    assert report(visit, now) == [
        "常设手册",
        "  新增标准：制度 most 第一条",
        "  新增工作组：后勤组",
        "  急救：有效天数 无 → 365",
        "  新增清单：清单",
    ]


def test_a_clause_that_is_new_changed_or_gone(visit_of: Callable[..., Visit]) -> None:
    def page(**clauses: str) -> Standing:
        return Standing(rules=(Rule(id="r", title="制度", page="rules/r.md", clauses=clauses),))

    was = page(one_place="第一条", full="第二条")
    visit = visit_of().model_copy(update={"standing": was})

    assert report(visit, page(one_place="第三条", apart="第四条")) == [
        "常设手册",
        "  制度 one_place 第一条：条款 第一条 → 第三条",
        "  取消条款：制度 full 第二条",
        "  新增条款：制度 apart 第四条",
    ]


def test_in_english(visit_of: Callable[..., Visit]) -> None:
    parties = [{"name": "程立", "party": "甲组"}, {"name": "宋扬", "party": "甲组"}, "韩冬"]
    stays = [{"venue": "明峰宾馆", "room": "8401", "people": "韩冬"}]
    was = visit_of(guests=parties, stays=stays, title={"zh": "考察团", "en": "Study group"})
    now = visit_of(
        guests=[*parties[:2], "苗青"],
        stays=[{"venue": "明峰宾馆", "room": "8402", "people": "甲组"}],
        title={"zh": "考察团", "en": "Study tour"},
    )

    assert comparison_text(differences_between(was, now), "en") == (
        """\
The visit
  Title Study group → Study tour

Guests
  joined: 苗青
  left: 韩冬

Lodging
  甲组 (2): none yet → Mingfeng Hotel 8402"""
    )
