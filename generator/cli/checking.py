"""`handbook check`: what is missing, double-booked or against the rules."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import main
from generator.cli.common import (
    current_settings,
    ended_findings,
    exit_code,
    load,
    selected_findings,
    summary,
)
from generator.cli.terminal import LANGUAGE, UNUSABLE, err, message, out, print_json
from generator.findings import has_errors, in_reading_order
from generator.project import findings_by_visit
from generator.publish.secret_scan import committing_findings
from generator.render.report import as_github, as_json, as_screen


@main.command(help=message("help.check"))
@click.argument("slugs", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help=message("help.format"),
)
def check(slugs: tuple[str, ...], form: str) -> None:
    """Print the findings on the selected visits."""
    project = load(slugs)
    findings = selected_findings(project, findings_by_visit(project))
    findings = in_reading_order((*findings, *ended_findings(project)))
    if form == "json":
        print_json(as_json(findings, LANGUAGE))
    elif form == "github":
        click.echo(as_github(findings, LANGUAGE))
    else:
        out.print(as_screen(findings, LANGUAGE))
        out.print()
        out.print(summary(findings), style="bold red" if has_errors(findings) else "green")
    raise SystemExit(exit_code(findings, project))


@main.command(help=message("help.guard"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--allow", multiple=True, help=message("help.allow"))
def guard(files: tuple[Path, ...], allow: tuple[str, ...]) -> None:
    """Refuse files that must not be committed to git."""
    settings = current_settings()
    try:
        findings = committing_findings(files, settings, allow)
    except OSError as problem:
        err.print(
            message("not_read", place=problem.filename, why=problem.strerror), style="bold red"
        )
        raise SystemExit(UNUSABLE) from None
    if findings:
        err.print(as_screen(findings, LANGUAGE))
        raise SystemExit(1)
