"""Serves the files below site/ on this machine only, and an event stream to each open page."""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote

import uvicorn
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

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
_OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]{1,5})?")
"""With any port: it may be that of a tunnel to this machine."""
HEARTBEAT = 15.0
"""Seconds between the comments on a silent event stream, which show when a page was closed."""
LONGEST_WAIT = 20.0
"""Seconds between two looks at a connection; one that began no request in between is closed."""
MOST_CONNECTIONS = 200
"""The most open connections. A browser has six, and a few more for each of its windows."""
_NEVER_STORED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
CLOSED = {"Connection": "close"}
"""Of a refused request, what it still sends is not read."""
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


@contextmanager
def serve_preview(
    preview: PreviewState, port: int, guest_url: str | None, routes: Sequence[BaseRoute] = ()
) -> Iterator[str]:
    """Serve the preview's site, and what `routes` add to it; yields the address.

    `port` 0 takes any free one. Raises OSError where the port is not free.
    """
    listener = _listen(port)
    config = uvicorn.Config(
        _application(preview, guest_url, routes),
        http=TimedProtocol,
        limit_concurrency=MOST_CONNECTIONS,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="warning",  # and no access log: the addresses of cards are secrets
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        preview.close()
        server.should_exit = True
        thread.join()


def _listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback address. Raises OSError."""
    listener = socket.socket()
    try:
        if os.name != "nt":  # Windows would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _application(
    preview: PreviewState, guest_url: str | None, routes: Sequence[BaseRoute]
) -> Starlette:
    return Starlette(
        routes=[
            *routes,
            Route("/", lambda _: RedirectResponse("/handbook/", headers=_NEVER_STORED)),
            Route(SCRIPT, lambda _: _response(live_script(), CONTENT_TYPES[".js"])),
            Route(EVENTS, partial(_events, preview)),
            Route("/{path:path}", partial(_file, preview, guest_url)),
        ],
        middleware=[Middleware(NoForeignPages)],
    )


class TimedProtocol(H11Protocol):
    """Closes a connection that never completes a request, or sends on after the answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look at a connection from time to time."""
        super().connection_made(transport)
        self.loop.call_later(LONGEST_WAIT, self._look, None)

    def _look(self, former: RequestResponseCycle | None) -> None:
        """Close the connection if its last request is still the `former` one, and answered."""
        if self.transport.is_closing():
            return
        is_answered = self.cycle is None or self.cycle.response_complete
        if is_answered and self.cycle is former:
            self.transport.close()
        else:
            self.loop.call_later(LONGEST_WAIT, self._look, self.cycle)


class NoForeignPages:
    """Refuses requests for another host, and those of a page of another site.

    A page elsewhere, whose name was made to resolve to this machine, must not read these files; nor
    may one learn, from whether a picture or a frame loads, which pages there are. Its links work.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on. `scope` is always that of an HTTP request."""
        headers = Headers(scope=scope)
        answer = self._app
        if not _OWN_HOST.fullmatch(headers.get("Host", "").lower()):
            answer = Response(status_code=421, headers=CLOSED)
        elif _is_part_of_a_foreign_page(headers):
            answer = Response(status_code=403, headers=CLOSED)
        await answer(scope, receive, send)


def _is_part_of_a_foreign_page(headers: Headers) -> bool:
    is_foreign = headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}
    return is_foreign and headers.get("Sec-Fetch-Dest") != "document"


async def _file(preview: PreviewState, guest_url: str | None, request: Request) -> Response:
    """Answer with a page, another file below site/, or the way to a folder's page."""
    name = _file_of(request.scope["path"])
    site = preview.site.resolve()
    if name is None or not (site / name).resolve().is_relative_to(site):
        return _missing(request)
    if (site / name).is_dir():
        query = f"?{request.url.query}" if request.url.query else ""
        # By the name: `//guests` is a folder here, and as an address another host.
        return RedirectResponse(f"/{quote(name)}/{query}", 301, _NEVER_STORED)
    content = await to_thread.run_sync(preview.content, name)
    if content is None:
        return _missing(request)
    if not name.endswith(".html"):
        kind = CONTENT_TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        return _response(content, kind)
    page = served_page(content, secrets.token_urlsafe(16), guest_url)
    return _response(page, CONTENT_TYPES[".html"])


def _missing(request: Request) -> Response:
    return _response(missing_page(language_of_reader(request)), CONTENT_TYPES[".html"], 404)


def _response(content: bytes, content_type: str, status: int = 200) -> Response:
    # Not as `media_type`, to which Starlette adds an encoding.
    return Response(content, status, {"Content-Type": content_type, **_NEVER_STORED})


async def _events(preview: PreviewState, request: Request) -> Response:
    """Send an open page each new state, until the page or the server closes."""
    name = _file_of(request.query_params.get("page", "")) or ""
    version = request.query_params.get("version", "")
    stream = _states(preview, name, version, language_of_reader(request))
    headers = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
    return StreamingResponse(stream, headers=headers)


async def _states(
    preview: PreviewState, name: str, version: str, language: str
) -> AsyncIterator[bytes]:
    waiting = CapacityLimiter(1)  # a thread of its own for each open page, beside those for files
    number = -1
    with preview.viewing(name):
        while not preview.closed:
            state = await to_thread.run_sync(
                preview.state_after, number, HEARTBEAT, abandon_on_cancel=True, limiter=waiting
            )
            if state.number > number:
                reload = version_of(preview.content(name)) != version
                yield _event(state, language, reload=reload)
            else:
                yield b": here\n\n"
            number = state.number


def _event(state: PageState, language: str, *, reload: bool) -> bytes:
    """What an open page is sent: whether it has to reload, and the errors to show over it."""
    data = {
        "reload": reload,
        "language": language,
        "stopped": state.stopped,
        "title": vocabulary.word(
            "serve.stopped" if state.stopped else "serve.found", language, n=len(state.errors)
        ),
        "style": panel_style() if state.errors else "",
        "errors": [
            {"place": str(error.place), "message": error.message.in_(language), "code": error.code}
            for error in state.errors
        ],
    }
    return f"event: scene\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def language_of_reader(request: Request) -> str:
    """Return the language of the answer to a request: see `language_of`."""
    return language_of(request.headers.get("Accept-Language", ""), vocabulary.languages())


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
