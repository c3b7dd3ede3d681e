"""What is shipped lets nobody in by itself, says what is to be changed, and stays as tested."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.deployed import lay_out
from tests.support.servers import DEPLOY, PASSWORD, USER, basic, caddy, marked, nginx

CADDYFILE = (DEPLOY / "caddy/Caddyfile").read_text("utf-8")
NGINX = (DEPLOY / "nginx/reception.conf").read_text("utf-8")


def test_caddy_opens_nothing_without_a_hash(tmp_path: Path) -> None:
    with caddy(tmp_path, HANDBOOK_USER="", HANDBOOK_HASH="") as served:
        lay_out(served)
        given = [{}, {"authorization": basic("", "")}, {"authorization": basic(USER, PASSWORD)}]
        answers = [served.handbook.ask("/", **each) for each in given]

    assert [(answer.status, answer.body) for answer in answers] == [(401, b"")] * 3


def test_nginx_opens_nothing_without_a_file_of_passwords(tmp_path: Path) -> None:
    with nginx(tmp_path) as served:
        lay_out(served)
        (tmp_path / "reception.htpasswd").unlink()
        answer = served.handbook.ask("/", authorization=basic(USER, PASSWORD))

    assert answer.status in (403, 500)
    assert "手册" not in answer.body.decode("utf-8")


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


def test_all_that_is_an_offices_own_stands_in_marked_lines() -> None:
    own = re.compile(r"example\.org|/srv/|/etc/|/var/|listen |auth_basic_user_file")
    lines = [line for line in NGINX.splitlines() if not line.lstrip().startswith("#")]

    assert [line for line in lines if own.search(line)] == marked(NGINX)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_each_reading_page_names_each_setting_of_caddy(name: str) -> None:
    used = set(re.findall(r"\{\$(\w+)", CADDYFILE))
    told = set(re.findall(r"`([A-Z]+_[A-Z]+)`", (DEPLOY / name).read_text("utf-8")))

    assert told == used
