"""What Windows and macOS do differently, simulated: nobody has run these tests there."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import files
from generator.build.swap import replace_folder
from generator.files import FileInUseError, write_file
from generator.publish.delivery.base import PublishError
from generator.publish.delivery.folder import deliver_to_folder
from generator.settings import Settings
from tests.hostile.project import ENVIRONMENT, run
from tests.support.project import PROJECT
from tests.support.proof import cases
from tests.support.visit_files import write

Occupy = Callable[[str, int], None]
FOR_GOOD = 1000
SHARING_VIOLATION = 32


@pytest.fixture
def occupy(monkeypatch: pytest.MonkeyPatch) -> Occupy:
    """Refuse to replace a name as Windows does while a program has it open, so many times."""
    refusals: dict[str, int] = {}
    really = Path.replace

    def replace(source: Path, target: Path) -> Path:
        for path in (source, Path(target)):
            if refusals.get(path.name, 0):
                refusals[path.name] -= 1
                problem = PermissionError(errno.EACCES, "The process cannot access the file")
                problem.winerror = SHARING_VIOLATION  # type: ignore[attr-defined]
                raise problem
        return really(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    return refusals.__setitem__


def names_below(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_a_virus_scanner_opens_for_a_moment_is_written(
    tmp_path: Path, occupy: Occupy
) -> None:
    write_file(tmp_path / "lists.xlsx", b"old")
    occupy("lists.xlsx", 3)

    write_file(tmp_path / "lists.xlsx", b"new")

    assert (tmp_path / "lists.xlsx").read_bytes() == b"new"


def test_a_file_that_stays_open_keeps_its_content(tmp_path: Path, occupy: Occupy) -> None:
    write_file(tmp_path / "told.csv", b"old")
    occupy("told.csv", FOR_GOOD)

    with pytest.raises(FileInUseError) as raised:
        write_file(tmp_path / "told.csv", b"new")

    assert raised.value.filename == str(tmp_path / "told.csv")
    assert (tmp_path / "told.csv").read_bytes() == b"old"
    assert names_below(tmp_path) == {"told.csv"}


def test_another_refusal_is_no_open_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(PermissionError) as raised:
        write_file(tmp_path / "told.csv", b"new")

    assert not isinstance(raised.value, FileInUseError)


def test_a_folder_with_an_open_file_stays_where_it_is(tmp_path: Path, occupy: Occupy) -> None:
    write(tmp_path / "site", {"index.html": "old"})
    write(tmp_path / "fresh", {"index.html": "new"})
    occupy("fresh", FOR_GOOD)  # refused between the two renames

    with pytest.raises(FileInUseError):
        replace_folder(tmp_path / "fresh", tmp_path / "site", exchange=lambda *_: False)

    assert (tmp_path / "site/index.html").read_text("utf-8") == "old"
    assert not (tmp_path / ".site.old").exists()


@pytest.fixture
def printed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A visit that was built, and then changed."""
    monkeypatch.setattr("generator.build.office_files.can_print", lambda: False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    run(settings.root, "build")
    plan = settings.visits_folder / "case/visit.yml"
    plan.write_text(plan.read_text("utf-8").replace("座谈会", "改期的座谈会"), "utf-8")
    return settings


def test_a_list_that_is_open_in_excel_keeps_the_build_from_nothing_else(
    printed: Settings, occupy: Occupy
) -> None:
    output = printed.output_folder / "case"
    before = {name: (output / name).read_bytes() for name in ("lists.xlsx", "duty-board.html")}
    occupy("lists.xlsx", FOR_GOOD)

    refused = run(printed.root, "build")

    assert refused.exit_code == 2
    assert "无法替换 output/case/lists.xlsx" in refused.stderr
    assert "请在 Excel、WPS 或 PDF 阅读器中将其关闭，再运行一次。" in refused.stderr
    assert (output / "lists.xlsx").read_bytes() == before["lists.xlsx"]
    assert (output / "duty-board.html").read_bytes() != before["duty-board.html"]
    assert not [name for name in names_below(printed.root) if name.endswith(".new")]

    occupy("lists.xlsx", 0)
    run(printed.root, "build")

    assert (output / "lists.xlsx").read_bytes() != before["lists.xlsx"]


def test_pages_that_are_open_at_the_target_stay(
    tmp_path: Path, occupy: Occupy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.publish.delivery.folder._has_links", lambda _: False)
    built, stick = tmp_path / "built", tmp_path / "U盘"
    write(built, {"index.html": "old"})
    deliver_to_folder({"index.html": built / "index.html"}, "case", stick, lambda *_: None)
    write(built, {"index.html": "new"})
    occupy("index.html", FOR_GOOD)

    with pytest.raises(PublishError) as refused:
        deliver_to_folder({"index.html": built / "index.html"}, "case", stick, lambda *_: None)

    assert refused.value.finding.code == "publish.in_use"
    assert (stick / "case/index.html").read_text("utf-8") == "old"


MADE = {".html", ".js", ".xlsx", ".csv", ".pdf"}
IN_FRESH_PROCESSES = """
from generator.build import workers
workers.start_method = lambda: "spawn"
from generator.cli import main
main(prog_name="handbook")
"""


@pytest.mark.proof  # tests/build/test_workers.py starts such processes each time
def test_fresh_processes_write_the_same_files_as_forked_ones(settings: Settings) -> None:
    trees = []
    for command in (["-m", "generator"], ["-c", IN_FRESH_PROCESSES]):
        shutil.rmtree(settings.site_folder, ignore_errors=True)
        shutil.rmtree(settings.output_folder, ignore_errors=True)
        done = subprocess.run(
            [sys.executable, *command, "-C", str(settings.root), "build"],
            env={**os.environ, **ENVIRONMENT, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr  # the small visit lacks its letter
        paths = (*settings.microsite_folder("case").rglob("*"), *settings.output_folder.rglob("*"))
        trees.append({path: path.read_bytes() for path in paths if path.suffix in MADE})

    assert {path.suffix for path in trees[0]} == MADE
    assert trees[0] == trees[1]


EXIT_CODES = {"-h": 0, "new": 0, "check": 1, "build": 1, "links case": 0, "changes case": 0}
ARGUMENTS = {"new": ("2099-04-tea", "--start", "2099-04-01", "--title", "㛃茶")}
GBK = {"PYTHONIOENCODING": "gbk:strict", "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}


def in_a_console_of_windows(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "-C", str(root), *arguments],
        env={**os.environ, **ENVIRONMENT, **GBK, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("command", cases(list(EXIT_CODES), {"new", "check"}))
def test_a_console_in_gbk_prints_every_command(settings: Settings, command: str) -> None:
    done = in_a_console_of_windows(settings.root, *command.split(), *ARGUMENTS.get(command, ()))

    printed = done.stdout.decode("gbk") + done.stderr.decode("gbk")
    assert done.returncode == EXIT_CODES[command], printed
    assert "Traceback" not in printed


def test_json_for_other_programs_keeps_every_name_in_gbk(settings: Settings) -> None:
    listed = in_a_console_of_windows(settings.root, "links", "case", "--format", "json")

    assert listed.stdout.isascii()
    assert "𬭎㛃" in {row["name"] for row in json.loads(listed.stdout)}
