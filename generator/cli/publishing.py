"""`handbook publish` and `handbook verify`: deliver what was built, and compare what is online."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator.build.key import prepare_key
from generator.build.manifest import FILE as MANIFEST_FILE
from generator.build.manifest import read_manifest
from generator.build.visit import build_edition
from generator.changes.cards import Edition
from generator.changes.notifications import latest_by_person, read_notifications
from generator.changes.publications import (
    latest_by_target,
    publications,
    time_shown,
    unreadable_records,
)
from generator.check.waivers import waiver_lines
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    exit_without_key,
    load_one,
    load_readable,
    local_now,
    now,
    print_key_event,
    require_records,
)
from generator.cli.terminal import (
    UNUSABLE,
    confirm_or_exit,
    err,
    exit_unusable,
    message,
    out,
    print_findings,
)
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
from generator.sealing.addresses import guests_address
from generator.sealing.seal import FieldSeal, find_field_seal
from generator.sealing.secret import require_secret

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())


@main.command(help=message("help.publish"))
@click.argument("slug")
@click.option("--to", "target", default=None, help=message("help.target"))
@click.option("--new-secret", is_flag=True, help=message("help.new_secret"))
@click.option("--yes", is_flag=True, help=message("help.yes"))
def publish(slug: str, target: str | None, new_secret: bool, yes: bool) -> None:
    """Deliver a visit's cards, then update the files for the office.

    Whatever refuses a publication does so before the delivery: findings, approval, the key, a card
    that cannot be built, a tree with a file of another kind, a risk that nobody confirmed. Lists
    and paper are begun after it, and cannot refuse it. If one of them fails, the cards are
    published and recorded; the next publication repeats neither, and completes the files.
    """
    if target is not None and not target.strip():
        raise click.UsageError(message("empty_target"))
    with exclusive_build(current_settings()):
        project, loaded = load_one(slug)
        require_records(loaded)
        where = target or last_target(loaded)
        if where is None:
            key = "unknown_target" if unreadable_records(loaded.folder) else "no_target"
            raise click.UsageError(message(key, slug=slug))
        _require_permission(loaded, project)
        with exit_without_key(out):
            prepare_key(
                loaded, project.settings, os.environ, print_key_event, new_secret=new_secret
            )
            _, edition = build_edition(loaded, project.settings, os.environ, new_secret=new_secret)
        if target is None and len(latest_by_target(publications(loaded.folder))) > 1:
            out.print(message("same_place", target=where))
        planned = _plan(loaded, project, edition, where)
        _ask(loaded, planned.confirmations, where, yes=yes)
        published = _publish(planned, project)
        _print_delivery(published.delivery)
        _print_changes(loaded, published, find_field_seal(slug, project.settings, os.environ))
        if published.delivery.complete:
            _print_outdated(loaded)
            out.print(message("guests_first"))
        _build_office_files(loaded, project)
    raise SystemExit(0 if published.delivery.complete else 1)


@main.command(help=message("help.verify"))
@click.argument("slug")
@click.option("--at", "address", default=None, help=message("help.address"))
def verify(slug: str, address: str | None) -> None:
    """Compare the published pages with the built ones."""
    from generator.publish.verification import compare_pages

    project, loaded, visit = load_readable(slug)
    manifest = read_manifest(project.settings.output_folder / loaded.slug / MANIFEST_FILE)
    if not manifest:
        exit_unusable("not_built_yet", slug=slug)
    root = address or guests_address(visit, project.settings)
    base = f"{root.rstrip('/')}/{loaded.slug}"
    differing = compare_pages(base, {path: file.digest for path, file in manifest.items()})
    problems = {problem for _, problem in differing}
    if len(differing) == len(manifest) > 1 and len(problems) == 1:
        values = {"n": len(manifest), "address": base}
        out.print(message(f"all_differ.{problems.pop()}", **values), style="bold red")
        raise SystemExit(1)
    for path, problem in differing:
        out.print(f"  {path}  {message(f'differs.{problem}')}", style="bold red")
    key = "verified_not" if differing else "verified"
    values = {"n": len(manifest), "bad": len(differing), "address": base}
    out.print(message(key, **values), style="bold red" if differing else "green")
    raise SystemExit(1 if differing else 0)


def _require_permission(loaded: LoadedVisit, project: Project) -> None:
    """Exit with the reason unless the visit may be published."""
    visit = loaded.visit
    at = local_now(visit) if visit else datetime.min
    today = at.date()
    refusal = refusal_of(loaded, project, at)
    if refusal is None:
        return
    match refusal.reason:
        case Reason.UNREAD:
            print_findings(*refusal.findings)
            err.print()
            exit_unusable("not_published_unread", slug=loaded.slug)
        case Reason.ERRORS:
            _print_errors(loaded.slug, refusal.findings, today)
        case Reason.NOT_APPROVED_YET:
            on = visit.publish.on if visit and visit.publish else None
            values = {"slug": loaded.slug, "on": on, "today": today}
            err.print(message("not_approved_yet", **values), style="bold red")
        case Reason.CLASSIFIED:
            err.print(message("classified", slug=loaded.slug), style="bold red")
        case Reason.NOT_APPROVED:
            err.print(message("not_approved", slug=loaded.slug), style="bold red")
        case Reason.UNDECIDED:
            print_findings(*refusal.findings)
            err.print()
            n = len(refusal.findings)
            err.print(message("undecided_stands", slug=loaded.slug, n=n), style="bold red")
        case Reason.WORK_SECRET:
            print_findings(*refusal.findings)
            err.print()
            err.print(message("work_secret", slug=loaded.slug), style="bold red")
    raise SystemExit(1)


def _print_errors(slug: str, errors: Sequence[Finding], today: date) -> None:
    """Print the errors as `check` does, and the two ways on: correct them, or waive them."""
    print_findings(*errors)
    err.print()
    err.print(message("errors_stand", slug=slug, n=len(errors)), style="bold red")
    err.print("\nwaivers:")
    for line in waiver_lines(errors, today):
        remark = "" if line.has_place else message("waives_all", n=line.waived)
        err.print(f"  {line.text}{remark}")


def _plan(
    loaded: LoadedVisit, project: Project, edition: Edition, target: str
) -> PlannedPublication:
    settings = project.settings
    with exit_without_key(out), _exit_unpublished():
        secret = require_secret(loaded, settings, os.environ)
        return plan_publication(loaded, settings, secret, edition, target, now())


def _ask(
    loaded: LoadedVisit, confirmations: Sequence[Confirmation], target: str, *, yes: bool
) -> None:
    """Ask for the confirmations; exit where the answer is not yes."""
    for confirmation in confirmations:
        values = {
            "slug": loaded.slug,
            "target": target,
            **_local_times(loaded, confirmation.values),
        }
        err.print(message(f"doubt.{confirmation.risk}", **values), style="bold yellow")
    if confirmations:
        confirm_or_exit(message("publish_sure"), message("publish_not", slug=loaded.slug), yes=yes)


def _local_times(loaded: LoadedVisit, values: Mapping[str, object]) -> dict[str, object]:
    """Return the values, with times in the visit's time zone."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    zone = loaded.visit.zone
    return {
        name: f"{value.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _publish(planned: PlannedPublication, project: Project) -> Published:
    with Progress(*COLUMNS, console=err, transient=True) as progress, _exit_unpublished():
        sending = progress.add_task(message("sending"), total=None)
        return publish_visit(
            planned,
            project.settings,
            lambda done, total: progress.update(sending, completed=done, total=total),
        )


@contextmanager
def _exit_unpublished() -> Iterator[None]:
    """Within it, a target that refuses ends the command with the reason."""
    try:
        yield
    except PublishError as problem:
        print_findings(problem.finding)
        raise SystemExit(UNUSABLE) from None


def _print_delivery(delivery: Delivery) -> None:
    """Print how many files were delivered: the paths of cards are secrets."""
    values = {
        "target": delivery.target,
        "added": len(delivery.added),
        "changed": len(delivery.changed),
        "removed": len(delivery.removed),
        "unchanged": delivery.unchanged,
    }
    out.print(message("delivered", **values), style="green" if delivery.complete else "yellow")
    if not delivery.complete:
        missing, left = len(delivery.missing), len(delivery.left)
        err.print(message("incomplete", missing=missing, left=left), style="bold red")
        if delivery.why:
            err.print(message("refused_by_store", why=delivery.why), style="red", markup=False)


def _print_changes(loaded: LoadedVisit, published: Published, seal: FieldSeal | None) -> None:
    """Print how many people have to be notified of what this publication changed."""
    # Workbooks take time to import, and the cards are delivered first.
    from generator.render.changes.lines import notification_of
    from generator.render.changes.log import changes_of

    before, after, visit = published.before, published.record, loaded.visit
    if before is None or after is None or visit is None:
        return
    notifications = latest_by_person(read_notifications(loaded.folder))
    changed = changes_of(visit, before, after, seal)
    if pending := sum(
        change.to_notify and not notification_of(change, notifications) for change in changed
    ):
        since = time_shown(before, (before, after), visit.zone)
        out.print(message("pending", n=pending, slug=loaded.slug, since=since), style="yellow")


def _build_office_files(loaded: LoadedVisit, project: Project) -> None:
    """Update lists and paper: links that were made before an approval open on this machine only."""
    from generator.build.office_files import build_office_files  # paper takes time to import

    build_office_files(loaded, project.settings, os.environ)


def _print_outdated(loaded: LoadedVisit) -> None:
    """Print the other targets that still have an older edition, and how to update them."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    records = publications(loaded.folder)
    for record in outdated_targets(loaded):
        key = "behind_revoked" if record.opens_revoked_cards(records[-1].revisions) else "behind"
        at = time_shown(record, records, loaded.visit.zone)
        values = {"slug": loaded.slug, "target": record.target, "at": at}
        err.print(message(key, **values), style="yellow")
