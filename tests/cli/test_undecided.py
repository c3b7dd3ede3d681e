"""待定 goes out on cards, but for a day and for a departure of the next 24 hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.clerk import Clerk

TWO_DAYS_BEFORE, THE_EVENING_BEFORE = (
    "1778860800",
    "1779019200",
)  # in Shanghai, 16 May 00:00 and 17 May 20:00
ITEM = "schedule:\n  - {{day: {day}, time: {time}, title: 座谈会, place: {place}}}\n"


@pytest.fixture(autouse=True)
def two_days_before(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TWO_DAYS_BEFORE)


def add(clerk: Clerk, text: str, **changed: str) -> None:
    """Write the visit with `text` at its end, and `changed` in place of what it has."""
    clerk.plan()
    file = clerk.folder / "visit.yml"
    written = file.read_text("utf-8")
    for old, new in changed.items():
        written = written.replace(f"{old}: 8:30", f"{old}: {new}")
    file.write_text(written + text, "utf-8")


def test_a_place_and_a_time_go_out_as_undecided_and_are_told_once_decided(
    clerk: Clerk, tmp_path: Path
) -> None:
    add(clerk, ITEM.format(day="2026-05-19", time="待定", place="待定（5月17日前定）"))
    published = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    add(clerk, ITEM.format(day="2026-05-19", time="9:00-10:00", place="宾馆"))
    changes = clerk.runs("changes", "case").output

    assert published.exit_code == 0
    assert "时间改为 5月19日 09:00–10:00（原 5月19日 待定）" in changes
    assert "地点改为 宾馆（原 待定（5月17日前定））" in changes


def test_a_day_has_to_be_decided_before_cards_go_out(clerk: Clerk, tmp_path: Path) -> None:
    add(clerk, ITEM.format(day="待定", time="9:00", place="宾馆"))
    refused = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    built = clerk.runs("build", "case")

    assert refused.exit_code == 1
    assert "“座谈会”的日期待定，不能发布" in refused.output
    assert "21:11" in refused.output
    assert "case 没有发布：还有 1 处待定的内容必须先定" in refused.output
    assert not (tmp_path / "网站").exists()
    assert built.exit_code == 0
    page = (clerk.root / "site/handbook/visits/case/schedule/index.html").read_text("utf-8")
    assert "日期待定" in page
    assert "座谈会" in page


def test_a_departure_has_to_be_decided_a_day_before(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(clerk, "", time="待定")
    early = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", THE_EVENING_BEFORE)
    late = clerk.runs("publish", "case", "--to", str(tmp_path / "网站"))

    assert early.exit_code == 0
    assert late.exit_code == 1
    assert "05-18 去宾馆的车在 24 小时之内出发，时间尚待定，不能发布" in late.output


def test_what_should_have_been_decided_is_a_warning_of_its_own(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(clerk, ITEM.format(day="2026-05-19", time="9:00", place="待定（5月16日前定）"))
    in_time = clerk.runs("check", "case").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", THE_EVENING_BEFORE)
    overdue = clerk.runs("check", "case").output

    assert "undecided.overdue" not in in_time
    assert "05-19 座谈会的地点应在 2026-05-16 前确定，已经逾期，仍为待定" in overdue
