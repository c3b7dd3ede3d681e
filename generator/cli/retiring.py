"""`handbook retire`: takes down a visit that is over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import click

from generator.build.handbook import update_handbook
from generator.changes.publications import normal_target, unreadable_records
from generator.cli import main
from generator.cli.common import exclusive_build, load, load_buildable, local_now
from generator.cli.terminal import (
    LANGUAGE,
    UNUSABLE,
    confirm_or_exit,
    err,
    exit_unusable,
    message,
    out,
    print_findings,
)
from generator.clock import today
from generator.load.replies import reply_files
from generator.model.visit import Visit
from generator.project import LoadedVisit, findings_by_visit
from generator.publish.retirement import Retired, retire_visit, targets_of
from generator.render.statement.papers import papers_missing
from generator.render.words import wording_of


@main.command(help=message("help.retire"))
@click.argument("slug")
@click.option("--from", "also", multiple=True, help=message("help.retire_from"))
@click.option("--without", "skipped", multiple=True, help=message("help.retire_without"))
@click.option("--yes", is_flag=True, help=message("help.yes"))
def retire(slug: str, also: tuple[str, ...], skipped: tuple[str, ...], yes: bool) -> None:
    """Take a visit down from its targets and keep its archive."""
    project, loaded, visit = load_buildable(slug)
    _require_readable_records(loaded)
    known = {normal_target(target): target for target in (*also, *targets_of(loaded))}
    without = {normal_target(target) for target in skipped}
    targets = [target for key, target in known.items() if key not in without]
    for reason in _reasons_to_wait(visit):
        err.print(reason, style="bold yellow")
    if replies := reply_files(loaded.folder, loaded.slug):
        err.print(message("retire_replies", n=len(replies)), style="bold yellow")
    question = message("retire_sure", slug=loaded.slug, targets="、".join(targets) or "—")
    confirm_or_exit(question, message("retire_not", slug=loaded.slug), yes=yes)
    settings = project.settings
    with exclusive_build(settings):
        retired = retire_visit(loaded, settings, targets, os.environ, today(os.environ), skipped)
        if retired.finished:
            project = load(())
            update_handbook(project, partial(findings_by_visit, project), os.environ)
    _print(loaded.slug, retired, settings.guest_url or "")
    if not retired.finished:
        raise SystemExit(UNUSABLE)
    raise SystemExit(1 if retired.unknown or retired.why_not_requested else 0)


def _require_readable_records(loaded: LoadedVisit) -> None:
    """Exit where a record cannot be read.

    The visit may have been published to a target that only this record names, and would stay there
    without its key and records.
    """
    if unread := unreadable_records(loaded.folder):
        files = "、".join(record.path.name for record in unread)
        exit_unusable("retire_unread", slug=loaded.slug, files=files)


def _reasons_to_wait(visit: Visit) -> Iterator[str]:
    """Yield reasons not to retire the visit yet: it is not over, or not settled."""
    today = local_now(visit).date()
    if today < visit.start:
        yield message("retire_before", start=visit.start, days=(visit.start - today).days)
    elif today <= visit.end:
        yield message("retire_during", end=visit.end)
    if missing := papers_missing(visit, wording_of(visit, "statement", LANGUAGE)):
        yield message("retire_unsettled", n=missing, slug=visit.slug)


def _print(slug: str, retired: Retired, host: str) -> None:
    for target, number in retired.removed.items():
        out.print(message("taken_down", target=target, n=number), style="green")
    for target, finding in retired.problems.items():
        print_findings(finding)
        err.print(message("retire_stopped", target=target), style="bold red")
    if retired.answering:
        values = {"n": retired.answering, "asked": retired.requested, "host": host}
        err.print(message("still_answering", **values), style="bold red")
    if not retired.finished:
        err.print(message("retire_unfinished", slug=slug), style="bold red")
        return
    if retired.unknown:
        values = {"n": retired.unknown, "asked": retired.requested}
        err.print(message("not_known_gone", **values), style="bold red")
    elif retired.why_not_requested:
        err.print(message(f"not_asked.{retired.why_not_requested}"), style="bold red")
    elif retired.requested:
        out.print(message("all_gone", n=retired.requested), style="green")
    archived = "、".join(retired.archived)
    out.print(message("retired", slug=slug, archived=archived), style="green")
    out.print(message("left_in_folder", slug=slug, files="、".join(retired.left)), style="yellow")
    if retired.commits:
        out.print(message("left_in_git", slug=slug, n=retired.commits), style="yellow")
    if retired.variable:
        out.print(message("left_in_environment", variable=retired.variable), style="yellow")
