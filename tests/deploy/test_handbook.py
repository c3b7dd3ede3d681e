"""The staff handbook behind its password."""

from __future__ import annotations

import pytest

from tests.support.web.deployment import CARDS, PROTECTION
from tests.support.web.servers import CARDS_PASSWORD, CARDS_USER, PASSWORD, USER, Served, basic

KEY = basic(USER, PASSWORD)


@pytest.mark.parametrize("path", ["/", "/404.html", "/nowhere", "/.hidden", "/visits/"])
@pytest.mark.parametrize(
    "given",
    [{}, {"authorization": basic(USER, "guess")}, {"authorization": basic("", "")}],
    ids=["nothing", "a wrong password", "an empty one"],
)
def test_nothing_is_shown_without_the_password(
    served: Served, path: str, given: dict[str, str]
) -> None:
    answer = served.handbook.ask(path, **given)

    # nginx knows a hidden file by its path, before it asks for a password.
    assert answer.status == 401 or (answer.status == 404 and path == "/.hidden")
    assert not {"手册", "没有这一页", "藏"} & {answer.body.decode("utf-8")}
    assert answer.only(*PROTECTION) == PROTECTION


def test_the_browser_is_asked_for_a_password(served: Served) -> None:
    assert served.handbook.ask("/").headers["www-authenticate"].startswith("Basic realm=")


def test_the_password_opens_it(served: Served) -> None:
    answer = served.handbook.ask("/", authorization=KEY)

    assert (answer.status, answer.body.decode("utf-8")) == (200, "手册")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.only("cache-control", *PROTECTION) == {
        "cache-control": "private, no-cache",
        **PROTECTION,
    }


@pytest.mark.parametrize("path", ["/nowhere", "/visits/", "/.hidden"])
def test_a_missing_page_is_the_handbooks_own(served: Served, path: str) -> None:
    answer = served.handbook.ask(path, authorization=KEY)

    assert (answer.status, answer.body.decode("utf-8")) == (404, "没有这一页")
    assert answer.only(*PROTECTION) == PROTECTION


def test_it_can_only_be_read(served: Served) -> None:
    answer = served.handbook.ask("/", "POST", authorization=KEY)

    assert (answer.status, answer.only("allow")) == (405, {"allow": "GET, HEAD"})


def test_the_guests_host_has_no_handbook_and_the_handbooks_no_cards(served: Served) -> None:
    card = f"/2026-05-ecotour/g/{CARDS[0]}.html"

    assert served.guests.ask("/404.html", authorization=KEY).body == b""
    assert served.handbook.ask(card, authorization=KEY).status == 404


CARDS_PAGE = "cards/2026-05-ecotour/"
SECOND = basic(CARDS_USER, CARDS_PASSWORD)


@pytest.mark.parametrize(
    "path",
    [
        f"/{CARDS_PAGE}",
        f"/{CARDS_PAGE}index.html",
        f"//{CARDS_PAGE}",
        f"/./{CARDS_PAGE}",
        f"/visits/../{CARDS_PAGE}",
        f"/visits/..%2f{CARDS_PAGE}",
        f"/%63ards/{CARDS_PAGE.removeprefix('cards/')}",
        f"/cards%2f{CARDS_PAGE.removeprefix('cards/')}index.html",
        f"/cards//{CARDS_PAGE.removeprefix('cards/')}",
        f"/CARDS/{CARDS_PAGE.removeprefix('cards/')}",
    ],
)
@pytest.mark.parametrize(
    "given",
    [{}, {"authorization": KEY}, {"authorization": basic(CARDS_USER, PASSWORD)}],
    ids=["nothing", "the handbook's user", "the handbook's password"],
)
def test_the_pages_of_cards_open_to_the_second_user_alone(
    served: Served, path: str, given: dict[str, str]
) -> None:
    answer = served.handbook.ask(path, **given)

    assert answer.status in (301, 308, 401, 404)
    assert "所有的卡" not in answer.body.decode("utf-8")


def test_the_second_user_opens_the_pages_of_cards_and_nothing_else(served: Served) -> None:
    page = served.handbook.ask(f"/{CARDS_PAGE}", authorization=SECOND)

    assert (page.status, page.body.decode("utf-8")) == (200, "所有的卡")
    assert page.only("cache-control", *PROTECTION) == {
        "cache-control": "private, no-cache",
        **PROTECTION,
    }
    assert served.handbook.ask("/", authorization=SECOND).status == 401
    assert served.handbook.ask("/cards/nowhere/", authorization=SECOND).status == 404
    assert served.handbook.ask("/cards/", authorization=SECOND).status == 404
