"""done.csv: the loader reads it by itself, and reports what it cannot use."""

from __future__ import annotations

from pathlib import Path

from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.visit_files import HEADER, shown, write

TEAM = """\
team:
  staff: [李娜, 王强]
  tasks:
    - {what: 核对公函与名单}
    - {what: 巡查, owner: 李娜}
    - {what: 巡查, owner: 王强}
    - {what: 对接医院, done: 2026-05-12}
"""


def loaded(
    folder: Path, standing: Standing, done: str | bytes, team: str = TEAM
) -> tuple[Visit, list[str]]:
    write(folder / "visits/case", {"visit.yml": HEADER + team, "done.csv": done})
    visit, findings = load_visit(folder / "visits/case", standing, folder)
    assert visit is not None
    return visit, shown(findings)


def done_of(visit: Visit) -> list[str | None]:
    return [str(task.done) if task.done else None for task in visit.team.tasks]


def test_the_first_record_of_a_task_counts_and_merged_lines_may_be_repeated(
    tmp_path: Path, standing: Standing
) -> None:
    lines = (
        "task,owner,at,by\r\n"
        "核对公函与名单,,2026-05-15 10:00,李娜\r\n"
        "核对公函与名单,,2026-05-15 10:00,李娜\r\n"
        "task,owner,at,by\r\n"
        "核对公函与名单,,2026-05-14 09:00,王强\r\n"
    )

    visit, findings = loaded(tmp_path, standing, lines)

    assert done_of(visit) == ["2026-05-14", None, None, "2026-05-12"]
    assert visit.team.tasks[0].done_by == "王强"
    assert findings == []


def test_of_two_tasks_with_one_text_the_owner_decides(tmp_path: Path, standing: Standing) -> None:
    lines = "task,owner,at,by\n巡查,王强,2026-05-15 10:00,李娜\n巡查,,2026-05-15 10:00,李娜\n"

    visit, findings = loaded(tmp_path, standing, lines)

    assert done_of(visit) == [None, None, "2026-05-15", "2026-05-12"]
    assert findings == ["done.csv:3 done.unknown"]


def test_visit_yml_goes_before_done_csv_and_the_difference_is_a_notice(
    tmp_path: Path, standing: Standing
) -> None:
    lines = "task,owner,at,by\n对接医院,,2026-05-13 10:00,李娜\n"

    visit, findings = loaded(tmp_path, standing, lines)
    same, none = loaded(tmp_path, standing, lines.replace("05-13", "05-12"))

    assert done_of(visit)[-1] == done_of(same)[-1] == "2026-05-12"
    assert (findings, none) == (["done.csv:2 done.differs"], [])


def test_a_file_saved_by_excel_is_read_and_bad_lines_are_reported(
    tmp_path: Path, standing: Standing
) -> None:
    text = (
        "by,at,owner,task\r\n"
        "李娜,2026/5/15 10:00,,核对公函与名单\r\n"
        "<<<<<<< HEAD\r\n"
        "李娜,明天,,巡查\r\n"
    )

    visit, findings = loaded(tmp_path, standing, text.encode("gb18030"))

    assert done_of(visit)[0] == "2026-05-15"
    assert findings == ["done.csv:3 record.line", "done.csv:4 record.line"]
