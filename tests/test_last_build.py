"""A build without changes ends before the program is imported, and prints what it always prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.last_build import FILE, report_again

SETTINGS = """\
site_name: 手册
theme: {name: material, font: false}
plugins: [reception: {}]
"""
VISIT = """\
title: 考察团
host: 县机关事务服务中心
start: 2099-05-18
end: 2099-05-18
timezone: Asia/Shanghai
guests: [甲, 乙, 丙]
"""
PROGRAM = [sys.executable, "-m", "generator", "build"]
EPOCH = "1796000000"
"""A build at midnight is no build without changes."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, built once: that build made its key."""
    root = tmp_path_factory.mktemp("built")
    for path, text in {
        "mkdocs.yml": SETTINGS,
        "docs/index.md": "# 手册\n",
        "visits/case/visit.yml": VISIT,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(PROGRAM, check=False, capture_output=True, cwd=root, env=environment)
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built project, as the current folder."""
    root = tmp_path / "root"
    shutil.copytree(built, root)
    monkeypatch.chdir(root)
    # Variables of pytest that change from one test to the next.
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    noon = SimpleNamespace(now=lambda zone: datetime(2026, 11, 30, 12, tzinfo=zone))
    monkeypatch.setattr("generator.last_build.datetime", noon)
    return root


def test_a_build_without_changes_prints_its_report_without_importing_the_program(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    whole = subprocess.run(PROGRAM, check=False, capture_output=True, text=True)
    times = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}

    traced = [PROGRAM[0], "-X", "importtime", *PROGRAM[1:]]
    again = subprocess.run(traced, check=False, capture_output=True, text=True)

    assert "3 张卡（0 页有变）" in whole.stdout
    assert (again.returncode, again.stdout) == (whole.returncode, whole.stdout)
    imports, messages = _apart(again.stderr)
    assert messages == whole.stderr
    assert "generator.last_build" in imports
    assert "generator.cli" not in imports
    assert "pydantic" not in imports
    assert {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")} == times


def test_whatever_changes_there_is_a_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["handbook", "build"])
    _build(root)
    assert _is_unchanged()
    card = next((root / "site/guests/case/g").iterdir())
    for path in ("mkdocs.yml", "docs/index.md", "visits/case/visit.yml", ".secrets/case.key", card):
        with _other_content(root / path):
            assert not _is_unchanged(), path
        assert _is_unchanged(), path
    for new in ("docs/other.md", "visits/case/told.csv", "output/case/note.txt"):
        with _new_file(root / new):
            assert not _is_unchanged(), new
    for variable in ("LANG", "NO_COLOR", "RECEPTION_SECRET_CASE", "SOURCE_DATE_EPOCH", "COLUMNS"):
        with monkeypatch.context() as other:
            other.setenv(variable, "77")
            assert not _is_unchanged(), variable
    with monkeypatch.context() as other:
        other.setattr("generator.last_build._days", lambda _: {"UTC": "2099-01-01"})
        assert not _is_unchanged(), "another day"
    assert report_again(["build", "case"]) is None
    assert report_again(["build", "--strict"]) is None
    assert report_again(["check"]) is None
    assert _is_unchanged()


def test_a_change_behind_a_link_is_built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a visit may be a link to a shared drive."""
    shared = root / "shared"
    (root / "visits/case").rename(shared)
    (root / "visits/case").symlink_to(shared, target_is_directory=True)
    monkeypatch.setattr("sys.argv", ["handbook", "build"])
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "true")  # a build of the handbook sets it
    _build(root)
    assert _is_unchanged()

    with _other_content(shared / "visit.yml"):
        assert not _is_unchanged()
    assert _is_unchanged()


def test_what_changes_during_a_build_is_built_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["handbook", "build"])
    page = root / "docs/index.md"
    monkeypatch.setattr("generator.cli.building.load", _saving(page))

    _build(root)

    assert not _is_unchanged()


@pytest.mark.parametrize("content", ["", "{", '{"form": 9}', "[]", "null"])
def test_a_record_that_cannot_be_read_is_no_record(root: Path, content: str) -> None:
    (root / FILE).write_text(content, "utf-8")

    assert report_again(["build"]) is None


def _build(root: Path) -> None:
    from click.testing import CliRunner

    from generator.cli import main

    result = CliRunner().invoke(main, ["-C", str(root), "build"], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def _is_unchanged() -> bool:
    return report_again(["build"]) is not None


def _saving(page: Path) -> object:
    """`load`, during which somebody saves a page."""
    from generator.cli.common import load

    def load_and_save(slugs: tuple[str, ...]) -> object:
        project = load(slugs)
        page.write_text("# 手册（改）\n", "utf-8")
        return project

    return load_and_save


@contextmanager
def _other_content(path: Path) -> Iterator[None]:
    """Within it, a file has other content of the same size; afterwards everything is as before."""
    content, times = path.read_bytes(), path.stat()
    path.write_bytes(bytes(byte ^ 1 for byte in content))
    yield
    path.write_bytes(content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@contextmanager
def _new_file(path: Path) -> Iterator[None]:
    path.write_text("新\n", "utf-8")
    yield
    path.unlink()


def _apart(errors: str) -> tuple[str, str]:
    """The lines about imports, and the others."""
    lines = errors.splitlines(keepends=True)
    is_import = [line.startswith("import time:") for line in lines]
    return (
        "".join(line for line, of in zip(lines, is_import, strict=True) if of),
        "".join(line for line, of in zip(lines, is_import, strict=True) if not of),
    )
