"""`handbook guard`: refuses what may not be committed; a hook of pre-commit."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.door import LANGUAGE, UNUSABLE, err, main, say, settings_here
from generator.publish.committing import committing_findings
from generator.render.report import as_screen


@main.command(help=say("help.guard"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--allow", multiple=True, help=say("help.allow"))
def guard(files: tuple[Path, ...], allow: tuple[str, ...]) -> None:
    settings = settings_here()
    try:
        findings = committing_findings(files, settings, allow)
    except OSError as problem:
        err.print(say("not_read", place=problem.filename, why=problem.strerror), style="bold red")
        raise SystemExit(UNUSABLE) from None
    if findings:
        err.print(as_screen(findings, LANGUAGE))
        raise SystemExit(1)
