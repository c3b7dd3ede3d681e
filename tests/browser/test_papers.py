"""Papers in Chromium: from the card to the file, with and without signal."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.project import build_cards, copy_project

VISIT = """\
title: 高校代表团
host: 县机关事务服务中心
start: 2026-09-01
end: 2026-09-01
retention_days: 36500
guests: [欧阳晓]
schedule: [{day: 2026-09-01, time: 9:00-11:00, title: 座谈, papers: 会议手册.pdf}]
points:
- {item: 座谈, title: 介绍县情, minutes: 20}
- {item: 座谈, title: 来宾发言, speaker: 欧阳晓, minutes: 30}
"""
CONTENT = b"%PDF-1.4 " + bytes(range(256)) * 800


@pytest.mark.browser
def test_a_paper_opens_from_the_card_and_again_without_signal(
    tmp_path: Path, serve: Callable[[Path], str], open_page: Callable[..., Page]
) -> None:
    root = copy_project(tmp_path / "project")
    folder = root / "visits" / "2026-09-papers"
    (folder / "papers").mkdir(parents=True)
    (folder / "papers" / "会议手册.pdf").write_bytes(CONTENT)
    (folder / "visit.yml").write_text(VISIT, "utf-8")
    build_cards(root)
    links = (root / "output" / folder.name / "links.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(links.splitlines())
    base = serve(root / "site" / "guests")
    page = open_page(f"{base}/{folder.name}/g/{row['url'].partition('/g/')[2]}")

    assert page.locator(".days details details").inner_text().splitlines()[0] == "议程 2 项"
    link = page.locator(".days a", has_text="会议手册")
    assert "200 KB" in link.locator("xpath=..").inner_text()
    link.click()

    page.locator("#paper:not([hidden])").wait_for()
    assert page.locator("#paper h1").inner_text() == "会议手册"
    with page.expect_download() as download:
        page.click("[data-save]")
    assert download.value.suggested_filename == "会议手册.pdf"
    assert Path(download.value.path()).read_bytes() == CONTENT

    page.locator("html[data-kept=yes]").wait_for()
    page.context.set_offline(True)
    page.reload()
    page.locator("#paper:not([hidden])").wait_for()
