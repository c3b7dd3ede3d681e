"""What `publish` asks to confirm: --yes answers, and 3 is the exit code without a yes."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support.clerk import Clerk


@pytest.fixture
def place(clerk: Clerk, tmp_path: Path) -> Path:
    """The target to which the visit was published at eight o'clock on its first day."""
    assert clerk.runs("publish", "case", "--to", str(tmp_path / "网站")).exit_code == 0
    return tmp_path / "网站"


def on(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    at = datetime.fromisoformat(f"{moment}+08:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(at.timestamp())))


def test_that_cards_become_notices_is_confirmed(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, all cards became notices with only “更新 50”; a wrong clock would end a visit early."""
    before = clerk.cards(place)
    on(monkeypatch, "2026-10-29T08:00")

    asked = clerk.runs("publish", "case")
    kept = clerk.cards(place)
    confirmed = clerk.runs("publish", "case", "--yes")
    again = clerk.runs("publish", "case")

    assert asked.exit_code == 3
    assert "将把 3 张卡中的 3 张换成“来访已结束”的说明" in asked.stderr
    assert "case 没有发布，网站上的原样未动" in asked.stdout
    assert kept == before
    assert confirmed.exit_code == again.exit_code == 0
    assert len(set(clerk.cards(place).values())) == 1
    assert "说明" not in again.output


def test_a_first_publication_after_the_visit_is_confirmed(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, a year was mistyped: every card was a notice, and `publish` did not ask."""
    on(monkeypatch, "2026-05-20T08:00")
    place = str(tmp_path / "网站")

    asked = clerk.runs("publish", "case", "--to", place)
    confirmed = clerk.runs("publish", "case", "--to", place, "--yes")
    again = clerk.runs("publish", "case")

    assert asked.exit_code == 3
    assert "来访的日期 2026-05-18 至 2026-05-19 已经过去（今天是 2026-05-20）" in asked.stderr
    assert confirmed.exit_code == again.exit_code == 0
    assert "已经过去" not in again.stderr


def test_a_build_counts_the_notice_that_a_visit_is_over(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2026-05-20T08:00")
    built = clerk.runs("build", "case")
    checked = clerk.runs("check", "case")

    assert "来访 2026-05-19 已经结束" in built.stderr
    assert built.stdout.splitlines()[-1] == checked.stdout.splitlines()[-1]


def test_dates_changed_to_past_ones_are_confirmed(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = clerk.folder / "visit.yml"
    before = clerk.cards(place)
    plan.write_text(plan.read_text("utf-8").replace("2026-", "2025-"), "utf-8")

    asked = clerk.runs("publish", "case")

    assert asked.exit_code == 3
    assert "2025-05-18 至 2025-05-19 已经过去" in asked.stderr
    assert clerk.cards(place) == before


def test_a_repeated_publication_after_the_visit_is_not_confirmed(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2026-05-20T08:00")
    clerk.plan(bus="3号车")

    assert clerk.runs("publish", "case").exit_code == 0


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 3), ("", 3)])
def test_a_question_is_answered_at_the_terminal(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    on(monkeypatch, "2026-10-29T08:00")

    result = CliRunner().invoke(main, ["-C", str(clerk.root), "publish", "case"], input=answer)

    assert result.exit_code == code


def test_a_revoked_card_is_not_confirmed(clerk: Clerk, place: Path) -> None:
    clerk.runs("revoke", "case", "张三")

    assert clerk.runs("publish", "case").exit_code == 0


def test_a_clock_before_the_last_publication_is_confirmed(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2026-05-17T08:00")
    clerk.plan(bus="3号车")
    before = clerk.cards(place)

    asked = clerk.runs("publish", "case")
    kept = clerk.cards(place)
    confirmed = clerk.runs("publish", "case", "--yes")

    assert asked.exit_code == 3
    assert "本机时间 2026-05-17 08:00 早于上一次发布的时间 2026-05-18 08:00" in asked.stderr
    assert kept == before
    assert confirmed.exit_code == 0
    assert clerk.cards(place) != before


def colleague_of(clerk: Clerk, tmp_path: Path) -> Clerk:
    """Somebody with a copy of the present project."""
    shutil.copytree(clerk.root, tmp_path / "同事")
    other = object.__new__(Clerk)
    other.root = tmp_path / "同事"
    other.folder = other.root / "visits/case"
    return other


def test_overwriting_a_publication_of_somebody_else_is_confirmed(
    clerk: Clerk, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, two people who published from different copies overwrote each other's pages."""
    other = colleague_of(clerk, tmp_path)
    on(monkeypatch, "2026-05-18T08:30")
    other.plan(bus="3号车")
    assert other.runs("publish", "case").exit_code == 0
    theirs = clerk.cards(place)
    on(monkeypatch, "2026-05-18T09:00")
    with (clerk.folder / "visit.yml").open("a", encoding="utf-8") as plan:
        plan.write("notices: [早晚温差大]\n")

    asked = clerk.runs("publish", "case")
    kept = clerk.cards(place)
    shutil.copytree(other.folder / "published", clerk.folder / "published", dirs_exist_ok=True)
    with_their_record = clerk.runs("publish", "case")

    assert asked.exit_code == 3
    assert "不是记录里的任何一次发布：由 " in asked.stderr
    assert kept == theirs
    assert with_their_record.exit_code == 0, with_their_record.output
    assert clerk.cards(place) != theirs


def test_an_interrupted_publication_is_recognized_as_ours(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2026-05-18T09:00")
    clerk.plan(bus="3号车")
    clerk.runs("publish", "case")
    sorted((clerk.folder / "published").glob("*.json"))[-1].unlink()  # killed before it was there
    on(monkeypatch, "2026-05-18T10:00")
    clerk.plan(bus="1号车")

    assert clerk.runs("publish", "case").exit_code == 0


def test_pages_without_a_record_are_confirmed(clerk: Clerk, place: Path) -> None:
    shutil.rmtree(clerk.folder / "published")
    shutil.rmtree(clerk.root / "output")
    clerk.plan(bus="3号车")

    asked = clerk.runs("publish", "case", "--to", str(place))

    assert asked.exit_code == 3


def test_an_unproven_key_is_confirmed(clerk: Clerk, place: Path) -> None:
    """With records of November 2026, an empty target and no output, any key would be accepted."""
    (path,) = (clerk.folder / "published").glob("*.json")
    record = json.loads(path.read_text("utf-8"))
    del record["key"]
    path.write_text(json.dumps(record), "utf-8")
    shutil.rmtree(clerk.root / "output")
    shutil.rmtree(place)

    asked = clerk.runs("publish", "case", "--to", f"{place}-new")
    confirmed = clerk.runs("publish", "case", "--to", f"{place}-new", "--yes")

    assert asked.exit_code == 3
    assert "没有钥匙的指纹" in asked.stderr
    assert confirmed.exit_code == 0


def test_an_empty_target_is_an_error(clerk: Clerk, place: Path) -> None:
    result = clerk.runs("publish", "case", "--to", "")

    assert result.exit_code == 2
    assert "--to 后面是空的" in result.stderr
