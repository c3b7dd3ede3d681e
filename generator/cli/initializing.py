"""`handbook init` and `update`: an office's own project, and what a new version brings to it."""

from __future__ import annotations

from pathlib import Path

import click

from generator import vocabulary
from generator.cli import main
from generator.cli.common import current_settings, exclusive_build
from generator.cli.terminal import (
    LANGUAGE,
    ask,
    exit_not_saved,
    exit_unusable,
    has_reader,
    message,
    out,
)
from generator.init import Answers, Outcome, Profile, create_project, is_free, update_project
from generator.init.answers import AnswersError, has_answers
from generator.init.update import OlderProgramError, checks_not_done
from generator.init.update_report import update_lines
from generator.model.parsing.labels import member_named
from generator.settings import Settings


@main.command("init", help=message("help.init"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--office", default=None, help=message("help.office"))
@click.option("--profile", default=None, metavar="|".join(Profile), help=message("help.profile"))
@click.option("--guest-url", default=None, help=message("help.guest_url"))
@click.option("--language", type=click.Choice(sorted(vocabulary.languages())), default=None)
def init(
    folder: Path,
    office: str | None,
    profile: str | None,
    guest_url: str | None,
    language: str | None,
) -> None:
    """Make an office's own project; a person at the terminal is asked for its answers."""
    if folder.exists() and not is_free(folder):
        exit_unusable("not_empty", folder=folder)
    name, kind = ask(office, "office"), _profile(ask(profile, "profile"))
    answers = Answers(
        name or vocabulary.word("office.unnamed"),
        _address(ask(guest_url, "guest_url")),
        language or "zh",
        kind,
    )
    try:
        create_project(folder, answers)
    except OSError as problem:
        exit_not_saved(problem, folder)
    out.print(message("initialized", folder=folder), style="green")
    if not has_reader() and not office:
        out.print(message("unnamed_office"))


def _profile(given: str | None) -> Profile:
    """The profile that is named by its key, its label or its number; a county without an answer."""
    if given is None:
        return Profile.COUNTY
    numbered = dict(zip("123", Profile, strict=True))
    profile = numbered.get(given) or member_named(Profile, given)
    if profile is None:
        known = "、".join(vocabulary.label("Profile", each, LANGUAGE) for each in Profile)
        exit_unusable("bad_profile", found=given, known=known)
    return profile


def _address(given: str | None) -> str | None:
    """The address of the guests' pages; exit if it is no web address."""
    if given and not given.startswith(("https://", "http://")):
        exit_unusable("bad_guest_url", found=given)
    return given.rstrip("/") if given else None


@main.command(help=message("help.update"))
@click.option("--office", default=None, help=message("help.office"))
@click.option("--profile", default=None, metavar="|".join(Profile), help=message("help.profile"))
@click.option("--dry-run", is_flag=True, help=message("help.dry_run"))
def update(office: str | None, profile: str | None, dry_run: bool) -> None:
    """Update the standing pages to those of the installed version."""
    settings = current_settings()
    adopted = None if has_answers(settings.root) else _adopted(settings, office, profile)
    try:
        with exclusive_build(settings):
            done = update_project(settings.root, adopted=adopted, dry_run=dry_run)
    except AnswersError:
        exit_unusable("updating.bad_answers")
    except OlderProgramError as problem:
        exit_unusable("updating.older", pages=problem.pages, program=problem.program)
    except OSError as problem:
        exit_not_saved(problem)
    if adopted and not dry_run:
        out.print(message("updating.adopted"))
    for line in update_lines(done, checks_not_done(settings.root, done.files), LANGUAGE):
        out.print(line)
    if dry_run and done.files:
        out.print(message("updating.nothing_written"))
    elif any(file.outcome is Outcome.FOLLOWED and file.changes_data for file in done.files):
        out.print(message("updating.cards"))
    if any(file.outcome is Outcome.REFUSED for file in done.files):
        raise SystemExit(1)


def _adopted(settings: Settings, office: str | None, profile: str | None) -> Answers:
    """The answers of a project that `handbook init` did not make; exit without a name."""
    name = ask(office, "office")
    if not name:
        exit_unusable("updating.unnamed")
    return Answers(name, settings.guest_url, profile=_profile(ask(profile, "profile")))
