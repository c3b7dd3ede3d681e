"""`handbook serve` in a browser: edits appear by themselves, errors above the last good page."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page, expect

from tests.support.project import PROJECT
from tests.support.web.browsers import DESK, PATIENCE, Site, violations

SLUG = "2026-06-case"
PLAN = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-06-01
end: 2026-06-01
retention_days: 36500
languages: [zh, en]
guests: [林静, 周一鸣]
schedule: [{id: forum, day: 2026-06-01, time: 9:00-10:00, title: 座谈会, for: all}]
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    """A project with one small visit, served by its own process."""
    (tmp_path / "visits" / SLUG).mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 首页\n\n本手册供工作人员使用。\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 接待手册\nsite_dir: site/handbook\n"
        "theme: {name: material, language: zh, font: false}\n"
        "plugins: [{search: {lang: en}}, reception]\nmarkdown_extensions: [attr_list]\n"
        "nav: [index.md]\n",
        "utf-8",
    )
    save(tmp_path, PLAN)
    (tmp_path / ".secrets").mkdir()
    (tmp_path / f".secrets/{SLUG}.key").write_text("A" * 43 + "=\n", "ascii")
    log = tmp_path / "output.txt"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", "LANG": "zh"}
    command = [sys.executable, "-m", "generator", "-C", str(tmp_path), "serve", "--port", "0"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            env=environment | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        terminal(tmp_path, "Ctrl+C")
        address = log.read_text("utf-8").split("接待手册 http")[1].split("/handbook/")[0]
        yield Site(tmp_path, f"http{address}")
    finally:
        process.terminate()
        process.wait(PATIENCE)


def save(root: Path, text: str) -> None:
    """Write the visit as an editor does."""
    (root / "visits" / SLUG / "visit.yml").write_text(text, "utf-8")


def terminal(root: Path, words: str) -> str:
    """Wait until the program has printed `words`; return its output."""
    latest = monotonic() + PATIENCE
    while words not in (output := (root / "output.txt").read_text("utf-8")):
        assert monotonic() < latest, output
        sleep(0.05)
    return output


def card(site: Site) -> str:
    """Return the address of the first guest's card, with its key."""
    text = (site.root / "output" / SLUG / "links.csv").read_text("utf-8-sig")
    return site.card(next(csv.DictReader(text.splitlines()))["url"])


def panel(page: Page) -> str:
    """Return the text of the panel above a page; empty without a panel."""
    errors = page.locator("#handbook-errors")
    return errors.locator(".body").inner_text() if errors.count() else ""


@pytest.mark.browser
def test_a_saved_edit_of_a_visit_or_a_standing_page_is_seen_on_open_pages(
    served: Site, open_page: Callable[..., Page]
) -> None:
    guest = open_page(card(served))
    staff = open_page(served.handbook(f"visits/{SLUG}/schedule/"), size=DESK)
    address = guest.url
    expect(guest.locator("body")).to_contain_text("座谈会")

    save(served.root, PLAN.replace("座谈会", "交流会"))

    for page in (guest, staff):
        expect(page.locator("body")).to_contain_text("交流会")
        expect(page.locator("body")).not_to_contain_text("座谈会")
    assert guest.url == address
    assert guest.evaluate("navigator.serviceWorker") is None

    staff.goto(served.handbook())
    (served.root / "docs/index.md").write_text("# 首页\n\n改过的一句。\n", "utf-8")

    expect(staff.locator("body")).to_contain_text("改过的一句")


@pytest.mark.browser
def test_an_error_is_shown_above_the_last_good_page_until_it_is_corrected(
    served: Site, open_page: Callable[..., Page]
) -> None:
    guest = open_page(card(served), locale="zh-CN")
    staff = open_page(served.handbook(f"visits/{SLUG}/schedule/"), size=DESK, locale="en-GB")

    save(served.root, PLAN.replace("2026-06-01\nend", "<img src=x>\nend"))

    for page in (guest, staff):
        expect(page.locator("#handbook-errors details")).to_be_visible()
        assert f"visits/{SLUG}/visit.yml:3:8" in panel(page)
        assert "<img src=x>" in panel(page)
        expect(page.locator("body")).to_contain_text("座谈会")
    assert "不是日期" in panel(guest)
    assert "is not a date" in panel(staff)
    assert violations(guest, within="#handbook-errors") == []
    assert "3:8" in terminal(served.root, "不是日期")
    guest.reload()
    expect(guest.locator("#handbook-errors details")).to_be_visible()
    expect(guest.locator("body")).to_contain_text("座谈会")

    save(served.root, PLAN.replace("座谈会", "交流会"))

    for page in (guest, staff):
        expect(page.locator("#handbook-errors")).to_have_count(0)
        expect(page.locator("body")).to_contain_text("交流会")


@pytest.mark.browser
def test_of_many_quick_saves_the_last_is_shown(
    served: Site, open_page: Callable[..., Page]
) -> None:
    guest = open_page(card(served))

    for title in ("甲会", "乙会", "丙会", "丁会"):
        save(served.root, PLAN.replace("座谈会", title))

    expect(guest.locator("body")).to_contain_text("丁会")


@pytest.mark.browser
def test_the_panel_disappears_when_a_new_visit_is_corrected_and_has_a_page(
    served: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(served.handbook(), size=DESK)
    answer = page.request.get(f"{served.address}/guests/2026-06-new/")
    assert (answer.status, "还没有页面" in answer.text() or "no page" in answer.text()) == (
        404,
        True,
    )

    (served.root / ".secrets/2026-06-new.key").write_text("A" * 43 + "=\n", "ascii")
    broken = served.root / "visits/2026-06-new/visit.yml"
    broken.parent.mkdir()
    broken.write_text("title: [新团\n", "utf-8")
    expect(page.locator("#handbook-errors details")).to_be_visible()
    broken.write_text(PLAN.replace("考察团", "新团"), "utf-8")
    expect(page.locator("#handbook-errors")).to_have_count(0)

    page.goto(f"{served.address}/guests/2026-06-new/")
    expect(page.locator("body")).to_contain_text("新团")


@pytest.mark.browser
def test_the_server_survives_whatever_happens_to_its_input(
    served: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(served.handbook(), size=DESK)
    settings = (served.root / "mkdocs.yml").read_text("utf-8")

    harms = ("plugins: [", "theme: {name: none-such}", "plugins: [{reception: {visits: 3}}]")
    for harm in harms:
        (served.root / "mkdocs.yml").write_text(f"site_name: 手册\n{harm}\n", "utf-8")
        expect(page.locator("#handbook-errors details")).to_be_visible()
        expect(page.locator("body")).to_contain_text("供工作人员使用")
        (served.root / "mkdocs.yml").write_text(settings, "utf-8")
        expect(page.locator("#handbook-errors")).to_have_count(0)

    (served.root / "visits").rename(served.root / "elsewhere")
    expect(page.locator("nav").first).not_to_contain_text("考察团")
    (served.root / "elsewhere").rename(served.root / "visits")
    save(served.root, PLAN.replace("考察团", "归来团"))
    page.goto(served.handbook("visits/"))
    expect(page.locator("body")).to_contain_text("归来团")
    assert "Traceback" not in terminal(served.root, "接待手册")
