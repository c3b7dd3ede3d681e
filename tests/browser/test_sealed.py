"""Sealed cards in a browser: a code opens its own page, a damaged link explains what to do."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import resvg_py
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from generator.render.svg.qr import qr_svg
from tests.support.project import build_cards, run
from tests.support.web.browsers import (
    QuietHandler,
    Site,
    addresses,
    heading,
    urls,
    violations,
    wait_for_heading,
    wait_until_kept,
)

SLUG = "2026-05-ecotour"


def move(site: Site, former: str, room: str) -> None:
    """Change the room of some guests in the workbook, as the office does."""
    path = site.root / "visits" / SLUG / "book.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book["住宿"].iter_rows():
        for cell in row:
            if cell.value == former:
                cell.value = room
    book.save(path)


def hold(site: Site) -> threading.Event:
    """Let the test's server send no card until the event is set, like a slow network."""
    return QuietHandler.gates.setdefault(str(site.root / "site"), threading.Event())


def wait_for_room(page: Page, number: str) -> None:
    """Wait until the card shows this room."""
    room = page.locator(".card:visible .rooms .big")
    expect(room).to_have_text(number)


def scanned(url: str) -> str:
    """Return what a phone reads from the QR code of an address."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=qr_svg(url), width=400))
    (code,) = zxingcpp.read_barcodes(
        Image.open(io.BytesIO(png)), formats=zxingcpp.BarcodeFormat.QRCode
    )
    return code.text


@pytest.mark.browser
def test_the_address_in_the_code_opens_the_card_and_reloads(
    site: Site, open_page: Callable[..., Page]
) -> None:
    address = site.card(scanned(urls(site, SLUG)["欧阳·朝晖"]))

    page = open_page(address)
    assert heading(page) == "欧阳·朝晖"
    page.reload()
    assert heading(page) == "欧阳·朝晖"
    assert page.url == address


def test_a_sealed_file_contains_nothing_of_a_person(site: Site) -> None:
    folder = site.root / "site/guests" / SLUG
    names = list(urls(site, SLUG))
    files = [path for path in folder.rglob("*") if path.is_file()]

    assert len(files) == 53
    for path in files:
        text = path.read_text("utf-8")
        assert [name for name in names if name in text or name in path.name] == []
        assert not re.search(r"1390000\d{4}|鄂E|明峰宾馆", text)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("bend", "shown"),
    [
        (lambda url: url.split("#")[0], "这个链接不完整"),
        (lambda url: url[:-7], "这个链接被截断了"),
        (lambda url: f"{url[:-43]}{'A' * 43}", "这张卡打不开这一页"),
    ],
    ids=["missing", "cut", "wrong"],
)
def test_damaged_links_explain_what_to_do(
    site: Site, open_page: Callable[..., Page], bend: Callable[[str], str], shown: str
) -> None:
    """Those that can be mended open their card: see phone/test_addresses.py."""
    page = open_page(bend(addresses(site, SLUG)["欧阳·朝晖"]))
    page.wait_for_selector("h1:visible")

    assert heading(page) == shown
    assert violations(page) == []


@pytest.mark.browser
def test_one_guests_key_does_not_open_anothers_card(
    site: Site, open_page: Callable[..., Page]
) -> None:
    mine, other = (addresses(site, SLUG)[name] for name in ("欧阳·朝晖", "梁正远"))

    page = open_page(f"{other.split('#')[0]}#{mine.split('#')[1]}")
    page.wait_for_selector("h1:visible")

    assert heading(page) == "这张卡打不开这一页"


@pytest.mark.browser
def test_a_browser_without_decompression_opens_the_card_too(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    page.add_init_script("delete window.DecompressionStream")
    page.goto(addresses(site, SLUG)["王强"])
    page.wait_for_selector("h1:visible")

    assert heading(page) == "王强"


@pytest.mark.browser
def test_without_webcrypto_or_script_the_page_reports_it(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank")
    page.add_init_script("Object.defineProperty(window.crypto, 'subtle', {value: undefined})")
    page.goto(addresses(site, SLUG)["王强"])
    assert heading(page) == "这个浏览器打不开加密页面"

    plain = open_page(addresses(site, SLUG)["王强"], java_script_enabled=False)
    assert "JavaScript" in plain.locator("main").inner_text()


@pytest.mark.browser
def test_a_card_opened_once_opens_without_signal_and_follows_a_change(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    address = addresses(site_copy, SLUG)["欧阳·朝晖"]
    page = open_page(address)
    wait_until_kept(page)

    page.context.set_offline(True)
    page.reload()
    assert page.locator(".card:visible .rooms .big").inner_text() == "8302"

    page.context.set_offline(False)
    move(site_copy, "8302", "8405")
    build_cards(site_copy.root)
    page.reload()
    wait_for_room(page, "8405")


@pytest.mark.browser
def test_a_card_left_open_looks_for_a_newer_one_when_it_is_looked_at(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["欧阳·朝晖"])
    wait_until_kept(page)
    move(site_copy, "8302", "8405")
    build_cards(site_copy.root)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    wait_for_room(page, "8405")


@pytest.mark.browser
def test_a_kept_copy_shows_its_age(site_copy: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(addresses(site_copy, SLUG)["欧阳·朝晖"])
    wait_until_kept(page)
    assert page.locator(".stale:visible").count() == 0

    page.context.set_offline(True)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(hours=5, minutes=10))
    page.reload()

    expect(page.locator(".card:visible .stale")).to_contain_text("5 小时前的离线副本")


@pytest.mark.browser
def test_a_newer_card_from_a_slow_network_replaces_the_kept_one(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(addresses(site_copy, SLUG)["欧阳·朝晖"])
    wait_until_kept(page)
    move(site_copy, "8302", "8405")
    build_cards(site_copy.root)
    network = hold(site_copy)

    page.reload()

    wait_for_room(page, "8302")
    network.set()
    wait_for_room(page, "8405")


@pytest.mark.browser
def test_a_revoked_card_becomes_a_notice_and_stays_one_without_signal(
    site_copy: Site, open_page: Callable[..., Page]
) -> None:
    former = addresses(site_copy, SLUG)["欧阳·朝晖"]
    page = open_page(former)
    wait_until_kept(page)

    run(site_copy.root, "revoke", SLUG, "欧阳•朝晖")
    build_cards(site_copy.root)
    page.reload()
    wait_for_heading(page, "这张卡已停用")
    page.context.set_offline(True)
    page.reload()
    wait_for_heading(page, "这张卡已停用")

    fresh = open_page(addresses(site_copy, SLUG)["欧阳·朝晖"])
    assert heading(fresh) == "欧阳·朝晖"


@pytest.mark.browser
def test_a_card_saved_to_the_phone_opens_as_a_file(
    site: Site, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(addresses(site, SLUG)["欧阳·朝晖"])
    with page.expect_download() as download:
        page.click("[data-save]:visible")
    download.value.save_as(tmp_path / "card.html")

    saved = open_page((tmp_path / "card.html").as_uri())

    assert heading(saved) == "欧阳·朝晖"
    assert saved.locator(".card:visible .rooms .big").inner_text() == "8302"
