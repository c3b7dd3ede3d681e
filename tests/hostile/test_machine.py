"""80-94: what a machine does to a build. tests/build/test_faults.py kills one at every step."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

from generator.build.lock import build_lock
from generator.project import load_project, visit_folders
from generator.settings import Settings
from tests.hostile.project import ENVIRONMENT, NOON, build, digest, outputs, project_at, run
from tests.support.project import PROJECT
from tests.support.proof import cases
from tests.support.visit_files import HEADER, write


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_reported(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(path: Path, *_: Any) -> int:
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)

    result = run(settings.root, "build")

    assert result.exit_code == 2
    assert os.strerror(code) in result.stderr
    assert not settings.microsite_folder("case").exists()


def test_of_two_builds_at_once_the_second_waits(settings: Settings) -> None:
    notified, done = threading.Event(), []

    def second() -> None:
        with build_lock(settings, notified.set):
            done.append("second")

    with build_lock(settings, lambda: None):
        other = threading.Thread(target=second)
        other.start()
        assert notified.wait(30)
        done.append("first")
    other.join(30)

    assert done == ["first", "second"]


@pytest.mark.parametrize("shift", [-86_400, -400 * 86_400], ids=["a-day", "a-year"])
def test_a_clock_set_back_changes_no_page(settings: Settings, shift: int) -> None:
    before = build(settings)
    assert build(settings, NOON + shift) == before


APART = """
import hashlib, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.hostile.project import build, digest
from generator.settings import Settings
print(digest(build(Settings(Path(sys.argv[1])))))
"""


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param(
            {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
            marks=pytest.mark.proof,
        ),
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        pytest.param({"TZ": "Pacific/Kiritimati"}, marks=pytest.mark.proof),
        {"TZ": "America/New_York", "PYTHONHASHSEED": "7"},
    ],
    ids=["C", "Turkish", "Kiritimati", "New-York"],
)
def test_locale_and_time_zone_do_not_change_the_bytes(
    settings: Settings, setting: dict[str, str]
) -> None:
    """`I` is no small `i` in Turkish, and New York is a day behind."""
    expected = digest(build(settings))
    shutil.rmtree(settings.site_folder)
    shutil.rmtree(settings.output_folder)

    done = subprocess.run(
        [sys.executable, "-c", APART, str(settings.root), str(PROJECT)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), **ENVIRONMENT, **setting},
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode("ascii").strip() == expected


@pytest.mark.parametrize("encoding", cases(["ascii", "cp1252", "gbk"], {"gbk"}))
def test_a_pipe_that_cannot_encode_a_name_gets_a_question_mark(
    settings: Settings, encoding: str
) -> None:
    write(settings.root / "visits" / "case", {"visit.yml": f"{HEADER}guests: [𬭎㛃, 𬭎㛃]\n"})

    done = subprocess.run(
        [sys.executable, "-m", "generator", "-C", str(settings.root), "check"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"visits/case/visit.yml" in done.stdout


def test_without_network_everything_is_built(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert run(settings.root, "build").exit_code == 1  # the small visit lacks its letter
    assert len(build(settings)) == 6
    assert (settings.handbook_folder / "index.html").exists()


@pytest.mark.parametrize("lost", ["site", "output", "both"])
def test_what_was_deleted_between_builds_comes_back_as_it_was(
    settings: Settings, lost: str
) -> None:
    before = build(settings)
    for folder in (settings.site_folder, settings.output_folder):
        if lost in {folder.name, "both"}:
            shutil.rmtree(folder)

    assert build(settings) == before


NEWER = json.dumps({"form": 99, "files": {"index.html": {"new": "way"}}, "people": []})


UNUSABLE = {
    "newer": NEWER.encode(),
    "empty": b"",
    "no-text": b"\xff\xfe\0",
    "a-list": b"[]",
    "half": b'{"form": 1}',
    "nested": b"[" * 5000,
}


FORMS = {"manifest.json": 1, "edition.json": 2}
DAMAGED = list(zip(cycle(FORMS), UNUSABLE, strict=False))
"""Each content once, of one file or the other."""


@pytest.mark.parametrize("damage", cases(product(FORMS, UNUSABLE), DAMAGED), ids="-".join)
def test_an_unusable_manifest_is_rebuilt(settings: Settings, damage: tuple[str, str]) -> None:
    name, content = damage
    before = build(settings)
    write(settings.output_folder / "case", {name: UNUSABLE[content]})

    assert build(settings) == before
    assert json.loads((settings.output_folder / "case" / name).read_bytes())["form"] == FORMS[name]


@pytest.mark.parametrize("content", cases(UNUSABLE, {"newer", "half"}))
def test_an_unusable_manifest_of_paper_is_rebuilt(settings: Settings, content: str) -> None:
    output = settings.output_folder / "case"
    write(output, {"outputs.json": UNUSABLE[content]})

    outputs(settings)

    made = json.loads((output / "outputs.json").read_bytes())
    assert made["form"] == 1
    assert set(made["files"]) == {path.name for path in output.glob("*.[pclsxh]*")}


def test_a_publication_of_a_newer_version_asks_for_an_update(settings: Settings) -> None:
    before = build(settings)
    write(settings.visits_folder / "case" / "published", {"20260518T000000Z.json": NEWER})

    assert build(settings) == before
    assert "20260518T000000Z.json" in run(settings.root, "build", "case").stderr
    changes = run(settings.root, "changes", "case", "--format", "json")
    assert (changes.exit_code, changes.stdout) == (2, "")
    assert "请先升级程序" in changes.stderr


@pytest.mark.parametrize("slug", ["Case", "CASE", "aux", "a" * 81, "x.", "x y"])
def test_a_folder_name_that_differs_between_file_systems_is_found(
    tmp_path: Path, slug: str
) -> None:
    settings = Settings(tmp_path)
    write(tmp_path, {"mkdocs.yml": "site_name: 手册\n"})
    write(tmp_path / "visits" / slug, {"visit.yml": HEADER})

    (loaded,) = load_project(settings, visit_folders(settings)).visits

    assert [finding.code for finding in loaded.findings] == ["visit.slug"]


def test_a_very_long_path_is_no_hindrance(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*("很长的文件夹名" * 8 for _ in range(12)))
    assert len(os.fsencode(deep)) > 2_000

    assert len(build(project_at(deep))) == 6


def test_an_interrupted_new_leaves_no_half_visit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = settings.visits_folder / "2026-07-visit"

    def stop(*_: Any) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("generator.build.new_visit.starter_workbook", stop)
        assert run(settings.root, "new", "2026-07-visit").exit_code == 1
    assert not folder.exists()
    assert [path.name for path in visit_folders(settings)] == ["case"]

    assert run(settings.root, "new", "2026-07-visit").exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["book.xlsx", "visit.yml"]
    assert [path.name for path in visit_folders(settings)] == ["2026-07-visit", "case"]


UNREADABLE = {
    "an empty visit.yml": (b"", 2),
    "another program's file": (b"\x7fELF" + bytes(range(256)), 2),
    "a visit without a title": (b"host: x\n", 2),
    "an unknown guest": (HEADER.encode() + b"stays: [{venue: x}]\n", 1),
}


COMMANDS = (("check",), ("build",), ("links", "case"), ("print", "case"))
PAIRS = [
    *zip(COMMANDS, UNREADABLE, strict=True),
    *zip(COMMANDS, reversed(UNREADABLE), strict=True),
]
"""Each command on two files, and each file by two commands."""


@pytest.mark.parametrize(
    "pair",
    cases(product(COMMANDS, UNREADABLE), PAIRS),
    ids=lambda pair: f"{pair[0][0]}-{pair[1]}",
)
def test_every_command_reports_the_error(
    settings: Settings, pair: tuple[tuple[str, ...], str]
) -> None:
    command, case = pair
    content, code = UNREADABLE[case]
    write(settings.root / "visits" / "case", {"visit.yml": content})

    result = run(settings.root, *command)

    assert result.exit_code == (0 if command[0] == "links" and code == 1 else code)
    assert not settings.microsite_folder("case").exists()


@pytest.mark.parametrize(
    "content", [b"a: [", b"\xff\xfe\xff", b"a: \x00"], ids=["open", "no-text", "nul"]
)
def test_unreadable_settings_are_reported(settings: Settings, content: bytes) -> None:
    write(settings.root, {"mkdocs.yml": content})

    result = run(settings.root, "check")

    assert result.exit_code == 2
    assert "mkdocs.yml 无法读取" in result.stderr
