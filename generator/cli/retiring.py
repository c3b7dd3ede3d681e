"""`handbook retire`: when a visit is over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import click

from generator.build.handbook import update_handbook
from generator.changes.publications import normal_target, unreadable_records
from generator.cli.common import (
    LANGUAGE,
    UNUSABLE,
    err,
    load,
    main,
    now_on_clock,
    one_at_a_time,
    out,
    require_yes,
    say,
    warn_of,
)
from generator.clock import today
from generator.model.visit import Visit
from generator.project import LoadedVisit, findings_by_visit
from generator.publish.retirement import Retired, retire_visit, targets_of
from generator.render.report import as_screen
from generator.render.statement.papers import papers_missing
from generator.render.words import wording_of


@main.command(help=say("help.retire"))
@click.argument("slug")
@click.option("--from", "also", multiple=True, help=say("help.retire_from"))
@click.option("--without", "skipped", multiple=True, help=say("help.retire_without"))
@click.option("--yes", is_flag=True, help=say("help.yes"))
def retire(slug: str, also: tuple[str, ...], skipped: tuple[str, ...], yes: bool) -> None:
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None or not loaded.is_buildable:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    _require_known_places(loaded)
    every = {normal_target(target): target for target in (*also, *targets_of(loaded))}
    without = {normal_target(target) for target in skipped}
    targets = [target for place, target in every.items() if place not in without]
    shown = "、".join(targets) or "—"
    for early in _too_early(loaded.visit):
        err.print(early, style="bold yellow")
    question = say("retire_sure", slug=loaded.slug, targets=shown)
    require_yes(question, say("retire_not", slug=loaded.slug), yes=yes)
    settings = project.settings
    with one_at_a_time(settings):
        retired = retire_visit(loaded, settings, targets, os.environ, today(os.environ), skipped)
        if retired.finished:
            project = load(())
            update_handbook(project, partial(findings_by_visit, project), os.environ)
    _print(loaded.slug, retired, settings.guest_url or "")
    if not retired.finished:
        raise SystemExit(UNUSABLE)
    raise SystemExit(1 if retired.unknown or retired.why_not_requested else 0)


def _require_known_places(loaded: LoadedVisit) -> None:
    """Leave where a record cannot be read: the visit may have gone to a place that only it names,
    and would stay there without its key and records.
    """
    if unread := unreadable_records(loaded.folder):
        files = "、".join(record.path.name for record in unread)
        err.print(say("retire_unread", slug=loaded.slug, files=files), style="bold red")
        raise SystemExit(UNUSABLE)


def _too_early(visit: Visit) -> Iterator[str]:
    """What speaks against retiring the visit now: it still lies ahead, or is not settled."""
    today = now_on_clock(visit).date()
    if today < visit.start:
        yield say("retire_before", start=visit.start, days=(visit.start - today).days)
    elif today <= visit.end:
        yield say("retire_during", end=visit.end)
    if missing := papers_missing(visit, wording_of(visit, "statement", LANGUAGE)):
        yield say("retire_unsettled", n=missing, slug=visit.slug)


def _print(slug: str, retired: Retired, host: str) -> None:
    for target, number in retired.removed.items():
        out.print(say("taken_down", target=target, n=number), style="green")
    for target, finding in retired.problems.items():
        warn_of(finding)
        err.print(say("retire_stopped", target=target), style="bold red")
    if retired.answering:
        values = {"n": retired.answering, "asked": retired.requested, "host": host}
        err.print(say("still_answering", **values), style="bold red")
    if not retired.finished:
        err.print(say("retire_unfinished", slug=slug), style="bold red")
        return
    if retired.unknown:
        values = {"n": retired.unknown, "asked": retired.requested}
        err.print(say("not_known_gone", **values), style="bold red")
    elif retired.why_not_requested:
        err.print(say(f"not_asked.{retired.why_not_requested}"), style="bold red")
    elif retired.requested:
        out.print(say("all_gone", n=retired.requested), style="green")
    archived = "、".join(retired.archived)
    out.print(say("retired", slug=slug, archived=archived), style="green")
    out.print(say("left_in_folder", slug=slug, files="、".join(retired.left)), style="yellow")
    if retired.commits:
        out.print(say("left_in_git", slug=slug, n=retired.commits), style="yellow")
    if retired.variable:
        out.print(say("left_in_environment", variable=retired.variable), style="yellow")
