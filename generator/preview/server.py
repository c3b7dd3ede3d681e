"""Serves the files below site/ on this machine only, and an event stream to each open page."""

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
from generator.preview.served_pages import (
    EVENTS,
    SCRIPT,
    live_script,
    missing_page,
    panel_style,
    served_page,
    version_of,
)
from generator.preview.state import PageState, PreviewState

HOST = "127.0.0.1"
OWN_NAMES = {HOST, "localhost"}
HEARTBEAT = 15.0
"""Seconds between the comments on a silent event stream, which show when a page was closed."""
CONTENT_TYPES = {
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
"""Listed here, since the types of .js and .css in Windows' registry vary with what is installed."""


class Server(ThreadingHTTPServer):
    """An HTTP server on the loopback address; a page that was closed is no error."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # Windows would let two servers share a port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a browser that closed its connection, as it does whenever it reloads."""


@contextmanager
def serve_preview(preview: PreviewState, port: int, guest_url: str | None) -> Iterator[str]:
    """Serve the preview's site; yields the address.

    `port` 0 takes any free one. Raises OSError where the port is not free.
    """
    handler = partial(_Handler, preview, guest_url, directory=str(preview.site))
    server = Server((HOST, port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        preview.close()
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = CONTENT_TYPES
    timeout = 60

    def __init__(
        self, preview: PreviewState, guest_url: str | None, *arguments: Any, **options: Any
    ):
        self.preview = preview
        self.guest_url = guest_url
        super().__init__(*arguments, **options)

    def parse_request(self) -> bool:
        """Refuse requests for another host.

        A page elsewhere, whose name was made to resolve to this machine, must not read these files.
        """
        if not super().parse_request():
            return False
        name = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if name not in OWN_NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def do_GET(self) -> None:
        """Answer with a page, a file, the script of served pages, or the event stream."""
        if self.path.split("?")[0] == EVENTS:
            self._send_events()
        else:
            super().do_GET()

    def send_head(self) -> BinaryIO | io.BytesIO | None:
        """Send the headers; return the body."""
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._send(b"", "text/plain", HTTPStatus.FOUND, {"Location": "/handbook/"})
            return None
        if path == SCRIPT:
            return self._send(live_script(), CONTENT_TYPES[".js"])
        name = _file_of(path)
        if name is None or not (self.preview.site / name).resolve().is_relative_to(
            self.preview.site.resolve()
        ):
            return self._send_missing()
        if (self.preview.site / name).is_dir():
            address = urlsplit(self.path)._replace(path=f"{urlsplit(self.path).path}/").geturl()
            self._send(b"", "text/plain", HTTPStatus.MOVED_PERMANENTLY, {"Location": address})
            return None
        content = self.preview.content(name)
        if content is None:
            return self._send_missing()
        if not name.endswith(".html"):
            return self._send(content, self.guess_type(name))
        nonce = secrets.token_urlsafe(16)
        return self._send(served_page(content, nonce, self.guest_url), CONTENT_TYPES[".html"])

    def log_message(self, *_: object) -> None:
        """Log nothing: the addresses of cards are secrets."""

    def _send_missing(self) -> io.BytesIO:
        page = missing_page(self._language())
        return self._send(page, CONTENT_TYPES[".html"], HTTPStatus.NOT_FOUND)

    def _send(
        self,
        content: bytes,
        content_type: str,
        status: HTTPStatus = HTTPStatus.OK,
        more: dict[str, str] | None = None,
    ) -> io.BytesIO:
        self.send_response(status)
        length = str(len(content))
        headers = {"Content-Type": content_type, "Content-Length": length, **(more or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        return io.BytesIO(content)

    def _send_events(self) -> None:
        """Send an open page each new state, until the page or the server closes."""
        query = parse_qs(urlsplit(self.path).query)
        page, version = (query.get(key, [""])[0] for key in ("page", "version"))
        name = _file_of(unquote(page)) or ""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = -1
        with self.preview.viewing(name):
            while not self.preview.closed:
                state = self.preview.state_after(number, HEARTBEAT)
                is_new = state.number > number
                number = state.number
                self.wfile.write(self._event(state, name, version) if is_new else b": here\n\n")

    def _event(self, state: PageState, name: str, version: str) -> bytes:
        language = self._language()
        data = {
            "reload": version_of(self.preview.content(name)) != version,
            "language": language,
            "stopped": state.stopped,
            "title": vocabulary.word(
                "serve.stopped" if state.stopped else "serve.found", language, n=len(state.errors)
            ),
            "style": panel_style() if state.errors else "",
            "errors": [
                {
                    "place": str(error.place),
                    "message": error.message.in_(language),
                    "code": error.code,
                }
                for error in state.errors
            ],
        }
        return f"event: scene\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()

    def _language(self) -> str:
        return language_of(self.headers.get("Accept-Language", ""), vocabulary.languages())


def language_of(accepted: str, known: Sequence[str]) -> str:
    """Return the first language that a browser accepts and the vocabulary has; else Chinese."""
    codes = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((code for code in codes if code in known), known[0])


def _file_of(path: str) -> str | None:
    """Return the file below the site's folder that an address names; None for one not served.

    Hidden files are trees that are still being built.
    """
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") or set(part) & set("\\:\0") for part in parts):
        return None
    return "/".join((*parts, "index.html") if path.endswith("/") else parts)
