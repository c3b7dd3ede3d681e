"""The file done.csv beside visit.yml: which tasks are done, when, and who recorded it.

A task has no id: it is named by its text, and where several have the same text, by its owner too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.csv_writer import csv_text
from generator.files import write_file
from generator.findings import Finding, Place, notice, warning
from generator.load.record_lines import read_lines, time_in, unread_line
from generator.model.team import Task
from generator.names.index import name_key

FILE = "done.csv"
HEADINGS = ("task", "owner", "at", "by")


@dataclass(frozen=True, slots=True)
class DoneTask:
    """A task that is done. `at` is on the visit's clock, `by` the name of who recorded it."""

    task: str
    owner: str
    at: datetime
    by: str
    place: Place = field(default=Place(FILE), compare=False)


def read_done_tasks(folder: Path, shown: str) -> tuple[tuple[DoneTask, ...], tuple[Finding, ...]]:
    """The lines of done.csv, and what is wrong with it; `shown` is the folder in findings."""
    lines, findings = read_lines(folder / FILE, f"{shown}/{FILE}", HEADINGS)
    done, problems = [], list(findings)
    for line in lines:
        cells = line.cells
        try:
            at = time_in(cells["at"])
        except ValueError:
            problems.append(unread_line(line))
            continue
        done.append(DoneTask(cells["task"], cells["owner"], at, cells["by"], line.place))
    return tuple(done), tuple(problems)


def save_done_tasks(folder: Path, done: Iterable[DoneTask]) -> None:
    """Replace done.csv by a file of these tasks, in order of their texts. Raises OSError."""
    ordered = sorted(done, key=lambda line: (line.task, line.owner, line.at, line.by))
    rows = ((line.task, line.owner, f"{line.at:%Y-%m-%d %H:%M}", line.by) for line in ordered)
    write_file(folder / FILE, csv_text(HEADINGS, rows).encode("utf-8"))


def tasks_meant(tasks: Sequence[Task], done: Sequence[DoneTask]) -> list[int | None]:
    """The number of the task that each line is about; None where there is none, or more than one.

    Of several tasks with the same text, it is the one with the line's owner.
    """
    by_text: dict[str, list[int]] = defaultdict(list)
    for number, task in enumerate(tasks):
        by_text[name_key(task.what)].append(number)

    def meant(line: DoneTask) -> int | None:
        numbers = by_text.get(name_key(line.task), [])
        if len(numbers) > 1:
            numbers = [n for n in numbers if owner_name(tasks[n]) == line.owner]
        return numbers[0] if len(numbers) == 1 else None

    return [meant(line) for line in done]


def owner_name(task: Task) -> str:
    """The name of a task's owner; empty where it has none."""
    return task.owner.name if task.owner else ""


def with_done_tasks(
    tasks: Sequence[Task], done: Sequence[DoneTask]
) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    """The tasks; those without a day in `done` are done on the day that done.csv has for them.

    The first record of a task counts. A notice reports a day that differs from the task's own, a
    warning a line that belongs to no task.
    """
    completed, findings = list(tasks), []
    lines = sorted(zip(tasks_meant(tasks, done), done, strict=True), key=lambda pair: pair[1].at)
    for number, line in lines:
        if number is None:
            findings.append(warning("done.unknown", line.place, found=line.task))
            continue
        task = tasks[number]
        if task.done is None:
            if completed[number].done is None:
                update = {"done": line.at.date(), "done_by": line.by}
                completed[number] = task.model_copy(update=update)
        elif task.done != line.at.date():
            values = {"task": task.what, "written": task.done, "recorded": line.at.date()}
            findings.append(
                notice("done.differs", line.place, (task.written_at("done"),), **values)
            )
    return tuple(completed), tuple(findings)
