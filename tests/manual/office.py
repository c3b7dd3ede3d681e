"""Follows the user manual in an office's new project, as its reader would."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import NamedTuple
from zoneinfo import ZoneInfo

import openpyxl

from generator.init import Answers, create_project
from tests.manual.steps import Change, Command, Edit, Fill
from tests.support.project import PROJECT

SHANGHAI = ZoneInfo("Asia/Shanghai")
SLUG = "2026-07-study"
TOP = 3
"""The row below the grey example."""
PROMPT = "[y/N]: "
"""Enter, pressed after it, ends the line at a terminal but not in captured output."""
SITE = "来宾网站"
"""The folder next to the project to which the manual publishes."""
ADDRESS = "https://guests.yunling.example"
ANSWERS = Answers("云岭县机关事务服务中心", ADDRESS)
"""Of the office that the manual is written for, to `handbook init`."""

_WITH_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it otherwise
from generator.cli import main
main(prog_name="handbook")
"""
CLOCKS = {
    "index": datetime(2026, 7, 1, 9, tzinfo=SHANGHAI),
    "first-visit": datetime(2026, 7, 5, 8, tzinfo=SHANGHAI),
    "assign": datetime(2026, 9, 1, 9, tzinfo=SHANGHAI),
    "replies": datetime(2026, 7, 5, 9, tzinfo=SHANGHAI),
    "change-of-bus": datetime(2026, 7, 7, 6, 30, tzinfo=SHANGHAI),
    "roll-call": datetime(2026, 7, 7, 6, 35, tzinfo=SHANGHAI),
    "paper": datetime(2026, 7, 7, 6, 40, tzinfo=SHANGHAI),
    "trouble": datetime(2026, 7, 7, 7, 10, tzinfo=SHANGHAI),
    "afterwards": datetime(2026, 8, 10, 9, tzinfo=SHANGHAI),
    "update": datetime(2026, 8, 11, 9, tzinfo=SHANGHAI),
}
"""The time at which each page is read."""


class CommandResult(NamedTuple):
    """A command's exit code, and its output and errors."""

    code: int
    printed: str


@dataclass
class Office:
    """An office's project, the address of its published pages, and the time."""

    root: Path
    address: str
    now: datetime = CLOCKS["index"]

    @property
    def folder(self) -> Path:
        """The visit's folder."""
        return self.root / "visits" / SLUG

    def edit_files(self, step: Fill | Change | Edit) -> None:
        """Change the visit's files as a step says."""
        match step:
            case Fill():
                self._fills(step)
            case Change():
                self._changes(step)
            case Edit():
                self._edits(step)

    def _fills(self, step: Fill) -> None:
        """Type rows below those of a sheet."""
        path = self.folder / "book.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book[step.sheet]
        columns = {cell.value: cell.column for cell in sheet[1]}
        taken = (row for row in range(TOP, sheet.max_row + 1) if sheet.cell(row, 1).value)
        top = max(taken, default=TOP - 1) + 1
        for number, row in enumerate(step.rows, start=top):
            for heading, value in row.items():
                sheet.cell(number, columns[heading], value)
        book.save(path)

    def _changes(self, step: Change) -> None:
        """Replace the value of a cell, which must be the one in the manual."""
        path = self.folder / "book.xlsx"
        book = openpyxl.load_workbook(path)
        cell = book[step.sheet][step.cell]
        assert cell.value == step.old, f"{step.sheet}!{step.cell} is {cell.value}"
        cell.value = step.new
        book.save(path)

    def _edits(self, step: Edit) -> None:
        """Replace keys of visit.yml, also those in comments; add new keys at the end."""
        path = self.folder / "visit.yml"
        text = path.read_text("utf-8")
        for key, lines in _entries(step.text):
            entry = re.compile(rf"^(?:# )?{key}:.*\n(?:[ ]+.*\n)*", re.M)
            text, number = entry.subn(lambda _, lines=lines: lines, text, count=1)
            text += "" if number else lines
        path.write_text(text, "utf-8")

    def run(self, step: Command, *, colour: bool = False) -> CommandResult:
        """Run a command line of the manual."""
        program, *arguments = shlex.split(step.line)
        assert program == "handbook", step.line
        line = [sys.executable, "-m", "generator", *arguments]
        environment = self._environment(colour=colour)
        if arguments[0] == "serve":
            return _served([*arguments, "--port", "0"], self.root, environment)
        done = subprocess.run(
            line,
            cwd=self.root,
            env=environment,
            input="y\n",  # whether to retire the visit
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        printed = done.stdout.replace(self.address, ADDRESS)
        return CommandResult(done.returncode, printed.replace(PROMPT, f"{PROMPT}\n"))

    def _environment(self, *, colour: bool) -> dict[str, str]:
        colours = {"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"}
        return {
            **os.environ,
            **colours,
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "",
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(PROJECT),
            "SOURCE_DATE_EPOCH": str(int(self.now.timestamp())),
            "NO_MKDOCS_2_WARNING": "1",
        }


def _entries(text: str) -> list[tuple[str, str]]:
    """Return the top-level keys, each with its lines."""
    return [(m[1], m[0]) for m in re.finditer(r"^(\w+):.*\n(?:[ ]+.*\n)*", text, re.M)]


def _served(arguments: list[str], root: Path, environment: dict[str, str]) -> CommandResult:
    """Run `serve` on a free port until it explains how to end it, and end it."""
    with subprocess.Popen(
        [sys.executable, "-c", _WITH_CTRL_C, *arguments],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        overdue = threading.Timer(120, process.kill)
        overdue.start()
        printed = ""
        for text in process.stdout:
            printed += re.sub(r"(127\.0\.0\.1):\d+", r"\1:8000", text)
            if "Ctrl+C" in text:
                break
        sleep(1)  # as somebody who reads it first
        process.send_signal(signal.SIGINT)
        printed += process.stdout.read()
        overdue.cancel()
        return CommandResult(process.wait(60), printed)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, which may not exist yet, on a loopback port; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def project_at(root: Path) -> Iterator[Office]:
    """Yield an office's new project whose guests' pages are served on this machine."""
    create_project(root, ANSWERS)
    with served(root.parent / SITE) as address:
        settings = (root / "mkdocs.yml").read_text("utf-8")
        assert ADDRESS in settings
        (root / "mkdocs.yml").write_text(settings.replace(ADDRESS, address), "utf-8")
        yield Office(root, address)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""
