"""`handbook attended`: the tallies of roll calls that staff send to the office."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.agenda.attendance import Attendance, events_by_key
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    load_readable,
)
from generator.cli.terminal import LANGUAGE, exit_not_saved, exit_unusable, message, out
from generator.load.attended import FILE, save_marks
from generator.model.visit import Visit
from generator.render.attendance import conflict_lines, received_lines, summary_lines
from generator.tallies.plan import (
    AttendancePlan,
    ReceivedText,
    plan_attendance,
    received_text,
)
from generator.text import decoded

_STANDARD_INPUT = "-"
_MOST_BYTES = 10_000_000


@main.command(help=message("help.attended"))
@click.argument("slug")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--undo", is_flag=True, help=message("help.attended_undo"))
@click.option("--dry-run", is_flag=True, help=message("help.dry_run"))
def attended(slug: str, files: tuple[Path, ...], undo: bool, dry_run: bool) -> None:
    """Take in tallies; without files, print who was there so far."""
    if not files:
        if undo:
            raise click.UsageError(message("attended.undo_what"))
        _print_all(load_readable(slug)[2])
        return
    received = [received_text(_name(file), _text(file)) for file in files]
    with exclusive_build(current_settings()):
        visit, plan = _taken_in(slug, received, undo=undo, dry_run=dry_run)
    _print_effect(visit, plan)
    _print_sum(slug, plan, files, undo=undo, dry_run=dry_run)
    raise SystemExit(1 if plan.is_refused else 0)


def _taken_in(
    slug: str, received: Sequence[ReceivedText], *, undo: bool, dry_run: bool
) -> tuple[Visit, AttendancePlan]:
    """Print what was received, and save the marks that are new."""
    _, loaded, visit = load_readable(slug)
    plan = plan_attendance(visit, loaded.folder, received, undo=undo)
    for line in received_lines(plan, LANGUAGE):
        out.print(line)
    if plan.new and not dry_run:
        try:
            save_marks(loaded.folder, plan.all)
        except OSError as problem:
            exit_not_saved(problem, loaded.folder / FILE)
    return visit, plan


def _print_all(visit: Visit) -> None:
    lines = list(summary_lines(Attendance(visit).roll_calls, LANGUAGE))
    if not lines:
        out.print(message("attended.nothing_yet", slug=visit.slug))
    for line in lines:
        out.print(line)


def _print_effect(visit: Visit, plan: AttendancePlan) -> None:
    """Print the roll calls that received marks, as they are now, and the marks that conflict."""
    concerned = {(mark.event, mark.point) for mark in plan.new}
    calls = Attendance(visit, plan.all).roll_calls
    changed = [call for call in calls if (call.key, call.point) in concerned]
    for line in summary_lines(changed, LANGUAGE):
        out.print(line)
    for line in conflict_lines(plan.conflicts, events_by_key(visit), LANGUAGE):
        out.print(line, style="yellow")


def _print_sum(
    slug: str, plan: AttendancePlan, files: Sequence[Path], *, undo: bool, dry_run: bool
) -> None:
    values = {"n": len(plan.new), "known": plan.repeated, "file": f"{slug}/{FILE}"}
    if not plan.new:
        out.print(message("attended.nothing_removed" if undo else "attended.nothing_new", **values))
        return
    key = "would_" * dry_run + ("removed" if undo else "recorded")
    out.print(message(f"attended.{key}", **values), style="yellow" if dry_run else "green")
    if not (undo or dry_run):
        names = " ".join(f'"{file}"' if " " in str(file) else str(file) for file in files)
        out.print(message("attended.next", slug=slug, files=names))


def _name(file: Path) -> str:
    is_input = str(file) == _STANDARD_INPUT
    return message("attended.pasted") if is_input else file.name


def _text(file: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or GB 18030; exit if the file cannot be read.

    A file of another kind is decoded as well: that it has no tally is reported.
    """
    try:
        if str(file) == _STANDARD_INPUT:
            content = sys.stdin.buffer.read(_MOST_BYTES)
        else:
            with file.open("rb") as stream:
                content = stream.read(_MOST_BYTES)
    except OSError as problem:
        exit_unusable("attended.unread", file=file, why=problem.strerror or problem)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return decoded(content)
