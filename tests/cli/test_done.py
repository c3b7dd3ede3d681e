"""`handbook done`: a task that was reported done is recorded for everybody, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_standing, load_visit
from generator.model.team import Task
from tests.support.clerk import Clerk

TASKS = """\
  tasks:
    - {what: 核对公函与名单, owner: 周敏, due: 2026-05-15}
    - {what: 核对菜单, owner: 周敏, due: 2026-05-16}
    - {what: 对接医院, done: 2026-05-12}
"""
AT = "1778810400"  # 2026-05-15 10:00 in Shanghai


@pytest.fixture
def office(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk whose visit has three tasks, on 15 May."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AT)
    plan = clerk.folder / "visit.yml"
    text = plan.read_text("utf-8")
    team = "team: {staff: [{name: 周敏, phone: 13900000001}]}\n"
    assert team in text
    block = f"team:\n  staff: [{{name: 周敏, phone: 13900000001}}]\n{TASKS}"
    plan.write_text(text.replace(team, block), "utf-8")
    return clerk


def tasks_of(clerk: Clerk) -> dict[str, Task]:
    standing, _ = load_standing(clerk.root / "docs")
    visit, _ = load_visit(clerk.folder, standing, clerk.root)
    assert visit is not None
    return {task.what: task for task in visit.team.tasks}


def records(clerk: Clerk) -> list[str]:
    return (clerk.folder / "done.csv").read_text("utf-8-sig").splitlines()


@pytest.mark.parametrize("named", ["1", "核对公函", "核对公函与名单", " 核对公函与名单 "])
def test_a_task_is_named_by_its_number_its_beginning_or_its_text(office: Clerk, named: str) -> None:
    run = office.runs("done", "case", named, "--by", "李娜")

    assert run.exit_code == 0
    assert "“核对公函与名单”2026-05-15 10:00 完成，李娜报告（case/done.csv）" in run.output
    assert records(office) == ["task,owner,at,by", "核对公函与名单,周敏,2026-05-15 10:00,李娜"]
    task = tasks_of(office)["核对公函与名单"]
    assert (str(task.done), task.done_by) == ("2026-05-15", "李娜")


def test_a_task_that_is_not_clear_is_refused_with_proposals(office: Clerk) -> None:
    several = office.runs("done", "case", "核对", "--by", "李娜")
    unknown = office.runs("done", "case", "医院", "--by", "李娜")
    none = office.runs("done", "case", "9", "--by", "李娜")

    assert [run.exit_code for run in (several, unknown, none)] == [2, 2, 2]
    assert "1   核对公函与名单 · 周敏 · 5月15日前" in several.output
    assert "2   核对菜单 · 周敏 · 5月16日前" in several.output
    assert "对接医院" not in several.output
    assert "是不是下面的一项" in unknown.output
    assert "3 ✓ 对接医院 · 5月12日完成" in unknown.output
    assert "共 3 项" in none.output
    assert not (office.folder / "done.csv").exists()


def test_a_second_record_changes_nothing_and_undo_removes_the_first(office: Clerk) -> None:
    office.runs("done", "case", "2", "--by", "李娜", "--at", "5月14日 9:20")
    first = records(office)

    again = office.runs("done", "case", "2", "--by", "王强")
    after_again = records(office)
    undone = office.runs("done", "case", "2", "--undo")
    twice = office.runs("done", "case", "2", "--undo")

    assert first == after_again == ["task,owner,at,by", "核对菜单,周敏,2026-05-14 09:20,李娜"]
    assert "5月14日已由李娜报告完成，未重复记录" in again.output
    assert (again.exit_code, undone.exit_code, twice.exit_code) == (0, 0, 2)
    assert records(office) == ["task,owner,at,by"]
    assert tasks_of(office)["核对菜单"].done is None
    assert "没有什么可以撤销" in twice.output


def test_what_visit_yml_says_is_not_overwritten(office: Clerk) -> None:
    again = office.runs("done", "case", "对接医院", "--by", "李娜")
    undone = office.runs("done", "case", "对接医院", "--undo")

    assert "在 visit.yml 里已写明5月12日完成" in again.output
    assert undone.exit_code == 2
    assert "请删去该任务的 done" in undone.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["1"], "--by 姓名"),
        (["1", "--by", " "], "--by 姓名"),
        (["1", "--by", "李娜", "--at", "下周"], "不是可以读出的时间"),
        (["1", "--by", "李娜", "--at", "2026-05-16"], "还没有到"),
        (["1", "--by", "李娜", "--at", "10:01"], "还没有到"),
    ],
)
def test_a_record_without_a_name_or_of_a_time_to_come_is_refused(
    office: Clerk, arguments: list[str], expected: str
) -> None:
    run = office.runs("done", "case", *arguments)

    assert run.exit_code == 2
    assert expected in run.output
    assert not (office.folder / "done.csv").exists()


def test_without_a_task_all_are_listed(office: Clerk) -> None:
    office.runs("done", "case", "2", "--by", "李娜")

    assert office.runs("done", "case").output.splitlines() == [
        "1   核对公函与名单 · 周敏 · 5月15日前",
        "2 ✓ 核对菜单 · 周敏 · 5月15日完成（李娜报告）",
        "3 ✓ 对接医院 · 5月12日完成",
    ]


def test_a_retired_visit_keeps_no_record(office: Clerk, tmp_path: Path) -> None:
    office.runs("done", "case", "1", "--by", "李娜")
    place = tmp_path / "网站"
    office.runs("publish", "case", "--to", str(place), "--yes")

    retired = office.runs("retire", "case", "--yes")

    assert "case 已结束" in retired.output
    assert not (office.folder / "done.csv").exists()
