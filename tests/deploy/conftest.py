"""Each test here runs against both servers, with one visit published and a small handbook."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.deploy.publication import microsite, publish, tokens
from tests.deploy.servers import Served, caddy, nginx

CARDS = tokens(3)
"""The cards of the visit 2026-05-ecotour."""

LOOP = "cannot-be-read"
"""A card of 2026-06-plain that is a link to itself: a fault of the disk, for a server."""


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A running server with its sites laid out."""
    with request.param(tmp_path_factory.mktemp("served")) as running:
        lay_out(running)
        yield running


def lay_out(running: Served) -> None:
    """A visit behind a link, another in a plain folder, and a handbook of two pages."""
    guests, handbook = running.guests.folder, running.handbook.folder
    publish(guests / "2026-05-ecotour", microsite(1, CARDS))
    (guests / "2026-06-plain/g").mkdir(parents=True)
    (guests / "2026-06-plain/index.html").write_text("来访", "utf-8")
    (guests / f"2026-06-plain/g/{LOOP}.html").symlink_to(f"{LOOP}.html")
    (guests / ".secrets").write_text("钥匙", "utf-8")
    (guests / "2026-06-plain/.htaccess").write_text("deny", "utf-8")
    (handbook / "visits").mkdir()
    (handbook / "index.html").write_text("手册", "utf-8")
    (handbook / "cards/2026-05-ecotour").mkdir(parents=True)
    (handbook / "cards/2026-05-ecotour/index.html").write_text("所有的卡", "utf-8")
    (handbook / "404.html").write_text("没有这一页", "utf-8")
    (handbook / ".hidden").write_text("藏", "utf-8")
