"""`handbook build`: microsites, files for the office, and the handbook."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

import click

from generator import last_build
from generator.build.events import (
    BuiltProject,
    BuiltVisit,
    Event,
    FindingsByVisit,
    StartedBuild,
)
from generator.build.project import build_project, forget_last_build
from generator.cli import main
from generator.cli.common import (
    current_settings,
    ended_findings,
    exclusive_build,
    exit_code,
    exit_without_key,
    load,
    print_key_event,
    relative_path,
    report_records,
    selected_findings,
    summary,
)
from generator.cli.terminal import LANGUAGE, captured, err, message, out, print_findings
from generator.findings import Finding, Severity
from generator.project import Project, findings_by_visit
from generator.render.report import as_screen
from generator.sealing.secret import key_findings
from generator.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress


@main.command(help=message("help.build"))
@click.argument("slugs", nargs=-1)
@click.option("--strict", is_flag=True, help=message("help.strict"))
@click.option("--new-secret", is_flag=True, help=message("help.new_secret"))
@click.option("--fresh", is_flag=True, help=message("help.fresh"))
def build(slugs: tuple[str, ...], strict: bool, new_secret: bool, fresh: bool) -> None:
    """Build the selected visits and the handbook."""
    settings = current_settings()
    with exclusive_build(settings):
        inputs = _inputs(settings)
        inputs_digest = last_build.digest_of_inputs(settings.root, inputs, sys.argv[1:])
        project = load(slugs)
        findings = cache(partial(findings_by_visit, project))
        if strict and _worth_showing(selected_findings(project, findings())):
            _show_findings(project, findings())
            err.print(message("strict_stop"), style="bold red")
            raise SystemExit(1)
        if fresh:
            forget_last_build(project)
        try:
            built = _build(project, findings, new_secret=new_secret)
        except BaseException:
            _show_findings(project, findings())
            raise
        over = ended_findings(project)
        code = exit_code((*selected_findings(project, built.findings), *over), project)
        for step in _report(project, built, over):
            step()
        if not new_secret and not fresh and not out.legacy_windows:
            report = _report_of_unchanged(project, built, over)
            zones = _zones(project)
            last_build.remember(settings.root, inputs, inputs_digest, zones, report, code)
    raise SystemExit(code)


def _inputs(settings: Settings) -> list[str]:
    """Return the folders and files of the project that a build reads."""
    folders = (settings.docs_folder, settings.visits_folder, settings.secrets_folder)
    # Whole paths: on Windows, none leads from the project to a folder on another drive.
    return ["mkdocs.yml", *map(str, folders)]


def _zones(project: Project) -> list[str]:
    """Return the time zones on whose dates the findings of a build depend."""
    return sorted({"UTC", *(loaded.visit.timezone for loaded in project.visits if loaded.visit)})


def _report(
    project: Project, built: BuiltProject, over: Sequence[Finding]
) -> list[Callable[[], None]]:
    """Return what prints the outcome of a build, each part to one stream.

    `over` are the notices of visits that have ended.
    """
    findings = (*selected_findings(project, built.findings), *over)
    return [
        partial(_show_findings, project, built.findings),
        *(partial(report_records, loaded) for loaded in project.selected_visits),
        partial(_print_built, project, built),
        partial(print_findings, *over) if over else lambda: None,
        partial(out.print, summary(findings)),
    ]


def _report_of_unchanged(
    project: Project, built: BuiltProject, over: Sequence[Finding]
) -> list[tuple[str, str]]:
    """Return what the next build would print if nothing changes until then."""
    nothing_written = tuple(replace(visit, written=0) for visit in built.visits)
    unchanged = replace(built, visits=nothing_written)
    keys = captured(partial(_report_readable_keys, project))
    return [
        *keys,
        *(text for step in _report(project, unchanged, over) for text in captured(step)),
    ]


def _report_readable_keys(project: Project) -> None:
    """Print a warning for each key that others on this machine can read."""
    for loaded in project.selected_visits:
        if findings := key_findings(loaded.slug, project.settings, os.environ):
            print_findings(*findings)


def _print_built(project: Project, built: BuiltProject) -> None:
    """Print a line for each microsite, and one for the handbook."""
    for result in built.visits:
        out.print(built_line(result))
    out.print(message("built_handbook", folder=relative_path(project.settings.handbook_folder)))


def _build(
    project: Project, findings: Callable[[], FindingsByVisit], *, new_secret: bool
) -> BuiltProject:
    """Build the project with a progress bar; exit where a key cannot be used."""
    with exit_without_key(out), ExitStack() as running:

        def report(event: Event) -> None:
            if isinstance(event, StartedBuild) and err.is_terminal:
                # Not earlier: the bar has a thread, and a process with threads is not forked.
                running.enter_context(_bar())
            print_key_event(event)

        return build_project(project, os.environ, report, findings=findings, new_secret=new_secret)


def built_line(result: BuiltVisit) -> str:
    """Return the line that reports a visit's new microsite."""
    if result.classified:
        return message("classified", slug=result.slug)
    key = "built_preview" if result.preview else "built_visit"
    return message(
        key,
        slug=result.slug,
        cards=result.cards,
        written=result.written,
        folder=relative_path(result.folder),
    )


def _show_findings(project: Project, by_visit: FindingsByVisit) -> None:
    """Print errors and warnings, and which visits were not built because of errors."""
    if findings := _worth_showing(selected_findings(project, by_visit)):
        out.print(as_screen(findings, LANGUAGE))
        out.print()
    for loaded in project.selected_visits:
        if not loaded.is_buildable:
            out.print(message("not_built", slug=loaded.slug), style="bold red")


def _worth_showing(findings: Iterable[Finding]) -> list[Finding]:
    """Return errors and warnings, without notices."""
    return [finding for finding in findings if finding.severity is not Severity.NOTICE]


def _bar() -> Progress:
    """Return a bar that moves while everything is built at the same time."""
    # Imported while other processes build already; a log or a scheduler never sees the bar.
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
    )
    bar.add_task(message("building"), total=None)
    return bar
