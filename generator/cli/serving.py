"""`handbook serve`."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress

import click

from generator.build.visit import BuiltVisit
from generator.cli.building import built_line
from generator.cli.common import (
    LANGUAGE,
    UNUSABLE,
    err,
    main,
    out,
    say,
    settings_here,
    shown,
    summary,
)
from generator.findings import Finding, Severity
from generator.render.report import as_screen
from generator.settings import Settings


@main.command(help=say("help.serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=say("help.port"))
def serve(port: int) -> None:
    # mkdocs takes a third of a second to import
    from generator.preview.rebuilding import Rebuilding
    from generator.preview.server import serving
    from generator.preview.stage import Stage
    from generator.preview.watching import watching

    settings = settings_here()
    stage = Stage(settings.site_folder)
    rebuilding = Rebuilding(settings.root, os.environ, stage, Terminal(), settings)
    with ExitStack() as opened:
        try:
            address = opened.enter_context(serving(stage, port, settings.guest_url))
        except OSError as problem:
            other = port + 1 if port < 65535 else 8000
            said = say("port_taken", port=port, other=other, why=problem.strerror)
            err.print(said, style="bold red")
            raise SystemExit(UNUSABLE) from None
        watch = opened.enter_context(watching(settings))
        with suppress(KeyboardInterrupt):
            rebuilding.refresh()  # to its end: a handbook is there before its address is told
            rebuilding.superseded = lambda: watch.pending
            out.print(say("serving", handbook=f"{address}/handbook/"))
            while True:
                watch.wait()
                rebuilding.refresh()
                with suppress(OSError):  # a folder that is gone again: the next save looks anew
                    watch.follow(rebuilding.settings)
        out.print(say("stopped"))


class Terminal:
    """Tells at the terminal what `serve` does."""

    def __init__(self) -> None:
        self._told: tuple[Finding, ...] = ()

    def waiting(self) -> None:
        """Another build is running."""
        err.print(say("waiting"), style="yellow")

    def built(self, result: BuiltVisit) -> None:
        """A visit's pages were made."""
        out.print(built_line(result))

    def built_handbook(self, settings: Settings) -> None:
        """The handbook was made."""
        out.print(say("built_handbook", folder=shown(settings.handbook_folder)))

    def failed(self) -> None:
        """The program itself is at fault: an exception is being handled."""
        err.print_exception()

    def found(self, findings: tuple[Finding, ...], *, stopped: bool) -> None:
        """Everything found, unless it was told just before."""
        worth_showing = tuple(each for each in findings if each.severity is not Severity.NOTICE)
        if worth_showing and worth_showing != self._told:
            out.print(as_screen(worth_showing, LANGUAGE))
            out.print()
        self._told = worth_showing
        out.print(summary(findings))
        if stopped:
            err.print(say("kept_last"), style="yellow")
