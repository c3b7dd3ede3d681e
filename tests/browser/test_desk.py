"""A whole visit at the desk, by clicks and keys alone: it leaves the same state as the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from itertools import product
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol

import openpyxl
import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from generator.cli import main
from tests.support.project import PROJECT
from tests.support.proof import PROOF, chosen
from tests.support.web.browsers import DESK, PATIENCE, PHONE, scrolls_sideways, violations

SLUG = "2026-06-visit"
KEY = "A" * 43 + "=\n"
PLAN = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-06-01
end: 2026-06-01
languages: [zh]
work_secret: no
team:
  lead: 周敏之
  staff: [{name: 周敏之, phone: 0717-5550101}]
  tasks: [{what: 核对名单, owner: 周敏之, due: 2026-05-20}]
guests: book.xlsx#来宾
schedule: [{id: forum, day: 2026-06-01, time: 9:00-10:00, title: 座谈会, for: all}]
vehicles: book.xlsx#车辆
rides: book.xlsx#乘车
venues: [{id: station, name: 火车站}, {id: hotel, name: 宾馆}]
publish: {approved_by: 周敏之, on: 2026-05-14, target: intranet}
"""
SHEETS = {
    "来宾": [["姓名", "单位"], ["林静", "市文化和旅游局"], ["周一鸣", "市文化和旅游局"]],
    "车辆": [["车号", "车牌", "驾驶员", "电话"], ["1号车", "鄂E·0D001", "陈大河", "0717-5550102"]],
    "乘车": [
        ["日期", "时间", "出发地", "目的地", "车号", "乘车人员"],
        ["2026-06-01", "8:00", "火车站", "宾馆", "1号车", "林静、周一明"],
    ],
}
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1779062400", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
"""18 May 2026: two weeks before the visit."""


class Clerk(Protocol):
    """Somebody who works on a visit, in some way."""

    def run(self, command: str, *, code: int = 0, **values: str) -> str:
        """Run a command on the visit, agree to what it asks, and return what it prints.

        It ends with an exit code.
        """

    def sees(self, text: str) -> None:
        """Find a text among what is wrong with the visit."""

    def tell(self, by: str) -> None:
        """Record that everybody who is to be informed of a change was."""


class AtTheTerminal:
    """A clerk who writes commands."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, command: str, *, code: int = 0, **values: str) -> str:
        words = [command]
        for name, value in values.items():
            words.append(value if name in {"person", "slug", "task"} else f"--{name}={value}")
        if "slug" not in values:
            words.insert(1, SLUG)
        if command in {"publish", "retire"}:
            words.append("--yes")
        return self.handbook(*words, code=code)

    def sees(self, text: str) -> None:
        assert text in self.handbook("check", SLUG, code=1)

    def tell(self, by: str) -> None:
        self.handbook("told", SLUG, "--all", f"--by={by}")

    def handbook(self, *words: str, code: int = 0) -> str:
        """Run a command that ends with a code, in this process; return what it prints."""
        with chdir(self.root):
            done = CliRunner(env=ENVIRONMENT).invoke(main, words, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done.output


class AtTheDesk:
    """A clerk who clicks and types."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home

    def run(self, command: str, *, code: int = 0, **values: str) -> str:
        names = {"to": "target", "only": "only"}
        page = self.page
        page.goto(self.home)
        if command != "new":
            page.get_by_role("link", name="考察团").click()
        form = page.locator(f"a[href*='/do/{command}']").first
        if not form.is_visible():
            page.get_by_text("更多").click()
        form.click()
        for name, value in values.items():
            field = page.locator(f"[name={names.get(name, name)}]")
            if field.first.get_attribute("type") == "checkbox":
                page.locator(f"[name={name}][value={value}]").check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        page.locator("button.main").click()
        return self.finished(code)

    def finished(self, code: int = 0) -> str:
        """Wait for the command, confirm what it asks, and return what it printed."""
        page = self.page
        expect(page.locator(".state:not(.running)")).to_be_visible()
        while page.locator(".state.asks").count():
            page.get_by_role("button", name="确认").click()
            expect(page.locator(".state:not(.running)")).to_be_visible()
        text = page.locator("pre").inner_text()
        expected = "有问题，请看下面的说明" if code else "已完成"
        assert page.locator(".state").inner_text() == expected, text
        return text

    def sees(self, text: str) -> None:
        self.page.goto(f"{self.home}visits/{SLUG}")
        expect(self.page.locator("main")).to_contain_text(text)

    def tell(self, by: str) -> None:
        page = self.page
        self.sees("考察团")
        page.goto(f"{self.home}visits/{SLUG}")
        page.get_by_role("link", name="变动与告知").click()
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_label("由谁告知").fill(by)
        page.get_by_role("button", name="记录告知").click()
        self.finished()
        page.get_by_role("link", name="变动与告知").click()
        expect(page.locator("main")).to_contain_text("没有需要告知的变动")


def project(root: Path) -> Path:
    """An office's project without rule pages, which would ask for more than this visit has."""
    (root / "docs").mkdir(parents=True)
    (root / "visits").mkdir()
    (root / "docs/index.md").write_text("# 首页\n", "utf-8")
    (root / "mkdocs.yml").write_text(
        "site_name: 接待手册\nsite_dir: site/handbook\n"
        "theme: {name: material, language: zh, font: false}\n"
        "plugins: [{search: {lang: en}}, {reception: {guest_url: https://guests.example.org}}]\n"
        "markdown_extensions: [attr_list]\nnav: [index.md]\n",
        "utf-8",
    )
    (root / ".secrets").mkdir()
    (root / f".secrets/{SLUG}.key").write_text(KEY, "ascii")
    return root


def fill_in(root: Path) -> None:
    """Fill in the plan and the workbook; the list of a vehicle has a misspelt name."""
    folder = root / "visits" / SLUG
    (folder / "visit.yml").write_text(PLAN, "utf-8")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "book.xlsx")


def correct(root: Path, sheet: str, cell: str, value: str) -> None:
    """Write a cell of the workbook."""
    path = root / "visits" / SLUG / "book.xlsx"
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def state_of(root: Path) -> Mapping[str, bytes]:
    """The files of a visit, its keys and what is published, but for the workbook.

    A workbook contains when it was saved, and a record the path of the place.
    """
    files = (path for name in ("visits", ".secrets", "web") for path in (root / name).rglob("*"))
    return {
        path.relative_to(root).as_posix(): path.read_bytes().replace(str(root).encode(), b"")
        for path in files
        if path.is_file() and path.name != "book.xlsx"
    }


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Within it, the desk of a project is served; yields its address."""
    log = root.parent / "output.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--port", "0"],
            cwd=root,
            env={**os.environ, **ENVIRONMENT, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1",
                 "LANG": "zh"},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        latest = monotonic() + PATIENCE
        while "/desk/" not in log.read_text("utf-8"):
            assert monotonic() < latest, log.read_text("utf-8")
            sleep(0.05)
        yield log.read_text("utf-8").split("\n")[-2].strip()
    finally:
        process.terminate()
        process.wait(PATIENCE)


def work(root: Path, clerk: Clerk) -> None:
    """A whole visit: new, mended, built, printed, published, changed, told, revoked, retired."""
    clerk.run("new", slug=SLUG, start="2026-06-01", days="1", title="考察团")
    fill_in(root)
    clerk.sees("乘车!F2")
    clerk.sees("周一明")
    correct(root, "乘车", "F2", "林静、周一鸣")
    if PROOF:
        clerk.run("build")
    assert "cards.pdf" in clerk.run("print", only="cards")
    clerk.run("publish", to="web")
    correct(root, "车辆", "B2", "鄂E·0D009")
    clerk.tell("周敏之")
    if PROOF:
        clerk.run("publish")
    clerk.run("done", task="核对名单", by="周敏之")
    clerk.run("revoke", person="林静")
    clerk.run("publish")
    # The addresses of this project cannot be reached, so that it is not known whether they end.
    assert "已结束" in clerk.run("retire", code=1)


@pytest.mark.browser
def test_a_whole_visit_leaves_the_same_state_as_at_the_terminal(
    tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    root, other = project(tmp_path / "desk"), project(tmp_path / "terminal")

    with served(root) as home:
        page = open_page(home, size=DESK, locale="zh-CN")
        work(root, AtTheDesk(page, home))
        page.close()  # otherwise it may ask a server that ends
    work(other, AtTheTerminal(other))

    assert state_of(root) == state_of(other)


LOOKS = list(product((DESK, PHONE), ("light", "dark")))
FORMS = ("print", "publish", "done", "attended", "revoke", "replies", "told", "assign", "diff")
PAGES = (
    *("", "do/new", f"visits/{SLUG}", f"visits/{SLUG}/changes", f"visits/{SLUG}/assign"),
    *(f"do/{command}?visit={SLUG}" for command in FORMS),
    "jobs/1",
)


@pytest.mark.browser
def test_every_page_is_accessible_and_fits(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    root = project(tmp_path / "desk")
    terminal = AtTheTerminal(root)
    terminal.run("new", slug=SLUG, start="2026-06-01", days="1", title="考察团")
    fill_in(root)
    correct(root, "乘车", "F2", "林静、周一鸣")
    terminal.run("publish", to="web")
    correct(root, "车辆", "B2", "鄂E·0D009")

    with served(root) as home:
        page = open_page(home, size=DESK, locale="zh-CN")
        AtTheDesk(page, home).run("check")
        for at, path in enumerate(PAGES):
            page.goto(f"{home}{path}")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip", path
            for size, scheme in chosen(LOOKS, [LOOKS[0 if at % 2 else -1]]):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                assert violations(page) == [], (path, size, scheme)
                assert not scrolls_sideways(page), (path, size)
        page.close()
