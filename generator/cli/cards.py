"""Commands about single cards: their links, and a new card for one that is lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

import click
import yaml

from generator.changes.publications import latest_by_target, publications, time_shown
from generator.cli.common import LANGUAGE, UNUSABLE, err, load, main, out, say
from generator.cli.usable_key import usable_links
from generator.files import write_file
from generator.load.issued_cards import REVISIONS_FILE, read_revisions
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.names.people import people_named
from generator.project import LoadedVisit
from generator.render.report import as_screen
from generator.sealing.links import links_csv


@main.command(help=say("help.links"))
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def links(slug: str, form: str) -> None:
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    found = usable_links(loaded, project.settings)
    if form == "csv":
        sys.stdout.write(links_csv(found))
    else:
        rows = [{"id": e.person, "name": e.name, "party": e.party, "url": e.url} for e in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


@main.command(help=say("help.revoke"))
@click.argument("slug")
@click.argument("person")
def revoke(slug: str, person: str) -> None:
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.visit is None or not loaded.is_buildable:
        err.print(as_screen(loaded.findings, LANGUAGE))
        raise SystemExit(UNUSABLE)
    found = people_named(loaded.visit, person)
    if len(found) != 1:
        known = "、".join(each.id for each in found)
        key = "several_people" if found else "no_person"
        err.print(say(key, found=person, known=known), style="bold red")
        raise SystemExit(UNUSABLE)
    revisions, _ = read_revisions(loaded.folder, "")
    revisions[found[0].id] = found[0].revision + 1
    write_file(loaded.folder / REVISIONS_FILE, _revisions_text(revisions).encode("utf-8"))
    out.print(say("revoked", name=found[0].name, slug=loaded.slug), style="green")
    _print_where_it_opens(loaded, loaded.visit, {found[0].id: revisions[found[0].id]})


def _revisions_text(revisions: Mapping[str, int]) -> str:
    """The text of revisions.yml: a remark, then a line for each person."""
    lines = yaml.safe_dump(dict(sorted(revisions.items())), allow_unicode=True)
    return f"# 每换一次卡加一；由 handbook revoke 写入，请勿改小。\n{lines}"


def _print_where_it_opens(
    loaded: LoadedVisit, visit: Visit, revisions: Mapping[PersonId, int]
) -> None:
    """The places where the old card opens until the visit is published there again."""
    every = publications(loaded.folder)
    for place in latest_by_target(every):
        if place.opens_revoked_cards(revisions):
            at = time_shown(place, every, visit.zone)
            values = {"slug": loaded.slug, "target": place.target, "at": at}
            out.print(say("still_opens", **values), style="yellow")
