"""`handbook report`: all visits of a year by category, for the screen and as a workbook."""

from __future__ import annotations

import click
from rich import box
from rich.table import Table as Screen

from generator.cli.common import LANGUAGE, err, main, out, say, settings_here, shown
from generator.files import write_office_file
from generator.project import LoadedVisit, all_visit_folders, load_project
from generator.render.statement import year_workbook
from generator.render.statement.tables import AccountTable, value_text
from generator.render.statement.yearly import YearFigures, kinds_table


@main.command(help=say("help.report"))
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help=say("help.year"))
def report(year: int) -> None:
    settings = settings_here()
    project = load_project(settings, all_visit_folders(settings))  # what is over counts too
    sound = tuple(
        each.visit for each in project.visits if each.visit is not None and each.is_buildable
    )
    figures = YearFigures(year, sound)
    changed = max((each.last_changed for each in project.visits), default=None)
    out.print(_screen(kinds_table(figures, LANGUAGE)))
    if changed is not None:
        path = project.settings.output_folder / f"report-{year}.xlsx"
        write_office_file(path, year_workbook(figures, LANGUAGE, changed))
        out.print(say("made", folder=shown(path)), style="green")
    left_out = [
        each.slug for each in project.visits if not each.is_buildable and _may_be_of(each, year)
    ]
    if left_out:
        err.print(say("not_counted", slugs="、".join(left_out)), style="bold red")
        raise SystemExit(1)


def _may_be_of(loaded: LoadedVisit, year: int) -> bool:
    return loaded.visit is None or loaded.visit.start.year == year


def _screen(table: AccountTable) -> Screen | str:
    """The table for the screen, turned: a column for each category, for few columns fit; a
    sentence where it is empty.
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
