"""Commands that write something to start from: a new visit, a made one, the schema."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.build.swap import staging_path
from generator.cli.common import LANGUAGE, UNUSABLE, err, main, now, out, say, settings_here
from generator.files import write_file
from generator.load import load_standing
from generator.load.visit import is_slug
from generator.model.parsing.values import parse_date
from generator.render.starter import starter_workbook, starter_yaml

GROWING = ("told.csv", "attended.csv", "done.csv")
"""Files beside a visit to which the program only adds lines: see CONTRIBUTING, State files."""


class Day(click.ParamType[date]):
    """A date as it may be written in the files; without a year, the one nearest today."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value), around=now().date())
        except PydanticCustomError as problem:
            said = vocabulary.message(problem.type, **(problem.context or {}))
            self.fail(said.in_(LANGUAGE), param, ctx)


@main.command(help=say("help.new"))
@click.argument("slug")
@click.option("--start", type=Day(), default=None, help=say("help.start"))
@click.option("--days", type=click.IntRange(1, 60), default=3, help=say("help.days"))
def new(slug: str, start: date | None, days: int) -> None:
    settings = settings_here()
    folder = settings.visits_folder / slug
    if not is_slug(slug):
        err.print(say("bad_slug", found=slug), style="bold red")
        raise SystemExit(UNUSABLE)
    if folder.exists():
        err.print(say("exists", folder=folder), style="bold red")
        raise SystemExit(UNUSABLE)
    first = start or _month_of(slug)
    standing, _ = load_standing(settings.docs_folder)
    last = first + timedelta(days - 1)
    fresh = staging_path(folder)  # a visit is there whole, or not at all
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / "visit.yml").write_text(starter_yaml(first, last), "utf-8")
    (fresh / "book.xlsx").write_bytes(starter_workbook(standing, first, last))
    fresh.rename(folder)
    schema_file = settings.visits_folder / "visit.schema.json"
    if not schema_file.exists():
        schema_file.write_text(_schema(), "utf-8")
    add_merge_rules(settings.root / ".gitattributes", settings.visits)
    out.print(say("made", folder=folder.relative_to(settings.root)), style="green")
    if last < now().date():
        err.print(say("new_ended", start=first, end=last), style="yellow")


def add_merge_rules(attributes: Path, visits: str) -> None:
    """Add a line to .gitattributes for each file that only grows: where two people both added to
    it, git keeps the lines of both. What else is in it stays.
    """
    content = attributes.read_bytes() if attributes.exists() else b""
    rules = (f"{visits}/*/{name} merge=union".encode() for name in GROWING)
    missing = [rule + b"\n" for rule in rules if rule not in content.splitlines()]
    if missing:
        between = b"" if content.endswith(b"\n") or not content else b"\n"
        write_file(attributes, content + between + b"".join(missing))


def _month_of(slug: str) -> date:
    """The first of the month a slug begins with, or today."""
    try:
        return datetime.strptime(slug[:7], "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return datetime.now(UTC).astimezone().date()


@main.command(help=say("help.schema"))
def schema() -> None:
    click.echo(_schema(), nl=False)


def _schema() -> str:
    from generator.render.starter.schema import visit_schema

    return json.dumps(visit_schema(LANGUAGE), ensure_ascii=False, indent=1) + "\n"


@main.command(help=say("help.sample"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--guests", type=click.IntRange(1, 20000), default=400, help=say("help.guests"))
@click.option("--seed", type=int, default=1, help=say("help.seed"))
def sample(folder: Path, guests: int, seed: int) -> None:
    from generator.sample import write_sample

    if folder.exists() and any(folder.iterdir()):
        err.print(say("exists", folder=folder), style="bold red")
        raise SystemExit(UNUSABLE)
    write_sample(folder, guests, seed)
    out.print(say("made", folder=folder), style="green")
