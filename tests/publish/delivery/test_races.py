"""Two publishers to one folder at a time: one publication is complete, the other an error."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.publish.delivery import (
    PublishError,
    ReleaseInfo,
    TargetState,
    deliver,
    read_target,
    target_lock,
)
from tests.support.delivery import address, ignore_progress
from tests.support.proof import counts

CARDS = 200
WITHIN = 0.06
"""Seconds between the two: with this distance 50 of 60 races ended with a broken tree."""
DONE, REFUSED = 0, 3


@pytest.fixture(autouse=True)
def _without_syncing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip `sync`: it takes most of the time and is not tested here."""
    monkeypatch.setattr(os, "sync", lambda: None)


def tree_of(folder: Path, text: str) -> Path:
    """A built tree whose pages all have the same text."""
    (folder / "g").mkdir(parents=True)
    for path in ("index.html", "sw.js", *(address(str(number)) for number in range(CARDS))):
        (folder / path).write_text(text, "utf-8")
    return folder


def shown(place: Path) -> dict[str, str]:
    site = place / "case"
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in files}


def in_a_process(work: Callable[[], int]) -> int:
    """Start a function in a process of its own; return its number."""
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
    tree: Path, place: Path, name: str, state: TargetState, wait: float
) -> Callable[[], int]:
    """Publishes as `handbook publish` does: only over the state that it has read."""

    def work() -> int:
        time.sleep(wait)
        release = ReleaseInfo(name, name, "2026-05-18", name)
        try:
            return (
                DONE
                if deliver(tree, "case", str(place), ignore_progress, release, state).complete
                else 1
            )
        except PublishError as problem:
            refused = problem.finding.code in ("publish.changed_meanwhile", "publish.busy")
            return REFUSED if refused else 98

    return work


@pytest.mark.timeout(3600)  # 200 races take minutes on a busy machine
def test_of_two_publishers_one_is_refused_and_the_tree_is_complete(tmp_path: Path) -> None:
    """Twelve of 200 cards were left at worst, versions were mixed, and one reported success."""
    trees = {name: tree_of(tmp_path / name, name) for name in ("first", "second", "third")}
    place = tmp_path / "网站"
    deliver(trees["third"], "case", str(place), ignore_progress, ReleaseInfo("third"))
    now_shown = "third"
    chance = random.Random(5)
    missing = mixed = unreported = 0
    for _ in range(races := counts(small=6, full=200)):
        state = read_target("case", str(place))
        names = [name for name in trees if name != now_shown]
        waits = (0.0, chance.uniform(0, WITHIN))
        children = [
            in_a_process(publisher(trees[name], place, name, state, wait))
            for name, wait in zip(names, waits, strict=True)
        ]
        ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        found = shown(place)
        missing += len(found) != CARDS + 2
        mixed += len(set(found.values())) != 1
        now_shown = found["index.html"]
        winner = dict(zip(ends, names, strict=True)).get(DONE)
        unreported += sorted(ends) != [DONE, REFUSED] or now_shown != winner

    assert (races, missing, mixed, unreported) == (races, 0, 0, 0)


def test_a_killed_publisher_does_not_block_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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

    waited: list[float] = []
    monkeypatch.setattr(
        target_lock, "time", SimpleNamespace(monotonic=time.monotonic, sleep=waited.append)
    )
    delivery = deliver(tree, "case", str(place), ignore_progress)

    assert (delivery.complete, waited) == (True, [])
    assert len([p for p in (place / ".releases/case").iterdir() if p.is_dir()]) == 1


OTHER = '{{"by": "李娜@{host}", "host": "{host}", "at": "2026-05-18T08:00", "id": "1"}}'


def test_a_publisher_on_another_machine_is_waited_for_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock that goes on only while it waits: meanwhile the other updates its file's time."""
    (tmp_path / ".releases").mkdir()
    lock = tmp_path / ".releases/case.publisher"
    lock.write_text(OTHER.format(host="another"), "utf-8")
    seconds = [0.0]

    def pause(duration: float) -> None:
        seconds[0] += duration
        os.utime(lock, (seconds[0] // target_lock.TOUCH_EVERY,) * 2)

    clock = SimpleNamespace(monotonic=lambda: seconds[0], sleep=pause)
    monkeypatch.setattr(target_lock, "time", clock)

    with pytest.raises(PublishError) as problem:
        deliver(tree_of(tmp_path / "tree", "words"), "case", str(tmp_path), ignore_progress)

    assert problem.value.finding.code == "publish.busy"
    assert "李娜@another" in str(problem.value.finding.message)
    assert not (tmp_path / "case").exists()


def test_a_stale_lock_of_another_machine_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_lock, "STALE_AFTER", 0.2)
    (tmp_path / ".releases").mkdir()
    lock = tmp_path / ".releases/case.publisher"
    lock.write_text(OTHER.format(host="another"), "utf-8")

    assert deliver(
        tree_of(tmp_path / "tree", "words"), "case", str(tmp_path), ignore_progress
    ).complete
    assert not lock.exists()


def test_a_publisher_whose_lock_was_replaced_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / ".releases/case.publisher"

    def taken_over(done: int, every: int) -> None:
        lock.write_text(OTHER.format(host="another"), "utf-8")

    with pytest.raises(PublishError) as problem:
        deliver(tree_of(tmp_path / "tree", "words"), "case", str(tmp_path), taken_over)

    assert problem.value.finding.code == "publish.taken_over"
    assert not (tmp_path / "case").exists()
    assert lock.exists()  # it is the other publisher's
