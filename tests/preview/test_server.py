"""The server of `handbook serve`: whole files below site/, on this machine only."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from generator.findings import Finding, Place, Severity
from generator.preview.served_pages import version_of
from generator.preview.server import serve_preview
from generator.preview.state import PreviewState
from generator.text import Text

PAGE = "<html><head><title>手册</title></head><body>手册</body></html>"
ERROR = Finding(
    "yaml.broken",
    Severity.ERROR,
    Place("visits/case/visit.yml", 3, 1),
    Text.of({"zh": "<b>少了引号</b>", "en": "<b>a quote is missing</b>"}),
)


@pytest.fixture
def preview(tmp_path: Path) -> PreviewState:
    """A site with a page, its script, and a tree that is still being built."""
    for name, content in {
        "handbook/index.html": PAGE,
        "handbook/app.js": "1",
        "handbook/图/平面 图.svg": "<svg/>",
        "guests/.case.new/index.html": "half a page",
        "guests/case/index.html": PAGE,
    }.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    (tmp_path / "secret.key").write_text("secret", "utf-8")
    (tmp_path / "site/out.html").symlink_to(tmp_path / "secret.key")
    return PreviewState(tmp_path / "site")


@pytest.fixture
def address(preview: PreviewState) -> Iterator[str]:
    with serve_preview(preview, 0, None) as address:
        yield address.removeprefix("http://")


def request(
    address: str, path: str, method: str = "GET", **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request(method, path, headers=headers)
    return connection.getresponse()


def test_a_page_is_served_with_its_content_type_and_the_server_s_script(address: str) -> None:
    answer = request(address, "/handbook/")
    text = answer.read().decode("utf-8")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert text.count("<script") == 1
    assert 'src="/-/live.js"' in text


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/handbook/app.js", 200, "text/javascript; charset=utf-8"),
        ("/handbook/%E5%9B%BE/%E5%B9%B3%E9%9D%A2%20%E5%9B%BE.svg", 200, "image/svg+xml"),
        ("/-/live.js", 200, "text/javascript; charset=utf-8"),
        ("/guests/", 404, "text/html; charset=utf-8"),
        ("/handbook/%E5%9B%BE/", 404, "text/html; charset=utf-8"),
        ("/guests/.case.new/index.html", 404, "text/html; charset=utf-8"),
        ("/../secret.key", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/secret.key", 404, "text/html; charset=utf-8"),
        ("/out.html", 404, "text/html; charset=utf-8"),
        ("/handbook/%00", 404, "text/html; charset=utf-8"),
    ],
)
def test_only_whole_files_below_site_are_served(
    address: str, path: str, status: int, kind: str
) -> None:
    answer = request(address, path)

    assert (answer.status, answer.headers["Content-Type"]) == (status, kind)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/", "/handbook/"),
        ("/guests/case", "/guests/case/"),
        ("/guests/case?x=1", "/guests/case/?x=1"),
        ("//guests/case", "/guests/case/"),
    ],
)
def test_a_folder_s_address_leads_to_its_page(address: str, path: str, to: str) -> None:
    assert request(address, path).headers["Location"] == to


def test_requests_for_another_host_are_refused(address: str) -> None:
    for path in ("/handbook/", "/-/events?page=/handbook/"):
        answer = request(address, path, Host="rebound.example")
        assert answer.status == 421
        assert "手册" not in answer.read().decode("utf-8")


def test_a_head_request_has_no_body(address: str) -> None:
    answer = request(address, "/handbook/", "HEAD")

    assert (answer.status, answer.read()) == (200, b"")


def test_an_open_page_receives_errors_in_its_language_and_reloads_when_it_differs(
    preview: PreviewState, address: str
) -> None:
    preview.show((ERROR,), stopped=True)
    query = urlencode({"page": "/handbook/", "version": version_of(PAGE.encode())})
    answer = request(address, f"/-/events?{query}", **{"Accept-Language": "en-GB,en;q=0.9"})

    first = next_event(answer)
    preview.show_early({"handbook/index.html": b"another"})
    second = next_event(answer)

    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert first["errors"] == [
        {
            "place": "visits/case/visit.yml:3:1",
            "message": "<b>a quote is missing</b>",
            "code": "yaml.broken",
        }
    ]
    assert (first["reload"], second["reload"]) == (False, True)


def next_event(answer: http.client.HTTPResponse) -> dict[str, object]:
    """Read the next event of the stream."""
    while True:
        line = answer.readline().decode("utf-8")
        if line.startswith("data: "):
            data: dict[str, object] = json.loads(line[6:])
            return data
