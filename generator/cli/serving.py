"""`handbook desk` and `handbook serve`: the desk, and a live preview of handbook and cards."""

from __future__ import annotations

import os
import webbrowser
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from generator.build.events import BuiltVisit
from generator.cli import main
from generator.cli.building import built_line
from generator.cli.common import current_settings, relative_path, summary
from generator.cli.terminal import LANGUAGE, UNUSABLE, err, message, out
from generator.findings import Finding, Severity
from generator.render.report import as_screen


@main.command(help=message("help.desk"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=message("help.port"))
def desk(port: int) -> None:
    """Serve the desk and the site on this machine, and open the desk in the browser."""
    _serve(port, open_browser=True)


@main.command(help=message("help.serve"))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help=message("help.port"))
def serve(port: int) -> None:
    """Serve the desk and the site on this machine."""
    _serve(port, open_browser=False)


def _serve(port: int, *, open_browser: bool) -> None:
    """Serve the desk and the site, and rebuild the site after each save."""
    # MkDocs takes a third of a second to import.
    from generator.desk.application import Desk
    from generator.desk.jobs import Jobs
    from generator.desk.running import noted_address, running_desk
    from generator.preview.builder import PreviewBuilder
    from generator.preview.server import serve_preview
    from generator.preview.state import PreviewState
    from generator.preview.watcher import watch_sources

    settings = current_settings()
    preview = PreviewState(settings.site_folder)
    builder = PreviewBuilder(settings.root, os.environ, preview, TerminalReporter(), settings)
    jobs = Jobs(settings.root)
    desk = Desk(builder.known, main, jobs, os.environ)
    with ExitStack() as running:
        running.callback(jobs.close)
        try:
            address = running.enter_context(
                serve_preview(preview, port, settings.guest_url, desk.routes)
            )
        except OSError as problem:
            if open_browser and (address_of_other := running_desk(settings)):
                out.print(message("desk_running", address=address_of_other))
                webbrowser.open(address_of_other)
                return
            other = port + 1 if port < 65535 else 8000
            text = message("port_taken", port=port, other=other, why=problem.strerror)
            err.print(text, style="bold red")
            raise SystemExit(UNUSABLE) from None
        watcher = running.enter_context(watch_sources(settings))
        with suppress(KeyboardInterrupt):
            builder.refresh()  # to its end: the handbook exists before its address is printed
            out.print(message("serving", handbook=f"{address}/handbook/"))
            home = f"{address}{desk.home}/"
            running.enter_context(noted_address(home, settings))
            out.print(message("desk_open", address=home))
            if open_browser:
                webbrowser.open(home)
            while True:
                watcher.wait()
                builder.refresh(lambda: watcher.pending)
                with suppress(OSError):  # a folder was removed again: the next save tries again
                    watcher.follow(builder.settings)
        out.print(message("stopped"))


class TerminalReporter:
    """Reports at the terminal what `serve` does."""

    def __init__(self) -> None:
        self._last_findings: tuple[Finding, ...] = ()

    def waiting(self) -> None:
        """Report that another build is running."""
        err.print(message("waiting"), style="yellow")

    def built(self, result: BuiltVisit) -> None:
        """Report that a visit's microsite was rebuilt."""
        out.print(built_line(result))

    def built_handbook(self, folder: Path) -> None:
        """Report that the handbook was rebuilt."""
        out.print(message("built_handbook", folder=relative_path(folder)))

    def failed(self) -> None:
        """Report an error of the program itself: an exception is being handled."""
        err.print_exception()

    def found(self, findings: tuple[Finding, ...], *, stopped: bool) -> None:
        """Report all findings, unless they are those of the last report."""
        worth_showing = tuple(
            finding for finding in findings if finding.severity is not Severity.NOTICE
        )
        if worth_showing and worth_showing != self._last_findings:
            out.print(as_screen(worth_showing, LANGUAGE))
            out.print()
        self._last_findings = worth_showing
        out.print(summary(findings))
        if stopped:
            err.print(message("kept_last"), style="yellow")
