"""After the retention days: the office is reminded, and the handbook forgets guests' details."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.support.clerk import Clerk

LAST = "2026-06-18"
"""Thirty days after the visit's end, as nothing else is written."""
DETAILS = ("13900000002", "忌食花生", "轮椅", "土家族", "G1035", "G2046", "10:47")
PLAN = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-19
team: {staff: [{name: 周敏, phone: 13900000001}]}
work_secret: no
publish: {approved_by: 周敏, on: 2026-05-14, target: internet}
parties: [{name: 第一组, liaison: 周敏}]
guests:
  - {name: 张三, party: 第一组, phone: 13900000002, diet: 忌食花生, needs: 轮椅, ethnicity: 土家族,
     arrival: 2026-05-18 10:47, arrival_by: G1035, departure: 2026-05-19 15:00, departure_by: BUS}
schedule:
  - {day: 2026-05-18, time: 9:00-11:00, title: 接 G1035 次, staff_note: 张三电话 13900000002}
"""


@pytest.fixture
def published(clerk: Clerk) -> Clerk:
    """A visit that was published, and whose train then changed."""
    (clerk.folder / "visit.yml").write_text(PLAN.replace("BUS", "G2046"), "utf-8")
    target = str(clerk.root.with_name("网站"))
    assert clerk.runs("publish", "case", "--to", target).exit_code == 0
    (clerk.folder / "visit.yml").write_text(PLAN.replace("BUS", "G2047"), "utf-8")
    return clerk


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00+08:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))


def handbook(clerk: Clerk) -> str:
    """Return all text of the handbook about the visit, with its search entries."""
    clerk.runs("build")
    folder = clerk.root / "site/handbook"
    pages = [*folder.rglob("*.html"), *folder.rglob("*.json")]
    return "".join(path.read_text("utf-8") for path in pages)


@pytest.mark.parametrize(
    ("day", "reminded"), [(LAST, False), ("2026-06-19", True), ("2026-10-29", True)]
)
def test_the_office_is_reminded_once_retention_is_over(
    published: Clerk, monkeypatch: pytest.MonkeyPatch, day: str, reminded: bool
) -> None:
    """Once, nobody was reminded 163 days after the end."""
    on(monkeypatch, day)

    for command in ("check", "build"):
        result = published.runs(command)
        assert ("保留期已于 2026-06-18 届满" in result.stdout) is reminded
        assert ("handbook retire case" in result.stdout) is reminded


def test_an_unpublished_visit_needs_no_reminder(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2026-10-29")

    assert "保留期" not in clerk.runs("check").output


def test_the_handbook_forgets_guests_telephones_diets_and_trains(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, LAST)
    before = handbook(published)
    on(monkeypatch, "2026-06-19")
    after = handbook(published)

    assert [each for each in DETAILS if each not in before] == []
    assert [each for each in DETAILS if each in after] == []
    assert "张三" in after
    assert "13900000001" in after  # the staff's own number
