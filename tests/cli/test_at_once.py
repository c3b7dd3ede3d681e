"""Two at two windows record something at the same moment: the second waits, and no line is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build.lock import build_lock
from generator.cli import common
from generator.settings import Settings, read_settings
from tests.support.clerk import Clerk

TASKS = "tasks: [{what: 核对名单, owner: 周敏}, {what: 核对菜单, owner: 周敏}]"
TEAM = "team: {staff: [{name: 周敏, phone: 13900000001}]"


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """A clerk whose visit has two tasks."""
    plan = clerk.folder / "visit.yml"
    text = plan.read_text("utf-8")
    assert TEAM in text
    plan.write_text(text.replace(TEAM, f"{TEAM}, {TASKS}"), "utf-8")
    return clerk


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when a command waits for another."""
    event = threading.Event()

    @contextmanager
    def noted(settings: Settings, on_wait: Callable[[], None]) -> Iterator[None]:
        def wait() -> None:
            on_wait()
            event.set()

        with build_lock(settings, wait):
            yield

    monkeypatch.setattr(common, "build_lock", noted)
    return event


def at_once(
    office: Clerk, waits: threading.Event, command: list[str], other: Callable[[], object]
) -> None:
    """Run a command while another window records something."""
    with build_lock(read_settings(office.root), lambda: None):
        window = threading.Thread(target=office.runs, args=command)
        window.start()
        assert waits.wait(30)
        other()
    window.join(30)


def test_of_two_ticks_at_the_same_moment_both_are_recorded(
    office: Clerk, waits: threading.Event
) -> None:
    records = office.folder / "done.csv"
    other = "task,owner,at,by\n核对菜单,周敏,2026-05-15 10:00,李娜\n"

    at_once(
        office,
        waits,
        ["done", "case", "核对名单", "--by", "王芳", "--at", "2026-05-15 10:00"],
        lambda: records.write_text(other, "utf-8"),
    )

    assert sorted(records.read_text("utf-8-sig").splitlines()[1:]) == [
        "核对名单,周敏,2026-05-15 10:00,王芳",
        "核对菜单,周敏,2026-05-15 10:00,李娜",
    ]


def test_of_two_cards_revoked_at_the_same_moment_both_are_revoked(
    office: Clerk, waits: threading.Event
) -> None:
    revisions = office.folder / "revisions.yml"

    at_once(
        office,
        waits,
        ["revoke", "case", "张三"],
        lambda: revisions.write_text("王五: 1\n", "utf-8"),
    )

    assert revisions.read_text("utf-8").splitlines()[1:] == ["张三: 1", "王五: 1"]


@pytest.mark.parametrize(
    "command",
    [
        ["told", "case", "--all", "--by", "李娜"],
        ["attended", "case", "tally.txt"],
        ["replies", "case", "reply.xlsx"],
        ["replies", "case", "--remove", "教育局"],
    ],
    ids=" ".join,
)
def test_a_command_that_records_waits_for_another(
    office: Clerk, waits: threading.Event, command: list[str], tmp_path: Path
) -> None:
    (tmp_path / "tally.txt").write_text("点名", "utf-8")
    at_once(
        office,
        waits,
        [str(tmp_path / part) if "." in part else part for part in command],
        lambda: None,
    )
