"""A reader of the user manual at the desk, in a real browser: clicks, types, and looks."""

from __future__ import annotations

import csv
import re
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from playwright.sync_api import Browser, Locator, Page, expect

from generator import vocabulary
from generator.cli import main
from tests.manual.office import ADDRESS, SLUG, Office
from tests.manual.steps import (
    PASTE,
    TICK,
    Card,
    Change,
    Click,
    Command,
    Edit,
    Fill,
    Form,
    Home,
    See,
    Step,
)

PATIENCE = 120_000
"""Milliseconds that the machine may take to show what the reader waits for."""
DONE = vocabulary.word("desk.state.done", "zh")
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@dataclass
class Reader:
    """Somebody at the desk of an office, who may also have a telephone in hand."""

    office: Office
    home: str
    browser: Browser
    desk: Page
    phone: Page | None = None
    command: str = ""
    copied: str = ""
    unread: str = ""
    """How the last command ended, if not well, and the manual has not mentioned it yet."""

    @property
    def page(self) -> Page:
        """The page in front of the reader."""
        return self.phone or self.desk

    def follow(self, step: Step) -> None:
        """Do what a step says; raises AssertionError where it cannot be done."""
        if not isinstance(step, See | Command):
            self._leave_nothing_unread()
        match step:
            case Click():
                self._click(step)
            case Form():
                for label, value in step.fields:
                    self._fill_in(label, self.office.dated(value))
            case See():
                self._see(step.text)
            case Command():
                assert parsed(self.office.dated(step.line)) == parsed(self.command), self.command
            case Card():
                self._open_card(step.person)
            case Home():
                self._go_home()
            case Fill() | Change() | Edit():
                self._wait_for_program("visit.yml" if isinstance(step, Edit) else "book.xlsx")
                self.office.edit_files(step)

    def finish(self) -> None:
        """End a page of the manual; nothing may have failed that it does not mention."""
        self._leave_nothing_unread()
        if self.phone:
            self.phone.close()

    def _click(self, step: Click) -> None:
        target = self._target(step)
        target.click()
        if self.phone:
            self.copied = self.phone.evaluate("navigator.clipboard.readText()")
        elif "/jobs/" in self.desk.url:
            expect(self.desk.locator(".state:not(.running)")).to_be_visible(timeout=PATIENCE)
            self.command = self.desk.locator(".command code").inner_text()
            state = self.desk.locator(".state").inner_text()
            self.unread = "" if state == DONE else state

    def _target(self, step: Click) -> Locator:
        """What has a label: the one with exactly this label, else the one that begins with it."""
        place: Any = self.page
        if step.beside:
            entries = place.locator("li, tr, section").filter(has_text=step.beside)
            place = entries.filter(has=self.page.get_by_text(step.label)).last
        exact = re.compile(rf"^\s*{re.escape(step.label)}\s*$")
        for name in (exact, name_of(step.label)):
            found = place.get_by_role("button", name=name)
            for other in (
                place.get_by_role("link", name=name),
                place.locator("summary").filter(has_text=name),
            ):
                found = found.or_(other)
            found = found.filter(visible=True)
            try:
                expect(found.first).to_be_visible(timeout=PATIENCE if name is not exact else 1500)
            except AssertionError:
                continue
            assert found.count() == 1 or not self._is_desk(), f"{step}: {found.count()}"
            return found.first
        raise AssertionError(f"{step}: not on the page\n{self.page.locator('body').inner_text()}")

    def _fill_in(self, label: str, value: str) -> None:
        name = name_of(label)
        field = self.page.get_by_label(name).filter(visible=True).first
        expect(field).to_be_visible(timeout=PATIENCE)
        if value == PASTE:
            field.fill(self.copied)
        elif value == TICK:
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            option = field.locator("option").filter(has_text=name_of(value)).first
            field.select_option(label=(option.text_content() or "").strip())
        elif field.get_attribute("type") == "file":
            field.set_input_files(self.office.root.parent / "收到的回执" / value)
        else:
            field.fill(value)

    def _see(self, text: str) -> None:
        self.unread = "" if text == self.unread else self.unread
        parts = (r"\s*".join(map(re.escape, part.split())) for part in text.split("……"))
        pattern = re.compile(r"[\s\S]*?".join(parts))
        if re.search("/changes|/do/publish", self.desk.url):  # they do not follow the files
            self._reload_until(pattern)
        expect(self._shown()).to_contain_text(pattern, timeout=PATIENCE)

    def _reload_until(self, pattern: re.Pattern[str]) -> None:
        latest = time.monotonic() + PATIENCE / 1000
        while not pattern.search(self._shown().inner_text()) and time.monotonic() < latest:
            self.desk.reload()

    def _shown(self) -> Locator:
        return self.page.locator("body" if self.phone else "main").first

    def _open_card(self, person: str) -> None:
        path = self.office.root / "output" / SLUG / "links.csv"
        with path.open(encoding="utf-8-sig") as file:
            url = next(row["url"] for row in csv.DictReader(file) if row["id"] == person)
        if self.phone:
            self.phone.close()
        self.phone = self.browser.new_page(
            viewport=PHONE,  # type: ignore[arg-type]
            locale="zh-CN",
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.phone.clock.set_fixed_time(self.office.now)
        self.phone.goto(url.replace(ADDRESS, self.office.address))
        self.phone.wait_for_selector("h1:visible")

    def _go_home(self) -> None:
        if self.phone:
            self.phone.close()
        self.phone = None
        self.desk.goto(self.home)

    def _is_desk(self) -> bool:
        return not self.phone and "/desk/" in self.desk.url

    def _wait_for_program(self, file: str) -> None:
        """Wait until a file is open, which a click on this page of the manual opens."""
        latest = time.monotonic() + PATIENCE / 1000
        while f"/{file}\n" not in self.office.opened.read_text("utf-8"):
            assert time.monotonic() < latest, f"{file} was not opened"
            self.desk.wait_for_timeout(50)

    def _leave_nothing_unread(self) -> None:
        """A page mentions that a command fails or asks, before its reader goes on."""
        assert not self.unread, self.desk.locator("main").inner_text()


@contextmanager
def at_the_desk(office: Office, browser: Browser) -> Iterator[Reader]:
    """Open the desk of an office in a browser."""
    office.opened.write_text("", "utf-8")
    with office.desk() as home:
        page = browser.new_page(viewport=DESK, locale="zh-CN")  # type: ignore[arg-type]
        page.goto(home)
        yield Reader(office, home, browser, page)
        page.close()


def name_of(label: str) -> re.Pattern[str]:
    """A pattern for the texts that begin with a label."""
    return re.compile(rf"^\s*{re.escape(label)}")


def parsed(line: str) -> tuple[str, dict[str, object]]:
    """A command and the values of its arguments and options, however they are written."""
    name, *arguments = shlex.split(line)[1:]
    parent = click.Context(main)
    command = main.get_command(parent, name)
    assert command is not None
    context = command.make_context(name, arguments, parent=parent, resilient_parsing=True)
    return name, {key: value for key, value in context.params.items() if key != "yes"}
