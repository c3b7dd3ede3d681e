"""Takes the pictures in README.md and docs/ (`make screenshots`, after `make site`)."""

from __future__ import annotations

import csv
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

from tests.manual.pictures import take_pictures
from tests.support.project import PROJECT
from tests.support.web.browsers import ARGUMENTS, DESK, PHONE, QuietHandler, browser_path

PICTURES = PROJECT / "docs" / "assets" / "pictures"
CLOCK = "2026-05-19T12:40:00+08:00"
CARDS = (
    ("card", "欧阳·朝晖", "light", False),
    ("card-dark", "欧阳·朝晖", "dark", False),
    ("card-large", "欧阳·朝晖", "light", True),
    ("card-staff", "王强", "light", False),
)


def main() -> None:
    """Write docs/assets/pictures/*.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    handler = partial(QuietHandler, directory=str(PROJECT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        for name, person, scheme, large in CARDS:
            _card(browser, address, name, person, scheme, large=large)
        _handbook(browser, address, "handbook", "visits/2026-05-ecotour/schedule/")
        _print(browser, address, "card-printed", "欧阳·朝晖")
        take_pictures(browser)
        browser.close()
    server.shutdown()


def _card(
    browser: Browser, address: str, name: str, person: str, scheme: str, *, large: bool
) -> None:
    page = browser.new_page(viewport=PHONE, locale="zh-CN", color_scheme=scheme)  # type: ignore[arg-type]
    page.clock.set_fixed_time(CLOCK)
    page.goto(_address(address, person))
    page.wait_for_selector(".now:visible")
    if large:
        page.click('[data-large="2"]:visible')
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


def _print(browser: Browser, address: str, name: str, person: str) -> None:
    page = browser.new_page(viewport=PHONE, locale="zh-CN")
    page.goto(_address(address, person))
    page.wait_for_selector(".card:visible")
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheet[0].render(scale=2).to_pil().save(PICTURES / f"{name}.png", optimize=True)
    page.close()


def _address(address: str, person: str) -> str:
    """Return the address of a person's card on this server."""
    with (PROJECT / "output/2026-05-ecotour/links.csv").open(encoding="utf-8-sig") as file:
        urls = {row["id"]: row["url"] for row in csv.DictReader(file)}
    return f"{address}/guests/{urls[person].split('/', 3)[3]}"


def _handbook(browser: Browser, address: str, name: str, path: str) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(f"{address}/handbook/{path}")
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


if __name__ == "__main__":
    main()
