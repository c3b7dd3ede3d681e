"""Serves both trees on this machine, and builds again when a source file changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.settings import Settings

QUIET_SECONDS = 0.3
"""Editors save in several steps: a build waits until nothing has changed for so long."""
_READ_ONLY = {"opened", "closed_no_write"}


class _Pages(SimpleHTTPRequestHandler):
    """Files under site/, never a listing, never kept by the browser."""

    def list_directory(self, path: object) -> None:  # noqa: ARG002
        self.send_error(404)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: addresses of cards are not for logs."""


class _Rebuild(FileSystemEventHandler):
    def __init__(self, rebuild: Callable[[], None]) -> None:
        self._rebuild = rebuild
        self._timer: threading.Timer | None = None
        self._building = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        name = Path(str(event.src_path)).name
        if event.event_type in _READ_ONLY or name.startswith((".", "~$")) or event.is_directory:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(QUIET_SECONDS, self._run)
        self._timer.daemon = True
        self._timer.start()

    def _run(self) -> None:
        with self._building:
            self._rebuild()


@contextmanager
def serve_site(settings: Settings, port: int, rebuild: Callable[[], None]) -> Iterator[str]:
    """Serve site/ on 127.0.0.1 and call `rebuild` after each change; yields the address.

    `port` 0 takes any free port.
    """
    handler = partial(_Pages, directory=str(settings.site_folder))
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    observer = Observer()
    for folder in (settings.docs_folder, settings.visits_folder):
        if folder.is_dir():
            observer.schedule(_Rebuild(rebuild), str(folder), recursive=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        observer.stop()
        server.shutdown()
        server.server_close()
