"""A small visit as it lies on a web host, and the people who would like to know more of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.web.browsers import QuietHandler
from tests.support.web.published_visit import VISIT, PublishedVisit, RequestLog, built


@pytest.fixture(scope="session")
def published(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> PublishedVisit:
    return built(tmp_path_factory.mktemp("published"), serve, VISIT)


class _Listening(QuietHandler):
    """Serves files, and writes down every line and header of every request."""

    def __init__(self, heard: RequestLog, *given: object, directory: str) -> None:
        self.heard = heard
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        understood = super().parse_request()
        self.heard.requests.append(f"{self.raw_requestline!r}\n{self.headers}")
        return understood


@pytest.fixture
def overheard(published: PublishedVisit) -> Iterator[RequestLog]:
    """A host that serves the visit, and writes down more than any access log does."""
    heard = RequestLog()
    handler = partial(_Listening, heard, directory=str(published.site.root / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    heard.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield heard
    server.shutdown()
    server.server_close()
