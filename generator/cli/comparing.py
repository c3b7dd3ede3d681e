"""`handbook diff`: what differs between two versions of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click

from generator.cli import main
from generator.cli.common import current_settings, folders_of
from generator.cli.terminal import LANGUAGE, UNUSABLE, err, exit_unusable, message, out, print_json
from generator.compare import differences_between
from generator.compare.history import HistoryError, Version, repository_of, version_at, version_in
from generator.project import is_input
from generator.render.comparison.report import comparison_json, comparison_text
from generator.render.report import as_screen
from generator.settings import Settings


@dataclass(frozen=True)
class RequestedVersion:
    """A version named on the command line.

    It is a visit's folder; a revision, perhaps with the `path` of a visit's folder in it; or, with
    neither, the present files.
    """

    name: str
    folder: Path | None = None
    revision: str = ""
    path: str = ""

    @property
    def visit(self) -> str:
        """The slug of the visit that is named; empty where none is."""
        return self.folder.name if self.folder else PurePosixPath(self.path).name


@main.command(help=message("help.diff"))
@click.argument("a", metavar="A")
@click.argument("b", metavar="[B]", required=False)
@click.option("--visit", "slug", default=None, help=message("help.diff_visit"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def diff(a: str, b: str | None, slug: str | None, form: str) -> None:
    """Report what differs between two versions of a visit."""
    settings = current_settings()
    was = _requested_version(a, settings)
    now = RequestedVersion(message("here")) if b is None else _requested_version(b, settings)
    try:
        visit = slug or was.visit or now.visit or _changed_visit(was, now, settings)
        if visit is None:
            _print_nothing_changed(form)
            return
        versions = (_version(was, visit, settings), _version(now, visit, settings))
    except HistoryError as problem:
        exit_unusable(problem.key, **problem.values)
    _report(*versions, form)


def _report(was: Version, now: Version, form: str) -> None:
    for version in (was, now):
        if version.visit is not None and version.visit.is_classified:
            err.print(message("classified", slug=version.visit.slug), style="bold red")
            raise SystemExit(1)
    if was.visit is None or now.visit is None or not (was.is_comparable and now.is_comparable):
        for version in (was, now):
            if not version.is_comparable:
                err.print(message("version_unreadable", version=version.name))
                err.print(as_screen(version.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    differences = differences_between(was.visit, now.visit)
    if form == "json":
        print_json(comparison_json(differences, LANGUAGE))
        return
    title = now.visit.title.in_(LANGUAGE)
    out.print(message("compared", title=title, was=was.name, now=now.name), style="bold")
    click.echo("\n" + comparison_text(differences, LANGUAGE))


def _requested_version(text: str, settings: Settings) -> RequestedVersion:
    """Return the version that a text names: a folder where there is one, else a revision."""
    for folder in (settings.visits_folder / text, Path(text)):
        if (folder / "visit.yml").exists():
            return RequestedVersion(text, folder=folder.resolve())
    revision, _, path = text.partition(":")
    if not revision:
        exit_unusable("no_revision", found=text)
    return RequestedVersion(text, revision=revision, path=path.strip("/"))


def _version(requested: RequestedVersion, visit: str, settings: Settings) -> Version:
    if requested.folder:
        return version_in(requested.folder, settings, requested.name)
    if not requested.revision:
        return version_in(folders_of(settings, (visit,))[0], settings, requested.name)
    repository = repository_of(settings.root)
    commit = repository.commit(requested.revision)
    return version_at(repository, commit, requested.name, visit, requested.path)


def _changed_visit(was: RequestedVersion, now: RequestedVersion, settings: Settings) -> str | None:
    """Return the one visit whose files differ; None where no visit's do."""
    repository = repository_of(settings.root)
    later = repository.commit(now.revision) if now.revision else None
    paths = repository.changed(repository.commit(was.revision), later, settings.visits)
    inner = [PurePosixPath(path).relative_to(settings.visits) for path in paths]
    files = (path for path in inner if len(path.parts) > 1)
    changed = {path.parts[0] for path in files if is_input("/".join(path.parts[1:]))}
    if len(changed) > 1:
        exit_unusable("which_visit", found=was.name, known="、".join(sorted(changed)))
    return next(iter(changed), None)


def _print_nothing_changed(form: str) -> None:
    err.print(message("no_changed_visit"))
    click.echo("[]" if form == "json" else "", nl=form == "json")
