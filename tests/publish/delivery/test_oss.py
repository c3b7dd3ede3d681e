"""Delivery to `oss://` over https: to a store on this machine that refuses what Alibaba's refuses.

Its messages are those that its users report.
"""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.test import EnvironBuilder

from generator.cli import publishing
from generator.publish.delivery import Delivery, PublishError, deliver
from tests.support.delivery import Built, QuietRequests, address, ignore_progress

CHUNKED = "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value."
BY_PATH = "Please use virtual hosted style to access."
TARGET = "oss://visits/guests"
REFUSAL = (
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message>'
    "<RequestId>0</RequestId></Error>"
)
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


class FakeOss:
    """A store that reads a bucket's name from the host, and refuses aws-chunked bodies."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner
        self.denied: str | None = None
        self.written: list[str] = []

    def __call__(self, environment: dict[str, Any], start: Callable[..., Any]) -> Any:
        chunked = (
            "aws-chunked" in environment.get("HTTP_CONTENT_ENCODING", "")
            or "HTTP_X_AMZ_TRAILER" in environment
            or environment.get("HTTP_X_AMZ_CONTENT_SHA256", "").startswith("STREAMING-UNSIGNED")
        )
        bucket, _, host = environment["HTTP_HOST"].partition(".")
        if chunked:
            return self.refuse(environment, start, "400 Bad Request", "InvalidArgument", CHUNKED)
        if not host:
            code = "SecondLevelDomainForbidden"
            return self.refuse(environment, start, "403 Forbidden", code, BY_PATH)
        if self.denied and environment["REQUEST_METHOD"] == "PUT":
            return self.refuse(environment, start, "403 Forbidden", "AccessDenied", self.denied)
        if environment["REQUEST_METHOD"] == "PUT":
            self.written.append(environment["PATH_INFO"])
        environment["HTTP_HOST"] = "localhost"
        environment["PATH_INFO"] = f"/{bucket}{environment['PATH_INFO']}"
        environment.pop("RAW_URI", None)
        environment.pop("REQUEST_URI", None)
        return self.inner(environment, start)

    @staticmethod
    def refuse(
        environment: dict[str, Any], start: Callable[..., Any], status: str, code: str, message: str
    ) -> list[bytes]:
        environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        body = REFUSAL.format(code=code, message=message).encode()
        start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body]


@pytest.fixture
def oss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeOss]:
    """A store at https://oss.localhost with one bucket, `visits`."""
    certificate, key = tmp_path / "oss.pem", tmp_path / "oss.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"),
            *("ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=oss.localhost"),
            *("-addext", "subjectAltName=DNS:oss.localhost,DNS:visits.oss.localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    looked_up = socket.getaddrinfo

    def here(host: Any, *arguments: Any, **options: Any) -> Any:
        local = isinstance(host, str) and host.endswith("localhost")
        return looked_up("127.0.0.1" if local else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    monkeypatch.setattr("generator.publish.delivery.store.PAUSE_SECONDS", 0.0)
    monkeypatch.setattr("s3fs.core.S3FileSystem.retries", 1)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    for name in ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET"):
        monkeypatch.setenv(name, "invented")
    store = FakeOss(DomainDispatcherApplication(create_backend_app))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = make_server(
        "127.0.0.1", 0, store, threaded=True, request_handler=QuietRequests, ssl_context=context
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("OSS_ENDPOINT", f"https://oss.localhost:{server.server_port}")
    _request(store, "/visits", "PUT")
    yield store
    _request(store, "/moto-api/reset", "POST")
    server.shutdown()
    server.server_close()


def _request(store: FakeOss, path: str, method: str) -> None:
    """Send a request that is not refused: to create a bucket, to delete everything."""
    environment = EnvironBuilder(path, "https://localhost", method=method).get_environ()
    list(store.inner(environment, lambda *_: None))


def test_a_store_that_refuses_chunked_bodies_and_paths_gets_every_file(
    built: Built, oss: FakeOss
) -> None:
    first = deliver(built(甲="一", 乙="二"), "case", TARGET, ignore_progress)
    again = deliver(built(甲="一"), "case", TARGET, ignore_progress)

    assert (first.why, first.complete, len(first.added)) == ("", True, 4)
    assert (again.complete, again.unchanged, again.removed) == (True, 3, (address("乙"),))
    assert len(oss.written) == 4


def test_the_stores_own_message_is_shown(
    built: Built, oss: FakeOss, capsys: pytest.CaptureFixture[str]
) -> None:
    oss.denied = "You have no right to access this object because of bucket acl."

    delivery: Delivery = deliver(built(甲="一"), "case", TARGET, ignore_progress)
    publishing._print_delivery(delivery)

    assert not delivery.complete
    assert delivery.why == oss.denied
    assert oss.denied in " ".join(capsys.readouterr().err.split())


def test_the_stores_own_message_explains_why_it_cannot_be_read(
    built: Built, oss: FakeOss, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        oss,
        "inner",
        lambda environment, start: oss.refuse(
            environment, start, "403 Forbidden", "UserDisable", "UserDisable"
        ),
    )

    with pytest.raises(PublishError) as problem:
        deliver(built(甲="一"), "case", TARGET, ignore_progress)

    assert "UserDisable" in str(problem.value.finding.message)
