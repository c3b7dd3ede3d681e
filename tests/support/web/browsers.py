"""The system's Chromium, a loopback server for it, and what a person sees of a page."""

from __future__ import annotations

import csv
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import ClassVar

import axe_playwright_python
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.support.project import PROJECT
from tests.support.proof import PROOF

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium without windows: a page takes a third of the processor time."""
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
PATIENCE = 60.0
"""Seconds that a busy machine may take to show what a test waits for."""
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Site:
    """A built project: its folder, and the address of site/."""

    root: Path
    address: str

    def handbook(self, path: str = "") -> str:
        """The address of a page of the handbook."""
        return f"{self.address}/handbook/{path}"

    def card(self, url: str) -> str:
        """Return the address on this server of a card whose public address is `url`."""
        return f"{self.address}/guests/{url.split('/', 3)[3].removeprefix('guests/')}"


def browser_path() -> str:
    """Return the path of the system's browser; without one the tests fail.

    `make proof` opens every page in the browser that people have.
    """
    names = BROWSERS if PROOF else (*SHELLS, *BROWSERS)
    command = next(filter(None, map(shutil.which, names)), None)
    installed = command or next((path for path in MAC_BROWSERS if Path(path).exists()), None)
    assert installed, "the tests need Chromium, Chrome or Edge: apt-get install chromium"
    return installed


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without output; a test can delay the answers for cards, or replace them."""

    gates: ClassVar[dict[str, threading.Event]] = {}
    instead: ClassVar[dict[str, tuple[int, str]]] = {}

    def do_GET(self) -> None:
        if "/g/" in self.path and self.directory in self.gates:
            self.gates[self.directory].wait(PATIENCE)
        if "/g/" in self.path and self.directory in self.instead:
            self._answer(*self.instead[self.directory])
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer 404 with the visit's own page, as the shipped configurations do."""
        path = self.path.lstrip("/").split("/")
        page = Path(self.directory, *path[:2], "404.html")
        if code != 404 or len(path) < 3 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def _answer(self, status: int, page: str) -> None:
        """Answer with a page, or with a redirection to `page`."""
        self.send_response(status)
        if status in (302, 307):
            self.send_header("Location", page)
            page = ""
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page.encode("utf-8"))))
        self.end_headers()
        self.wfile.write(page.encode("utf-8"))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers, of which a process can have only one."""
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The system's browser, headless."""
    browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on a free loopback port; returns the address."""
    servers = []

    def start(folder: Path) -> str:
        handler = partial(QuietHandler, directory=str(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def urls(site: Site, slug: str) -> dict[str, str]:
    """Return the public address of every card, by id."""
    text = (site.root / "output" / slug / "links.csv").read_text("utf-8-sig")
    return {row["id"]: row["url"] for row in csv.DictReader(text.splitlines())}


def addresses(site: Site, slug: str) -> dict[str, str]:
    """Return the address of every card on the test's server, by id."""
    return {person: site.card(url) for person, url in urls(site, slug).items()}


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page at a size; fails on errors of the page and on requests to other hosts."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(url: str, *, size: dict[str, int] = PHONE, **options: object) -> Page:
        settings: dict[str, object] = {"viewport": size, "locale": "zh-CN", **options}
        context = chromium.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_foreign(request.url)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _foreign(url: str) -> list[str]:
    is_local = url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:"))
    return [] if is_local else [f"requested {url}"]


def violations(page: Page, *impacts: str, within: str = "html") -> list[str]:
    """Return what axe-core finds `within` a part of a page, as `rule: selector`.

    With `impacts`, only violations of these.
    """
    # Injected as an expression: the page's own policy rightly refuses added scripts.
    page.evaluate(AXE)
    results = page.evaluate(
        "part => axe.run(part, { resultTypes: ['violations'] }).then(result => result.violations)",
        within,
    )
    return [
        f"{violation['id']}: {node['target'][0]}"
        for violation in results
        for node in violation["nodes"]
        if not impacts or violation["impact"] in impacts
    ]


def scrolls_sideways(page: Page) -> bool:
    """Tell whether the page is wider than its window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def heading(page: Page) -> str:
    """Return the first visible heading."""
    return page.locator("h1:visible").first.inner_text()


def wait_for_heading(page: Page, text: str) -> None:
    """Wait until the first heading is `text`; on a slow network the kept copy comes first."""
    expect(page.locator("h1:visible").first).to_have_text(text)


def wait_until_kept(page: Page) -> None:
    """Wait until the phone keeps the card and the service worker answers for its page."""
    eventually(page, "navigator.serviceWorker.controller !== null")
    eventually(page, "caches.open('cards').then(c => c.keys()).then(k => k.length === 1)")


def eventually(page: Page, condition: str) -> None:
    """Wait for a condition, evaluated from outside.

    The page's policy rightly forbids to evaluate strings, also to the driver's own waiting.
    """
    latest = monotonic() + PATIENCE
    while not _holds(page, condition):
        assert monotonic() < latest, f"never true: {condition}"
        page.wait_for_timeout(50)


def _holds(page: Page, condition: str) -> bool:
    try:
        return bool(page.evaluate(condition))
    except Error:  # the page is being loaded again
        return False


DENIED = "throw new DOMException('denied', 'SecurityError')"
NO_STORAGE = f"""
Object.defineProperty(window, 'localStorage', {{ get() {{ {DENIED}; }} }});
Object.defineProperty(window, 'caches', {{ get() {{ {DENIED}; }} }});
ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('denied'));
"""
FULL = """() => {
  CacheStorage.prototype.open = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
}"""


CARD = PROJECT / "generator" / "render" / "card" / "assets"


def chromium_page(chromium: Browser, source: str, *names: str) -> Iterator[Page]:
    """Open an empty page that has the functions `names` of a script."""
    page = chromium.new_page()
    page.evaluate(f"{source}\nObject.assign(window, {{{', '.join(names)}}})")
    yield page
    page.close()
