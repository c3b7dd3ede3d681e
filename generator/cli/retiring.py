"""`handbook retire`: when a visit is over."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from generator.cli.building import rebuild_handbook
from generator.cli.door import (
    LANGUAGE,
    UNUSABLE,
    err,
    load,
    main,
    now_on_clock,
    one_at_a_time,
    out,
    say,
    settings_here,
    warn_of,
)
from generator.model.visit import Visit
from generator.publish.build import today
from generator.publish.delivery import PublishError
from generator.publish.retiring import Retired, retire_visit, targets_of
from generator.render.lists.tongue import Tongue
from generator.render.report import as_screen
from generator.render.statement.papers import papers_missing


@main.command(help=say("help.retire"))
@click.argument("slug")
@click.option("--from", "also", multiple=True, help=say("help.retire_from"))
@click.option("--without", "skipped", multiple=True, help=say("help.retire_without"))
@click.option("--yes", is_flag=True, help=say("help.yes"))
def retire(slug: str, also: tuple[str, ...], skipped: tuple[str, ...], yes: bool) -> None:
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None or not loaded.sound:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    every = dict.fromkeys((*targets_of(loaded), *also))
    targets = [target for target in every if target not in skipped]
    shown = "、".join(targets) or "—"
    for early in _too_early(loaded.visit):
        err.print(early, style="bold yellow")
    if not yes and not _agreed(say("retire_sure", slug=loaded.slug, targets=shown)):
        out.print(say("retire_not", slug=loaded.slug))
        raise SystemExit(1)
    with one_at_a_time(settings_here()):
        try:
            retired = retire_visit(loaded, project.settings, targets, os.environ, today(os.environ))
        except PublishError as problem:
            warn_of(problem.finding)
            err.print(say("retire_stopped", target=problem.finding.place), style="bold red")
            raise SystemExit(UNUSABLE) from None
        rebuild_handbook()
    _print(loaded.slug, retired)
    raise SystemExit(1 if retired.answering else 0)


def _too_early(visit: Visit) -> Iterator[str]:
    """What speaks against retiring the visit now: it still lies ahead, or is not settled."""
    today = now_on_clock(visit).date()
    if today < visit.start:
        yield say("retire_before", start=visit.start, days=(visit.start - today).days)
    elif today <= visit.end:
        yield say("retire_during", end=visit.end)
    if missing := papers_missing(visit, Tongue(visit, "statement", LANGUAGE)):
        yield say("retire_unsettled", n=missing, slug=visit.slug)


def _agreed(question: str) -> bool:
    """The answer; no where the question is left with Ctrl+C."""
    try:
        return click.confirm(question)
    except click.Abort:
        return False


def _print(slug: str, retired: Retired) -> None:
    for target, number in retired.taken_down.items():
        out.print(say("taken_down", target=target, n=number), style="green")
    if retired.answering:
        err.print(say("still_answering", n=retired.answering), style="bold red")
    archived = "、".join(retired.archived)
    out.print(say("retired", slug=slug, archived=archived), style="green")
    out.print(say("left_in_folder", slug=slug, files="、".join(retired.left)), style="yellow")
    if retired.commits:
        out.print(say("left_in_git", slug=slug, n=retired.commits), style="yellow")
    if retired.variable:
        out.print(say("left_in_environment", variable=retired.variable), style="yellow")
