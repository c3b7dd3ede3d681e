"""Prints one table of times, as ratios within one run, and keeps it in RESULTS.md."""

from __future__ import annotations

import gzip
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from time import perf_counter

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, QuietHandler, browser_path

PROJECT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "RESULTS.md"
SIZES = (40, 400, 5000)
RUNS = 3


def main() -> None:
    """Measure, print and keep the table."""
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(Path(folder))
    text = "\n".join(lines)
    print(text)
    RESULTS.write_text(text + "\n", "utf-8")


def measure(folder: Path) -> list[str]:
    """The table's lines."""
    empty = project(folder / "docs-alone", 0)
    docs_alone = median(lambda: command(empty, "-m", "mkdocs", "build", "-q"))
    whole = {size: build_time(folder, size) for size in SIZES}
    none = build_time(folder, 0)
    steps = steps_of(folder / "made-400")
    cards = card_sizes(folder / "made-400")
    per_guest = (whole[5000] - whole[400]) / 4600 * 1000
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = [
        ("`mkdocs build` of docs/ alone", f"{docs_alone:.2f} s", "1.00 ×", ""),
        ("whole `handbook build`, no visit", f"{none:.2f} s", f"{none / docs_alone:.2f} ×", ""),
        *(
            (
                f"whole `handbook build`, {size} guests",
                f"{seconds:.2f} s",
                f"{seconds / docs_alone:.2f} ×",
                "≤ 1.6 ×" if size == 400 else "",
            )
            for size, seconds in whole.items()
        ),
        ("one more guest, all in, cold", f"{per_guest:.2f} ms", "", "≤ 2 ms"),
        (
            "5,000 against 500 guests, guest part",
            "",
            f"{(whole[5000] - none) / ((whole[400] - none) * 1.25):.1f} ×",
            "≤ 11 ×",
        ),
        *((f"400 guests: {name}", f"{seconds:.3f} s", "", "") for name, seconds in steps),
        ("a card, compressed: median", f"{statistics.median(cards) / 1024:.1f} KB", "", "≤ 14 KB"),
        ("a card, compressed: largest", f"{max(cards) / 1024:.1f} KB", "", "≤ 14 KB"),
        ("a card, first opened: requests", str(requests_of(folder / "made-400")), "", "1"),
        ("memory, largest build", f"{memory:.0f} MB", "", "≤ 300 MB"),
    ]
    return [
        "# Benchmark",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; medians of {RUNS} runs; sealed, without print.",
        "",
        "| what | measured | ratio | budget |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def project(root: Path, guests: int) -> Path:
    """A project with the standing pages and one made visit of `guests`; none for 0."""
    root.mkdir(parents=True)
    shutil.copytree(PROJECT / "docs", root / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    (root / "visits").mkdir()
    if guests:
        command(root, "-m", "generator", "sample", "visits/made", "--guests", str(guests))
    return root


def build_time(folder: Path, guests: int) -> float:
    """Median seconds of a whole cold build."""
    root = project(folder / f"made-{guests}", guests)

    def build() -> float:
        shutil.rmtree(root / "site", ignore_errors=True)
        return command(root, "-m", "generator", "build")

    return median(build)


def steps_of(root: Path) -> list[tuple[str, float]]:
    """Where the time goes, step by step, within one process."""
    from generator.agenda import agendas_of
    from generator.check import check_visit
    from generator.load import load_standing, load_visit
    from generator.render.card.content import card_content
    from generator.render.card.envelope import plain_page
    from generator.render.handbook.pages import pages_of
    from generator.render.qr import qr_svg

    standing, _ = load_standing(root / "docs")
    visit, _ = load_visit(root / "visits/made", standing, root)
    assert visit is not None
    agendas = list(agendas_of(visit))
    now = datetime.now(UTC)

    def cards() -> None:
        for agenda in agendas:
            plain_page(card_content(agenda, as_of=now, version="0"))

    def codes() -> None:
        for number in range(len(agendas)):
            qr_svg(f"https://guests.example/made/g/{number:022d}.html")

    steps: list[tuple[str, Callable[[], object]]] = [
        ("load", lambda: load_visit(root / "visits/made", standing, root)),
        ("check", lambda: check_visit(visit)),
        ("agendas", lambda: list(agendas_of(visit))),
        ("cards", cards),
        ("QR codes", codes),
        ("handbook pages", lambda: [s.html for p in pages_of(visit) for s in p.sections]),
    ]
    return [(name, timed(step)) for name, step in steps]


def card_sizes(root: Path) -> list[int]:
    """Compressed bytes of each card."""
    cards = (root / "site/guests/made/g").glob("*.html")
    return [len(gzip.compress(card.read_bytes(), 9)) for card in cards]


def requests_of(root: Path) -> int:
    """How many requests opening a card makes, the service worker's registration aside."""
    card = next((root / "site/guests/made/g").glob("*.html"))
    handler = partial(QuietHandler, directory=str(root / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/guests/made/g/{card.name}")
        page.wait_for_timeout(500)
        browser.close()
    server.shutdown()
    return len([url for url in asked if not url.startswith("data:")])


def command(root: Path, *arguments: str) -> float:
    """Seconds that a Python command takes in `root`; it must succeed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(PROJECT)}
    start = perf_counter()
    subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, check=True, capture_output=True
    )
    return perf_counter() - start


def timed(step: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = perf_counter()
    step()
    return perf_counter() - start


def median(measured: Callable[[], float]) -> float:
    """The median of several runs."""
    return statistics.median(measured() for _ in range(RUNS))


if __name__ == "__main__":
    main()
