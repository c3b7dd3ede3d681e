"""When a visit is over: what goes, what the office keeps, what it is told."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.support.clerk import Clerk


@pytest.fixture
def place(clerk: Clerk, tmp_path: Path) -> Path:
    """Where the visit was published, twice; the second time with another bus."""
    place = tmp_path / "网站"
    clerk.runs("publish", "case", "--to", str(place))
    clerk.plan(bus="3号车")
    clerk.runs("publish", "case")
    clerk.runs("told", "case", "张三", "--by", "李娜")
    return place


def test_what_was_published_and_every_key_is_gone(clerk: Clerk, place: Path) -> None:
    result = clerk.runs("retire", "case", "--yes")

    assert [p.name for p in place.rglob("*") if p.is_file() or p.is_symlink()] == []
    assert not (clerk.root / "site/guests/case").exists()
    assert not (clerk.root / "output/case").exists()
    assert not (clerk.root / ".secrets/case.key").exists()
    assert not (clerk.folder / "published").exists()
    assert "5 个文件" in result.stdout


def test_what_the_clerk_wrote_stays_and_she_is_told_so(clerk: Clerk, place: Path) -> None:
    plan = (clerk.folder / "visit.yml").read_bytes()
    subprocess.run(("git", "init", "-q", str(clerk.root)), check=True)
    subprocess.run(("git", "-C", str(clerk.root), "add", "visits"), check=True)
    commit = ("commit", "-qm", "x")
    author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run(("git", "-C", str(clerk.root), *author, *commit), check=True)

    result = clerk.runs("retire", "case", "--yes")

    assert (clerk.folder / "visit.yml").read_bytes() == plan
    assert "visit.yml" in result.stdout
    assert "git 的 1 次提交" in result.stdout


def test_the_archive_has_the_plan_and_the_changes_without_telephones_or_diets(
    clerk: Clerk, place: Path
) -> None:
    clerk.runs("retire", "case", "--yes")

    archive = clerk.folder / "archive"
    said = " ".join(
        str(cell)
        for name in ("plan.xlsx", "statement.xlsx")
        for sheet in openpyxl.load_workbook(archive / name)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )
    log = (archive / "changes.csv").read_text("utf-8-sig")
    assert "张三" in said
    assert "第一组" in said
    assert "3号车" in said
    assert "张三,第一组" in log
    assert "李娜已告知" in log
    for telephone in ("13900000001", "13900000002", "13900000003"):
        assert telephone not in said + log


def test_a_retired_visit_is_not_built_again(clerk: Clerk, place: Path) -> None:
    clerk.runs("retire", "case", "--yes")

    everything = clerk.runs("build")
    named = clerk.runs("build", "case")

    assert everything.exit_code == 0
    assert not (clerk.root / "site/guests/case").exists()
    assert "张三" not in "".join(
        path.read_text("utf-8") for path in (clerk.root / "site/handbook").rglob("*.html")
    )
    assert named.exit_code == 2
    assert "retired.yml" in named.stderr


def test_a_retired_visit_still_counts_in_its_year(clerk: Clerk, place: Path) -> None:
    before = clerk.runs("report", "--year", "2026").stdout
    clerk.runs("retire", "case", "--yes")

    assert clerk.runs("report", "--year", "2026").stdout == before
    assert "1" in before


def test_nothing_happens_unless_it_is_meant(clerk: Clerk, place: Path) -> None:
    answered = CliRunner().invoke(main, ["-C", str(clerk.root), "retire", "case"], input="n\n")

    assert answered.exit_code == 1
    assert answered.stdout.endswith("没有撤下，什么都没有动。\n")
    assert "Aborted" not in answered.output
    assert (place / "case/index.html").is_file()
    assert (clerk.root / ".secrets/case.key").is_file()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-18", "来访还没有开始：2026-05-18 开始，还有 89 天。"),
        ("2026-05-19", "来访还没有结束：2026-05-19 是最后一天。"),
        ("2026-05-20", ""),
    ],
    ids=["before it", "on its last day", "after it"],
)
def test_a_visit_that_lies_ahead_or_is_not_settled_is_not_retired_unawares(
    clerk: Clerk, place: Path, monkeypatch: pytest.MonkeyPatch, day: str, said: str
) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00+08:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))

    with (clerk.folder / "visit.yml").open("a", encoding="utf-8") as plan:
        plan.write("letter: {number: 文旅函1号, unit: 市文旅局, people: 1}\n")  # and two came

    answered = CliRunner().invoke(main, ["-C", str(clerk.root), "retire", "case"], input="n\n")

    assert said in answered.stderr
    assert ("来访还没有" in answered.stderr) is bool(said)
    assert "结算材料还缺 1 处" in answered.stderr


def test_a_place_that_cannot_be_cleared_keeps_the_key_until_it_is(
    clerk: Clerk, place: Path
) -> None:
    stick = place.with_name("stick")
    (stick / "case").mkdir(parents=True)
    (stick / "case/other.txt").write_text("another's", "utf-8")

    stopped = clerk.runs("retire", "case", "--yes", "--from", str(stick))
    key = (clerk.root / ".secrets/case.key").exists()
    done = clerk.runs("retire", "case", "--yes", "--from", str(stick), "--without", str(stick))

    assert (stopped.exit_code, key) == (2, True)
    assert "没有撤完" in stopped.stderr
    assert done.exit_code == 1  # guests.example.org cannot be asked here, and that is said
    assert "无法确认" in done.stderr
    assert not (clerk.root / ".secrets/case.key").exists()
