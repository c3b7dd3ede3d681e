"""The `handbook` command: words and exit codes, no logic.

Exit 0: fine. 1: findings of severity error. 2: wrong usage, or input that cannot be read.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator import vocabulary
from generator.findings import Finding, Severity, has_errors, in_reading_order
from generator.load import load_standing
from generator.load.directory import people_called
from generator.load.revisions import FILE, read_revisions, revisions_text
from generator.load.visit import is_slug
from generator.project import LoadedVisit, Project, findings_by_visit, load_project, visit_folders
from generator.publish.build import BuiltVisit, build_visit, visit_links
from generator.publish.links import links_csv
from generator.publish.secret import SecretError
from generator.publish.tree import write_file
from generator.render.report import as_github, as_json, as_screen, counts
from generator.render.starter import starter_workbook, starter_yaml
from generator.settings import Settings, project_root, read_settings

UNUSABLE = 2


def _language() -> str:
    """Chinese unless the locale asks for another language there is a catalog for."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    code = said[:2].lower()
    return code if code in vocabulary.languages() else "zh"


LANGUAGE = _language()
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def _word(key: str, **values: object) -> str:
    return vocabulary.word(f"command.{key}", LANGUAGE, **values)


class Localised(click.Group):
    """A group whose commands list themselves in the order they are used in."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(cls=Localised, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reception-handbook")
@click.option(
    "-C", "--project", type=click.Path(path_type=Path), default=None, help=_word("help.project")
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    root = project_root((project or Path.cwd()).resolve())
    context.obj = root


main.help = _word("help.main")


def _settings() -> Settings:
    root = click.get_current_context().obj
    if root is None:
        err.print(_word("no_project"), style="bold red")
        raise SystemExit(UNUSABLE)
    return read_settings(root)


def _folders(settings: Settings, slugs: Iterable[str]) -> tuple[Path, ...]:
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
            err.print(_word("no_visit", found=name, known=known), style="bold red")
            raise SystemExit(UNUSABLE)
        folders.append(found)
    return tuple(folders)


def _load(slugs: Iterable[str]) -> Project:
    settings = _settings()
    return load_project(settings, _folders(settings, slugs))


def _selected_findings(
    project: Project, by_visit: dict[str, tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    found = (finding for slug in project.selected for finding in by_visit[slug])
    return in_reading_order((*project.standing_findings, *found))


def _summary(findings: Iterable[Finding]) -> str:
    number = counts(findings)
    return _word(
        "summary",
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        notices=number[Severity.NOTICE],
    )


@main.command(help=_word("help.new"))
@click.argument("slug")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), default=None, help=_word("help.start"))
@click.option("--days", type=click.IntRange(1, 60), default=3, help=_word("help.days"))
def new(slug: str, start: datetime | None, days: int) -> None:
    settings = _settings()
    folder = settings.visits_folder / slug
    if not is_slug(slug):
        err.print(_word("bad_slug", found=slug), style="bold red")
        raise SystemExit(UNUSABLE)
    if folder.exists():
        err.print(_word("exists", folder=folder), style="bold red")
        raise SystemExit(UNUSABLE)
    first = start.date() if start else _month_of(slug)
    standing, _ = load_standing(settings.docs_folder)
    folder.mkdir(parents=True)
    (folder / "visit.yml").write_text(starter_yaml(first, first + timedelta(days - 1)), "utf-8")
    (folder / "book.xlsx").write_bytes(starter_workbook(standing, first))
    schema_file = settings.visits_folder / "visit.schema.json"
    if not schema_file.exists():
        schema_file.write_text(_schema(), "utf-8")
    out.print(_word("made", folder=folder.relative_to(settings.root)), style="green")


def _month_of(slug: str) -> date:
    """The first of the month a slug begins with, or today."""
    try:
        return datetime.strptime(slug[:7], "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return datetime.now(UTC).astimezone().date()


@main.command(help=_word("help.check"))
@click.argument("slugs", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help=_word("help.format"),
)
def check(slugs: tuple[str, ...], form: str) -> None:
    project = _load(slugs)
    findings = _selected_findings(project, findings_by_visit(project))
    if form == "json":
        click.echo(as_json(findings, LANGUAGE))
    elif form == "github":
        click.echo(as_github(findings, LANGUAGE))
    else:
        out.print(as_screen(findings, LANGUAGE))
        out.print()
        out.print(_summary(findings), style="bold red" if has_errors(findings) else "green")
    _leave(findings, project)


def _leave(findings: Iterable[Finding], project: Project) -> None:
    if any(loaded.visit is None for loaded in project.selected_visits):
        raise SystemExit(UNUSABLE)
    raise SystemExit(1 if has_errors(findings) else 0)


@main.command(help=_word("help.build"))
@click.argument("slugs", nargs=-1)
@click.option("--strict", is_flag=True, help=_word("help.strict"))
@click.option("--new-secret", is_flag=True, help=_word("help.new_secret"))
def build(slugs: tuple[str, ...], strict: bool, new_secret: bool) -> None:
    findings, project = _build(slugs, strict=strict, new_secret=new_secret)
    _leave(findings, project)


def _build(
    slugs: tuple[str, ...], *, strict: bool = False, new_secret: bool = False
) -> tuple[tuple[Finding, ...], Project]:
    """Build everything that can be; the findings, and what was loaded."""
    from generator.plugin import build_handbook  # mkdocs takes a third of a second to import

    project = _load(slugs)
    by_visit = findings_by_visit(project)
    findings = _selected_findings(project, by_visit)
    worth_showing = [f for f in findings if f.severity is not Severity.NOTICE]
    if worth_showing:
        out.print(as_screen(worth_showing, LANGUAGE))
        out.print()
    if strict and worth_showing:
        err.print(_word("strict_stop"), style="bold red")
        raise SystemExit(1)
    built = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        steps = progress.add_task(_word("building"), total=len(project.selected) + 1)
        for loaded in project.selected_visits:
            result = _build_one(loaded, project.settings, new_secret=new_secret)
            built += [result] if result else []
            progress.advance(steps)
        build_handbook(project, by_visit)
        progress.advance(steps)
    for result in built:
        out.print(_built_line(result))
    out.print(_word("built_handbook", folder=_shown(project.settings.handbook_folder)))
    out.print(_summary(findings))
    return findings, project


def _build_one(loaded: LoadedVisit, settings: Settings, *, new_secret: bool) -> BuiltVisit | None:
    if not loaded.sound:
        out.print(_word("not_built", slug=loaded.slug), style="bold red")
        return None
    try:
        return build_visit(loaded, settings, os.environ, new_secret=new_secret)
    except SecretError as problem:
        out.print(as_screen([problem.finding], LANGUAGE))
        raise SystemExit(UNUSABLE) from None


def _built_line(result: BuiltVisit) -> str:
    if result.classified:
        return _word("built_classified", slug=result.slug)
    key = "built_preview" if result.preview else "built_visit"
    return _word(key, slug=result.slug, cards=result.cards, folder=_shown(result.folder))


def _shown(path: Path) -> str:
    root = click.get_current_context().obj
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@main.command(help=_word("help.serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=_word("help.port"))
def serve(port: int) -> None:
    from generator.publish.serving import serve_site

    def rebuild() -> None:
        try:
            _build(())
        except SystemExit:
            err.print(_word("kept_last"), style="yellow")

    settings = _settings()
    rebuild()
    with serve_site(settings, port, rebuild) as address:
        out.print(_word("serving", handbook=f"{address}/handbook/", guests=f"{address}/guests/"))
        try:
            while True:
                input()
        except (KeyboardInterrupt, EOFError):
            out.print(_word("stopped"))


@main.command(help=_word("help.links"))
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def links(slug: str, form: str) -> None:
    project = _load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    try:
        found = visit_links(loaded.visit, project.settings, os.environ)
    except SecretError as problem:
        err.print(as_screen([problem.finding], LANGUAGE))
        raise SystemExit(UNUSABLE) from None
    if form == "csv":
        sys.stdout.write(links_csv(found))
    else:
        rows = [{"id": e.person, "name": e.name, "party": e.party, "url": e.url} for e in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@main.command(help=_word("help.revoke"))
@click.argument("slug")
@click.argument("person")
def revoke(slug: str, person: str) -> None:
    project = _load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None or not loaded.sound:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    found = people_called(loaded.visit, person)
    if len(found) != 1:
        known = "、".join(each.id for each in found)
        key = "several_people" if found else "no_person"
        err.print(_word(key, found=person, known=known), style="bold red")
        raise SystemExit(UNUSABLE)
    revisions, _ = read_revisions(loaded.folder, "")
    revisions[found[0].id] = found[0].revision + 1
    write_file(loaded.folder / FILE, revisions_text(revisions).encode("utf-8"))
    out.print(_word("revoked", name=found[0].name, slug=loaded.slug), style="green")


@main.command(help=_word("help.schema"))
def schema() -> None:
    click.echo(_schema(), nl=False)


def _schema() -> str:
    from generator.load.schema import visit_schema

    return json.dumps(visit_schema(LANGUAGE), ensure_ascii=False, indent=1) + "\n"


@main.command(help=_word("help.sample"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--guests", type=click.IntRange(1, 20000), default=400, help=_word("help.guests"))
@click.option("--seed", type=int, default=1, help=_word("help.seed"))
def sample(folder: Path, guests: int, seed: int) -> None:
    from generator.sample import write_sample

    if folder.exists() and any(folder.iterdir()):
        err.print(_word("exists", folder=folder), style="bold red")
        raise SystemExit(UNUSABLE)
    write_sample(folder, guests, seed)
    out.print(_word("made", folder=folder), style="green")
