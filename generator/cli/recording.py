"""`handbook done`: records which tasks staff reported as done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import click
from pydantic_core import PydanticCustomError

from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    load_readable,
    local_now,
)
from generator.cli.terminal import (
    LANGUAGE,
    UNUSABLE,
    err,
    exit_not_saved,
    exit_unusable,
    message,
    out,
)
from generator.load.done_tasks import (
    FILE,
    DoneTask,
    owner_name,
    read_done_tasks,
    save_done_tasks,
    tasks_meant,
)
from generator.model.parsing.values import parse_moment
from generator.model.team import Task
from generator.names.tasks import tasks_like, tasks_named
from generator.project import LoadedVisit
from generator.render.words.days import moment_text, short_day
from generator.render.words.lists import dotted


@main.command(help=message("help.done"))
@click.argument("slug")
@click.argument("task", required=False)
@click.option("--by", default=None, help=message("help.done_by"))
@click.option("--at", default=None, help=message("help.done_at"))
@click.option("--undo", is_flag=True, help=message("help.done_undo"))
def done(slug: str, task: str | None, by: str | None, at: str | None, undo: bool) -> None:
    """Record that a task is done; without a task, list the tasks."""
    if task is None:
        _, tasks = _visit_with_tasks(slug)
        _print_tasks(tasks, range(len(tasks)))
        return
    with exclusive_build(current_settings()):
        loaded, tasks = _visit_with_tasks(slug)
        number = _number_of(tasks, task)
        if undo:
            _undo(loaded, tasks, number)
            return
        if not (by or "").strip():
            raise click.UsageError(message("done.by_whom"))
        assert loaded.visit is not None, "it could be read"
        _record(loaded, tasks, number, (by or "").strip(), _moment(at, local_now(loaded.visit)))


def _visit_with_tasks(slug: str) -> tuple[LoadedVisit, tuple[Task, ...]]:
    """Load a visit and its tasks; exit where it has none."""
    _, loaded, visit = load_readable(slug)
    if not visit.team.tasks:
        exit_unusable("done.no_tasks", slug=slug)
    return loaded, visit.team.tasks


def _record(loaded: LoadedVisit, tasks: Sequence[Task], number: int, by: str, at: datetime) -> None:
    task, owner = tasks[number], owner_name(tasks[number])
    if task.done:
        key = "done.already" if task.done_by else "done.already_written"
        values = {"task": task.what, "day": short_day(task.done, LANGUAGE), "by": task.done_by}
        out.print(message(key, **values), style="yellow")
        return
    recorded, _ = read_done_tasks(loaded.folder, loaded.slug)
    _save(loaded, (*recorded, DoneTask(task.what, owner, at, by)))
    values = {"task": task.what, "at": f"{at:%Y-%m-%d %H:%M}", "by": by}
    out.print(message("done.recorded", **values, file=f"{loaded.slug}/{FILE}"), style="green")
    undo = f"handbook done {loaded.slug} {number + 1} --undo"
    out.print(message("done.next", slug=loaded.slug, undo=undo))


def _undo(loaded: LoadedVisit, tasks: Sequence[Task], number: int) -> None:
    """Remove the lines about a task from done.csv."""
    recorded, _ = read_done_tasks(loaded.folder, loaded.slug)
    meant = tasks_meant(tasks, recorded)
    kept = [line for line, task in zip(recorded, meant, strict=True) if task != number]
    what, is_written = tasks[number].what, tasks[number].done and not tasks[number].done_by
    if len(kept) == len(recorded):
        exit_unusable("done.written" if is_written else "done.not_recorded", task=what)
    _save(loaded, kept)
    out.print(message("done.undone", task=what, file=f"{loaded.slug}/{FILE}"), style="green")
    if is_written:
        out.print(message("done.written", task=what), style="yellow")


def _save(loaded: LoadedVisit, lines: Iterable[DoneTask]) -> None:
    try:
        save_done_tasks(loaded.folder, lines)
    except OSError as problem:
        exit_not_saved(problem, loaded.folder / FILE)


def _moment(at: str | None, now: datetime) -> datetime:
    """Return the time in `at`, by default now; exit if it cannot be read or is in the future.

    A time without a date is today's. A date without a time is the end of that day, or now if the
    day is today.
    """
    if at is None:
        return now
    try:
        moment = parse_moment(at, now.date())
    except PydanticCustomError:
        exit_unusable("done.no_time", found=at)
    if moment.earliest > now:
        exit_unusable("done.to_come", found=str(moment))
    return min(moment.latest, now)


def _number_of(tasks: Sequence[Task], text: str) -> int:
    """Return the number of the one task that is meant; exit with proposals where none is."""
    meant = tasks_named(tasks, text)
    if len(meant) == 1:
        return meant[0]
    proposals = meant or tasks_like(tasks, text)
    key = "done.several" if meant else "done.unknown" if proposals else "done.none"
    err.print(message(key, found=text, n=len(tasks)), style="bold red")
    _print_tasks(tasks, proposals or range(len(tasks)), to_err=True)
    raise SystemExit(UNUSABLE)


def _print_tasks(tasks: Sequence[Task], numbers: Iterable[int], *, to_err: bool = False) -> None:
    """Print tasks with the numbers by which they can be named."""
    width = len(str(len(tasks)))
    for number in numbers:
        task = tasks[number]
        state = ""
        if task.done:
            key = "done.state_by" if task.done_by else "done.state"
            state = message(key, day=short_day(task.done, LANGUAGE), by=task.done_by)
        elif due := moment_text(task.due, LANGUAGE):
            state = message("done.due", due=due)
        mark = "✓" if task.done else " "
        line = dotted(task.what, owner_name(task), state)
        (err if to_err else out).print(f"{number + 1:>{width}} {mark} {line}")
