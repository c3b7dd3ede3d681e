"""The guests' pages as nginx and Caddy serve them with the shipped configurations."""

from __future__ import annotations

import gzip
import os
import re

import pytest

from tests.support.web.deployment import CARDS, LOOP, PROTECTION
from tests.support.web.servers import Host, Served, ask
from tests.support.web.small_site import LOST, card, microsite, publish

VISIT = "/2026-05-ecotour"
CARD = f"{VISIT}/g/{CARDS[0]}.html"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (CARD, "text/html; charset=utf-8"),
        (f"{VISIT}/", "text/html; charset=utf-8"),
        (f"{VISIT}/sw.js", "javascript; charset=utf-8"),
        ("/2026-06-plain/", "text/html; charset=utf-8"),
    ],
)
def test_a_page_has_its_type_and_is_revalidated(served: Served, path: str, kind: str) -> None:
    answer = served.guests.ask(path)

    assert answer.status == 200
    assert answer.headers["content-type"].lower().endswith(kind)
    assert answer.only("cache-control", *PROTECTION) == {"cache-control": "no-cache", **PROTECTION}


def test_a_card_is_the_file_that_was_published(served: Served) -> None:
    assert served.guests.ask(CARD).body.decode("utf-8") == card(CARDS[0], 1)


def test_head_is_a_page_without_its_body(served: Served) -> None:
    answer = served.guests.ask(CARD, "HEAD")

    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nowhere/g/nobody.html",
        "/.secrets",
        "/%2esecrets",
        "/2026-06-plain/../.secrets",
        "/2026-06-plain/g/nobody.html",
        "/2026-06-plain/.htaccess",
        "/.releases/",
        "/.releases/2026-05-ecotour/1/index.html",
        f"/.releases/2026-05-ecotour/1/g/{CARDS[0]}.html",
        f"//.releases//2026-05-ecotour/1/g/{CARDS[0]}.html",
        f"/x/..%2f.releases/2026-05-ecotour/1/g/{CARDS[0]}.html",
    ],
)
def test_folders_hidden_files_and_missing_files_give_the_same_answer(
    served: Served, path: str
) -> None:
    answer = served.guests.ask(path)

    assert (answer.status, answer.body) == (404, b"")
    assert answer.only(*PROTECTION) == PROTECTION


@pytest.mark.parametrize(
    "path",
    [
        f"{VISIT}/g/",
        f"{VISIT}/g/nobody.html",
        f"{VISIT}/nothing",
        f"{VISIT}/.htaccess",
        f"{VISIT}/g/.hidden",
        f"{VISIT}/g/{CARDS[0]}.html%23k=key",
        f"{VISIT}/g/{CARDS[0]}.html%2523k=key",
        f"{VISIT}/g/{CARDS[0]}.html%EF%BC%8C%E8%AF%B7",
    ],
)
def test_a_visit_has_its_own_page_for_missing_files(served: Served, path: str) -> None:
    answer = served.guests.ask(path)

    assert (answer.status, answer.body.decode("utf-8")) == (404, LOST)
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
    assert answer.only("cache-control", *PROTECTION) == {"cache-control": "no-cache", **PROTECTION}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"])
def test_pages_can_only_be_read(served: Served, method: str) -> None:
    answer = served.guests.ask(CARD, method)

    assert (answer.status, answer.body) == (405, b"")
    assert answer.only("allow", *PROTECTION) == {"allow": "GET, HEAD", **PROTECTION}


def test_reading_reveals_no_methods(served: Served) -> None:
    assert served.guests.ask(CARD).only("allow") == {"allow": None}


@pytest.mark.parametrize("path", [CARD, f"{VISIT}/sw.js"])
def test_pages_are_compressed_on_request(served: Served, path: str) -> None:
    plain = served.guests.ask(path)
    compressed = served.guests.ask(path, accept_encoding="gzip")

    assert plain.headers.get("content-encoding") is None
    assert compressed.only("content-encoding", "vary") == {
        "content-encoding": "gzip",
        "vary": "Accept-Encoding",
    }
    assert gzip.decompress(compressed.body) == plain.body
    assert len(compressed.body) <= 1.02 * len(gzip.compress(plain.body, 6))


@pytest.mark.parametrize("path", [CARD, "/nowhere", "/.secrets"])
def test_the_server_does_not_reveal_its_version(served: Served, path: str) -> None:
    server = served.guests.ask(path).headers.get("server")

    assert server == {"nginx": "nginx", "caddy": None}[served.name]


def test_one_connection_carries_many_requests(served: Served) -> None:
    connection = served.guests.connection()
    connection.connect()
    first = connection.sock

    assert {ask(connection, CARD).status for _ in range(300)} == {200}
    assert connection.sock is first


def test_a_part_of_a_page_is_never_sent(served: Served) -> None:
    answer = served.guests.ask(CARD, range="bytes=0-9")

    assert (answer.status, answer.body.decode("utf-8")) == (200, card(CARDS[0], 1))
    assert answer.only("accept-ranges") == {"accept-ranges": None}


def test_an_exchanged_link_is_seen_by_the_next_request(served: Served) -> None:
    connection, seen = served.guests.connection(), []
    for version in range(1, 8):
        publish(served.guests.folder / "swapped", microsite(version, CARDS))
        seen.append(ask(connection, f"/swapped/g/{CARDS[0]}.html").body.decode("utf-8"))

    assert seen == [card(CARDS[0], version) for version in range(1, 8)]


def test_a_copy_the_phone_has_is_only_good_until_the_next_release(served: Served) -> None:
    path = f"/revised/g/{CARDS[0]}.html"
    file = served.guests.folder / path[1:]
    publish(served.guests.folder / "revised", microsite(1, CARDS))
    kept = served.guests.ask(path)
    has = {
        "if_none_match": kept.headers["etag"],
        "if_modified_since": kept.headers["last-modified"],
    }
    assert served.guests.ask(path, **has).status == 304

    publish(served.guests.folder / "revised", microsite(2, CARDS))
    # Both servers tell files apart by size and the second of writing: README.md says so.
    later = file.stat().st_mtime + 1
    os.utime(file, (later, later))

    answer = served.guests.ask(path, **has)
    assert (answer.status, answer.body.decode("utf-8")) == (200, card(CARDS[0], 2))


def test_a_visits_address_without_a_slash_leads_on(served: Served) -> None:
    answer = served.guests.ask(VISIT)

    assert answer.status in (301, 308)
    assert answer.headers["location"] == f"{VISIT}/"


def test_a_page_that_cannot_be_read_is_not_reported_as_gone(served: Served) -> None:
    answer = served.guests.ask(f"/2026-06-plain/g/{LOOP}.html")

    assert (answer.status, answer.body) == ({"nginx": 403, "caddy": 500}[served.name], b"")


def test_no_log_has_the_address_of_a_card_or_of_a_phone(served: Served) -> None:
    token = CARDS[1]
    paths = [
        f"{VISIT}/g/{token}.html",
        f"{VISIT}/g/{token}.html/",
        f"{VISIT}/g/{token}.htm",
        f"{VISIT}/g/{token}.html?from={token}",
        f"/.releases/{token}",
        f"/2026-06-plain/g/{LOOP}.html",
    ]
    connection, before = served.guests.connection(), served.lines()
    for path in paths:
        ask(connection, path, referer=f"https://localhost{path}", user_agent=token)
        ask(connection, path, "POST", cookie=token)
    written = served.lines(before + 2 * len(paths))

    assert written == before + 2 * len(paths)
    assert [secret for secret in (token, LOOP) if secret in served.written()] == []
    assert "127.0.0.1" not in (served.logs / "guests.log").read_text("utf-8")


def test_plain_http_leads_to_the_same_page_on_https(served: Served) -> None:
    plain = Host(served.plain_port, None, served.guests.folder)

    answer = plain.ask(f"{CARD}?from=qr")

    assert answer.status in (301, 308)
    # Caddy names the port where it is none of the usual ones.
    assert re.sub(r":\d+", "", answer.headers["location"]) == f"https://localhost{CARD}?from=qr"
