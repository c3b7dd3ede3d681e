"""Commands that are killed at any instant: readers find every page whole, and the next run
recovers.
"""

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


class Town:
    """A published visit whose plan has changed since, and what an undisturbed run makes of it."""

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

    def starts_anew(self, start: Path) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(start, self.root, symlinks=True, copy_function=shutil.copy2)


def pages(folder: Path) -> Pages:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def town(clerk: Clerk) -> Town:
    town = Town(clerk)
    config = clerk.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("https://guests.example.org", "http://127.0.0.1:9")
    config.write_text(text, "utf-8")
    assert clerk.runs("publish", "case", "--to", str(town.place)).exit_code == 0
    town.before = pages(town.place / "case")
    clerk.plan(bus="3号车")
    return town


@pytest.mark.timeout(3600)  # 60 kills take minutes on a busy machine
def test_a_command_killed_at_any_instant_leaves_pages_whole_and_the_next_run_recovers(
    town: Town, tmp_path: Path
) -> None:
    start = tmp_path / "start"
    shutil.copytree(town.root, start, symlinks=True, copy_function=shutil.copy2)
    lasts: dict[str, float] = {}
    for kind in KINDS:
        town.starts_anew(start)
        lasts[kind] = run_apart(town, kind, killed_after=None, seen=[])
        if kind == "publish":
            town.after = pages(town.place / "case")
    assert town.after.keys() == town.before.keys()
    assert town.after != town.before
    chance = random.Random(7)
    seen: list[str] = []
    for number in range(counts(small=4, full=60)):
        kind = KINDS[number % len(KINDS)]
        town.starts_anew(start)
        run_apart(town, kind, killed_after=chance.uniform(0, lasts[kind]), seen=seen)
        recovers(town, kind)

    assert seen == []


def run_apart(town: Town, kind: str, *, killed_after: float | None, seen: list[str]) -> float:
    """Run a command in a process of its own, and kill that and all it started after some seconds;
    how long it ran. What a reader finds missing or half meanwhile is added to `seen`.
    """
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            town.clerk.runs(*town.command(kind))
        finally:
            os._exit(0)
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if killed_after is not None and time.monotonic() - started > killed_after:
            os.kill(child, signal.SIGKILL)
            with suppress(ProcessLookupError):  # it had not begun, nor started another
                os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            break
        seen += faults(town, kind)
    seen += faults(town, kind)
    return time.monotonic() - started


def faults(town: Town, kind: str) -> Iterator[str]:
    """What is missing or half where readers look."""
    folder = town.shown(kind)
    for name in town.before:
        try:
            content = (folder / name).read_bytes()
        except OSError as problem:
            if kind != "retire":
                yield f"{kind}: {name} is missing: {problem}"
            continue
        if town.after and content not in (town.before[name], town.after[name]):
            yield f"{kind}: {name} is half"
    if kind == "retire" and not (town.root / ".secrets/case.key").exists() and pages(folder):
        yield "retire: the key is gone before the pages"
    if kind == "export" and town.sealed.exists():
        open_key(town.sealed.read_bytes(), "case", PASSPHRASE)


def recovers(town: Town, kind: str) -> None:
    """The next run of a command ends what the killed one began, and leaves no rest."""
    result = town.clerk.runs(*town.command(kind))
    if kind == "retire":
        done = (town.clerk.folder / "retired.yml").exists()
        assert done, result.output
        rests = (town.place / "case", town.place / ".releases", town.root / ".secrets/case.key")
        assert not any(os.path.lexists(path) for path in rests), result.output
        assert not (town.clerk.folder / "published").exists()
        return
    assert result.exit_code == 0, result.output
    if kind == "publish":
        assert pages(town.place / "case") == town.after
        releases = [p for p in (town.place / ".releases/case").iterdir() if p.is_dir()]
        assert len(releases) <= 2
        assert len(list((town.clerk.folder / "published").glob("*.json"))) == 2
    if kind == "build":
        assert pages(town.root / "site/guests/case") == town.after
    if kind == "export":
        key = (town.root / ".secrets/case.key").read_text("ascii")
        assert open_key(town.sealed.read_bytes(), "case", PASSPHRASE)
        assert key
