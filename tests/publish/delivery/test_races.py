"""Two who publish to one folder at once: it shows one publication whole, and the other is told."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.publish.delivery import (
    PublishError,
    ReleaseInfo,
    TargetState,
    deliver,
    place_lock,
    read_target,
)
from tests.support.delivery import address, ignore_progress
from tests.support.proof import counts

CARDS = 200
WITHIN = 0.06
"""Seconds between the two: at this distance 50 of 60 races ended with a broken tree."""
DONE, TOLD = 0, 3


@pytest.fixture(autouse=True)
def _without_syncing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What reaches the disk when is another matter, and takes most of the time."""
    monkeypatch.setattr(os, "sync", lambda: None)


def tree_of(folder: Path, words: str) -> Path:
    """A built tree whose every page says the same words."""
    (folder / "g").mkdir(parents=True)
    for path in ("index.html", "sw.js", *(address(str(number)) for number in range(CARDS))):
        (folder / path).write_text(words, "utf-8")
    return folder


def shown(place: Path) -> dict[str, str]:
    there = place / "case"
    files = (path for path in there.rglob("*") if path.is_file())
    return {path.relative_to(there).as_posix(): path.read_text("utf-8") for path in files}


def in_a_process(work: Callable[[], int]) -> int:
    """Do some work in a process of its own; its number."""
    child = os.fork()
    if child == 0:
        try:
            code = work()
        except BaseException:
            code = 99
        finally:
            os._exit(code)
    return child


def publisher(
    tree: Path, place: Path, name: str, there: TargetState, wait: float
) -> Callable[[], int]:
    """Publishes as `handbook publish` does: only over what it looked at."""

    def work() -> int:
        time.sleep(wait)
        stamp = ReleaseInfo(name, name, "2026-05-18", name)
        try:
            return (
                DONE
                if deliver(tree, "case", str(place), ignore_progress, stamp, there).complete
                else 1
            )
        except PublishError as problem:
            told = problem.finding.code in ("publish.changed_meanwhile", "publish.busy")
            return TOLD if told else 98

    return work


@pytest.mark.timeout(3600)  # 200 races take minutes on a busy machine
def test_of_two_publishers_at_once_one_is_told_and_the_tree_is_whole(tmp_path: Path) -> None:
    """Twelve of 200 cards were left at worst, versions were mixed, and one reported success."""
    trees = {name: tree_of(tmp_path / name, name) for name in ("first", "second", "third")}
    place = tmp_path / "网站"
    deliver(trees["third"], "case", str(place), ignore_progress, ReleaseInfo("third"))
    now_shown = "third"
    chance = random.Random(5)
    missing = mixed = untold = 0
    for _ in range(races := counts(small=6, full=200)):
        there = read_target("case", str(place))
        names = [name for name in trees if name != now_shown]
        waits = (0.0, chance.uniform(0, WITHIN))
        children = [
            in_a_process(publisher(trees[name], place, name, there, wait))
            for name, wait in zip(names, waits, strict=True)
        ]
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        found = shown(place)
        missing += len(found) != CARDS + 2
        mixed += len(set(found.values())) != 1
        now_shown = found["index.html"]
        winner = dict(zip(ends, names, strict=True)).get(DONE)
        untold += sorted(ends) != [DONE, TOLD] or now_shown != winner

    assert (races, missing, mixed, untold) == (races, 0, 0, 0)


def test_a_publisher_who_was_killed_stands_in_nobodys_way(tmp_path: Path) -> None:
    tree = tree_of(tmp_path / "tree", "words")
    place = tmp_path / "网站"

    def killed() -> int:
        def stop(done: int, every: int) -> None:
            if done == every // 2:
                os.kill(os.getpid(), 9)

        deliver(tree, "case", str(place), stop)
        return DONE

    assert os.waitstatus_to_exitcode(os.waitpid(in_a_process(killed), 0)[1]) == -9
    assert (place / ".releases/case.publisher").exists()

    started = time.monotonic()
    delivery = deliver(tree, "case", str(place), ignore_progress)

    assert delivery.complete
    assert time.monotonic() - started < place_lock.STALE_AFTER / 2
    assert len([p for p in (place / ".releases/case").iterdir() if p.is_dir()]) == 1


OTHER = '{{"by": "李娜@{host}", "host": "{host}", "at": "2026-05-18T08:00", "id": "1"}}'


def test_who_publishes_from_another_machine_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_lock, "PATIENCE", 1.5)
    monkeypatch.setattr(place_lock, "STALE_AFTER", 1.0)
    (tmp_path / ".releases").mkdir()
    lock = tmp_path / ".releases/case.publisher"
    lock.write_text(OTHER.format(host="another"), "utf-8")
    touching = in_a_process(lambda: _touch(lock))

    with pytest.raises(PublishError) as problem:
        deliver(tree_of(tmp_path / "tree", "words"), "case", str(tmp_path), ignore_progress)
    os.kill(touching, 9)
    os.waitpid(touching, 0)

    assert problem.value.finding.code == "publish.busy"
    assert "李娜@another" in str(problem.value.finding.message)
    assert not (tmp_path / "case").exists()


def _touch(path: Path) -> int:
    while True:
        os.utime(path)
        time.sleep(0.02)


def test_a_lock_that_another_machine_left_behind_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_lock, "STALE_AFTER", 0.2)
    (tmp_path / ".releases").mkdir()
    lock = tmp_path / ".releases/case.publisher"
    lock.write_text(OTHER.format(host="another"), "utf-8")

    assert deliver(
        tree_of(tmp_path / "tree", "words"), "case", str(tmp_path), ignore_progress
    ).complete
    assert not lock.exists()


def test_a_publisher_who_was_taken_for_gone_is_told_and_changes_nothing(tmp_path: Path) -> None:
    lock = tmp_path / ".releases/case.publisher"

    def taken_over(done: int, every: int) -> None:
        lock.write_text(OTHER.format(host="another"), "utf-8")

    with pytest.raises(PublishError) as problem:
        deliver(tree_of(tmp_path / "tree", "words"), "case", str(tmp_path), taken_over)

    assert problem.value.finding.code == "publish.taken_over"
    assert not (tmp_path / "case").exists()
    assert lock.exists()  # it is the other's
