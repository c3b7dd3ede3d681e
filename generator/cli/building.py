"""`handbook build` and `handbook serve`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from generator.build.handbook import handbook_inputs, is_current, keep_inputs
from generator.build.visit import (
    BuiltVisit,
    build_outputs,
    build_visit,
    today,
)
from generator.build.workers import aside
from generator.cli.common import (
    LANGUAGE,
    ended_visits,
    err,
    leave,
    load,
    main,
    one_at_a_time,
    out,
    report_records,
    say,
    selected_findings,
    settings_here,
    shown,
    summary,
    warn_of,
)
from generator.cli.usable_key import leaving_without_key, prepare_key
from generator.findings import Finding, Severity
from generator.project import LoadedVisit, Project, findings_by_visit
from generator.render.report import as_screen
from generator.settings import Settings

FindingsByVisit = Mapping[str, Sequence[Finding]]


@main.command(help=say("help.build"))
@click.argument("slugs", nargs=-1)
@click.option("--strict", is_flag=True, help=say("help.strict"))
@click.option("--new-secret", is_flag=True, help=say("help.new_secret"))
def build(slugs: tuple[str, ...], strict: bool, new_secret: bool) -> None:
    findings, project = _build(slugs, strict=strict, new_secret=new_secret)
    leave(findings, project)


def _build(
    slugs: tuple[str, ...], *, strict: bool = False, new_secret: bool = False
) -> tuple[tuple[Finding, ...], Project]:
    """Build everything that can be; the findings, and what was loaded."""
    with one_at_a_time(settings_here()):
        return _build_in_turn(slugs, strict=strict, new_secret=new_secret)


def _build_in_turn(
    slugs: tuple[str, ...], *, strict: bool, new_secret: bool
) -> tuple[tuple[Finding, ...], Project]:
    project = load(slugs)
    checked = cache(partial(findings_by_visit, project))
    if strict and _worth_showing(selected_findings(project, checked())):
        _show_findings(project, checked())
        err.print(say("strict_stop"), style="bold red")
        raise SystemExit(1)
    try:
        built = _build_everything(project, checked, new_secret=new_secret)
    finally:
        _show_findings(project, checked())
    for loaded in project.selected_visits:
        report_records(loaded)
    for result in built:
        out.print(built_line(result))
    out.print(say("built_handbook", folder=shown(project.settings.handbook_folder)))
    over = ended_visits(project)
    if over:
        warn_of(*over)
    findings = (*selected_findings(project, checked()), *over)
    out.print(summary(findings))
    return findings, project


def _build_everything(
    project: Project, checked: Callable[[], FindingsByVisit], *, new_secret: bool
) -> list[BuiltVisit]:
    """Build all that is sound: paper and lists, microsites, and the handbook; the microsites."""
    sound = [loaded for loaded in project.selected_visits if loaded.sound]
    for loaded in sound:
        prepare_key(loaded, project.settings, new_secret=new_secret)
    outputs = partial(_build_outputs, sound, project.settings)
    microsites = partial(_build_microsites, sound, project.settings, new_secret=new_secret)
    with aside(outputs, microsites) as done, _bar():
        # Only the handbook says what the checks found: all else is under way by now.
        _build_handbook(project, checked())
    built: list[BuiltVisit] = done[1]
    return built


def _show_findings(project: Project, by_visit: FindingsByVisit) -> None:
    """Show what was found, but for mere notices, and which visits were not built for it."""
    if found := _worth_showing(selected_findings(project, by_visit)):
        out.print(as_screen(found, LANGUAGE))
        out.print()
    for loaded in project.selected_visits:
        if not loaded.sound:
            out.print(say("not_built", slug=loaded.slug), style="bold red")


def _worth_showing(findings: Iterable[Finding]) -> list[Finding]:
    """Findings but for mere notices."""
    return [finding for finding in findings if finding.severity is not Severity.NOTICE]


def _build_microsites(
    visits: Iterable[LoadedVisit], settings: Settings, *, new_secret: bool
) -> list[BuiltVisit]:
    built = (build_one(loaded, settings, new_secret=new_secret) for loaded in visits)
    return [result for result in built if result]


def _bar() -> Progress:
    """A bar that moves while everything is built, three things at once."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
    )
    bar.add_task(say("building"), total=None)
    return bar


def _build_outputs(visits: Iterable[LoadedVisit], settings: Settings) -> None:
    for loaded in visits:
        build_outputs(loaded, settings, os.environ)


def _build_handbook(project: Project, by_visit: FindingsByVisit) -> None:
    """Build the handbook, unless it is there as its inputs would make it."""
    inputs = handbook_inputs(project, os.environ, today(os.environ))
    if is_current(project.settings, inputs):
        return
    from generator.plugin import build_handbook  # mkdocs takes a third of a second to import

    build_handbook(project, by_visit)
    keep_inputs(project.settings, inputs)


def rebuild_handbook() -> None:
    """Build the handbook of what there is now."""
    project = load(())
    _build_handbook(project, findings_by_visit(project))


def build_one(loaded: LoadedVisit, settings: Settings, *, new_secret: bool) -> BuiltVisit | None:
    """Build one visit's microsite, unless it has errors; leaves where its secret cannot
    be used.
    """
    if not loaded.sound:
        out.print(say("not_built", slug=loaded.slug), style="bold red")
        return None
    with leaving_without_key(out):
        return build_visit(loaded, settings, os.environ, new_secret=new_secret)


def built_line(result: BuiltVisit) -> str:
    """One line that says what was made of a visit."""
    if result.classified:
        return say("built_classified", slug=result.slug)
    key = "built_preview" if result.preview else "built_visit"
    return say(
        key,
        slug=result.slug,
        cards=result.cards,
        written=result.written,
        folder=shown(result.folder),
    )
