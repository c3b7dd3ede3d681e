"""`handbook key` and `password`: hand a visit's key to a colleague, or restore it from a copy."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NoReturn

import click

from generator.changes.publications import publications
from generator.cli import main
from generator.cli.common import (
    current_settings,
    exclusive_build,
    exit_without_key,
    folders_of,
    load,
)
from generator.cli.group import LocalizedGroup
from generator.cli.terminal import err, exit_not_saved, exit_unusable, message, out
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
    save_exported,
    variable_of,
    write_key,
)
from generator.settings import Settings

FILE = click.Path(path_type=Path, dir_okay=False)


@main.group(cls=LocalizedGroup, help=message("help.key"))
def key() -> None:
    """Hand on or restore the key of a visit."""


@key.command("export", help=message("help.key_export"))
@click.argument("slug")
@click.argument("file", type=FILE, required=False)
@click.option("--passphrase-file", type=FILE, default=None, help=message("help.passphrase_file"))
def export(slug: str, file: Path | None, passphrase_file: Path | None) -> None:
    """Write a visit's key to an encrypted file."""
    project = load((slug,))
    loaded = project.selected_visits[0]
    with exit_without_key():
        secret = require_secret(loaded, project.settings, os.environ)
    path = file or Path(f"{loaded.slug}.sealed-key")
    try:
        content = seal_key(secret, loaded.slug, _passphrase(passphrase_file, confirm=True))
        write_sealed_key(path, content, loaded.slug)
        save_exported(loaded.slug, project.settings, secret)
    except SealedKeyError as problem:
        _refuse(problem, loaded.slug, path)
    except OSError as problem:
        exit_not_saved(problem, path)
    out.print(message("key_exported", slug=loaded.slug, file=path), style="green")


@key.command("import", help=message("help.key_import"))
@click.argument("slug")
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, default=None, help=message("help.passphrase_file"))
@click.option("--replace", is_flag=True, help=message("help.key_replace"))
def import_(slug: str, file: Path, passphrase_file: Path | None, replace: bool) -> None:
    """Restore a visit's key from an encrypted file."""
    settings = current_settings()
    (folder,) = folders_of(settings, (slug,))
    try:
        content = read_sealed_key(file)
        secret = open_key(content, folder.name, _passphrase(passphrase_file))
    except SealedKeyError as problem:
        _refuse(problem, folder.name, file)
    except OSError as problem:
        exit_unusable("not_read", place=file, why=problem.strerror)
    with exclusive_build(settings):
        if not replace:
            _require_same_key(folder, settings, secret)
        write_key(key_path(folder.name, settings), secret)
    label = key_file_label(folder.name, settings)
    out.print(message("key_imported", slug=folder.name, file=label), style="green")
    if os.environ.get(variable := variable_of(folder.name)):
        err.print(message("key_in_environment", variable=variable), style="yellow")


def _require_same_key(folder: Path, settings: Settings, secret: bytes) -> None:
    """Exit where the visit has a different key, or was published with one."""
    slug = folder.name
    try:
        present = read_secret(slug, settings, {})
    except SecretError as problem:
        err.print(message("key_unusable", slug=slug, file=problem.finding.place), style="bold red")
        raise SystemExit(1) from None
    if present not in (None, secret):
        err.print(
            message("key_exists", slug=slug, file=key_file_label(slug, settings)), style="bold red"
        )
        raise SystemExit(1)
    known = [record.key for record in publications(folder) if record.key]
    if known and known[-1] != fingerprint_of(secret):
        err.print(message("key_of_others", slug=slug), style="bold red")
        raise SystemExit(1)


def _passphrase(file: Path | None, *, confirm: bool = False) -> str:
    """Return the passphrase: a file's first line, or typed without echo."""
    if file is None:
        typed: str = click.prompt(
            message("key_passphrase"), hide_input=True, confirmation_prompt=confirm, err=True
        )
        return typed
    try:
        return file.read_text("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "UTF-8"
        exit_unusable("not_read", place=file, why=why)


def _refuse(problem: SealedKeyError, slug: str, path: Path) -> NoReturn:
    values = {"slug": slug, "file": path, **problem.values}
    exit_unusable(f"key_refused.{problem.reason}", **values)


ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Thirty-two characters, five bits each, none of which looks like another."""
GROUPS, GROUP_LENGTH = 4, 4


@main.command(help=message("help.password"))
def password() -> None:
    """Print a random password of 80 bits."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    out.print("-".join(groups), highlight=False)
    err.print(message("password"), highlight=False)
