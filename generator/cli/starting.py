"""`handbook new`, `schema` and `sample`: something to start from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.build.new_visit import create_visit, schema_text
from generator.cli import main
from generator.cli.common import current_settings, now
from generator.cli.terminal import (
    LANGUAGE,
    ask,
    confirm_or_exit,
    err,
    exit_unusable,
    has_reader,
    message,
    out,
    print_json,
)
from generator.init.answers import answers_or_default
from generator.load.visit import is_slug
from generator.model.parsing.values import parse_date
from generator.render.starter import VisitNames


class Day(click.ParamType[date]):
    """A date in any form that the files may use; without a year, the one nearest today."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Parse a date. Raises click.BadParameter."""
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value), start=now().date())
        except PydanticCustomError as problem:
            text = vocabulary.message(problem.type, **(problem.context or {}))
            self.fail(text.in_(LANGUAGE), param, ctx)


@main.command(help=message("help.new"))
@click.argument("slug")
@click.option("--start", type=Day(), default=None, help=message("help.start"))
@click.option("--days", type=click.IntRange(1, 60), default=3, help=message("help.days"))
@click.option("--title", default=None, help=message("help.title"))
@click.option("--host", default=None, help=message("help.host"))
@click.option("--sender", default=None, help=message("help.sender"))
def new(
    slug: str,
    start: date | None,
    days: int,
    title: str | None,
    host: str | None,
    sender: str | None,
) -> None:
    """Create the folder of a new visit; a person at the terminal is asked for its names."""
    settings = current_settings()
    folder = settings.visits_folder / slug
    if not is_slug(slug):
        exit_unusable("bad_slug", found=slug)
    if folder.exists():
        exit_unusable("exists", folder=folder)
    first = start or _month_of(slug)
    last = first + timedelta(days - 1)
    is_over = last < now().date()
    if is_over and has_reader():
        _confirm_days(slug, first, last)
    office = answers_or_default(settings.root)
    names = VisitNames(
        title=ask(title, "title"),
        host=ask(host, "host", office.host),
        sender=ask(sender, "sender"),
        language=office.language,
    )
    create_visit(settings, slug, first, last, LANGUAGE, names)
    out.print(message("made", folder=folder.relative_to(settings.root)), style="green")
    if is_over and not has_reader():
        err.print(message("new_ended", start=first, end=last), style="yellow")


def _confirm_days(slug: str, first: date, last: date) -> None:
    """Ask whether days that are over are meant; exit with the command for next year if not."""
    today = now().date()
    year = today.year + ((first.month, first.day) < (today.month, today.day))
    coming = message(
        "new_coming", slug=slug.replace(str(first.year), str(year)), start=f"{year}-{first:%m-%d}"
    )
    confirm_or_exit(message("new_over", start=first, end=last), coming, yes=False)


def _month_of(slug: str) -> date:
    """Return the first day of the month that a slug begins with, or today."""
    try:
        return datetime.strptime(slug[:7], "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return datetime.now(UTC).astimezone().date()


@main.command(help=message("help.schema"))
def schema() -> None:
    """Print the JSON Schema of visit.yml."""
    print_json(schema_text(LANGUAGE).rstrip())


@main.command(help=message("help.sample"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--guests", type=click.IntRange(1, 20000), default=400, help=message("help.guests"))
@click.option("--seed", type=int, default=1, help=message("help.seed"))
@click.option("--open", "is_open", is_flag=True, help=message("help.sample_open"))
def sample(folder: Path, guests: int, seed: int, is_open: bool) -> None:
    """Write a generated visit of any size."""
    from generator.sample import write_sample

    if folder.exists() and any(folder.iterdir()):
        exit_unusable("exists", folder=folder)
    write_sample(folder, guests, seed, places=not is_open)
    out.print(message("made", folder=folder), style="green")
