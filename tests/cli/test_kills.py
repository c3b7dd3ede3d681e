"""Commands killed at any time: readers find every page complete, and the next run recovers."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from generator.sealing.key_file import open_key
from tests.support.clerk import Clerk
from tests.support.proof import counts

PASSPHRASE = "青山绿水二十四字不可外传"
KINDS = ("publish", "build", "retire", "export")
Pages = dict[str, bytes]


class Office:
    """A published visit whose plan has changed since, and the pages of an undisturbed run."""

    def __init__(self, clerk: Clerk) -> None:
        self.root = clerk.root
        self.clerk = clerk
        self.place = clerk.root / "网站"  # within, so that all of it is copied at once
        self.sealed = clerk.root / "case.sealed-key"
        self.before: Pages = {}
        self.after: Pages = {}
        (clerk.root / "passphrase").write_text(PASSPHRASE, "utf-8")

    def command(self, kind: str) -> tuple[str, ...]:
        given = (str(self.sealed), "--passphrase-file", str(self.root / "passphrase"))
        return {
            "publish": ("publish", "case"),
            "build": ("build", "case"),
            "retire": ("retire", "case", "--yes"),
            "export": ("key", "export", "case", *given),
        }[kind]

    def shown(self, kind: str) -> Path:
        """The folder that readers poll while a command runs."""
        return self.root / "site/guests/case" if kind == "build" else self.place / "case"

    def start_again(self, start: Path) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(start, self.root, symlinks=True, copy_function=shutil.copy2)


def pages(folder: Path) -> Pages:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def office(clerk: Clerk) -> Office:
    office = Office(clerk)
    config = clerk.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("https://guests.example.org", "http://127.0.0.1:9")
    config.write_text(text, "utf-8")
    assert clerk.runs("publish", "case", "--to", str(office.place)).exit_code == 0
    office.before = pages(office.place / "case")
    clerk.plan(bus="3号车")
    return office


@pytest.mark.timeout(3600)  # 60 kills take minutes on a busy machine
def test_a_command_killed_at_any_time_leaves_complete_pages_and_the_next_run_recovers(
    office: Office, tmp_path: Path
) -> None:
    start = tmp_path / "start"
    shutil.copytree(office.root, start, symlinks=True, copy_function=shutil.copy2)
    lasts: dict[str, float] = {}
    for kind in KINDS:
        office.start_again(start)
        lasts[kind] = run_in_process(office, kind, killed_after=None, seen=[])
        if kind == "publish":
            office.after = pages(office.place / "case")
    assert office.after.keys() == office.before.keys()
    assert office.after != office.before
    chance = random.Random(7)
    seen: list[str] = []
    for number in range(counts(small=4, full=60)):
        kind = KINDS[number % len(KINDS)]
        office.start_again(start)
        run_in_process(office, kind, killed_after=chance.uniform(0, lasts[kind]), seen=seen)
        assert_recovery(office, kind)

    assert seen == []


def run_in_process(
    office: Office, kind: str, *, killed_after: float | None, seen: list[str]
) -> float:
    """Run a command in a process of its own; return how many seconds it ran.

    It and all its children are killed after `killed_after` seconds. What a reader finds missing or
    incomplete meanwhile is added to `seen`.
    """
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            office.clerk.runs(*office.command(kind))
        finally:
            os._exit(0)
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if killed_after is not None and time.monotonic() - started > killed_after:
            os.kill(child, signal.SIGKILL)
            with suppress(ProcessLookupError):  # it had not begun, nor started another
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        seen += violations(office, kind)
    seen += violations(office, kind)
    return time.monotonic() - started


def violations(office: Office, kind: str) -> Iterator[str]:
    """Yield what is missing or incomplete where readers look."""
    folder = office.shown(kind)
    for name in office.before:
        try:
            content = (folder / name).read_bytes()
        except OSError as problem:
            if kind != "retire":
                yield f"{kind}: {name} is missing: {problem}"
            continue
        if office.after and content not in (office.before[name], office.after[name]):
            yield f"{kind}: {name} is half"
    if kind == "retire" and not (office.root / ".secrets/case.key").exists() and pages(folder):
        yield "retire: the key is gone before the pages"
    if kind == "export" and office.sealed.exists():
        open_key(office.sealed.read_bytes(), "case", PASSPHRASE)


def assert_recovery(office: Office, kind: str) -> None:
    """Assert that the next run completes what the killed one began, and leaves nothing over."""
    result = office.clerk.runs(*office.command(kind))
    if kind == "retire":
        done = (office.clerk.folder / "retired.yml").exists()
        assert done, result.output
        leftovers = (
            office.place / "case",
            office.place / ".releases",
            office.root / ".secrets/case.key",
        )
        assert not any(os.path.lexists(path) for path in leftovers), result.output
        assert not (office.clerk.folder / "published").exists()
        return
    assert result.exit_code == 0, result.output
    if kind == "publish":
        assert pages(office.place / "case") == office.after
        releases = [p for p in (office.place / ".releases/case").iterdir() if p.is_dir()]
        assert len(releases) <= 2
        assert len(list((office.clerk.folder / "published").glob("*.json"))) == 2
    if kind == "build":
        assert pages(office.root / "site/guests/case") == office.after
    if kind == "export":
        key = (office.root / ".secrets/case.key").read_text("ascii")
        assert open_key(office.sealed.read_bytes(), "case", PASSPHRASE)
        assert key
