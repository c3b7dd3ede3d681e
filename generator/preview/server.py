"""The server: files below site/, on this machine only, and a line to each open page."""

from __future__ import annotations

import io
import json
import os
import secrets
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO
from urllib.parse import parse_qs, unquote, urlsplit

from generator import vocabulary
from generator.preview.copies import (
    EVENTS,
    SCRIPT,
    live_script,
    lost_page,
    panel_style,
    served_copy,
    version_of,
)
from generator.preview.stage import Scene, Stage

HOST = "127.0.0.1"
OWN_NAMES = {HOST, "localhost"}
BEAT = 15.0
"""Seconds after which a silent line says that it is there, and notices when nobody listens."""
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".gz": "application/gzip",
}
"""Named here, since what Windows' registry says of .js and .css depends on what was installed."""


class Server(ThreadingHTTPServer):
    """Listens on this machine's own address; a page that went away is no error."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # Windows would let two servers share a port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that closed its connection: it does whenever it reloads."""


@contextmanager
def serving(stage: Stage, port: int, guest_url: str | None) -> Iterator[str]:
    """Serve the stage's site; yields the address. `port` 0 takes any free one. Raises OSError where
    the port cannot be had.
    """
    handler = partial(_Pages, stage, guest_url, directory=str(stage.site))
    server = Server((HOST, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        stage.close()
        server.shutdown()
        server.server_close()


class _Pages(SimpleHTTPRequestHandler):
    extensions_map = KINDS
    timeout = 60

    def __init__(self, stage: Stage, guest_url: str | None, *arguments: Any, **options: Any):
        self.stage = stage
        self.guest_url = guest_url
        super().__init__(*arguments, **options)

    def parse_request(self) -> bool:
        """Refuse what was meant for another host: a page elsewhere whose name was made to lead here
        must not read what is served here.
        """
        if not super().parse_request():
            return False
        name = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if name not in OWN_NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def do_GET(self) -> None:
        """A page, a file, the script of served copies, or the line to an open page."""
        if self.path.split("?")[0] == EVENTS:
            self._tell()
        else:
            super().do_GET()

    def send_head(self) -> BinaryIO | io.BytesIO | None:
        """Headers, and what follows them."""
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._send(b"", "text/plain", HTTPStatus.FOUND, {"Location": "/handbook/"})
            return None
        if path == SCRIPT:
            return self._send(live_script(), KINDS[".js"])
        name = _file_of(path)
        if name is None or not (self.stage.site / name).resolve().is_relative_to(
            self.stage.site.resolve()
        ):
            return self._lost()
        if (self.stage.site / name).is_dir():
            where = urlsplit(self.path)._replace(path=f"{urlsplit(self.path).path}/").geturl()
            self._send(b"", "text/plain", HTTPStatus.MOVED_PERMANENTLY, {"Location": where})
            return None
        content = self.stage.content(name)
        if content is None:
            return self._lost()
        if not name.endswith(".html"):
            return self._send(content, self.guess_type(name))
        nonce = secrets.token_urlsafe(16)
        return self._send(served_copy(content, nonce, self.guest_url), KINDS[".html"])

    def log_message(self, *_: object) -> None:
        """Say nothing: addresses of cards are not for logs."""

    def _lost(self) -> io.BytesIO:
        page = lost_page(self._language())
        return self._send(page, KINDS[".html"], HTTPStatus.NOT_FOUND)

    def _send(
        self,
        content: bytes,
        kind: str,
        status: HTTPStatus = HTTPStatus.OK,
        more: dict[str, str] | None = None,
    ) -> io.BytesIO:
        self.send_response(status)
        said = {"Content-Type": kind, "Content-Length": str(len(content)), **(more or {})}
        for name, value in said.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        return io.BytesIO(content)

    def _tell(self) -> None:
        """Tell an open page each scene, until it closes or the server does."""
        asked = parse_qs(urlsplit(self.path).query)
        page, version = (asked.get(each, [""])[0] for each in ("page", "version"))
        name = _file_of(unquote(page)) or ""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = -1
        with self.stage.watched_by(name):
            while not self.stage.closed:
                scene = self.stage.scene_after(number, BEAT)
                is_new = scene.number > number
                number = scene.number
                self.wfile.write(self._event(scene, name, version) if is_new else b": here\n\n")

    def _event(self, scene: Scene, name: str, version: str) -> bytes:
        language = self._language()
        said = {
            "reload": version_of(self.stage.content(name)) != version,
            "language": language,
            "stopped": scene.stopped,
            "title": vocabulary.word(
                "serve.stopped" if scene.stopped else "serve.found", language, n=len(scene.errors)
            ),
            "style": panel_style() if scene.errors else "",
            "errors": [
                {
                    "place": str(error.place),
                    "message": error.message.in_(language),
                    "code": error.code,
                }
                for error in scene.errors
            ],
        }
        return f"event: scene\ndata: {json.dumps(said, ensure_ascii=False)}\n\n".encode()

    def _language(self) -> str:
        return language_of(self.headers.get("Accept-Language", ""), vocabulary.languages())


def language_of(accepted: str, known: Sequence[str]) -> str:
    """The first language of a browser's list that there are words in; the office's where none."""
    said = (each.split(";")[0].strip()[:2].lower() for each in accepted.split(","))
    return next((code for code in said if code in known), known[0])


def _file_of(path: str) -> str | None:
    """The file that an address' path names, below the site's folder; None where it may name none:
    hidden files are trees that are still being made.
    """
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or set(part) & set("\\:\0") for part in parts):
        return None
    return "/".join((*parts, "index.html") if path.endswith("/") else parts)
