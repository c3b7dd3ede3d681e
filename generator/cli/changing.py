"""`handbook changes` and `handbook told`: whose card changed, and who was notified."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from generator.changes.notifications import (
    FILE,
    latest_by_person,
    read_notifications,
)
from generator.changes.publications import (
    Publication,
    find_publication,
    publications,
    time_shown,
    unreadable_records,
)
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    exit_unknown_person,
    load_buildable,
    local_now,
    relative_path,
    require_records,
)
from generator.cli.terminal import LANGUAGE, err, exit_unusable, message, out, print_json
from generator.files import write_office_file
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project
from generator.publish.notifying import (
    PersonNameError,
    RecordedNotifications,
    record_notifications,
)
from generator.render.changes.lines import fact_lines, notification_of, report_lines
from generator.render.changes.log import changes_since, newest_changes
from generator.render.changes.report import (
    change_json,
    person_text,
    report_json,
    report_text,
)
from generator.render.changes.workbook import report_workbook
from generator.render.paper import ChangesToPrint
from generator.sealing.seal import FieldSeal, find_field_seal

WORKBOOK = "changes.xlsx"


@main.command(help=message("help.changes"))
@click.argument("slug")
@click.option("--since", default=None, help=message("help.since"))
@click.option("--format", "form", type=click.Choice(["text", "json", "xlsx"]), default="text")
@click.option("--by", "view", type=click.Choice(["change", "person"]), help=message("help.by_view"))
def changes(slug: str, since: str | None, form: str, view: str | None) -> None:
    """Report what changed since a publication, by change or by person.

    JSON is by person unless the other is asked for, as programs that read it expect.
    """
    project, loaded, visit = _load(slug)
    before = _publication(loaded.folder, visit, since)
    if before is None:
        _require_readable_records(loaded)
        err.print(message("never_published", slug=slug))
        click.echo("[]" if form == "json" else "", nl=form == "json")
        return
    seal = _seal(project, loaded)
    if before.is_masked(seal):
        key = "masked_record" if seal is None else "masked_by_other_key"
        err.print(message(key, slug=slug), style="yellow")
    now = local_now(visit)
    found = changes_since(visit, before, now, seal)
    notifications = latest_by_person(read_notifications(loaded.folder))
    lines = report_lines(found, notifications, LANGUAGE)
    facts = fact_lines(found, lines, now, LANGUAGE)
    if form == "json":
        print_json(change_json(facts) if view == "change" else report_json(lines))
        return
    if form == "xlsx":
        path = project.settings.output_folder / slug / WORKBOOK
        write_office_file(path, report_workbook(facts, lines, LANGUAGE, loaded.last_changed))
        out.print(message("made", folder=relative_path(path)), style="green")
        return
    at = time_shown(before, publications(loaded.folder), visit.zone)
    out.print(message("since", at=at, target=before.target, n=len(lines)))
    if lines:
        by_person = view == "person"
        click.echo(
            "\n"
            + (person_text(lines, LANGUAGE) if by_person else report_text(facts, lines, LANGUAGE))
        )
        pending = sum(line.is_pending for line in lines)
        out.print("\n" + message("to_notify", n=pending), style="yellow" if pending else "green")
    _print_unnotified_before(loaded, visit, seal, {line.id for line in lines})


@main.command(help=message("help.told"))
@click.argument("slug")
@click.argument("people", nargs=-1)
@click.option("--by", required=True, help=message("help.told_by"))
@click.option("--all", "everyone", is_flag=True, help=message("help.told_all"))
@click.option("--since", default=None, help=message("help.since"))
def told(slug: str, people: tuple[str, ...], by: str, everyone: bool, since: str | None) -> None:
    """Record who was notified of changes."""
    if not people and not everyone:
        raise click.UsageError(message("told_whom"))
    with exclusive_build(current_settings()):
        loaded, recorded = _record(slug, () if everyone else people, by, since)
    new = len(recorded.new)
    out.print(message("told", n=new, by=by, file=f"{loaded.slug}/{FILE}"), style="green")
    if not everyone:
        _print_names("told_nothing", recorded.unchanged)
        _print_names("told_already", recorded.notified_before)
    elif not new:
        out.print(message("told_nobody_left"), style="yellow")


def _record(
    slug: str, names: Sequence[str], by: str, since: str | None
) -> tuple[LoadedVisit, RecordedNotifications]:
    """Record that people were notified, everybody without `names`; exit where one is nobody's."""
    project, loaded, visit = _load(slug)
    seal = _seal(project, loaded)
    if not publications(loaded.folder):
        _require_readable_records(loaded)
    if since is None:
        found = newest_changes(visit, loaded.folder, seal)
    else:
        before = _publication(loaded.folder, visit, since)
        found = changes_since(visit, before, local_now(visit), seal) if before else ()
    try:
        return loaded, record_notifications(loaded, visit, found, names, by, local_now(visit))
    except PersonNameError as problem:
        exit_unknown_person(problem)


def changes_to_print(project: Project, loaded: LoadedVisit, visit: Visit) -> ChangesToPrint | None:
    """Return the changes since the last publication for paper; None where nothing was published.

    Exits where no record can be read.
    """
    require_records(loaded)
    before = _publication(loaded.folder, visit, None)
    if before is None:
        _require_readable_records(loaded)
        err.print(message("never_published", slug=loaded.slug))
        return None
    seal, now = _seal(project, loaded), local_now(visit)
    return ChangesToPrint(
        changes_since(visit, before, now, seal),
        latest_by_person(read_notifications(loaded.folder)),
        time_shown(before, publications(loaded.folder), visit.zone),
        now,
    )


def _print_names(key: str, names: Sequence[str]) -> None:
    """Print of whom nothing was recorded, and why."""
    if names:
        out.print(message(key, n=len(names), names="、".join(names)), style="yellow")


def _print_unnotified_before(
    loaded: LoadedVisit, visit: Visit, seal: FieldSeal | None, listed: set[str]
) -> None:
    """Print how many others were never notified of what the publication before changed."""
    notifications = latest_by_person(read_notifications(loaded.folder))
    records = publications(loaded.folder)
    changes = newest_changes(visit, loaded.folder, seal)
    others = (change for change in changes if change.person not in listed)
    pending = sum(not notification_of(change, notifications) for change in others)
    if pending and len(records) > 1:
        since = time_shown(records[-2], records, visit.zone)
        out.print(message("pending_before", n=pending, since=since), style="yellow")


def _load(slug: str) -> tuple[Project, LoadedVisit, Visit]:
    """Load a visit whose changes are known, or exit."""
    project, loaded, visit = load_buildable(slug)
    require_records(loaded)
    return project, loaded, visit


def _require_readable_records(loaded: LoadedVisit) -> None:
    """Exit where a record cannot be read: what changed is not known then."""
    if unreadable_records(loaded.folder):
        exit_unusable("none_readable", slug=loaded.slug)


def _publication(folder: Path, visit: Visit, since: str | None) -> Publication | None:
    """Return the last publication, or the one at the time `since` on the visit's clock."""
    records = publications(folder)
    if since is None:
        return records[-1] if records else None
    record = find_publication(records, since, visit.zone)
    if record is None:
        known = "、".join(time_shown(other, records, visit.zone) for other in records) or "—"
        exit_unusable("no_publication", found=since, known=known)
    return record


def _seal(project: Project, loaded: LoadedVisit) -> FieldSeal | None:
    return find_field_seal(loaded.slug, project.settings, os.environ)
