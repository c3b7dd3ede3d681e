"""`handbook links` and `handbook revoke`: the links of cards, and a new card for a lost one."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

import click

from generator.changes.publications import latest_by_target, publications, time_shown
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    exit_unknown_person,
    load_buildable,
    load_readable,
    usable_links,
)
from generator.cli.terminal import message, out, print_json
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.publish.notifying import PersonNameError, person_called
from generator.publish.revocation import revoke_card
from generator.sealing.links import links_csv


@main.command(help=message("help.links"))
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def links(slug: str, form: str) -> None:
    """Print the links of all cards."""
    project, loaded, _ = load_readable(slug)
    found = usable_links(loaded, project.settings)
    if form == "csv":
        sys.stdout.write(links_csv(found))
    else:
        rows = [
            {"id": link.person, "name": link.name, "party": link.party, "url": link.url}
            for link in found
        ]
        print_json(json.dumps(rows, ensure_ascii=False, indent=1))


@main.command(help=message("help.revoke"))
@click.argument("slug")
@click.argument("person")
def revoke(slug: str, person: str) -> None:
    """Revoke a person's card; the next build makes a new one."""
    with exclusive_build(current_settings()):
        _, loaded, visit = load_buildable(slug)
        try:
            owner = visit.people[person_called(visit, person)]
        except PersonNameError as problem:
            exit_unknown_person(problem)
        revision = revoke_card(loaded, owner)
    out.print(message("revoked", name=owner.name, slug=loaded.slug), style="green")
    _print_where_it_opens(loaded, visit, {owner.id: revision})


def _print_where_it_opens(
    loaded: LoadedVisit, visit: Visit, revisions: Mapping[PersonId, int]
) -> None:
    """Print where the old card opens until the visit is published there again."""
    records = publications(loaded.folder)
    for record in latest_by_target(records):
        if record.opens_revoked_cards(revisions):
            at = time_shown(record, records, visit.zone)
            values = {"slug": loaded.slug, "target": record.target, "at": at}
            out.print(message("still_opens", **values), style="yellow")
