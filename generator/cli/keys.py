"""`handbook key`: a visit's key is handed to a colleague, or taken back from a copy."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NoReturn

import click

from generator.changes.publications import publications
from generator.cli.common import (
    UNUSABLE,
    Localised,
    err,
    folders_of,
    load,
    main,
    one_at_a_time,
    out,
    say,
    settings_here,
)
from generator.cli.usable_key import leaving_without_key
from generator.sealing.key_file import (
    SealedKeyError,
    open_key,
    read_sealed_key,
    seal_key,
    write_sealed_key,
)
from generator.sealing.links import fingerprint_of
from generator.sealing.secret import (
    SecretError,
    key_file_label,
    key_path,
    read_secret,
    require_secret,
    variable_of,
    write_key,
)
from generator.settings import Settings

FILE = click.Path(path_type=Path, dir_okay=False)


@main.group(cls=Localised, help=say("help.key"))
def key() -> None:
    pass


@key.command("export", help=say("help.key_export"))
@click.argument("slug")
@click.argument("file", type=FILE, required=False)
@click.option("--passphrase-file", type=FILE, default=None, help=say("help.passphrase_file"))
def export(slug: str, file: Path | None, passphrase_file: Path | None) -> None:
    project = load((slug,))
    loaded = project.selected_visits[0]
    with leaving_without_key():
        secret = require_secret(loaded, project.settings, os.environ)
    path = file or Path(f"{loaded.slug}.sealed-key")
    try:
        content = seal_key(secret, loaded.slug, _passphrase(passphrase_file, confirm=True))
        write_sealed_key(path, content, loaded.slug)
    except SealedKeyError as problem:
        _refuse(problem, loaded.slug, path)
    except OSError as problem:
        _leave_unwritten(problem, path)
    out.print(say("key_exported", slug=loaded.slug, file=path), style="green")


@key.command("import", help=say("help.key_import"))
@click.argument("slug")
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, default=None, help=say("help.passphrase_file"))
@click.option("--replace", is_flag=True, help=say("help.key_replace"))
def import_(slug: str, file: Path, passphrase_file: Path | None, replace: bool) -> None:
    settings = settings_here()
    (folder,) = folders_of(settings, (slug,))
    try:
        content = read_sealed_key(file)
        secret = open_key(content, folder.name, _passphrase(passphrase_file))
    except SealedKeyError as problem:
        _refuse(problem, folder.name, file)
    except OSError as problem:
        err.print(say("not_read", place=file, why=problem.strerror), style="bold red")
        raise SystemExit(UNUSABLE) from None
    with one_at_a_time(settings):
        if not replace:
            _require_no_other(folder, settings, secret)
        write_key(key_path(folder.name, settings), secret)
    shown = key_file_label(folder.name, settings)
    out.print(say("key_imported", slug=folder.name, file=shown), style="green")
    if os.environ.get(variable := variable_of(folder.name)):
        err.print(say("key_in_environment", variable=variable), style="yellow")


def _require_no_other(folder: Path, settings: Settings, secret: bytes) -> None:
    """Leave where the visit has another key, or was published with one."""
    slug = folder.name
    try:
        there = read_secret(slug, settings, {})
    except SecretError as problem:
        err.print(say("key_unusable", slug=slug, file=problem.finding.place), style="bold red")
        raise SystemExit(1) from None
    if there not in (None, secret):
        err.print(
            say("key_exists", slug=slug, file=key_file_label(slug, settings)), style="bold red"
        )
        raise SystemExit(1)
    known = [each.key for each in publications(folder) if each.key]
    if known and known[-1] != fingerprint_of(secret):
        err.print(say("key_of_others", slug=slug), style="bold red")
        raise SystemExit(1)


def _passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """The passphrase, from a file's first line or typed unseen."""
    if file is None:
        typed: str = click.prompt(
            say("key_passphrase"), hide_input=True, confirmation_prompt=confirm, err=True
        )
        return typed
    try:
        return file.read_text("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "UTF-8"
        err.print(say("not_read", place=file, why=why), style="bold red")
        raise SystemExit(UNUSABLE) from None


def _refuse(problem: SealedKeyError, slug: str, path: Path) -> NoReturn:
    values = {"slug": slug, "file": path, **problem.values}
    err.print(say(f"key_refused.{problem.reason}", **values), style="bold red")
    raise SystemExit(UNUSABLE) from None


def _leave_unwritten(problem: OSError, path: Path) -> NoReturn:
    place = problem.filename or path
    err.print(say("not_saved", place=place, why=problem.strerror), style="bold red")
    raise SystemExit(UNUSABLE) from None


ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two characters, five bits each, none of which is taken for another."""
GROUPS, EACH = 4, 4


@main.command(help=say("help.password"))
def password() -> None:
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(EACH)) for _ in range(GROUPS))
    out.print("-".join(groups), highlight=False)
    err.print(say("password"), highlight=False)
