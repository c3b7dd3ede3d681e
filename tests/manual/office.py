"""The office of the user manual: its project, its visit's files, and its desk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl

from generator.init import Answers, create_project
from tests.manual.steps import EMPTY, Change, Edit, Fill, dated
from tests.support.project import PROJECT

SHANGHAI = ZoneInfo("Asia/Shanghai")
SLUG = "kaocha"
TOP = 3
"""The row below the grey example."""
SITE = "来宾网站"
"""The folder next to the project to which the manual publishes."""
ADDRESS = "https://guests.yunling.example"
ANSWERS = Answers("云岭县机关事务服务中心", ADDRESS)
"""Of the office that the manual is written for, to `handbook init`."""
_OPENER = """#!/bin/sh
echo "$1" >> "{opened}"
"""
"""In place of Excel: notes which file the desk opens."""


@dataclass(frozen=True)
class Times:
    """When each page of the manual is read, if the first is read on `today`."""

    today: date

    @property
    def last_day(self) -> date:
        """The second of the visit's two days."""
        return date.fromisoformat(dated("〔下个月7日〕", self.today))

    def of(self, page: str) -> datetime:
        """The time at which a page is read: before the visit, on its last day, or long after."""
        minutes = {"change-of-bus": 390, "roll-call": 470, "trouble": 480}
        if page in minutes:
            return self._at(self.last_day, minutes[page])
        later = {"replies": -4, "assign": -3, "paper": -3, "afterwards": 35, "update": 36}
        day = self.last_day + timedelta(days=later[page]) if page in later else self.today
        return self._at(day, 8 * 60)

    def _at(self, day: date, minute: int) -> datetime:
        return datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI)


@dataclass
class Office:
    """An office's project, the address of its published pages, and the time."""

    root: Path
    address: str
    times: Times
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.times.of("index")

    @property
    def folder(self) -> Path:
        """The visit's folder."""
        return self.root / "visits" / SLUG

    @property
    def opened(self) -> Path:
        """The list of files that the desk has opened."""
        return self.root.parent / "opened.txt"

    def dated(self, text: str) -> str:
        """A text of the manual, with the dates that it describes."""
        return dated(text, self.times.today)

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
                sheet.cell(number, columns[heading], self.dated(value))
        book.save(path)

    def _changes(self, step: Change) -> None:
        """Replace the value of a cell, which must be the one in the manual."""
        path = self.folder / "book.xlsx"
        book = openpyxl.load_workbook(path)
        cell = book[step.sheet][step.cell]
        assert (cell.value or EMPTY) == step.old, f"{step.sheet}!{step.cell} is {cell.value}"
        cell.value = None if step.new == EMPTY else step.new
        book.save(path)

    def _edits(self, step: Edit) -> None:
        """Replace keys of visit.yml, also those in comments; add new keys at the end."""
        path = self.folder / "visit.yml"
        text = path.read_text("utf-8")
        for key, lines in _entries(self.dated(step.text)):
            entry = re.compile(rf"^(?:# )?{key}:.*\n(?:[ ]+.*\n)*", re.M)
            text, number = entry.subn(lambda _, lines=lines: lines, text, count=1)
            text += "" if number else lines
        path.write_text(text, "utf-8")

    @contextmanager
    def desk(self) -> Iterator[str]:
        """Open the desk at this time, in a system whose programs open files; yield its address."""
        programs = self.root.parent / "programs"
        programs.mkdir(exist_ok=True)
        opener = programs / "xdg-open"
        opener.write_text(_OPENER.format(opened=self.opened), "utf-8")
        opener.chmod(0o755)
        with subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--port", "0"],
            cwd=self.root,
            env=self._environment(programs),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as process:
            assert process.stdout is not None
            printed = ""
            for line in process.stdout:
                printed += line
                if found := re.search(r"http://\S+/desk/\S+/", line):
                    break
            else:
                raise AssertionError(printed)
            # What it prints later is read too: a full pipe would stop it.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            try:
                yield found[0]
            finally:
                process.terminate()
                process.wait(60)

    def _environment(self, programs: Path) -> dict[str, str]:
        return {
            **os.environ,
            "DISPLAY": ":0",
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "",
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(PROJECT),
            "SOURCE_DATE_EPOCH": str(int(self.now.timestamp())),
            "NO_MKDOCS_2_WARNING": "1",
        }


def _entries(text: str) -> list[tuple[str, str]]:
    """Return the top-level keys, each with its lines."""
    return [(m[1], m[0]) for m in re.finditer(r"^(\w+):.*\n(?:[ ]+.*\n)*", text, re.M)]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, which may not exist yet, on a loopback port; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def project_at(root: Path, today: date) -> Iterator[Office]:
    """Yield an office's new project whose guests' pages are served on this machine."""
    create_project(root, ANSWERS)
    with served(root.parent / SITE) as address:
        settings = (root / "mkdocs.yml").read_text("utf-8")
        assert ADDRESS in settings
        (root / "mkdocs.yml").write_text(settings.replace(ADDRESS, address), "utf-8")
        yield Office(root, address, Times(today))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""
