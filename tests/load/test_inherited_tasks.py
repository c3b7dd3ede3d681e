"""The tasks that a visit inherits from a checklist: for its kind, with owner, checker and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.load import load_standing
from generator.model.enums import VisitKind
from generator.model.visit import Visit

STANDARD = {"checklists": "standard"}
FOR_SOME = {
    "准备汇报材料": {"study", "inspection", "exchange", "investment"},
    "告知收费标准": {"study", "inspection", "exchange", "investment", "other"},
}
FOR_ALL = ("对接医院", "食品安全报备", "告知个人信息处理事项", "编写来宾须知")


@pytest.mark.parametrize("kind", VisitKind)
def test_a_visit_inherits_the_tasks_of_its_kind(
    visit_of: Callable[..., Visit], kind: VisitKind
) -> None:
    tasks = {task.what for task in visit_of(kind=kind.value, team=STANDARD).team.tasks}

    assert {what for what in FOR_SOME if what in tasks} == {
        what for what, kinds in FOR_SOME.items() if kind in kinds
    }
    assert set(FOR_ALL) <= tasks


def test_a_visit_without_a_kind_has_the_tasks_of_other_visits(
    visit_of: Callable[..., Visit],
) -> None:
    without, other = visit_of(team=STANDARD), visit_of(kind="other", team=STANDARD)

    assert [t.what for t in without.team.tasks] == [t.what for t in other.team.tasks]


def test_a_kind_that_is_unknown_is_reported_and_inherits_as_other(
    load: Callable[..., tuple[Visit | None, list]],  # type: ignore[type-arg]
) -> None:
    visit, findings = load(kind="团建", team=STANDARD)

    assert [finding.code for finding in findings] == ["value.choice"]
    assert visit is None or "告知收费标准" in {task.what for task in visit.team.tasks}


def test_an_inherited_task_has_the_leads_of_its_groups_and_its_day(
    visit_of: Callable[..., Visit],
) -> None:
    groups = [{"role": "medical", "lead": "冯雪"}, {"role": "coordination", "lead": "李娜"}]
    visit = visit_of(team={**STANDARD, "staff": ["冯雪", "李娜"], "groups": groups})

    (task,) = (task for task in visit.team.tasks if task.what == "对接医院")
    assert task.owner is not None
    assert task.checker is not None
    assert task.due is not None
    assert (task.owner.name, task.checker.name) == ("冯雪", "李娜")
    assert task.due.day == date(2026, 5, 15)


def test_an_unknown_kind_of_a_task_is_reported(tmp_path: Path) -> None:
    (tmp_path / "procedures").mkdir()
    (tmp_path / "procedures/own.md").write_text(
        "---\nid: own\ntitle: 本单位任务\ntasks:\n"
        "  - {what: 备车, role: transport, days_before: 1, kinds: [团建]}\n---\n",
        "utf-8",
    )

    _, (finding, *_) = load_standing(tmp_path)

    assert finding.code == "value.choice"
    assert "考察、检查指导、会议" in finding.message.in_("zh")
