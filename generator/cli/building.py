"""`handbook build` and `handbook serve`."""

from __future__ import annotations

import os

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator.cli.door import (
    LANGUAGE,
    UNUSABLE,
    err,
    leave,
    load,
    main,
    out,
    say,
    selected_findings,
    settings_here,
    shown,
    summary,
)
from generator.findings import Finding, Severity
from generator.project import LoadedVisit, Project, findings_by_visit
from generator.publish.build import BuiltVisit, build_visit
from generator.publish.secret import SecretError
from generator.render.report import as_screen
from generator.settings import Settings


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
    from generator.plugin import build_handbook  # mkdocs takes a third of a second to import

    project = load(slugs)
    by_visit = findings_by_visit(project)
    findings = selected_findings(project, by_visit)
    worth_showing = [f for f in findings if f.severity is not Severity.NOTICE]
    if worth_showing:
        out.print(as_screen(worth_showing, LANGUAGE))
        out.print()
    if strict and worth_showing:
        err.print(say("strict_stop"), style="bold red")
        raise SystemExit(1)
    built = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        steps = progress.add_task(say("building"), total=len(project.selected) + 1)
        for loaded in project.selected_visits:
            result = _build_one(loaded, project.settings, new_secret=new_secret)
            built += [result] if result else []
            progress.advance(steps)
        build_handbook(project, by_visit)
        progress.advance(steps)
    for result in built:
        out.print(_built_line(result))
    out.print(say("built_handbook", folder=shown(project.settings.handbook_folder)))
    out.print(summary(findings))
    return findings, project


def _build_one(loaded: LoadedVisit, settings: Settings, *, new_secret: bool) -> BuiltVisit | None:
    if not loaded.sound:
        out.print(say("not_built", slug=loaded.slug), style="bold red")
        return None
    try:
        return build_visit(loaded, settings, os.environ, new_secret=new_secret)
    except SecretError as problem:
        out.print(as_screen([problem.finding], LANGUAGE))
        raise SystemExit(UNUSABLE) from None


def _built_line(result: BuiltVisit) -> str:
    if result.classified:
        return say("built_classified", slug=result.slug)
    key = "built_preview" if result.preview else "built_visit"
    return say(key, slug=result.slug, cards=result.cards, folder=shown(result.folder))


@main.command(help=say("help.serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=say("help.port"))
def serve(port: int) -> None:
    from generator.publish.serving import serve_site

    def rebuild() -> None:
        try:
            _build(())
        except SystemExit:
            err.print(say("kept_last"), style="yellow")

    settings = settings_here()
    rebuild()
    with serve_site(settings, port, rebuild) as address:
        out.print(say("serving", handbook=f"{address}/handbook/", guests=f"{address}/guests/"))
        try:
            while True:
                input()
        except (KeyboardInterrupt, EOFError):
            out.print(say("stopped"))
