"""What every command starts from: the group itself, its language, and the project it works on."""

from __future__ import annotations

import codecs
import gc
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click
from filelock import Timeout
from rich.console import Console
from yaml import YAMLError

from generator import clock, vocabulary
from generator.build.lock import build_lock
from generator.changes.publications import source_of_copy, unreadable_records
from generator.check.visit.ended import ended
from generator.cli.usage import no_command, usage_lines
from generator.findings import Finding, Severity, has_errors, in_reading_order
from generator.model.visit import Visit
from generator.project import (
    RETIRED,
    LoadedVisit,
    Project,
    findings_on_pages,
    load_project,
    visit_folders,
)
from generator.render.report import as_screen, counts
from generator.settings import Settings, project_root, read_settings

UNUSABLE = 2
UNCONFIRMED = 3
"""A question was asked, and not answered with yes."""


def _language() -> str:
    """Chinese unless the locale asks for another language there is a catalog for."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    code = said[:2].lower()
    return code if code in vocabulary.languages() else "zh"


def _never_fail_to_say() -> None:
    """A pipe in a Windows code page cannot say every name; a question mark is better than none. The
    locale C knows no Chinese at all, and whoever set it has a terminal that does: UTF-8.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else None, errors="replace")


def _run_in_utf8() -> None:
    """Start over in Python's UTF-8 mode where the locale cannot name a Chinese file: LC_ALL=C with
    PYTHONUTF8=0, as some schedulers set it.
    """
    if codecs.lookup(sys.getfilesystemencoding()).name != "utf-8":
        again = [sys.executable, "-X", "utf8", "-m", "generator", *sys.argv[1:]]
        os.execv(sys.executable, again)


def _look_for_garbage_less_often() -> None:
    """A visit's records live as long as the command, and hardly anything is made in circles: to
    look through all of them again and again took a tenth of a large build.
    """
    gc.set_threshold(50_000, 20, 20)


_never_fail_to_say()
_look_for_garbage_less_often()
LANGUAGE = _language()
# What people wrote, names and folders, is shown as it is: a bracket in it is no markup.
out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


def say(key: str, **values: object) -> str:
    return vocabulary.word(f"command.{key}", LANGUAGE, **values)


def say_usage(key: str, **values: object) -> str:
    return say(f"usage.{key}", **values)


class Localised(click.Group):
    """A group whose commands list themselves in the order they are used in, and whose usage errors
    are in the user's language.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            raise no_command(name, self.list_commands(ctx), ctx, say_usage)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        try:
            code: object = run()
        except click.exceptions.NoArgsIsHelpError as problem:
            problem.show()
            sys.exit(problem.exit_code)
        except click.UsageError as problem:
            click.echo("\n".join(usage_lines(problem, say_usage)), err=True)
            sys.exit(problem.exit_code)
        except click.Abort:
            click.echo(say_usage("stopped"), err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=Localised, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reception-handbook")
@click.option(
    "-C", "--project", type=click.Path(path_type=Path), default=None, help=say("help.project")
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    _run_in_utf8()
    root = project_root((project or Path.cwd()).resolve())
    context.obj = root


main.help = say("help.main")


def settings_here() -> Settings:
    root = click.get_current_context().obj
    if root is None:
        err.print(say("no_project"), style="bold red")
        raise SystemExit(UNUSABLE)
    try:
        return read_settings(root)
    except (OSError, UnicodeDecodeError, YAMLError) as problem:
        err.print(say("bad_settings", why=str(problem)), style="bold red")
        raise SystemExit(UNUSABLE) from None


def folders_of(settings: Settings, slugs: Iterable[str]) -> tuple[Path, ...]:
    """The folders of the visits named, by slug or by path; all visits where none is named."""
    named = tuple(slugs)
    if not named:
        return visit_folders(settings)
    folders = []
    for name in named:
        candidates = [settings.visits_folder / name, Path(name)]
        found = next((f.resolve() for f in candidates if (f / "visit.yml").exists()), None)
        if found is None:
            known = "、".join(folder.name for folder in visit_folders(settings)) or "—"
            err.print(say("no_visit", found=name, known=known), style="bold red")
            raise SystemExit(UNUSABLE)
        if (found / RETIRED).exists():
            err.print(say("is_retired", slug=found.name, file=RETIRED), style="bold red")
            raise SystemExit(UNUSABLE)
        folders.append(found)
    return tuple(folders)


def load(slugs: Iterable[str]) -> Project:
    settings = settings_here()
    return load_project(settings, folders_of(settings, slugs))


def selected_findings(
    project: Project, by_visit: Mapping[str, Sequence[Finding]]
) -> tuple[Finding, ...]:
    found = (finding for slug in project.selected for finding in by_visit[slug])
    return in_reading_order((*findings_on_pages(project), *found))


def summary(findings: Iterable[Finding]) -> str:
    number = counts(findings)
    return say(
        "summary",
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        notices=number[Severity.NOTICE],
    )


def leave(findings: Iterable[Finding], project: Project) -> None:
    if any(loaded.visit is None for loaded in project.selected_visits):
        raise SystemExit(UNUSABLE)
    raise SystemExit(1 if has_errors(findings) else 0)


def now() -> datetime:
    """The time to the second; SOURCE_DATE_EPOCH, when set, speaks instead."""
    return clock.now(os.environ).replace(microsecond=0)


def now_on_clock(visit: Visit) -> datetime:
    """The time on the visit's clock."""
    return now().astimezone(visit.zone).replace(tzinfo=None)


def ended_visits(project: Project) -> tuple[Finding, ...]:
    """That a visit is over already, of each selected one that is: see `check.ended`."""
    visits = (loaded.visit for loaded in project.selected_visits if loaded.visit)
    found = (ended(visit, now_on_clock(visit).date()) for visit in visits)
    return tuple(filter(None, found))


def shown(path: Path) -> str:
    root = click.get_current_context().obj
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@contextmanager
def one_at_a_time(settings: Settings) -> Iterator[None]:
    """Run while no other build or publication does; leave, saying why, where that is in vain or
    where the disk refuses.
    """
    try:
        with build_lock(settings, lambda: err.print(say("waiting"), style="yellow")):
            yield
    except Timeout:
        err.print(say("waited_in_vain"), style="bold red")
        raise SystemExit(UNUSABLE) from None
    except OSError as problem:
        place = problem.filename or settings.site_folder
        err.print(say("not_written", place=place, why=problem.strerror), style="bold red")
        raise SystemExit(UNUSABLE) from None


def require_records(loaded: LoadedVisit) -> None:
    """Report the records of publications that are not used. Exits where a newer program wrote one,
    since what went out last is not known then.
    """
    report_records(loaded)
    if any(record.newer for record in unreadable_records(loaded.folder)):
        raise SystemExit(UNUSABLE)


def report_records(loaded: LoadedVisit) -> None:
    """Report the records of publications that are not used: those that came with a copy of another
    visit's folder, and those that cannot be read.
    """
    if other := source_of_copy(loaded.folder):
        err.print(say("copied_records", slug=loaded.slug, other=other), style="yellow")
    unread = unreadable_records(loaded.folder)
    for newer, key in ((False, "broken_records"), (True, "newer_records")):
        if names := [record.path.name for record in unread if record.newer is newer]:
            text = say(key, slug=loaded.slug, files="、".join(names))
            err.print(text, style="bold red" if newer else "yellow")


def warn_of(*findings: Finding) -> None:
    """Print findings where they are not taken for a command's result."""
    err.print(as_screen(findings, LANGUAGE))


def require_yes(question: str, refusal: str, *, yes: bool) -> None:
    """Go on if `yes` was given or the question is answered with yes; else leave, also where nobody
    is there to answer, or the question is left with Ctrl+C.
    """
    try:
        if yes or click.confirm(question):
            return
    except click.Abort:
        click.echo()
    out.print(refusal)
    raise SystemExit(UNCONFIRMED)
