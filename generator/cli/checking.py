"""`handbook check`: what is missing, double-booked or against the rules."""

from __future__ import annotations

import click

from generator.cli.door import (
    LANGUAGE,
    ended_visits,
    leave,
    load,
    main,
    out,
    say,
    selected_findings,
    summary,
)
from generator.findings import has_errors, in_reading_order
from generator.project import findings_by_visit
from generator.render.report import as_github, as_json, as_screen


@main.command(help=say("help.check"))
@click.argument("slugs", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help=say("help.format"),
)
def check(slugs: tuple[str, ...], form: str) -> None:
    project = load(slugs)
    findings = selected_findings(project, findings_by_visit(project))
    findings = in_reading_order((*findings, *ended_visits(project)))
    if form == "json":
        click.echo(as_json(findings, LANGUAGE))
    elif form == "github":
        click.echo(as_github(findings, LANGUAGE))
    else:
        out.print(as_screen(findings, LANGUAGE))
        out.print()
        out.print(summary(findings), style="bold red" if has_errors(findings) else "green")
    leave(findings, project)
