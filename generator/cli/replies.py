"""`handbook replies`: the lists of guests that sending units return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.build.replies import (
    RosterPlan,
    carry_out,
    kept_replies,
    overview,
    plan_removal,
    plan_replies,
    replies_of_unit,
    write_reply_form,
)
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    load_readable,
    local_now,
    relative_path,
)
from generator.cli.terminal import (
    LANGUAGE,
    UNUSABLE,
    exit_not_saved,
    exit_unusable,
    message,
    out,
    print_findings,
)
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project
from generator.render.replies import reply_lines
from generator.render.words.days import short_day
from generator.replies.plan import Outcome

_TEMPLATE = "template.left"
"""A finding on a text of a new visit.yml that was not replaced: the reply would show it."""


@main.command(help=message("help.replies"))
@click.argument("slug")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--form", is_flag=True, help=message("help.reply_form"))
@click.option("--unit", default=None, help=message("help.reply_unit"))
@click.option("--remove", default=None, metavar="UNIT", help=message("help.reply_remove"))
@click.option("--dry-run", is_flag=True, help=message("help.dry_run"))
def replies(
    slug: str,
    files: tuple[Path, ...],
    form: bool,
    unit: str | None,
    remove: str | None,
    dry_run: bool,
) -> None:
    """Take in the replies of sending units."""
    if sum((form, remove is not None, bool(files))) > 1:
        raise click.UsageError(message("replies.one_thing"))
    if unit is not None and not files:
        raise click.UsageError(message("replies.unit_without_file"))
    if files or remove is not None:
        with exclusive_build(current_settings()):
            project, loaded, _ = load_readable(slug)
            if remove is not None:
                _remove(project, loaded, remove, dry_run=dry_run)
            else:
                _take_in(project, loaded, files, unit, dry_run=dry_run)
        return
    project, loaded, visit = load_readable(slug)
    if form:
        _write_form(project, loaded, visit)
    else:
        _list(project, loaded, visit)


def _take_in(
    project: Project, loaded: LoadedVisit, files: Sequence[Path], unit: str | None, *, dry_run: bool
) -> None:
    plan = plan_replies(project, loaded, files, unit)
    _print_plan(plan)
    _carry_out(loaded, plan, dry_run=dry_run)
    _print_sum(plan)
    _finish(plan, dry_run=dry_run)


def _write_form(project: Project, loaded: LoadedVisit, visit: Visit) -> None:
    if left := [finding for finding in loaded.findings if finding.code == _TEMPLATE]:
        print_findings(*left)
        raise SystemExit(UNUSABLE)
    try:
        path = write_reply_form(visit, project.settings.output_folder)
    except OSError as problem:
        exit_not_saved(problem)
    out.print(message("made", folder=relative_path(path)), style="green")


def _remove(project: Project, loaded: LoadedVisit, unit: str, *, dry_run: bool) -> None:
    kept = kept_replies(project, loaded)
    chosen = replies_of_unit(kept, unit)
    if not chosen:
        known = "、".join(file.unit for file in kept) or "—"
        exit_unusable("replies.no_unit", found=unit, known=known)
    plan = plan_removal(project, loaded, chosen)
    _print_plan(plan)
    _carry_out(loaded, plan, dry_run=dry_run)
    _finish(plan, dry_run=dry_run)


def _print_plan(plan: RosterPlan) -> None:
    for file in plan.files:
        for line in reply_lines(file, LANGUAGE):
            out.print(line)
    if plan.elsewhere:
        out.print("\n" + message("replies.elsewhere"), style="bold yellow")
        print_findings(*plan.elsewhere)


def _carry_out(loaded: LoadedVisit, plan: RosterPlan, *, dry_run: bool) -> None:
    if dry_run:
        return
    try:
        carry_out(loaded, plan)
    except OSError as problem:
        exit_not_saved(problem)


def _print_sum(plan: RosterPlan) -> None:
    outcomes = [file.outcome for file in plan.files]
    values = {
        "kept": sum(file.is_kept for file in plan.files),
        "later": outcomes.count(Outcome.LATER),
        "same": outcomes.count(Outcome.SAME),
        "unused": outcomes.count(Outcome.REFUSED) - sum(file.is_error for file in plan.files),
        "refused": sum(file.is_error for file in plan.files),
        "guests": len(plan.visit.guests) if plan.visit else message("replies.no_guests"),
    }
    out.print("\n" + message("replies.done", **values))


def _finish(plan: RosterPlan, *, dry_run: bool) -> None:
    """Report a dry run; exit with 1 if something has to be corrected."""
    if dry_run:
        out.print(message("replies.would"), style="yellow")
    if plan.has_errors:
        raise SystemExit(1)


def _list(project: Project, loaded: LoadedVisit, visit: Visit) -> None:
    """Print which units have replied, and which have not."""
    shown = overview(project, loaded, visit)
    if not shown.kept:
        out.print(message("replies.none", slug=loaded.slug))
    else:
        people = sum(reply.people for reply in shown.kept)
        out.print(message("replies.kept", n=len(shown.kept), people=people))
    for reply in shown.kept:
        at = datetime.fromtimestamp(reply.taken, UTC).astimezone(visit.zone)
        values = {"unit": reply.file.unit, "people": reply.people, "at": f"{at:%m-%d %H:%M}"}
        out.print(message("replies.of_unit", **values, file=reply.file.path.name))
    if shown.missing:
        units = "、".join(shown.missing)
        out.print(message("replies.missing", n=len(shown.missing), units=units), style="yellow")
    _print_deadline(visit)


def _print_deadline(visit: Visit) -> None:
    if visit.reply_by is None:
        return
    days = (visit.reply_by - local_now(visit).date()).days
    key = "due_today" if not days else "due" if days > 0 else "overdue"
    day = short_day(visit.reply_by, LANGUAGE)
    out.print(message(f"replies.{key}", day=day, n=abs(days)), style="yellow" if days < 0 else "")
