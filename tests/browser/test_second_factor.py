"""Cards with a second factor: the reader's own digits open them, and nobody else's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.project import build_cards, copy_project, run
from tests.support.shared import built_once
from tests.support.web.browsers import (
    NO_STORAGE,
    Site,
    addresses,
    eventually,
    heading,
    violations,
    wait_for_heading,
    wait_until_kept,
)

SLUG = "2026-09-digits"
OTHER = "2026-05-ecotour"
ASKED, REFUSED = "请输入您本人电话号码的后四位", "没有打开，请再输入您本人电话号码的后四位"
VISIT = """\
title: 高校代表团
host: 县机关事务服务中心
start: 2026-09-01
end: 2026-09-01
retention_days: 36500
languages: [LANGUAGES]
second_factor: phone
schedule: [{day: 2026-09-01, time: 9:00-11:00, title: 座谈}]
team: {staff: [{name: 李娜, phone: 0717-5550188转12, roles: 会务组}]}
guests:
  - {name: 张伟, phone: '13900000417'}
  - {name: 王芳, phone: '13900000528'}
  - {name: 刘洋, second_factor: none}
"""


def write_visit(root: Path, languages: str = "zh", number: str = "13900000417") -> None:
    """Write the visit: its languages, and the telephone of 张伟."""
    text = VISIT.replace("LANGUAGES", languages).replace("13900000417", number)
    (root / "visits" / SLUG / "visit.yml").write_text(text, "utf-8")


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose cards ask for digits, to copy."""

    def build(root: Path) -> None:
        visits = copy_project(root) / "visits"
        shutil.rmtree(visits / OTHER)
        (visits / SLUG).mkdir()
        write_visit(root)
        build_cards(root)

    return built_once(tmp_path_factory, "digits", build)


@pytest.fixture
def site_copy(tmp_path: Path, asking: Path, serve: Callable[[Path], str]) -> Site:
    """The project of a test's site_copy."""
    root = tmp_path / "copy"
    shutil.copytree(asking, root)
    return Site(root, serve(root / "site"))


def answer(page: Page, digits: str) -> None:
    """Type the digits as a person does, and press the button."""
    page.fill("#ask input", digits)
    page.click("#ask button")


def is_kept(page: Page) -> None:
    """Wait until the phone keeps the page and what opens it."""
    wait_until_kept(page)
    eventually(page, "localStorage.getItem('opens ' + location.pathname) !== null")


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["0417", " 04 17", "０４１７", "139 0000 0417"])
def test_the_readers_own_digits_open_the_card(
    site_copy: Site, open_page: Callable[..., Page], typed: str
) -> None:
    page = open_page(addresses(site_copy, SLUG)["张伟"])

    assert heading(page) == ASKED
    assert page.locator("#ask input").get_attribute("inputmode") == "numeric"
    assert page.locator("#ask input").get_attribute("autocomplete") == "off"
    assert violations(page) == []
    answer(page, typed)
    wait_for_heading(page, "张伟")
    assert page.locator("#ask").count() == 0


@pytest.mark.browser
def test_the_extension_of_a_number_is_not_asked_for(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["李娜"])

    answer(page, "0188")

    wait_for_heading(page, "李娜")


@pytest.mark.browser
def test_wrong_digits_are_refused_and_the_right_ones_still_open(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["张伟"])

    for wrong in ("0528", "041", ""):
        answer(page, wrong)
        wait_for_heading(page, REFUSED)
    assert "请找您的联络员" in page.locator("[data-message=wrong-digits]").inner_text()
    assert violations(page) == []
    answer(page, "0417")
    wait_for_heading(page, "张伟")


@pytest.mark.browser
def test_the_right_digits_do_not_open_a_card_with_anothers_key(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    mine, other = (addresses(site_copy, SLUG)[name] for name in ("张伟", "王芳"))
    page = open_page(f"{mine.split('#')[0]}#{other.split('#')[1]}")

    answer(page, "0417")

    wait_for_heading(page, REFUSED)


@pytest.mark.browser
def test_a_card_without_a_second_factor_opens_at_once(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["刘洋"])

    assert heading(page) == "刘洋"
    assert "askDigits" not in page.content()


@pytest.mark.browser
def test_a_phone_that_keeps_the_card_asks_once_and_opens_it_without_signal(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["张伟"])
    answer(page, "0417")
    wait_for_heading(page, "张伟")
    is_kept(page)

    page.reload()
    wait_for_heading(page, "张伟")
    page.context.set_offline(True)
    page.reload()
    wait_for_heading(page, "张伟")
    stored = page.evaluate("Object.values(localStorage).join(' ')")
    assert not re.search(r"(?<!\d)0417(?!\d)", stored)


@pytest.mark.browser
def test_without_signal_a_page_that_was_not_opened_yet_takes_the_digits_too(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["张伟"])
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()

    wait_for_heading(page, ASKED)
    answer(page, "0417")
    wait_for_heading(page, "张伟")


@pytest.mark.browser
def test_where_storage_is_denied_the_page_asks_again(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    page.add_init_script(NO_STORAGE)
    page.goto(addresses(site_copy, SLUG)["张伟"])
    answer(page, "0417")
    wait_for_heading(page, "张伟")

    page.reload()

    wait_for_heading(page, ASKED)


@pytest.mark.browser
def test_a_phone_that_does_not_keep_the_page_keeps_no_answer(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    page.add_init_script("ServiceWorkerContainer.prototype.register = () => Promise.reject();")
    page.goto(addresses(site_copy, SLUG)["张伟"])
    answer(page, "0417")
    wait_for_heading(page, "张伟")
    eventually(page, "document.documentElement.dataset.kept === 'no'")

    assert page.evaluate("localStorage.getItem('opens ' + location.pathname)") is None


@pytest.mark.browser
def test_after_a_change_of_the_number_the_new_digits_are_asked_for(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["张伟"])
    answer(page, "0417")
    wait_for_heading(page, "张伟")
    is_kept(page)

    write_visit(site_copy.root, number="13900000639")
    build_cards(site_copy.root)
    page.reload()
    wait_for_heading(page, ASKED)
    answer(page, "0417")
    wait_for_heading(page, REFUSED)
    answer(page, "0639")
    wait_for_heading(page, "张伟")


@pytest.mark.browser
def test_after_a_revocation_the_phone_forgets_the_digits(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["张伟"])
    answer(page, "0417")
    wait_for_heading(page, "张伟")
    is_kept(page)

    run(site_copy.root, "revoke", SLUG, "张伟")
    build_cards(site_copy.root)
    page.reload()

    wait_for_heading(page, "这张卡已停用")
    eventually(page, "localStorage.getItem('opens ' + location.pathname) === null")


@pytest.mark.browser
def test_a_page_in_two_languages_asks_in_both_with_one_field(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    write_visit(site_copy.root, languages="zh, en")
    build_cards(site_copy.root)
    page = open_page(addresses(site_copy, SLUG)["张伟"])

    shown = page.locator("h1:visible")
    expect(shown).to_have_text(
        [ASKED, "Please enter the last four digits of your own telephone number"],
    )
    assert page.locator("#ask input").count() == 1
    assert page.locator("#ask button").inner_text() == "打开 / Open"
    assert violations(page) == []
