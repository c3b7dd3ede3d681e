"""The page 安装 is true: each command is run, in an empty folder with nothing but Python.

Windows' commands are run as those of this system, by the table WINDOWS; nobody has run them there.
"""

from __future__ import annotations

import csv
import os
import platform
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.init import office_files
from generator.init.source import program_pages
from tests.manual.office import ANSWERS, SLUG, Office, Times
from tests.manual.steps import PAGES, Change, Command, Edit, Fill, steps_of
from tests.support.wheels import build_wheel, collect_wheels

WINDOWS = (
    ("py ", "{python} "),
    ("uv ", "{uv} "),
    ("rmdir /s /q", "rm -rf"),
    ("D:\\接待手册\\.venv\\Scripts\\", "{project}/.venv/bin/"),
    ("D:\\接待手册", "{project}"),
    ("\\", "/"),
)
"""What is written in a command for Windows, and what it is here."""
UNIX = (("python3 ", "{python} "), ("~/", "{home}/"))
MIRROR = re.compile(r"--(?:default-)?index(?:-url)? https://\S+ ")
"""The machine of the tests has a mirror of its own."""


@dataclass
class Machine:
    """A machine with nothing but Python, and a folder of packages to install from."""

    home: Path
    packages: Path
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        """The folder of the office's handbook."""
        return self.home / "接待手册"

    def here(self, line: str, table: tuple[tuple[str, str], ...]) -> str:
        """A line of the page as a command of this machine."""
        names = {"python": PYTHON, "uv": UV, "project": self.project, "home": self.home}
        line = MIRROR.sub("", line)
        for written, meant in table:
            line = line.replace(written, meant.format(**names))
        return line

    def follow(self, section: str) -> None:
        """Run each command of a section of the page."""
        for language, line in commands(section):
            self.run(self.here(line, WINDOWS if language == "bat" else UNIX))

    def run(self, command: str, *, cwd: Path | None = None, **variables: str) -> str:
        """Run a command; return its output."""
        begun = time.monotonic()
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=cwd or self.packages,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.seconds[command] = time.monotonic() - begun
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """The variables of this machine that lead to its mirror, and no compiler."""
        mirror = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_", "SSL_"))}
        none = {"CC": "/bin/false", "CXX": "/bin/false"}
        here = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "zh_CN.UTF-8"}
        return {**mirror, **none, **here, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}


PYTHON = sys._base_executable  # type: ignore[attr-defined]
UV = Path(sys.executable).with_name("uv")
TIMES = Times(date.today())
ON_THE_DAY = {"SOURCE_DATE_EPOCH": str(int(TIMES.of("first-visit").timestamp()))}
HERE = f"manylinux_{platform.machine()}"


def commands(section: str) -> Iterator[tuple[str, str]]:
    """The language and the line of each command in a section of the page, by the section's id."""
    for block in re.finditer(r"^```(bat|sh)\n(.+)\n```$", sections()[section], re.M):
        yield block[1], block[2]


def sections() -> dict[str, str]:
    """The sections of the page, by the ids of their headings."""
    text = (PAGES / "install.md").read_text("utf-8")
    parts = re.split(r"^##+ .*\{#([\w-]+)\}$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine onto which the wheel was copied."""
    packages = tmp_path / "安装包"
    build_wheel(packages)
    return Machine(tmp_path, packages)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.browser
def test_from_an_empty_folder_to_a_card_on_the_screen(
    machine: Machine, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.follow("windows")
    fill_first_visit(machine)
    with started(machine) as address, chromium.new_page(locale="zh-CN") as page:
        page.clock.set_fixed_time(TIMES.of("first-visit"))
        page.goto(card_of("陆远", machine, address))
        page.wait_for_selector(".now:visible")
        assert "陆远" in page.locator("body").inner_text()
    with capsys.disabled():
        for command, seconds in machine.seconds.items():
            print(f"\n{seconds:6.1f} s  {command[:100]}", end="")
        print(f"\n{sum(machine.seconds.values()):6.1f} s  from an empty folder to a card")

    machine.follow("update")
    machine.follow("uninstall")

    assert not (machine.project / ".venv").exists()
    assert (machine.project / "visits" / SLUG / "book.xlsx").exists()
    assert (machine.project / ".secrets" / f"{SLUG}.key").exists()


def fill_first_visit(machine: Machine) -> None:
    """Follow the page 第一次接待, with the installed program, to the build."""
    office = Office(machine.project, ANSWERS.guest_url or "", TIMES)
    program = f"{shlex.quote(str(machine.project))}/.venv/bin/handbook"
    for step in steps_of("first-visit"):
        match step:
            case Fill() | Change() | Edit():
                office.edit_files(step)
            case Command(line) if line.split()[1] in ("new", "build"):
                command = office.dated(line).replace("handbook", program, 1)
                machine.run(command, cwd=machine.project, **ON_THE_DAY)
                if line.split()[1] == "build":
                    return


@contextmanager
def started(machine: Machine) -> Iterator[str]:
    """Run the last command of 开始.bat until the handbook is served; yield its address."""
    lines = (machine.project / "开始.bat").read_text("utf-8").splitlines()
    (start,) = [line.split() for line in lines if line.startswith("%HANDBOOK%")]
    program = machine.project / ".venv/bin/handbook"
    with subprocess.Popen(
        [program, *start[1:], "--port", "0"],
        cwd=machine.project,
        env={**machine.environment, **ON_THE_DAY},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        begun = time.monotonic()
        assert process.stdout is not None
        printed = ""
        for line in process.stdout:
            printed += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            pytest.fail(printed)
        machine.seconds[" ".join(start)] = time.monotonic() - begun
        yield found[0]
        process.send_signal(signal.SIGTERM)


def card_of(name: str, machine: Machine, address: str) -> str:
    """The address of a guest's card in the preview."""
    with (machine.project / "output" / SLUG / "links.csv").open(encoding="utf-8-sig") as file:
        url = next(row["url"] for row in csv.DictReader(file) if row["name"] == name)
    return re.sub(r"^https?://[^/]+", address, url)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make wheels` collects for this machine."""
    folder = tmp_path_factory.mktemp("拷来的") / "安装包"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    collect_wheels(HERE, version, folder)
    return folder


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("section", ["offline", "unix", "uv"])
def test_each_other_way_installs_the_program(tmp_path: Path, collected: Path, section: str) -> None:
    machine = Machine(tmp_path, collected)

    machine.follow(section)

    assert "version" in machine.run(f"{machine.project}/.venv/bin/handbook --version")


def test_each_command_of_the_page_is_run() -> None:
    text = (PAGES / "install.md").read_text("utf-8")
    blocks = re.findall(r"^```(\w+)$", text, re.M)
    followed = [line for section in sections() for line in commands(section)]

    assert len(followed) + blocks.count("make") == len(blocks)


def test_the_scripts_of_a_project_have_only_lines_that_windows_knows() -> None:
    """They are not run here: each line is one of these."""
    known = re.compile(
        r'@echo off|chcp 65001 >nul|cd /d "%~dp0"|set HANDBOOK=\S+|pause|'
        r"if exist \.venv\\Scripts\\handbook\.exe set HANDBOOK=\S+|"
        r'start "" http://127\.0\.0\.1:8000/\S*|%HANDBOOK% \w+|'
        r"@setlocal|@set HANDBOOK=handbook\.exe|@%HANDBOOK% %\*|"
        r'@if exist "%~dp0\.venv\\Scripts\\handbook\.exe" '
        r'set HANDBOOK="%~dp0\.venv\\Scripts\\handbook\.exe"'
    )
    files = office_files(program_pages(), ANSWERS)
    scripts = {
        path: content.decode("ascii") for path, content in files.items() if path.endswith(".bat")
    }

    assert set(scripts) == {"开始.bat", "start.bat", "handbook.bat"}
    for path, text in scripts.items():
        lines = text.split("\r\n")
        assert [line for line in lines[:-1] if not known.fullmatch(line)] == [], path
        assert "\n" not in text.replace("\r\n", "")
