"""Commands about changes: whose card differs from what went out, and who was notified."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import click

from generator.changes.cards import CardChange, CardEvent
from generator.changes.notifications import (
    FILE,
    Notification,
    latest_by_person,
    notifications_csv,
    read_notifications,
)
from generator.changes.publications import (
    Publication,
    find_publication,
    publications,
    time_shown,
    unreadable_records,
)
from generator.cli.common import (
    LANGUAGE,
    UNUSABLE,
    err,
    load,
    main,
    now_on_clock,
    out,
    require_records,
    say,
    shown,
)
from generator.files import write_file, write_office_file
from generator.model.parsing.values import split_list
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.names.index import name_key
from generator.names.people import people_named
from generator.project import LoadedVisit, Project
from generator.render.changes.lines import (
    fact_lines,
    new_notification,
    notification_of,
    report_lines,
)
from generator.render.changes.log import changes_since, newest_changes
from generator.render.changes.report import report_json, report_text, report_workbook
from generator.render.report import as_screen
from generator.sealing.seal import FieldSeal, find_field_seal

WORKBOOK = "changes.xlsx"


@main.command(help=say("help.changes"))
@click.argument("slug")
@click.option("--since", default=None, help=say("help.since"))
@click.option("--format", "form", type=click.Choice(["text", "json", "xlsx"]), default="text")
def changes(slug: str, since: str | None, form: str) -> None:
    project, loaded, visit = _readable(slug)
    before = _publication(loaded.folder, visit, since)
    if before is None:
        _require_no_unread(loaded)
        err.print(say("never_published", slug=slug))
        click.echo("[]" if form == "json" else "", nl=form == "json")
        return
    seal = _seal(project, loaded)
    if before.is_masked(seal):
        key = "masked_record" if seal is None else "masked_by_other_key"
        err.print(say(key, slug=slug), style="yellow")
    now = now_on_clock(visit)
    found = changes_since(visit, before, now, seal)
    lines = report_lines(found, latest_by_person(read_notifications(loaded.folder)), LANGUAGE)
    if form == "json":
        click.echo(report_json(lines))
        return
    if form == "xlsx":
        path = project.settings.output_folder / slug / WORKBOOK
        write_office_file(path, report_workbook(lines, LANGUAGE, loaded.last_changed))
        out.print(say("made", folder=shown(path)), style="green")
        return
    at = time_shown(before, publications(loaded.folder), visit.zone)
    out.print(say("since", at=at, target=before.target, n=len(lines)))
    if lines:
        click.echo("\n" + report_text(fact_lines(found, now, LANGUAGE), lines, LANGUAGE))
        untold = sum(line.is_pending for line in lines)
        out.print("\n" + say("to_tell", n=untold), style="yellow" if untold else "green")
    _say_who_else(loaded, visit, seal, {line.id for line in lines})


@main.command(help=say("help.told"))
@click.argument("slug")
@click.argument("people", nargs=-1)
@click.option("--by", required=True, help=say("help.told_by"))
@click.option("--all", "everyone", is_flag=True, help=say("help.told_all"))
@click.option("--since", default=None, help=say("help.since"))
def told(slug: str, people: tuple[str, ...], by: str, everyone: bool, since: str | None) -> None:
    if not people and not everyone:
        raise click.UsageError(say("told_whom"))
    project, loaded, visit = _readable(slug)
    seal = _seal(project, loaded)
    if not publications(loaded.folder):
        _require_no_unread(loaded)
    if since is None:
        found = newest_changes(visit, loaded.folder, seal)
    else:
        before = _publication(loaded.folder, visit, since)
        found = changes_since(visit, before, now_on_clock(visit), seal) if before else ()
    every = read_notifications(loaded.folder)
    known = latest_by_person(every)
    to_tell = {change.person: change for change in found if change.to_notify}
    gone = [change for change in to_tell.values() if change.event is CardEvent.GONE]
    named = {person for text in people for person in _named(visit, gone, text)}
    everybody = (*visit.people, *(change.person for change in gone))
    wanted = [*to_tell] if everyone else [id for id in everybody if id in named]
    new = [
        new_notification(to_tell[person], by, now_on_clock(visit))
        for person in wanted
        if person in to_tell and not notification_of(to_tell[person], known)
    ]
    if new:
        write_file(loaded.folder / FILE, notifications_csv((*every, *new)).encode("utf-8"))
    out.print(say("told", n=len(new), by=by, file=f"{loaded.slug}/{FILE}"), style="green")
    if not everyone:
        _say_who_was_not_written_down(visit, wanted, to_tell, known)
    elif not new:
        out.print(say("told_nobody_left"), style="yellow")


def _say_who_was_not_written_down(
    visit: Visit,
    wanted: Sequence[PersonId],
    to_tell: Mapping[PersonId, CardChange],
    known: Sequence[Notification],
) -> None:
    """Of whom nothing was written down, and why: nothing to tell them, or told already."""
    unchanged = [visit.people[id].name for id in wanted if id not in to_tell]
    before = [
        to_tell[id].name for id in wanted if id in to_tell and notification_of(to_tell[id], known)
    ]
    for key, names in (("told_nothing", unchanged), ("told_already", before)):
        if names:
            out.print(say(key, n=len(names), names="、".join(names)), style="yellow")


def _say_who_else(
    loaded: LoadedVisit, visit: Visit, seal: FieldSeal | None, listed: set[str]
) -> None:
    """How many were never told of what an earlier publication changed."""
    told = latest_by_person(read_notifications(loaded.folder))
    every = publications(loaded.folder)
    every_change = newest_changes(visit, loaded.folder, seal)
    newest = (change for change in every_change if change.person not in listed)
    untold = sum(not notification_of(each, told) for each in newest)
    if untold and len(every) > 1:
        since = time_shown(every[-2], every, visit.zone)
        out.print(say("untold_before", n=untold, since=since), style="yellow")


def _readable(slug: str) -> tuple[Project, LoadedVisit, Visit]:
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None or not loaded.is_buildable:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    require_records(loaded)
    return project, loaded, loaded.visit


def _require_no_unread(loaded: LoadedVisit) -> None:
    """Leave where no record can be read: what changed is not known then."""
    if unreadable_records(loaded.folder):
        err.print(say("none_readable", slug=loaded.slug), style="bold red")
        raise SystemExit(UNUSABLE)


def _publication(folder: Path, visit: Visit, since: str | None) -> Publication | None:
    """The last publication, or the one of the time `since` on the visit's clock."""
    every = publications(folder)
    if since is None:
        return every[-1] if every else None
    found = find_publication(every, since, visit.zone)
    if found is None:
        known = "、".join(time_shown(each, every, visit.zone) for each in every) or "—"
        err.print(say("no_publication", found=since, known=known), style="bold red")
        raise SystemExit(UNUSABLE)
    return found


def _seal(project: Project, loaded: LoadedVisit) -> FieldSeal | None:
    return find_field_seal(loaded.slug, project.settings, os.environ)


def _named(visit: Visit, gone: Sequence[CardChange], text: str) -> tuple[PersonId, ...]:
    """The people whom a word of the command line names: one, a party, or several in a list; also
    those who are no longer in the visit and have to be notified of it.
    """
    if people_named(visit, text):
        return (_one(visit, text),)
    parts = split_list(text)
    return tuple(
        person for part in cast("list[str]", parts) for person in _people(visit, gone, part)
    )


def _people(visit: Visit, gone: Sequence[CardChange], text: str) -> tuple[PersonId, ...]:
    wanted = name_key(text)
    left = [change.person for change in gone if wanted in _keys(change)]
    party = [g.id for g in visit.guests if g.party and name_key(g.party.name) == wanted]
    if people_named(visit, text) or not (party or left):
        return (_one(visit, text), *left)
    return (*party, *left)


def _keys(change: CardChange) -> set[str]:
    """What somebody who left may be named by: name, id and party."""
    return {name_key(text) for text in (change.name, change.person, change.party) if text}


def _one(visit: Visit, name: str) -> PersonId:
    """The id of the one person a name stands for."""
    found = people_named(visit, name)
    if len(found) != 1:
        known = "、".join(each.id for each in found)
        key = "several_people" if found else "no_person"
        err.print(say(key, found=name, known=known), style="bold red")
        raise SystemExit(UNUSABLE)
    return found[0].id
