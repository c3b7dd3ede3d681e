"""A built project on a loopback server, and the system's Chromium to look at it with."""

from __future__ import annotations

import csv
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import ClassVar

import axe_playwright_python
import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from generator.cli import main
from generator.project import load_project, visit_folders
from generator.publish.build import build_visit, visit_links
from generator.publish.links import links_csv
from generator.settings import read_settings
from tests.conftest import nothing_printed
from tests.support.proof import PROOF

collect_ignore = [] if PROOF else ["test_engines.py"]
"""Engines that `.ci/engines` installs: for `make proof` alone."""
PROJECT = Path(__file__).parents[2]
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
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
EXTRA_VISIT = """\
title: 高校代表团
host: 县机关事务服务中心
start: 2026-09-01
end: 2026-09-01
privacy: link
retention_days: 36500
languages: [zh, en]
team: {staff: [{name: 林静, phone: 0717-5550188, language: en, roles: 会务组}]}
schedule: [{day: 2026-09-01, time: 9:00-11:00, title: "座谈；𬭎㛃·䶮主讲, 第1;2场", receiver: 林静}]
guests:
  - {name: 欧阳·晓, unit: 北京大学}
  - {name: 周一鸣, unit: 清华园社区}
  - {name: Anna Berg, language: 英语}
  - {name: 𬭎㛃·䶮, unit: 北京大学}
"""


@dataclass(frozen=True)
class Site:
    """A built project: its folder, and the address of site/."""

    root: Path
    address: str

    def handbook(self, path: str = "") -> str:
        """The address of a page of the handbook."""
        return f"{self.address}/handbook/{path}"

    def card(self, url: str) -> str:
        """Where this server shows a card whose public address is `url`."""
        return f"{self.address}/guests/{url.split('/', 3)[3].removeprefix('guests/')}"


def browser_path() -> str:
    """The system's browser; a missing one fails the tests, since nothing else shows a page."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    installed = found or next((path for path in MAC_BROWSERS if Path(path).exists()), None)
    assert installed, "the tests need Chromium, Chrome or Edge: apt-get install chromium"
    return installed


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing; slowly where a test asks for it."""

    patience: ClassVar[dict[str, float]] = {}

    def do_GET(self) -> None:
        if "/g/" in self.path:
            sleep(self.patience.get(self.directory, 0))
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A visit's own page for what is not there, as the shipped configurations give it."""
        path = self.path.lstrip("/").split("/")
        page = Path(self.directory, *path[:2], "404.html")
        if code != 404 or len(path) < 3 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *_: object) -> None:
        pass


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
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def copy_project(root: Path) -> Path:
    """The project's sources, without what was built or installed, in a new folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("docs", "visits"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


def run(root: Path, *arguments: str) -> str:
    """What a `handbook` command prints, in the project at `root`; it must succeed."""
    result = CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def build_cards(root: Path) -> None:
    """What `handbook build` makes for guests and their codes: the handbook and paper, which take
    the most, are left out."""
    settings = read_settings(root)
    for loaded in load_project(settings, visit_folders(settings)).visits:
        built = build_visit(loaded, settings, os.environ)
        assert loaded.visit is not None
        links = visit_links(loaded.visit, settings, os.environ)
        (root / "output" / built.slug / "links.csv").write_text(links_csv(links), "utf-8")


def urls(site: Site, slug: str) -> dict[str, str]:
    """Everybody's public address, by id."""
    text = (site.root / "output" / slug / "links.csv").read_text("utf-8-sig")
    return {row["id"]: row["url"] for row in csv.DictReader(text.splitlines())}


def addresses(site: Site, slug: str) -> dict[str, str]:
    """Each person's address on the test's server, by id."""
    return {person: site.card(url) for person, url in urls(site, slug).items()}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> Site:
    """The sample project with one more small visit, built and served."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    root = copy_project(tmp_path_factory.mktemp("site") / "接待 项目")
    extra = root / "visits" / "2026-09-campus"
    extra.mkdir()
    (extra / "visit.yml").write_text(EXTRA_VISIT, "utf-8")
    with nothing_printed():
        CliRunner().invoke(main, ["-C", str(root), "build"], catch_exceptions=False)
    return Site(root, serve(root / "site"))


@pytest.fixture
def own(tmp_path: Path, serve: Callable[[Path], str]) -> Site:
    """The cards of a project of the test's own, to build again and to take away."""
    root = copy_project(tmp_path / "own")
    build_cards(root)
    return Site(root, serve(root / "site"))


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page at a size, and fails the test if the page complains or asks another host."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(url: str, *, size: dict[str, int] = PHONE, **options: object) -> Page:
        said: dict[str, object] = {"viewport": size, "locale": "zh-CN", **options}
        context = chromium.new_context(**said)  # type: ignore[arg-type]
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
    own = url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:"))
    return [] if own else [f"asked {url}"]


def violations(page: Page, *impacts: str, within: str = "html") -> list[str]:
    """What axe-core finds `within` a part of a page, as `rule: selector`; only of `impacts` where
    given."""
    # Injected as an expression: the page's own policy rightly refuses added scripts.
    page.evaluate(AXE)
    found = page.evaluate("part => axe.run(part).then(result => result.violations)", within)
    return [
        f"{each['id']}: {node['target'][0]}"
        for each in found
        for node in each["nodes"]
        if not impacts or each["impact"] in impacts
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )
