"""`handbook init` and `update`: an office's own project, and what a new version brings to it."""

from __future__ import annotations

from pathlib import Path

import click

from generator import vocabulary
from generator.cli.common import current_settings, exclusive_build, main
from generator.cli.terminal import (
    ask,
    exit_not_saved,
    exit_unusable,
    has_reader,
    message,
    out,
)
from generator.init import Answers, Outcome, create_project, is_free, update_project
from generator.init.answers import AnswersError


@main.command("init", help=message("help.init"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--office", default=None, help=message("help.office"))
@click.option("--guest-url", default=None, help=message("help.guest_url"))
@click.option("--language", type=click.Choice(sorted(vocabulary.languages())), default=None)
def init(folder: Path, office: str | None, guest_url: str | None, language: str | None) -> None:
    """Make an office's own project; a person at the terminal is asked for its answers."""
    if folder.exists() and not is_free(folder):
        exit_unusable("not_empty", folder=folder)
    answers = Answers(
        ask(office, "office") or vocabulary.word("office.unnamed"),
        _address(ask(guest_url, "guest_url")),
        language or "zh",
    )
    try:
        create_project(folder, answers)
    except OSError as problem:
        exit_not_saved(problem, folder)
    out.print(message("initialized", folder=folder), style="green")
    if not has_reader() and not office:
        out.print(message("unnamed_office"))


def _address(given: str | None) -> str | None:
    """The address of the guests' pages; exit if it is no web address."""
    if given and not given.startswith(("https://", "http://")):
        exit_unusable("bad_guest_url", found=given)
    return given.rstrip("/") if given else None


@main.command(help=message("help.update"))
@click.option("--dry-run", is_flag=True, help=message("help.dry_run"))
def update(dry_run: bool) -> None:
    """Update the standing pages to those of the installed version."""
    settings = current_settings()
    try:
        with exclusive_build(settings):
            updates = update_project(settings.root, dry_run=dry_run)
    except AnswersError:
        exit_unusable("not_initialized")
    except OSError as problem:
        exit_not_saved(problem)
    for outcome in Outcome:
        paths = [item.path for item in updates if item.outcome is outcome]
        if paths:
            out.print(message(f"updated.{outcome}", n=len(paths)))
            for path in paths:
                out.print(f"  {path}")
    if not updates:
        out.print(message("up_to_date"))
    elif dry_run:
        out.print(message("nothing_written"))
