"""`handbook diff`: two versions of a visit, as people understand them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

import click

from generator.cli.common import LANGUAGE, UNUSABLE, err, folders_of, main, out, say, settings_here
from generator.compare import differences_between
from generator.compare.history import HistoryError, Version, repository_of, version_at, version_in
from generator.project import is_input
from generator.render.comparison.report import comparison_json, comparison_text
from generator.render.report import as_screen
from generator.settings import Settings


@dataclass(frozen=True)
class Asked:
    """A version as it was asked for: a visit's folder; a revision, perhaps with the path of a
    visit's folder in it; or, with neither, the files as they are.
    """

    name: str
    folder: Path | None = None
    revision: str = ""
    path: str = ""

    @property
    def visit(self) -> str:
        """The name of the visit asked for; empty where none is named."""
        return self.folder.name if self.folder else PurePosixPath(self.path).name


@main.command(help=say("help.diff"))
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option("--visit", "slug", default=None, help=say("help.diff_visit"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def diff(a: str, b: str | None, slug: str | None, form: str) -> None:
    settings = settings_here()
    was = _asked(a, settings)
    now = Asked(say("here")) if b is None else _asked(b, settings)
    try:
        visit = slug or was.visit or now.visit or _changed_visit(was, now, settings)
        if visit is None:
            _say_nothing_changed(form)
            return
        versions = (_version(was, visit, settings), _version(now, visit, settings))
    except HistoryError as problem:
        _fail(problem.key, **problem.values)
    _report(*versions, form)


def _report(was: Version, now: Version, form: str) -> None:
    if was.visit is None or now.visit is None or not (was.is_comparable and now.is_comparable):
        for version in (was, now):
            if not version.is_comparable:
                err.print(say("version_unreadable", version=version.name))
                err.print(as_screen(version.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    differences = differences_between(was.visit, now.visit)
    if form == "json":
        click.echo(comparison_json(differences, LANGUAGE))
        return
    title = now.visit.title.in_(LANGUAGE)
    out.print(say("compared", title=title, was=was.name, now=now.name), style="bold")
    click.echo("\n" + comparison_text(differences, LANGUAGE))


def _asked(text: str, settings: Settings) -> Asked:
    """A folder where there is one, else a revision."""
    for folder in (settings.visits_folder / text, Path(text)):
        if (folder / "visit.yml").exists():
            return Asked(text, folder=folder.resolve())
    revision, _, path = text.partition(":")
    if not revision:
        _fail("no_revision", found=text)
    return Asked(text, revision=revision, path=path.strip("/"))


def _version(asked: Asked, visit: str, settings: Settings) -> Version:
    if asked.folder:
        return version_in(asked.folder, settings, asked.name)
    if not asked.revision:
        return version_in(folders_of(settings, (visit,))[0], settings, asked.name)
    repository = repository_of(settings.root)
    commit = repository.commit(asked.revision)
    return version_at(repository, commit, asked.name, visit, asked.path)


def _changed_visit(was: Asked, now: Asked, settings: Settings) -> str | None:
    """The one visit whose files differ; None where no visit's do."""
    repository = repository_of(settings.root)
    later = repository.commit(now.revision) if now.revision else None
    paths = repository.changed(repository.commit(was.revision), later, settings.visits)
    inner = [PurePosixPath(path).relative_to(settings.visits) for path in paths]
    changed = {path.parts[0] for path in inner if len(path.parts) == 2 and is_input(path.name)}
    if len(changed) > 1:
        _fail("which_visit", found=was.name, known="、".join(sorted(changed)))
    return next(iter(changed), None)


def _say_nothing_changed(form: str) -> None:
    err.print(say("no_changed_visit"))
    click.echo("[]" if form == "json" else "", nl=form == "json")


def _fail(key: str, **values: object) -> NoReturn:
    err.print(say(key, **values), style="bold red")
    raise SystemExit(UNUSABLE)
