"""`handbook report`: all visits of a year by category, for the screen and as a workbook."""

from __future__ import annotations

import click
from rich import box
from rich.table import Table as Screen

from generator.cli import main
from generator.cli.common import current_settings, relative_path
from generator.cli.terminal import LANGUAGE, err, message, out
from generator.files import write_office_file
from generator.project import LoadedVisit, all_visit_folders, load_project
from generator.render.statement import year_workbook
from generator.render.statement.tables import AccountTable, value_text
from generator.render.statement.yearly import YearFigures, kinds_table


@main.command(help=message("help.report"))
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help=message("help.year"))
def report(year: int) -> None:
    """Print the year's visits by category, and write them to a workbook."""
    settings = current_settings()
    project = load_project(settings, all_visit_folders(settings))  # retired visits count too
    visits = (loaded.visit for loaded in project.visits if loaded.is_buildable)
    figures = YearFigures(year, tuple(filter(None, visits)))
    changed = max((loaded.last_changed for loaded in project.visits), default=None)
    out.print(_screen(kinds_table(figures, LANGUAGE)))
    if changed is not None:
        path = project.settings.output_folder / f"report-{year}.xlsx"
        write_office_file(path, year_workbook(figures, LANGUAGE, changed))
        out.print(message("made", folder=relative_path(path)), style="green")
    left_out = [
        loaded.slug
        for loaded in project.visits
        if not loaded.is_buildable and _may_be_of(loaded, year)
    ]
    if left_out:
        err.print(message("not_counted", slugs="、".join(left_out)), style="bold red")
        raise SystemExit(1)


def _may_be_of(loaded: LoadedVisit, year: int) -> bool:
    return loaded.visit is None or loaded.visit.start.year == year


def _screen(table: AccountTable) -> Screen | str:
    """Return the table transposed for the screen, where few columns fit: one for each category.

    Where it is empty, a sentence.
    """
    if not table.rows:
        return table.empty
    screen = Screen(box=box.SIMPLE, caption=table.remark, caption_justify="left")
    lines = [table.headings, *(tuple(map(value_text, row)) for row in (*table.rows, *table.totals))]
    headings, *figures = zip(*lines, strict=True)
    for number, heading in enumerate(headings):
        screen.add_column(heading, justify="right" if number else "left", overflow="fold")
    for row in figures:
        screen.add_row(*row)
    return screen
