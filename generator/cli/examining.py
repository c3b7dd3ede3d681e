"""`handbook doctor`: problems of the machine and the project that would stop the work."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from yaml import YAMLError

from generator import vocabulary
from generator.cli import main
from generator.cli.common import now
from generator.cli.terminal import LANGUAGE, exit_unusable, message, out
from generator.findings import Severity
from generator.settings import Settings, read_settings

if TYPE_CHECKING:
    from generator.doctor import Examined

_SIGNS = {
    None: ("✓", "green"),
    Severity.WARNING: ("!", "yellow"),
    Severity.ERROR: ("✗", "bold red"),
}


@main.command(help=message("help.doctor"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help=message("help.port"))
@click.pass_obj
def doctor(root: object, port: int) -> None:
    """Examine the machine and the project; exit with 1 where something would stop the work."""
    # It imports libraries that no other command needs.
    from generator.doctor import examine

    settings = _settings(root)
    results = []
    for examined in examine(settings, now(), port, os.environ):
        results.append(examined)
        _print(examined)
    problems = sum(examined.severity is not None for examined in results)
    out.print(message("doctor_sum", n=problems) if problems else message("doctor_fine"))
    if any(examined.severity is Severity.ERROR for examined in results):
        raise SystemExit(1)


def _settings(root: object) -> Settings | None:
    if not isinstance(root, Path):
        return None
    try:
        return read_settings(root)
    except (OSError, UnicodeDecodeError, YAMLError) as problem:
        exit_unusable("bad_settings", why=str(problem))


def _print(examined: Examined) -> None:
    sign, style = _SIGNS[examined.severity]
    text = vocabulary.word(f"doctor.{examined.key}", LANGUAGE, **examined.values)
    out.print(f"{sign} {text}", style=style if examined.severity else None)
