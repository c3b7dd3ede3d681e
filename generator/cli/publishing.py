"""`handbook publish` and `handbook verify`: what was built goes out, and is what it should be."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from generator.build.manifest import FILE as MANIFEST_FILE
from generator.build.manifest import read_manifest
from generator.build.visit import base_url, build_outputs, is_preview
from generator.changes.notifications import latest_by_person, read_notifications
from generator.changes.publications import (
    latest_by_target,
    publications,
    time_shown,
    unreadable_records,
)
from generator.check.waivers import waiver_lines
from generator.cli.building import build_one
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
from generator.cli.usable_key import leaving_without_key, prepare_key
from generator.findings import Finding, errors_in
from generator.model.enums import Privacy
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project, findings_by_visit
from generator.publish.delivery import Delivery, PublishError
from generator.publish.publication import (
    Confirmation,
    PlannedPublication,
    Published,
    last_target,
    outdated_targets,
    plan_publication,
    publish_visit,
)
from generator.publish.verification import compare_pages
from generator.render.changes.entries import told_of
from generator.render.changes.log import changes_of
from generator.render.report import as_screen
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
        _require_publishable(loaded, project)
        prepare_key(loaded, project.settings, new_secret=new_secret)
        build_one(loaded, project.settings, new_secret=new_secret)
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
        build_outputs(loaded, project.settings, os.environ)
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
    base = f"{(address or base_url(loaded.visit, project.settings)).rstrip('/')}/{loaded.slug}"
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


def _require_publishable(loaded: LoadedVisit, project: Project) -> None:
    """Leave, saying why, unless the visit may go out: sound, not classified, approved,
    and without an error that nobody answers for.
    """
    if loaded.visit is None or not loaded.sound:
        err.print(as_screen(loaded.findings, LANGUAGE))
        err.print()
        err.print(say("not_published_unread", slug=loaded.slug), style="bold red")
        raise SystemExit(UNUSABLE)
    if loaded.visit.privacy is Privacy.CLASSIFIED:
        err.print(say("built_classified", slug=loaded.slug), style="bold red")
        raise SystemExit(1)
    if is_preview(loaded.visit, project.settings):
        err.print(say("not_approved", slug=loaded.slug), style="bold red")
        raise SystemExit(1)
    approved, today = loaded.visit.publish, now_on_clock(loaded.visit).date()
    if approved and approved.on > today:
        err.print(
            say("not_approved_yet", slug=loaded.slug, on=approved.on, today=today), style="bold red"
        )
        raise SystemExit(1)
    if errors := errors_in(findings_by_visit(project)[loaded.slug]):
        _say_errors(loaded.visit, errors)
        raise SystemExit(1)


def _say_errors(visit: Visit, errors: Sequence[Finding]) -> None:
    """What is wrong, as `check` shows it, and the two ways on: mend it, or have it waived."""
    err.print(as_screen(errors, LANGUAGE))
    err.print()
    err.print(say("errors_stand", slug=visit.slug, n=len(errors)), style="bold red")
    err.print("\nwaivers:")
    for line in waiver_lines(errors, now_on_clock(visit).date()):
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
    if untold := sum(change.to_notify and not told_of(change, told) for change in changed):
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
