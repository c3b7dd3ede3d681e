"""A small published visit on a web host, and a host that records all requests."""

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


class _RecordingHandler(QuietHandler):
    """Serves files, and records every line and header of every request."""

    def __init__(self, log: RequestLog, *arguments: object, directory: str) -> None:
        self.log = log
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        is_valid = super().parse_request()
        self.log.requests.append(f"{self.raw_requestline!r}\n{self.headers}")
        return is_valid


@pytest.fixture
def recording_host(published: PublishedVisit) -> Iterator[RequestLog]:
    """A host that serves the visit, and records more than any access log does."""
    log = RequestLog()
    handler = partial(_RecordingHandler, log, directory=str(published.site.root / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    log.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield log
    server.shutdown()
    server.server_close()
