"""`handbook print`: cards, signs, poster, duty sheets and booklets as PDF."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

import click

from generator.build.tree import remove_former_form
from generator.build.workers import in_parallel
from generator.cli import main
from generator.cli.changing import changes_to_print
from generator.cli.common import load_one, relative_path, usable_links
from generator.cli.terminal import (
    LANGUAGE,
    UNUSABLE,
    err,
    exit_unusable,
    message,
    out,
    print_findings,
)
from generator.files import write_office_file
from generator.findings import Finding, has_errors
from generator.model.record import PersonId
from generator.project import LoadedVisit, Project
from generator.render.paper import (
    ALL_SHEETS,
    FORMS,
    PrintingError,
    PrintOrder,
    SheetFile,
    is_in_parts,
    require_print_extra,
    sheet_files,
    sheet_names,
    too_small_texts,
    typeset,
)
from generator.render.paper.glyphs import glyph_findings
from generator.render.paper.order import (
    BACKS,
    CARD_FIELDS,
    CARD_FORMATS,
    POSTER_SIZES,
    SAFE_FIELDS,
)
from generator.render.paper.signs import doors_without_number
from generator.render.paper.small_text import small_text_findings
from generator.render.report import as_screen
from generator.sealing.addresses import is_loopback_only


def _card_fields(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    fields = tuple(part.strip() for part in value.replace("、", ",").replace("，", ",").split(","))
    for unknown in (field for field in fields if field not in CARD_FIELDS):
        known = ",".join(CARD_FIELDS)
        raise click.BadParameter(message("unknown_card_field", found=unknown, known=known))
    return fields


@main.command("print", help=message("help.print"))
@click.argument("slug")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(list(ALL_SHEETS)),
    help=message("help.only", first=next(iter(FORMS))),
)
@click.option(
    "--format",
    "card_format",
    type=click.Choice(CARD_FORMATS),
    default=CARD_FORMATS[0],
    show_default=True,
    help=message("help.card_format"),
)
@click.option(
    "--fields",
    default=",".join(SAFE_FIELDS),
    show_default=True,
    callback=_card_fields,
    help=message("help.card_fields", known=",".join(CARD_FIELDS)),
)
@click.option("--back", type=click.Choice(BACKS), default=None, help=message("help.card_back"))
@click.option(
    "--poster",
    type=click.Choice(POSTER_SIZES),
    default=POSTER_SIZES[0],
    show_default=True,
    help=message("help.poster"),
)
@click.option("--names", "door_names", is_flag=True, help=message("help.door_names"))
@click.option("--language", default=None, help=message("help.paper_language"))
def print_(
    slug: str,
    only: tuple[str, ...],
    card_format: str,
    fields: tuple[str, ...],
    back: str | None,
    poster: str,
    door_names: bool,
    language: str | None,
) -> None:
    """Write the sheets of a visit as PDF."""
    if back and card_format != "lanyard":
        raise click.UsageError(message("back_without_lanyard"))
    try:
        require_print_extra()
    except PrintingError:
        exit_unusable("no_print_extra")
    project, loaded = load_one(slug)
    if loaded.visit is None or not loaded.is_buildable:
        print_findings(*loaded.findings)
        err.print(message("not_printed", slug=loaded.slug), style="bold red")
        raise SystemExit(UNUSABLE if loaded.visit is None else 1)
    order = PrintOrder(
        visit=loaded.visit,
        links=_addresses(project, loaded) if _has_codes(only) else {},
        as_of=loaded.last_changed,
        card_format=card_format,
        card_fields=fields,
        card_back=back or "",
        poster_size=poster,
        door_names=door_names,
        only=only,
        changes=changes_to_print(project, loaded, loaded.visit) if "changes" in only else None,
        chosen_language=language,
    )
    _print(project, order)


def _print(project: Project, order: PrintOrder) -> None:
    """Write the sheets one by one, and print what to know of them."""
    folder = project.settings.output_folder / order.visit.slug
    findings: list[Finding] = []
    for name in sheet_names(order):
        files = sheet_files(name, order)
        # A process for each file: typst remembers what it has set.
        small = in_parallel(partial(_write, folder, file) for file in files)
        sheet = f"{name}/" if is_in_parts(name, order) else f"{name}.pdf"
        remove_former_form(folder, sheet, {file.path for file in files})
        _report_made(folder / sheet, len(files))
        if name == "signs":
            findings += doors_without_number(order.visit)
        texts = tuple(dict.fromkeys(text for texts in small for text in texts))
        findings += small_text_findings(order.visit, name, texts)
    findings += glyph_findings(order.visit)
    if findings:
        out.print(as_screen(findings, LANGUAGE))
    if order.links and is_loopback_only(order.visit, project.settings) and _has_codes(order.only):
        out.print(message("printed_preview", slug=order.visit.slug), style="yellow")
    raise SystemExit(1 if has_errors(findings) else 0)


def _write(folder: Path, file: SheetFile) -> tuple[str, ...]:
    """Write a file of a sheet; return the texts that are printed too small."""
    write_office_file(folder / file.path, typeset(file.sources))
    return too_small_texts(file.sources)


def _report_made(path: Path, files: int) -> None:
    if files > 1:
        out.print(message("made_parts", folder=relative_path(path), n=files), style="green")
    else:
        out.print(message("made", folder=relative_path(path)), style="green")


def _has_codes(only: Collection[str]) -> bool:
    """Whether the chosen sheets have QR codes, which need the visit's key."""
    return not only or "cards" in only


def _addresses(project: Project, loaded: LoadedVisit) -> dict[PersonId, str]:
    return {link.person: link.url for link in usable_links(loaded, project.settings)}
