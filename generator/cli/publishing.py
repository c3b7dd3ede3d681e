"""`handbook publish` and `handbook verify`: what was built goes out, and is what it should be."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator.build.manifest import FILE as MANIFEST_FILE
from generator.build.manifest import read_manifest
from generator.build.project import prepare_key
from generator.build.visit import build_office_files, build_visit
from generator.changes.notifications import latest_by_person, read_notifications
from generator.changes.publications import (
    latest_by_target,
    publications,
    time_shown,
    unreadable_records,
)
from generator.check.waivers import waiver_lines
from generator.cli.building import print_key_event
from generator.cli.common import (
    LANGUAGE,
    UNUSABLE,
    err,
    load,
    main,
    now,
    now_on_clock,
    one_at_a_time,
    out,
    require_records,
    require_yes,
    say,
    settings_here,
    warn_of,
)
from generator.cli.usable_key import leaving_without_key
from generator.findings import Finding
from generator.project import LoadedVisit, Project
from generator.publish.delivery import Delivery, PublishError
from generator.publish.permission import Reason, refusal_of
from generator.publish.publication import (
    PlannedPublication,
    Published,
    last_target,
    outdated_targets,
    plan_publication,
    publish_visit,
)
from generator.publish.risks import Confirmation
from generator.publish.verification import compare_pages
from generator.render.changes.lines import notification_of
from generator.render.changes.log import changes_of
from generator.render.report import as_screen
from generator.sealing.addresses import guests_address
from generator.sealing.seal import FieldSeal, find_field_seal
from generator.sealing.secret import require_secret

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())


@main.command(help=say("help.publish"))
@click.argument("slug")
@click.option("--to", "target", default=None, help=say("help.target"))
@click.option("--new-secret", is_flag=True, help=say("help.new_secret"))
@click.option("--yes", is_flag=True, help=say("help.yes"))
def publish(slug: str, target: str | None, new_secret: bool, yes: bool) -> None:
    if target is not None and not target.strip():
        raise click.UsageError(say("empty_target"))
    with one_at_a_time(settings_here()):
        project = load((slug,))
        loaded = project.selected_visits[0]
        require_records(loaded)
        where = target or last_target(loaded)
        if where is None:
            key = "unknown_target" if unreadable_records(loaded.folder) else "no_target"
            raise click.UsageError(say(key, slug=slug))
        _require_permission(loaded, project)
        with leaving_without_key(out):
            prepare_key(
                loaded, project.settings, os.environ, print_key_event, new_secret=new_secret
            )
            build_visit(loaded, project.settings, os.environ, new_secret=new_secret)
        if target is None and len(latest_by_target(publications(loaded.folder))) > 1:
            out.print(say("same_place", target=where))
        planned = _planned(loaded, project, where)
        _ask(loaded, planned.confirmations, where, yes=yes)
        published = _published(planned, project)
        _print(published.delivery)
        _print_changes(loaded, published, find_field_seal(slug, project.settings, os.environ))
        if published.delivery.complete:
            _print_behind(loaded)
        # Guests first. Links and cards that were made before an approval work on this machine only.
        build_office_files(loaded, project.settings, os.environ)
    raise SystemExit(0 if published.delivery.complete else 1)


@main.command(help=say("help.verify"))
@click.argument("slug")
@click.option("--at", "address", default=None, help=say("help.address"))
def verify(slug: str, address: str | None) -> None:
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    manifest = read_manifest(project.settings.output_folder / loaded.slug / MANIFEST_FILE)
    if not manifest:
        err.print(say("not_built_yet", slug=slug), style="bold red")
        raise SystemExit(UNUSABLE)
    root = address or guests_address(loaded.visit, project.settings)
    base = f"{root.rstrip('/')}/{loaded.slug}"
    found = compare_pages(base, {path: made.digest for path, made in manifest.items()})
    if len(found) == len(manifest) > 1 and len(alike := {problem for _, problem in found}) == 1:
        values = {"n": len(manifest), "address": base}
        out.print(say(f"all_differ.{alike.pop()}", **values), style="bold red")
        raise SystemExit(1)
    for path, problem in found:
        out.print(f"  {path}  {say(f'differs.{problem}')}", style="bold red")
    key = "verified_not" if found else "verified"
    values = {"n": len(manifest), "bad": len(found), "address": base}
    out.print(say(key, **values), style="bold red" if found else "green")
    raise SystemExit(1 if found else 0)


def _require_permission(loaded: LoadedVisit, project: Project) -> None:
    """Exit with the reason unless the visit may be published."""
    visit = loaded.visit
    today = now_on_clock(visit).date() if visit else date.min
    refusal = refusal_of(loaded, project, today)
    if refusal is None:
        return
    match refusal.reason:
        case Reason.UNREAD:
            err.print(as_screen(refusal.findings, LANGUAGE))
            err.print()
            err.print(say("not_published_unread", slug=loaded.slug), style="bold red")
            raise SystemExit(UNUSABLE)
        case Reason.ERRORS:
            _print_errors(loaded.slug, refusal.findings, today)
        case Reason.NOT_APPROVED_YET:
            on = visit.publish.on if visit and visit.publish else None
            values = {"slug": loaded.slug, "on": on, "today": today}
            err.print(say("not_approved_yet", **values), style="bold red")
        case Reason.CLASSIFIED:
            err.print(say("built_classified", slug=loaded.slug), style="bold red")
        case Reason.NOT_APPROVED:
            err.print(say("not_approved", slug=loaded.slug), style="bold red")
    raise SystemExit(1)


def _print_errors(slug: str, errors: Sequence[Finding], today: date) -> None:
    """Print the errors as `check` does, and the two ways on: correct them, or waive them."""
    err.print(as_screen(errors, LANGUAGE))
    err.print()
    err.print(say("errors_stand", slug=slug, n=len(errors)), style="bold red")
    err.print("\nwaivers:")
    for line in waiver_lines(errors, today):
        remark = "" if line.has_place else say("waives_all", n=line.waived)
        err.print(f"  {line.text}{remark}")


def _planned(loaded: LoadedVisit, project: Project, target: str) -> PlannedPublication:
    settings = project.settings
    with leaving_without_key(out), _leaving_unpublished():
        secret = require_secret(loaded, settings, os.environ)
        return plan_publication(loaded, settings, secret, target, now())


def _ask(
    loaded: LoadedVisit, confirmations: Sequence[Confirmation], target: str, *, yes: bool
) -> None:
    """Ask what has to be asked; leave where one answer is not yes."""
    for confirmation in confirmations:
        values = {"slug": loaded.slug, "target": target, **_shown(loaded, confirmation.values)}
        err.print(say(f"doubt.{confirmation.risk}", **values), style="bold yellow")
    if confirmations:
        require_yes(say("publish_sure"), say("publish_not", slug=loaded.slug), yes=yes)


def _shown(loaded: LoadedVisit, values: Mapping[str, object]) -> dict[str, object]:
    """Values with times as the visit's clock shows them."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    zone = loaded.visit.zone
    return {
        name: f"{value.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _published(planned: PlannedPublication, project: Project) -> Published:
    with Progress(*COLUMNS, console=err, transient=True) as progress, _leaving_unpublished():
        sending = progress.add_task(say("sending"), total=None)
        return publish_visit(
            planned,
            project.settings,
            lambda done, total: progress.update(sending, completed=done, total=total),
        )


@contextmanager
def _leaving_unpublished() -> Iterator[None]:
    """Within it, a target that refuses ends the command with its reason."""
    try:
        yield
    except PublishError as problem:
        warn_of(problem.finding)
        raise SystemExit(UNUSABLE) from None


def _print(delivery: Delivery) -> None:
    """What went where; of cards only how many, since their addresses are secrets."""
    counted = {
        "target": delivery.target,
        "added": len(delivery.added),
        "changed": len(delivery.changed),
        "removed": len(delivery.removed),
        "unchanged": delivery.unchanged,
    }
    out.print(say("delivered", **counted), style="green" if delivery.complete else "yellow")
    if not delivery.complete:
        missing, left = len(delivery.missing), len(delivery.left)
        err.print(say("incomplete", missing=missing, left=left), style="bold red")
        if delivery.why:
            err.print(say("refused_by_store", why=delivery.why), style="red", markup=False)


def _print_changes(loaded: LoadedVisit, published: Published, seal: FieldSeal | None) -> None:
    """Whose card this publication changed and nobody told: they have to be told."""
    before, after, visit = published.before, published.record, loaded.visit
    if before is None or after is None or visit is None:
        return
    told = latest_by_person(read_notifications(loaded.folder))
    changed = changes_of(visit, before, after, seal)
    if untold := sum(change.to_notify and not notification_of(change, told) for change in changed):
        since = time_shown(before, (before, after), visit.zone)
        out.print(say("tell_them", n=untold, slug=loaded.slug, since=since), style="yellow")


def _print_behind(loaded: LoadedVisit) -> None:
    """The other places that still have an older edition, and how to mend that."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    every = publications(loaded.folder)
    for behind in outdated_targets(loaded):
        key = "behind_revoked" if behind.opens_revoked_cards(every[-1].revisions) else "behind"
        at = time_shown(behind, every, loaded.visit.zone)
        values = {"slug": loaded.slug, "target": behind.target, "at": at}
        err.print(say(key, **values), style="yellow")
