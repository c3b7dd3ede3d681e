"""The shipped configurations let nobody in, and mark the lines that an office changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.web.deployment import lay_out
from tests.support.web.servers import DEPLOY, PASSWORD, USER, ask, basic, caddy, marked, nginx

CADDYFILE = (DEPLOY / "caddy/Caddyfile").read_text("utf-8")
NGINX = (DEPLOY / "nginx/reception.conf").read_text("utf-8")


def test_caddy_opens_nothing_without_a_hash(tmp_path: Path) -> None:
    with caddy(tmp_path, HANDBOOK_USER="", HANDBOOK_HASH="") as served:
        lay_out(served)
        given = [{}, {"authorization": basic("", "")}, {"authorization": basic(USER, PASSWORD)}]
        answers = [served.handbook.ask("/", **headers) for headers in given]

    assert [(answer.status, answer.body) for answer in answers] == [(401, b"")] * 3


def test_nginx_opens_nothing_without_a_file_of_passwords(tmp_path: Path) -> None:
    with nginx(tmp_path) as served:
        lay_out(served)
        (tmp_path / "reception.htpasswd").unlink()
        answer = served.handbook.ask("/", authorization=basic(USER, PASSWORD))

    assert answer.status in (403, 500)
    assert "手册" not in answer.body.decode("utf-8")


def test_caddy_opens_no_page_of_cards_without_a_second_hash(tmp_path: Path) -> None:
    with caddy(tmp_path, CARDS_USER="", CARDS_HASH="") as served:
        lay_out(served)
        given = [{}, {"authorization": basic("", "")}, {"authorization": basic(USER, PASSWORD)}]
        answers = [served.handbook.ask("/cards/2026-05-ecotour/", **headers) for headers in given]
        home = served.handbook.ask("/", authorization=basic(USER, PASSWORD))

    assert [(answer.status, answer.body) for answer in answers] == [(401, b"")] * 3
    assert home.status == 200


def test_nginx_opens_no_page_of_cards_without_a_second_file(tmp_path: Path) -> None:
    with nginx(tmp_path) as served:
        lay_out(served)
        (tmp_path / "reception-cards.htpasswd").unlink()
        key = basic(USER, PASSWORD)
        answer = served.handbook.ask("/cards/2026-05-ecotour/", authorization=key)
        home = served.handbook.ask("/", authorization=key)

    assert answer.status in (403, 500)
    assert "所有的卡" not in answer.body.decode("utf-8")
    assert home.status == 200


def test_nginx_limits_the_tries_of_one_address_and_of_no_other(tmp_path: Path) -> None:
    """A limited address is let through five times a second: also all after a pause are."""
    with nginx(tmp_path) as served:
        lay_out(served)
        connection, statuses = served.handbook.connection(), []
        for number in range(600):
            key = basic(USER, f"guess {number}")
            path = "/cards/2026-05-ecotour/" if number % 2 else "/"
            statuses.append(ask(connection, path, authorization=key).status)
        key = basic(USER, PASSWORD)
        limited = any(ask(connection, "/", authorization=key).status == 429 for _ in range(600))
        other = served.handbook.ask_from("127.0.0.2", "/", authorization=key)
        without = served.handbook.ask("/")

    assert statuses[:300] == [401] * 300
    assert 429 in statuses[300:]
    assert limited
    assert other.status == 200
    assert without.status == 401


def test_nginx_does_not_limit_a_reader_who_browses_the_handbook(tmp_path: Path) -> None:
    """A page is some ten requests: itself, styles, scripts, the search."""
    with nginx(tmp_path) as served:
        lay_out(served)
        connection, key = served.handbook.connection(), basic(USER, PASSWORD)
        statuses = {ask(connection, "/", authorization=key).status for _ in range(25 * 10)}

    assert statuses == {200}


def test_caddy_on_plain_http_does_not_promise_https(tmp_path: Path) -> None:
    with caddy(tmp_path, scheme="http") as served:
        lay_out(served)
        answer = served.guests.ask("/2026-05-ecotour/")

    assert (answer.status, answer.only("strict-transport-security")) == (
        200,
        {"strict-transport-security": None},
    )


@pytest.mark.parametrize("path", sorted(path for path in DEPLOY.rglob("*") if path.is_file()))
def test_no_password_is_shipped(path: Path) -> None:
    hashes = r"\$(?:2[aby]|apr1|5|6|argon2\w*)\$[\w./$=,]{20,}|\{(?:SSHA|SHA|PLAIN)\}"

    assert re.findall(hashes, path.read_text("utf-8")) == []


def test_everything_that_an_office_changes_is_in_marked_lines() -> None:
    changeable = re.compile(r"example\.org|/srv/|/etc/|/var/|listen |auth_basic_user_file")
    lines = [line for line in NGINX.splitlines() if not line.lstrip().startswith("#")]

    assert [line for line in lines if changeable.search(line)] == marked(NGINX)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_each_readme_names_each_setting_of_caddy(name: str) -> None:
    used = set(re.findall(r"\{\$(\w+)", CADDYFILE))
    named = set(re.findall(r"`([A-Z]+_[A-Z]+)`", (DEPLOY / name).read_text("utf-8")))

    assert named == used
